"""A line with ruby and annotations → its inlines, and what the annotations say of the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from keben.model import (
    Dotted,
    Emphasis,
    Image,
    Inline,
    Inlines,
    Location,
    Ruby,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from keben.readers.aozora.characters import character_class, put_characters
from keben.readers.aozora.frame import Line
from keben.readers.aozora.remarks import Remarks

_TOKEN = re.compile(r"［＃([^［］]*)］|《([^《》]*)》|(｜)(?=[^｜《》［］]*《)|(.)", re.DOTALL)
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
HEADS = {"大": 1, "中": 2, "小": 3}
"""The rank of a head by its name."""
_STYLES: dict[str, Callable[[Inlines], Inline]] = {
    "dots": Dotted, "strong": Strong, "emphasis": Emphasis, "strike": Strike,
    "above": Superscript, "below": Subscript,
}  # fmt: skip
_STYLE_NAMES = (
    (re.compile(r"取消線"), "strike"),
    (re.compile(r"傍点|丸傍点|傍線|圏点|波線|下線"), "dots"),
    (re.compile(r"太字"), "strong"),
    (re.compile(r"斜体"), "emphasis"),
    (re.compile(r"上付き小文字|行右小書き"), "above"),
    (re.compile(r"下付き小文字|行左小書き"), "below"),
)
_ABOUT = re.compile(r"「(.+)」(?:の左)?[にはの](.+)")
_HEAD = re.compile(r"(?:同行|窓)?([大中小])見出し")
_INDENT = re.compile(r"(?:天から)?(\d+)字下げ")
_END = re.compile(r"地付き|地から\d+字上げ|地より\d+字上げ")
_BREAK = re.compile(r"改(?:ページ|丁|段|見開き)")
_PICTURE = re.compile(r"(?:「(.*)」の)?.*?[（(]([\w./-]+\.(?:png|jpe?g|gif|webp))[^）)]*[）)]入る")
_TURNED = re.compile(r"縦中横|横組み|割り注|罫囲み|ルビ|キャプション")


@dataclass(slots=True)
class _Unit:
    """A character with what stands over it; ``ruby`` numbers the annotation that it shares."""

    text: str
    ruby: int = 0
    styles: frozenset[str] = frozenset()
    image: Image | None = None


@dataclass(slots=True)
class ReadLine:
    """A line that has been read. ``head`` is 1 (大見出し) to 3, 0 where it is none; ``indent`` in
    em; ``order`` annotates a run of lines (ここから２字下げ); ``breaks`` tells of a new page."""

    inlines: Inlines
    location: Location
    head: int = 0
    indent: int = 0
    order: str = ""
    breaks: bool = False


@dataclass(slots=True)
class LineReader:
    """Reads lines one after another, because marks may stay open from one to the next."""

    path: Path
    remarks: Remarks
    _open: set[str] = field(default_factory=set)
    _open_head: int = 0

    def read(self, line: Line) -> ReadLine:
        """The line's inlines, ruby and styles settled."""
        number = line.number
        text = put_characters(
            line.text, lambda description: self.remarks.miss_character(description, number)
        )
        reading = _Reading(self, number, ReadLine((), Location(self.path, number)))
        for token in _TOKEN.finditer(text):
            reading.take(token)
        return reading.finish()


class _Reading:
    """One line while it is read."""

    def __init__(self, reader: LineReader, number: int, line: ReadLine) -> None:
        self.reader = reader
        self.number = number
        self.line = line
        self.units: list[_Unit] = []
        self.rubies: list[str] = [""]
        self.start: int | None = None

    def take(self, token: re.Match[str]) -> None:
        annotation, ruby, bar, character = token.groups()
        if annotation is not None:
            self.annotate(annotation.translate(_DIGITS), annotation)
        elif ruby is not None:
            self.set_ruby(ruby)
        elif bar:
            self.start = len(self.units)
        else:
            self.units.append(_Unit(character, styles=frozenset(self.reader._open)))

    def set_ruby(self, text: str) -> None:
        start = self.start if self.start is not None else self.base_start()
        self.start = None
        base = self.units[start:]
        if not base or not text:
            self.units += [_Unit(c) for c in f"《{text}》"]  # brackets of the text itself
            return
        self.rubies.append(text)
        for unit in base:
            unit.ruby = len(self.rubies) - 1

    def base_start(self) -> int:
        """Where the run of characters of one class that ends the line so far begins."""
        start = len(self.units)
        kind = character_class(self.units[-1].text) if self.units else ""
        while kind and start and not self.units[start - 1].ruby:
            if character_class(self.units[start - 1].text) != kind:
                break
            start -= 1
        return start

    def annotate(self, text: str, written: str) -> None:
        line, reader = self.line, self.reader
        about = _ABOUT.fullmatch(text)
        if picture := _PICTURE.fullmatch(text):
            self.units.append(_Unit("\ufffc", image=Image(picture[2], picture[1] or "")))
        elif about and self.settle(about[1], about[2]):
            pass
        elif _BREAK.fullmatch(text):
            line.breaks = True
        elif text.startswith(("ここから", "ここで")):
            line.order = text
        elif head := _HEAD.match(text):
            reader._open_head = 0 if text.endswith("終わり") else HEADS[head[1]]
            line.head = HEADS[head[1]]
        elif indent := _INDENT.match(text):
            line.indent = int(indent[1])
        elif _END.match(text):
            pass  # the model sets no line at the foot
        elif style := _style(text):
            (reader._open.discard if text.endswith("終わり") else reader._open.add)(style)
        elif not _TURNED.search(text) or about:
            reader.remarks.drop_annotation(f"［＃{written}］", self.number)

    def settle(self, words: str, said: str) -> bool:
        """An annotation of words that stand before it; False where it is not understood."""
        if head := _HEAD.match(said):
            self.line.head = HEADS[head[1]]
            return True
        if said.startswith(("縦中横", "横組み", "1段階", "2段階", "罫囲み")):
            return True
        place = self.find(words)
        ruby = re.match(r"「(.+)」のルビ", said)
        style = _style(said)
        if place is None or not (ruby or style) or "底本では" in said:
            return False
        for unit in self.units[slice(*place)]:
            if style:
                unit.styles |= {style}
            elif ruby and not unit.ruby:
                unit.ruby = len(self.rubies)
        if ruby:
            self.rubies.append(ruby[1])
        return True

    def find(self, words: str) -> tuple[int, int] | None:
        """The last place of these words in the line so far."""
        text = "".join(unit.text for unit in self.units)
        at = text.rfind(re.sub(r"《[^《》]*》|｜", "", words))
        if at < 0:
            return None
        return at, at + len(re.sub(r"《[^《》]*》|｜", "", words))

    def finish(self) -> ReadLine:
        if self.reader._open_head:
            self.line.head = self.reader._open_head
        return replace(self.line, inlines=tuple(self.runs(_stripped(self.units))))

    def runs(self, units: Iterable[_Unit]) -> Iterable[Inline]:
        for styles, group in groupby(units, key=lambda unit: unit.styles):
            run = tuple(self.plain(list(group)))
            for name in sorted(styles):
                run = (_STYLES[name](run),)
            yield from run

    def plain(self, units: list[_Unit]) -> Iterable[Inline]:
        for (ruby, image), group in groupby(units, key=lambda unit: (unit.ruby, unit.image)):
            text = "".join(unit.text for unit in group)
            if image:
                yield image
            else:
                yield Ruby(text, self.rubies[ruby]) if ruby else Text(text)


def _style(words: str) -> str:
    return next((name for pattern, name in _STYLE_NAMES if pattern.search(words)), "")


def _stripped(units: list[_Unit]) -> list[_Unit]:
    """The units without the space at the line's ends, which marks a paragraph."""
    start, end = 0, len(units)
    while start < end and not units[start].text.strip():
        start += 1
    while end > start and not units[end - 1].text.strip():
        end -= 1
    return units[start:end]
