"""A piece of raw HTML → a Tag, and what is known about tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from keben.readers.references import unescape


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")

BLOCKS = _names(
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol "
    "optgroup option p search section summary table tbody td tfoot th thead tr ul"
)
"""Elements that stand apart from the line around them."""

KNOWN = _names(
    "a b blockquote caption cite code del dfn em figcaption figure h1 h2 h3 h4 h5 h6 i kbd li "
    "mark ol p rb rp rt rtc ruby s samp span strike strong sub sup table tbody td tfoot th thead "
    "tr tt ul var"
)
"""Elements that the model has a kind for, or that say nothing by themselves."""

_ENDS = {
    **dict.fromkeys(("rt", "rp", "rb"), frozenset({"rt", "rp", "rb"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th"})),
    **dict.fromkeys(("tr", "tbody", "thead", "tfoot"), frozenset({"td", "th", "tr"})),
    "li": frozenset({"li"}),
    "p": frozenset({"p"}),
}

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(.*?)(/?)>\Z", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?"
)
_UNSAFE = re.compile(r"(javascript|vbscript|data|file):")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ILLEGAL = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]")


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    closes: bool
    attributes: Mapping[str, str]

    def has_class(self, name: str) -> bool:
        """True when ``class`` holds the name."""
        return name in self.attributes.get("class", "").split()


def parse_tag(text: str) -> Tag | None:
    """The tag that raw HTML is; None for a comment, a declaration or an instruction."""
    found = _TAG.match(text)
    if found is None:
        return None
    attributes = {
        part[1].lower(): unescape(part[2] or part[3] or part[4] or "")
        for part in _ATTRIBUTE.finditer(found[3])
    }
    return Tag(found[2].lower(), bool(found[1]), attributes)


def is_named(tag: Tag) -> bool:
    """True for ``<u>`` that marks a name or a title; of any other nobody can tell what it says."""
    return tag.name == "u" and (tag.has_class("name") or tag.has_class("title"))


def ended_by(name: str) -> frozenset[str]:
    """The open elements that an opening tag ends, as ``<li>`` ends the item before it."""
    return _ENDS.get(name, frozenset())


def unsafe_scheme(address: str) -> str:
    """The scheme of an address that can run or reveal something; else an empty text.

    Browsers skip blanks and control characters in a scheme, and so does this.
    """
    found = _UNSAFE.match(re.sub(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]", "", address).lower())
    return found[1] if found else ""


def clean_target(address: str) -> str:
    """A link's target as written; in an absolute address what RFC 3986 forbids is %-escaped."""
    address = address.strip()
    if not _SCHEME.match(address):
        return address
    return _ILLEGAL.sub(lambda found: f"%{ord(found[0]):02X}", address)
