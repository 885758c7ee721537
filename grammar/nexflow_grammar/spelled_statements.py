"""Statements that are other statements in the first spelling: what only the items around them tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from nexflow_grammar.build.rules import cell_of
from nexflow_grammar.languages import Language
from nexflow_grammar.nested_items import Nested, blocks_of, nested
from nexflow_grammar.spellings import Edit, Spelled, extent, named, parsed_as
from nexflow_grammar.tree.expressions import Expression
from nexflow_grammar.tree.nodes import Phrase
from nexflow_grammar.tree.rules import ExpressionCell

if TYPE_CHECKING:
    from nexflow_grammar.items import Item
    from nexflow_grammar.source_file import Segment

#: Items that do not end the statement above them.
_BELOW = frozenset({"clause", "clause_block", "binding", "flag"})
_END = re.compile(r"[ \t]*(?:end|endif)\b")
#: Words whose statement has no first form of the same parts: there is a hint, and no edit.
_HINTS = {
    "validate_schema": (r"validate\s+input\b", "validate_input"),
    "handler": (r"on_validation_error\b", "validate_input"),
    "hit_policy": (r"collect_(?:sum|min|max|count)\b", "collect_all"),
}


class _Place(NamedTuple):
    """An item among its siblings. text: that of the segment."""

    segment: Segment
    text: str
    parent: Nested | None
    siblings: Sequence[Nested]
    number: int

    @property
    def one(self) -> Nested:
        """The item itself."""
        return self.siblings[self.number]

    @property
    def item(self) -> Item:
        """The item itself, without those below it."""
        return self.one.item

    def above(self) -> Iterator[Nested]:
        """Yield the siblings above, the nearest first."""
        return (self.siblings[number] for number in range(self.number - 1, -1, -1))

    def below(self) -> Nested | None:
        """Return the next sibling."""
        after = self.number + 1
        return self.siblings[after] if after < len(self.siblings) else None

    def parsed(self) -> Any:
        """Return the parse node of the item."""
        return _parsed(self.segment.language, self.item.rule, self.item.text)


@lru_cache(maxsize=10_000)
def _parsed(language: Language, rule: str, text: str) -> Any:
    return parsed_as(language, rule, text)


def spelled_statements(segment: Segment) -> Iterator[Spelled]:
    """Yield the statements of a segment that are not written in the first way, in its offsets."""
    for parent, siblings in blocks_of(nested(segment.items)):
        for index, one in enumerate(siblings):
            function = _FUNCTIONS.get((segment.language, one.rule))
            if function is not None:
                yield from function(_Place(segment, segment.text, parent, siblings, index))
            if one.rule in _HINTS:
                yield from _hint(one.item)


def _hint(item: Item) -> Iterator[Spelled]:
    words, first = _HINTS[item.rule]
    found = re.search(words, item.text)
    if found is not None:
        start, end = (item.start + at for at in found.span())
        yield Spelled(start, end, first, (), safe=False)


def _replaced(item: Item, length: int, first: str, edits: Sequence[Edit]) -> Spelled:
    return Spelled(item.start, item.start + length, first, tuple(edits))


def _when_step(place: _Place) -> Iterator[Spelled]:
    """`when e … end` is `if e then … endif`, but for the one that belongs to an `evaluate`."""
    above = next((one.rule for one in place.above() if one.rule not in _BELOW), "")
    node = place.parsed()
    if above == "evaluate" or node is None:
        return
    start, end = place.item.start, place.one.end
    edits = [Edit(start, start + len("when"), "if"), *_with_then(start, node)]
    if end is not None and end.text == "end":
        edits.append(Edit(end.start, end.end, "endif"))
    yield _replaced(place.item, len("when"), "if … then … endif", edits)


def _with_then(start: int, node: Any) -> Iterator[Edit]:
    """Write the `then` behind a condition."""
    if not named(node, "keyword_then"):
        at = start + extent(named(node, "expression")[0])
        yield Edit(at, at, " then")


def _transform_block(place: _Place) -> Iterator[Spelled]:
    """`calculate: a = e` is `transform a = e`."""
    item = place.item
    if item.text.startswith("calculate"):
        gap = "" if place.text[item.end : item.end + 1].isspace() else " "
        edit = Edit(item.start, item.end, f"transform{gap}")
        yield _replaced(item, len("calculate"), "transform", [edit])


def _aggregate_block(place: _Place) -> Iterator[Spelled]:
    """`aggregate:` is `aggregate`."""
    item, below = place.item, place.one.children
    if item.text.endswith(":"):
        same_line = below and "\n" not in place.text[item.end : below[0].item.start]
        gap = ""
        if _END.match(place.text, item.end):
            gap = "\n"  # on one line with it, `end` would be what is aggregated
        elif same_line:
            gap = " " if re.match(r"\w+\s*=(?!=)", below[0].item.text) else "\n"
        end = item.start + len("aggregate")
        yield _replaced(item, len(item.text), "aggregate", [Edit(end, item.end, gap)])


def _using(place: _Place) -> Iterator[Spelled]:
    """`transform T` is `transform using T`, `evaluate R` is `evaluate using R`."""
    word, name, *_more = place.item.text.split()
    assigns = any(one.rule in ("assignment", "set") for one in place.one.children)
    if name != "using" and not assigns:
        at = place.item.text.index(name, len(word))
        start = place.item.start + at
        first = f"{word} using {name}"
        yield _replaced(place.item, at + len(name), first, [Edit(start, start, "using ")])


def _route(place: _Place) -> Iterator[Spelled]:
    """`route when e then …` is `route using when e -> …`."""
    start, node = place.item.start, place.parsed()
    if place.item.opens == "route" and node is not None:
        said = place.item.node.first(Expression) if isinstance(place.item.node, Phrase) else None
        # As a cell of an arm, a name alone would be a value.
        safe = said is not None and isinstance(cell_of(said), ExpressionCell)
        for route_when in named(node, "route_when"):
            then = named(route_when, "keyword_then")[0]
            edits = [
                Edit(start + len("route"), start + route_when.start, " using\n"),
                Edit(start + then.start, start + extent(then), "->"),
            ]
            one = _replaced(place.item, extent(node), "route using when … ->", edits)
            yield one._replace(safe=safe)


def _arm(place: _Place) -> Iterator[Spelled]:
    """`when cell` and `when cell then` of a route are `when cell ->`."""
    node = place.parsed()
    if node is None:
        return
    start = place.item.start
    arrows = named(node, "arm_arrow")
    condition = named(node, "condition")[0]
    if not arrows:
        at = start + extent(condition)
        edit = Edit(at, at, " ->")
    elif arrows[0].text.startswith("then"):
        edit = Edit(start + arrows[0].start, start + extent(arrows[0]), "->")
    else:
        return
    yield _replaced(place.item, len("when"), "when … ->", [edit])


def _otherwise(place: _Place) -> Iterator[Spelled]:
    """`otherwise` and `otherwise:` of a route are `otherwise ->`, but before `to x`, `continue`."""
    node = place.parsed()
    below = place.below()
    if node is None or place.parent is None or place.parent.item.opens != "route":
        return
    arrows = named(node, "arm_arrow")
    goes_on = below is not None and re.match(r"(?:to|continue)\b", below.item.text)
    if (arrows and not arrows[0].text.startswith("then")) or (goes_on and not arrows):
        return
    start = place.item.start
    at = start + extent(named(node, "otherwise_word")[0])
    edit = Edit(at, start + extent(node), " ->")
    yield Spelled(start, at, "otherwise ->", (edit,))


def _union(place: _Place) -> Iterator[Spelled]:
    """`union all` is `merge` of the branches of the `parallel` above, if their records are one."""
    item = place.item
    if not item.text.startswith("union"):
        return
    above = next((one for one in place.above() if one.rule == "parallel"), None)
    branches = [one.item.text for one in above.children if one.rule == "branch"] if above else []
    names = [text.split(maxsplit=1)[1].strip("\"' ") for text in branches]
    merged = f"merge {', '.join(names)}"
    known = len(names) > 1 and all(name.isidentifier() for name in names)
    edits = (Edit(item.start, item.end, merged),) if known else ()
    yield Spelled(item.start, item.end, merged if known else "merge a, b", edits, safe=False)


def _rule_head(place: _Place) -> Iterator[Spelled]:
    """`procedural_rule` is `rule`, and its arms are one `if`, but for those that emit."""
    item, below = place.item, place.one.children
    emits = any(one.rule == "arm_emit" for one in below)
    if item.text.startswith("procedural_rule"):
        end = item.start + len("procedural_rule")
        edits = () if emits else (Edit(item.start, end, "rule"),)
        yield Spelled(item.start, end, "rule", edits, safe=not emits)
    first = next((number for number, one in enumerate(below) if one.rule == "arm"), None)
    if not emits and first is not None and place.one.end is not None:
        yield from _arms(place.text, below[first:], place.one.end)


def _arms(text: str, entries: list[Nested], end: Item) -> Iterator[Spelled]:
    """`when e then … when e then … otherwise …` is one `if`."""
    edits: list[Edit] = []
    for number, one in enumerate(entries):
        item = one.item
        node = _parsed(Language.RULES, item.rule, item.text)
        match item.rule:
            case "arm" if node is not None:
                word = "elseif" if number else "if"
                edits.append(Edit(item.start, item.start + len("when"), word))
                edits.extend(_with_then(item.start, node))
            case "arm_otherwise" if node is not None:
                edits.append(Edit(item.start, item.start + extent(node), "else"))
            case "calculate" if not _only_assigns(one):
                return
            case "calculate":
                edits.extend(_unwrapped(text, one))
    before = text[: end.start].rpartition("\n")[2].strip()
    edits.append(Edit(end.start, end.start, "\nendif\n" if before else "endif\n"))
    yield _replaced(entries[0].item, len("when"), "if … then … endif", edits)


def _calculate(place: _Place) -> Iterator[Spelled]:
    """What a rule calculates are statements of it."""
    if place.parent is not None and place.parent.rule == "rule_head" and _only_assigns(place.one):
        edits = list(_unwrapped(place.text, place.one))
        yield _replaced(place.item, len("calculate"), "set … = …", edits)


def _only_assigns(calculate: Nested) -> bool:
    below = calculate.children
    return bool(below) and all(one.rule == "assignment" for one in below)


def _unwrapped(text: str, block: Nested) -> Iterator[Edit]:
    """Leave out the head and the `end` of a block, whose assignments become statements."""
    yield _without(text, block.item)
    for one in block.children:
        yield Edit(one.item.start, one.item.start, "set ")
    if block.end is not None:
        yield _without(text, block.end)


def _without(text: str, item: Item) -> Edit:
    """Leave out an item, and its line where nothing else stands on it."""
    start = text.rfind("\n", 0, item.start) + 1
    end = text.find("\n", item.end) + 1 or len(text)
    if text[start:end].strip() == item.text.strip():
        return Edit(start, end, "")
    return Edit(item.start, item.end, "")


def _repeated(place: _Place) -> Iterator[Spelled]:
    """A part that is repeated right below goes on with the one above it."""
    above, one = next(place.above(), None), place.one
    if above is not None and above.rule == one.rule and above.children and one.children:
        edits = [_without(place.text, one.item)]
        if above.end is not None:
            edits.insert(0, _without(place.text, above.end))
        word = re.match(r"\w+", one.item.text)
        length = word.end() if word is not None else 0
        yield _replaced(one.item, length, f"one {one.rule}", edits)


def _assignment(place: _Place) -> Iterator[Spelled]:
    """`a = e` among the statements of a rule is `set a = e`."""
    if place.parent is not None and place.parent.item.opens in ("rule", "if"):
        item = place.item
        target = item.text.partition("=")[0].strip()
        yield _replaced(item, len(target), f"set {target}", [Edit(item.start, item.start, "set ")])


_FUNCTIONS: dict[tuple[Language, str], Callable[[_Place], Iterator[Spelled]]] = {
    **{
        (Language.PROCESS, rule): function
        for rule, function in {
            "when_step": _when_step,
            "transform_block": _transform_block,
            "aggregate_block": _aggregate_block,
            "transform": _using,
            "evaluate": _using,
            "route": _route,
            "arm": _arm,
            "otherwise": _otherwise,
            "merge": _union,
        }.items()
    },
    **{
        (language, rule): _repeated
        for language in (Language.TRANSFORM, Language.RULES)
        for rule in ("mappings", "lookups", "params")
    },
    (Language.RULES, "rule_head"): _rule_head,
    (Language.RULES, "calculate"): _calculate,
    (Language.RULES, "assignment"): _assignment,
}
