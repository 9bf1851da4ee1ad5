"""The name of a profile → the standards that a printed edition follows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """What is asked of the layout engine, and what the file says of itself.

    ``variant`` is the engine's name for the first standard; ``archive`` are the part, the level
    and the year of PDF/A (ISO 19005), empty where it is none; ``access`` are the part and the year
    of PDF/UA (ISO 14289), None where it is none;
    ``exchange`` is the name of PDF/X (ISO 15930), empty where it is none.
    """

    variant: str
    archive: tuple[str, str, str] | None
    access: tuple[str, str] | None
    exchange: str = ""

    @property
    def is_newer(self) -> bool:
        """True where the file is one of PDF 2.0."""
        return not self.has_facts

    @property
    def carries_sources(self) -> bool:
        """True where the file carries what it was made from, as only PDF/A-3 and -4f rule."""
        return self.archive is not None

    @property
    def has_facts(self) -> bool:
        """True where PDF's older dictionary of facts is allowed (not in PDF 2.0's PDF/A)."""
        return self.archive is None or self.archive[0] < "4"


PROFILES = {
    "pdf/a-3a+ua-1": Profile("pdf/a-3a", ("3", "A", ""), ("1", "")),
    "pdf/a-4f+ua-2": Profile("pdf/a-4f", ("4", "F", "2020"), ("2", "2024")),
    "pdf/ua-1": Profile("pdf/ua-1", None, ("1", "")),
}
"""By the names of the setting ``pdf.profile``."""

PRINTER = Profile("", None, None)
"""A file for a printer only, which claims nothing: its pages do not stand in reading order."""

PREPRESS = Profile("", None, None, "PDF/X-4")
"""A file for a print shop: pages in reading order, in the inks of a press."""
