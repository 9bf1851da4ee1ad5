"""Structure tree (nodes.py) → the objects of the PDF (ISO 32000-1 §14.7, ISO 32000-2 §14.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pydyf
import weasyprint.pdf

from keben.composition.facts import TreeFacts
from keben.composition.hooks import Hook
from keben.composition.loose import drawn
from keben.composition.nodes import Area, Content, Node, settle, walk
from keben.composition.roles import NEWER, OF_PDF_2, ROLE_MAP
from keben.composition.structure import Structure
from keben.composition.tidying import tidy
from keben.composition.turning import ON_ITS_SIDE

PDF_2 = "http://iso.org/pdf2/ssn"
"""The namespace of PDF 2.0's own types (ISO 32000-2 annex L)."""

NAMED = {"Table": "T", "L": "L", "Note": "N"}
"""Elements to which the binder gives an identifier, so that a reader of pages knows them again on
the next. That of a note is demanded by ISO 14289-1 §7.9."""

SIDE = "S"
"""The same for one of two texts beside each other."""

FLOAT = "F"
"""The same for a figure that stands on the page after its place."""

OLDER_NUMBERING = {"/Description": "/None", "/Ordered": "/Decimal"}
"""What PDF 1.7 calls the numbering of lists for which PDF 2.0 has a word."""


def write_tree(
    pdf: Any, structure: Structure, streams: Sequence[Any], *, newer: bool, columns: bool
) -> None:
    """Write the tree; ``newer``: for PDF 2.0. ``streams`` are what is drawn on each page; in
    ``columns`` each line stays marked by itself, because readers of pages put lines that follow one
    another from right to left in another order."""
    structure.finish()
    settle(structure.root)
    nodes = tuple(walk(structure.root))
    _join(() if columns else nodes, nodes, streams)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    objects: dict[Node, Any] = {}
    for node in nodes:
        objects[node] = pydyf.Dictionary({"Type": "/StructElem"})
        pdf.add_object(objects[node])
    pages = [reference.decode() for reference in _page_references(pdf)]
    space = _namespace(pdf) if newer else None
    for node in nodes:
        above = objects[node.parent] if node.parent else root
        _fill(objects[node], node, above.reference, objects, pages)
        if not space:
            _age(objects[node])
        else:
            _renew(objects[node], node, objects, space.reference)
    for area in structure.needless:
        page = pdf.objects[int(pdf.page_references[area.page].split()[0])]
        page["Annots"].remove(area.annotation.reference)
    root["K"] = objects[structure.root].reference
    root["ParentTree"] = _parent_tree(pdf, nodes, objects, len(pages))
    root["ParentTreeNextKey"] = len(pages) + sum(isinstance(k, Area) for n in nodes for k in n.kids)
    if not space:
        used = {node.kind for node in nodes} & ROLE_MAP.keys()
        root["RoleMap"] = pydyf.Dictionary({name: f"/{ROLE_MAP[name]}" for name in sorted(used)})
    pdf.catalog["StructTreeRoot"] = root.reference
    if (found := drawn()) is not None:
        found.tree = _facts(structure, nodes, objects)


def _join(whole: Sequence[Node], nodes: Sequence[Node], streams: Sequence[Any]) -> None:
    """Let what stands together on a page in an element of ``whole`` be one marked content."""
    joined: list[set[int]] = [set() for _ in streams]
    for node in whole:
        for one, other in pairwise(node.kids):
            if not isinstance(one, Content) or not isinstance(other, Content) or one.divided:
                continue
            if (one.page, one.number + 1) == (other.page, other.number):
                joined[one.page].add(other.number)
    numbers = [tidy(stream, found) for stream, found in zip(streams, joined, strict=True)]
    for node in nodes:
        kids: list[Node | Content | Area] = []
        for kid in node.kids:
            if isinstance(kid, Content):
                kid = Content(kid.page, numbers[kid.page][kid.number])
            if not (kids and isinstance(kid, Content) and kids[-1] == kid):
                kids.append(kid)
        node.kids = kids


def _facts(structure: Structure, nodes: Sequence[Node], objects: Mapping[Node, Any]) -> TreeFacts:
    """What the binder must know to make one tree of several."""
    return TreeFacts(
        root=objects[structure.root].number,
        heads=tuple((objects[node].number, node.stated) for node in nodes if node.stated),
        named=tuple(
            (objects[node].number, letters) for node in nodes if (letters := _letters(node))
        ),
        placed=tuple(
            (objects[node].number, kid.page)
            for node in nodes
            if "BBox" in node.attributes
            for kid in node.kids[:1]
            if isinstance(kid, Content)
        ),
        spaced=tuple(objects[node].number for node in nodes if "NS" in objects[node]),
        leads=tuple(
            (objects[node].number, anchor)
            for anchor, node in structure.leads
            if anchor not in structure.anchors and node in objects
        ),
        anchors={name: _nearest(node, objects) for name, node in structure.anchors.items()},
        titled=tuple((label, _nearest(node, objects)) for label, node in structure.titled),
    )


def _letters(node: Node) -> str:
    """With which letters an element's identifier begins; none where it needs no identifier."""
    if node.floats:
        return FLOAT
    return SIDE if node.is_side else NAMED.get(node.kind, "")


def _page_references(pdf: Any) -> Sequence[bytes]:
    references: Sequence[bytes] = pdf.page_references
    return references


def _namespace(pdf: Any) -> Any:
    space = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(PDF_2)})
    pdf.add_object(space)
    return space


def _fill(
    item: Any, node: Node, parent: Any, objects: Mapping[Node, Any], pages: Sequence[str]
) -> None:
    """The entries of a structure element (ISO 32000-1 table 323)."""
    item["S"] = f"/{node.kind}"
    item["P"] = parent
    home = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
    if home is not None:
        item["Pg"] = pages[home]
    kids = [_kid(kid, home, objects, pages) for kid in node.kids]
    if kids:
        item["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
    if node.parent is None or node.language != node.parent.language:
        item["Lang"] = pydyf.String(node.language)
    if node.alternative:
        item["Alt"] = pydyf.String(node.alternative)
    if node.attributes:
        item["A"] = pydyf.Dictionary(
            {
                name: pydyf.Array(value) if isinstance(value, list) else value
                for name, value in node.attributes.items()
            }
        )


def _kid(
    kid: Node | Content | Area, home: int | None, objects: Mapping[Node, Any], pages: Sequence[str]
) -> Any:
    if isinstance(kid, Node):
        return objects[kid].reference
    if isinstance(kid, Area):
        reference = kid.annotation.reference
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": reference, "Pg": pages[kid.page]})
    if kid.page == home:
        return kid.number
    return pydyf.Dictionary({"Type": "/MCR", "Pg": pages[kid.page], "MCID": kid.number})


def _age(item: Any) -> None:
    """The attributes that PDF 1.7 has not (ISO 32000-1 table 347)."""
    if "ListNumbering" in item.get("A", {}):
        numbering = item["A"]["ListNumbering"]
        item["A"]["ListNumbering"] = OLDER_NUMBERING.get(numbering, numbering)


def _renew(item: Any, node: Node, objects: Mapping[Node, Any], space: Any) -> None:
    """The entries of PDF 2.0 (ISO 32000-2 tables 355, 361 and 387)."""
    kind = NEWER.get(node.kind, node.kind)
    item["S"] = f"/{kind}"
    if kind in OF_PDF_2:
        item["NS"] = space
    if kind == "FENote":
        item["A"] = pydyf.Dictionary({"O": "/FENote", "NoteType": "/Footnote"})
    if node.refers:
        item["Ref"] = pydyf.Array([objects[o].reference for o in node.refers if o in objects])


def _parent_tree(pdf: Any, nodes: Sequence[Node], objects: Mapping[Node, Any], pages: int) -> Any:
    """From marked content and annotations to their elements (ISO 32000-1 §14.7.4.4)."""
    owners: list[dict[int, Any]] = [{} for _ in range(pages)]
    numbers = pydyf.Array()
    key = pages
    places: list[Any] = []
    for node in nodes:
        for kid in node.kids:
            if isinstance(kid, Content):
                owners[kid.page][kid.number] = objects[node].reference
            elif isinstance(kid, Area):
                kid.annotation["StructParent"] = key
                places += [key, objects[node].reference]
                key += 1
    for page, found in enumerate(owners):
        last = max(found, default=-1)
        numbers += [page, pydyf.Array([found.get(n, "null") for n in range(last + 1)])]
    tree = pydyf.Dictionary({"Nums": pydyf.Array([*numbers, *places])})
    pdf.add_object(tree)
    return tree.reference


def _nearest(node: Node, objects: Mapping[Node, Any]) -> int:
    """The number of an element, or of the nearest that holds it where it was left out for being
    empty; 0 for none."""
    return next((objects[each].number for each in node.above() if each in objects), 0)


def _tagging(original: Callable[..., None]) -> Callable[..., None]:
    def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
        structure = Structure(document.metadata.lang or "")
        for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
            structure.read(number, page._page_box, stream._tags, page.height)
        columns = getattr(document, ON_ITS_SIDE, False)
        newer = str(pdf_version) >= "2.0"
        write_tree(pdf, structure, page_streams, newer=newer, columns=columns)
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    return add_tags


HOOKS = (
    Hook(
        weasyprint.pdf,
        "add_tags",
        ("pdf", "document", "pdf_version", "page_streams"),
        _tagging,
        until="WeasyPrint makes one element of what stands on several pages, and tags notes, "
        "contents, lists and ruby by the standard",
    ),
)
