"""Markdown source → Publication of one article, or of a book where ``chapters`` is set.

CommonMark with tables, notes (``[^1]``, and ``^[in place]``), ``~~strike~~``, ``H~2~O`` and
``x^2^``, task and definition lists, GitHub's alerts, ``{#anchor}`` behind a head, and what printed
Chinese, Japanese and Korean need:

- ``[漢字]{かんじ}`` or ``[漢字]{かん じ}`` (a part for each character), or HTML ``<ruby>``
- ``[文字]{.dots}`` or ``<em class="dots">``: emphasis dots; ``[孔子]{.name}`` a proper name and
  ``[論語]{.title}`` a title, told by a line; ``[text]{lang=ja}``: another language
- ``::: pull-quote``, ``::: epigraph``, ``::: verse``, ``::: note title`` (tip, warning, important,
  caution) up to ``:::``
- ``::: table data.csv``, ``::: chart data.csv``: a table or a drawing of what a file holds
- ``::: credit``: lines such as ``来源：…`` that tell of the text
- a last paragraph or short last line that begins with ``——``: who said it
- ``表：…`` or ``Table: …`` as the paragraph right before a table: its caption
- ``![words for it](a.png "caption")`` alone in a paragraph: a figure
- ``[@key, 第 3 页; @other]``, ``@key``: works of the bibliography, where files of one are stated;
  ``::: bibliography``: where they are listed; ``::: glossary``: terms that the text names by
  ``[词]{.term}``
- a quotation of up to three lines right under the title: an epigraph

HTML that the model has a kind for becomes that kind; of other HTML only the text is kept, and a
finding says so.
"""

from __future__ import annotations

from dataclasses import replace

from keben.errors import ManuscriptError
from keben.model import Article, Heading, Image, Location, Publication, Source, Text
from keben.readers import name_of
from keben.readers.chapters import Plan, divide
from keben.readers.front_matter import split
from keben.readers.markdown.blocks import read_blocks
from keben.readers.markdown.findings import Report, Trouble
from keben.readers.markdown.parse import TooManyBrackets, parse
from keben.readers.markdown.reading import Reading
from keben.readers.markdown.titles import settle_title
from keben.settings import Settings
from keben.writable import UNPRINTABLE, printable


def read(source: Source, settings: Settings) -> Publication:
    """The document that a Markdown source holds. ``settings`` include its front matter already.

    The metadata are those of the settings; the title comes from them, else from the first head of
    level 1, else from the file's name. Raises ManuscriptError where a paragraph cannot be read.
    """
    found = split(source)
    report = Report(source.path)
    text = _drop_controls(found.body, found.first_line, report)
    try:
        cites = bool(settings.bibliography.files)
        tree = parse(text, first_line=found.first_line, cites=cites)
    except TooManyBrackets as error:
        raise ManuscriptError(
            f"a paragraph with {error} cannot be read.",
            location=Location(source.path, error.line),
            hint="If it is data and not text, take it out; else divide it.",
        ) from error
    reading = Reading(source.path, report, tree.labels, tree.closed, source.root, settings.language)
    titled = settle_title(read_blocks(tree.nodes, reading), wanted=settings.title)
    words = titled.plain or name_of(source)
    title = titled.title or (Text(words),)
    article = Article(
        title=title,
        anchor=titled.anchor,
        blocks=titled.blocks,
        notes=reading.notes(),
        location=Location(source.path, found.first_line),
    )
    publication = Publication(
        metadata=replace(settings.metadata(), title=words),
        body=(article,),
        cover=Image(settings.cover) if settings.cover else None,
        findings=(*found.findings, *report.findings()),
        bibliography=settings.bibliography.files,
    )
    levels = [block.level for block in article.blocks if isinstance(block, Heading)]
    book = levels and min(levels) <= settings.chapters
    return divide(publication, Plan(settings.chapters)) if book else publication


def _drop_controls(text: str, first_line: int, report: Report) -> str:
    """The text without controls."""
    found = UNPRINTABLE.search(text)
    if found is None:
        return text
    line = first_line + text.count("\n", 0, found.start())
    report.add(Trouble.CONTROLS, line, times=len(UNPRINTABLE.findall(text)))
    return printable(text)
