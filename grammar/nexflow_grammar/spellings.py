"""The spellings of the language: what is *also written* for what, and how it is put in the first way.

`WORDS` is the table of what is a word for a word; what takes more than that is a function of the
parse node, registered by its rule. The formatter applies all that is safe; a check tells of the
others too. Braces and the ends of blocks are in `spelled_blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from nexflow_grammar.grammars import grammar_of, readable
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree.rules import Row


class Edit(NamedTuple):
    """A replacement of a part of an item's text."""

    start: int
    end: int
    text: str


class Spelled(NamedTuple):
    """A place that is written in another way than the first.

    start, end: what is written so. first: the first way, in words or as it would stand there.
    safe: whether the edits cannot change what the text means.
    """

    start: int
    end: int
    first: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Words(NamedTuple):
    """A word that is also written for another.

    rule: its token. inside: the rule that it stands in; language: the only one that says so.
    """

    also: str
    first: str
    rule: str
    inside: str = ""
    language: str = ""


_TYPES = {
    "text": "string", "int": "integer", "long": "integer", "number": "decimal",
    "percent": "percentage", "float": "double", "bool": "boolean",
}  # fmt: skip
_POLICIES = {
    "first": "first_match", "unique": "single_hit", "rule_order": "multi_hit", "collect": "collect_all",
}  # fmt: skip
_MODES = {
    mode: right
    for right in ("backward", "forward", "full", "none")
    for mode in (f"{right}_compatible", right.upper(), f"{right}_compatible".upper())
}
_ERRORS = {
    f"{kind} {what}": f"{kind}_error"
    for kind in ("transform", "lookup", "rule", "correlation")
    for what in ("failure", "error")
}

#: What is a word for a word.
WORDS: tuple[Words, ...] = (
    *(Words(also, first, "name", "named_type") for also, first in _TYPES.items()),
    *(Words(also, first, "name", "hit_policy") for also, first in _POLICIES.items()),
    *(Words(also, first, "name", "compatibility") for also, first in _MODES.items()),
    *(Words(also, first, "name", "metadata") for also, first in _MODES.items()),
    *(Words(also, first, "error_kind") for also, first in _ERRORS.items()),
    Words("yes", "true", "boolean"),
    Words("no", "false", "boolean"),
    Words("=", "==", "binary_operator"),
    Words("=", "==", "comparison"),
    Words("default", "??", "binary_operator"),
    Words("mod", "%", "binary_operator"),
    Words("mod", "%", "arithmetic_operator"),
    Words("is_null", "is null", "is_null"),
    Words("is_not_null", "is not null", "is_not_null"),
    Words("is_null", "is null", "cell_is_null"),
    Words("is_not_null", "is not null", "cell_is_not_null"),
    Words("not null", "is not null", "cell_is_not_null"),
    Words("=>", "->", "arrow", "lambda"),
    Words("record", "schema", "schema_keyword"),
    Words("evolution", "compatibility", "compatibility_keyword"),
    Words("from", "input:", "keyword_from", "input"),
    Words("to", "output:", "keyword_to", "output"),
    Words("->", "=", "sign_result_arrow", "arrow_mapping"),
    Words("send to", "emit to", "emit_keyword"),
    Words("where", "filter", "keyword_where", "filter"),
    Words("keyed_by", "key by", "paths_clause_key"),
    Words("partition by", "key by", "paths_clause_key"),
    Words("allowed_lateness", "allowed lateness", "keyword_allowed_lateness"),
    Words("on_error", "on error", "keyword_on_error", language="process"),
    Words("when slow", "backpressure", "keyword_when__slow"),
    Words("default", "otherwise", "otherwise_word"),
    Words("as", "schema", "keyword_as", "receive"),
)

#: A function from a parse node to the places in it that are written in another way.
Respell = Callable[[str, Any], Iterable[Spelled]]
_RESPELLS: dict[str, Respell] = {}


def _respells(*rules: str) -> Callable[[Respell], Respell]:
    """Register the function for the nodes of some rules."""

    def register(function: Respell) -> Respell:
        _RESPELLS.update(dict.fromkeys(rules, function))
        return function

    return register


@cache
def _words(language: Language) -> dict[tuple[str, str], dict[str, str]]:
    """Return the table of a language by (token, rule around it)."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    for words in WORDS:
        if words.language in ("", language.value):
            table.setdefault((words.rule, words.inside), {})[words.also] = words.first
    return table


@lru_cache(maxsize=50_000)
def spelled_item(language: Language, rule: str, text: str) -> tuple[Spelled, ...]:
    """Return the places of an item that are not written in the first way."""
    if rule == "row":
        return tuple(_cells(language, text))
    node = parsed_as(language, rule, text)
    return tuple(_spelled(_words(language), text, node, "")) if node is not None else ()


def parsed_as(language: Language, rule: str, text: str) -> Any:
    """Return the parse node of a text: the tree no longer knows how things are spelled."""
    from parsimonious.exceptions import ParseError  # noqa: PLC0415 - costs 60 ms

    grammar = grammar_of(language)
    try:
        return grammar[rule].parse(readable(text)) if rule in grammar else None
    except ParseError:
        return None


def _cells(language: Language, text: str) -> Iterator[Spelled]:
    """Read the cells of a row as conditions, else as results: both are spelled alike."""
    row = parse_item(language, "row", text).node
    for cell in row.cells if isinstance(row, Row) and not row.separator else ():
        nodes = (parsed_as(language, rule, cell.text) for rule in ("condition", "result"))
        node = next((node for node in nodes if node is not None), None)
        for one in _spelled(_words(language), cell.text, node, "") if node is not None else ():
            edits = tuple(Edit(e.start + cell.start, e.end + cell.start, e.text) for e in one.edits)
            yield one._replace(start=one.start + cell.start, end=one.end + cell.start, edits=edits)


def _spelled(
    words: dict[tuple[str, str], dict[str, str]], text: str, node: Any, inside: str
) -> Iterator[Spelled]:
    name = node.expr_name
    if name and hasattr(node, "match"):
        token = " ".join(node.match.group(1).split())
        for key in ((name, ""), (name, inside)):
            first = words.get(key, {}).get(token)
            if first is not None:
                start, end = node.start, node.start + len(node.match.group(1))
                yield Spelled(start, end, first, (Edit(start, end, first),))
        return
    if name in _RESPELLS:
        yield from _RESPELLS[name](text, node)
    for child in node.children:
        yield from _spelled(words, text, child, name or inside)


def named(node: Any, *names: str) -> list[Any]:
    """Return the nearest nodes of some rules below a node."""
    found: list[Any] = []
    for child in node.children:
        if child.expr_name in names:
            found.append(child)
        elif not child.expr_name:
            found.extend(named(child, *names))
    return found


def extent(node: Any) -> int:
    """Return where a parse node ends without the white space and comments that it swallowed."""
    while not hasattr(node, "match"):
        later = [child for child in node.children if child.end > child.start]
        if not later:
            return int(node.start)
        node = later[-1]
    return int(node.start) + (len(node.match.group(1)) if node.expr_name else 0)


def _source(text: str, node: Any) -> str:
    return text[node.start : extent(node)]


@_respells("type")
def _arrays(text: str, node: Any) -> Iterator[Spelled]:
    """`T[]` is `list<T>`."""
    base, arrays = named(node, "base_type"), named(node, "array")
    for array in arrays:
        edits = (
            Edit(node.start, node.start, "list<"),
            Edit(extent(base[0]) if array is arrays[0] else array.start, extent(array), ">"),
        )
        yield Spelled(node.start, extent(array), f"list<{_source(text, base[0])}>", edits)


@_respells("collection_type")
def _list_of(text: str, node: Any) -> Iterator[Spelled]:
    """`list of T` is `list<T>`."""
    kind, element = named(node, "collection_kind"), named(node, "type")
    if not named(node, "sign_less"):
        edits = (
            Edit(extent(kind[0]), element[0].start, "<"),
            Edit(extent(element[0]), extent(element[0]), ">"),
        )
        first = f"{_source(text, kind[0])}<{_source(text, element[0])}>"
        yield Spelled(node.start, extent(node), first, edits)


@_respells("field", "alias", "input_field", "parameter")
def _field(text: str, node: Any) -> Iterator[Spelled]:
    yield from _digits(text, node)
    yield from _sizes(text, node)


def _digits(text: str, node: Any) -> Iterator[Spelled]:
    """`decimal(10, 2)` is `decimal [precision: 10, scale: 2]`."""
    types = named(node, "type")
    digits = [d for t in types for b in named(t, "base_type") for d in named(b, "decimal_type")]
    if digits and not named(types[0], "array"):
        precision, scale = (_source(text, number) for number in named(digits[0], "integer"))
        first = f"decimal [precision: {precision}, scale: {scale}]"
        start, end = digits[0].start, extent(digits[0])
        yield Spelled(start, end, first, (Edit(start, end, first),))


@_respells("qualifier")
def _words_to_brackets(text: str, node: Any) -> Iterator[Spelled]:
    """Qualifiers in words are constraints in brackets."""
    part = node.children[0]
    values = [_source(text, v) for v in named(part, "bound", "integer", "value", "string")]
    key = next(
        (_source(text, w) for w in named(part, "size_qualifier_key", "text_qualifier_key")), ""
    )
    match part.expr_name:
        case "range_words":
            first = f"[range: {values[0]}..{values[1]}]"
        case "length_words":
            first = f"[length: {'..'.join(values)}]"
        case "values_words":
            first = f"[values: {', '.join(values)}]"
        case "text_qualifier" if key == "pattern":
            first = f"[pattern: {values[0]}]"
        case "size_qualifier" if key in ("precision", "scale"):
            first = f"[{key}: {_source(text, named(part, 'version_number')[0])}]"
        case _:
            return
    start, end = node.start, extent(node)
    yield Spelled(start, end, first, (Edit(start, end, first),))


def _sizes(text: str, node: Any) -> Iterator[Spelled]:
    """`min_length 1 max_length 5` is `[length: 1..5]`, but where brackets say one of the two."""
    parts = [p for part in named(node, "parameter_part") for p in named(part, "field_part")]
    parts += named(node, "field_part")
    said = [q for part in parts for q in (*named(part, "constraints"), *named(part, "qualifier"))]
    for what in ("length", "count"):
        ends = {
            _source(text, key)[:3]: size
            for one in said
            for size in named(one, "size_qualifier")
            for key in named(size, "size_qualifier_key")
            if key.text.startswith((f"min_{what}", f"max_{what}"))
        }
        if ends and not any(named(one, what, f"{what}_words") for one in said):
            yield _bracketed(text, what, ends)


def _bracketed(text: str, what: str, ends: dict[str, Any]) -> Spelled:
    """Write the least and the greatest size at the place of the first, leaving out the other."""
    low, high = (
        _source(text, named(ends[side], "version_number")[0]) if side in ends else ""
        for side in ("min", "max")
    )
    first = f"[{what}: {low}..{high}]"
    place, *others = sorted(ends.values(), key=lambda size: size.start)
    edits = [Edit(place.start, extent(place), first)]
    for other in others:
        gap = len(text[: other.start].rstrip(" \t\r\n,"))
        edits.append(Edit(gap, extent(other), ""))
    return Spelled(place.start, extent(place), first, tuple(edits))


@_respells("when_arm", "when_otherwise")
def _when(text: str, node: Any) -> Iterator[Spelled]:
    """`when c : e`, `otherwise : e`, `else e`."""
    for colon in named(node, "sign_colon"):
        first = " then" if node.expr_name == "when_arm" else ""
        before = len(text[: colon.start].rstrip())
        edit = Edit(before, extent(colon), first)
        yield Spelled(colon.start, extent(colon), first.strip() or "otherwise", (edit,))
    for word in named(node, "keyword_else"):
        edit = Edit(word.start, extent(word), "otherwise")
        yield Spelled(word.start, extent(word), "otherwise", (edit,))


@_respells("cell_range")
def _cell_range(_text: str, node: Any) -> Iterator[Spelled]:
    """`a..b` in a cell is `a to b`."""
    for dots in named(node, "range_dots"):
        yield Spelled(dots.start, extent(dots), "to", (Edit(dots.start, extent(dots), " to "),))


@_respells("receive")
def _receive(text: str, node: Any) -> Iterator[Spelled]:
    """`receive a: S from "t"` is `receive a from kafka "t" schema S`."""
    source = named(node, "source")
    for typed in named(node, "receive_type"):
        name = _source(text, named(typed, "name")[0])
        end = extent(source[0]) if source else extent(typed)
        before = extent(named(node, "name")[0])
        edits = [Edit(before, extent(typed), ""), Edit(end, end, f" schema {name}")]
        if not source:
            edits = [Edit(before, extent(typed), f" schema {name}")]
        yield Spelled(typed.start, extent(typed), f"schema {name}", tuple(edits))


@_respells("source")
def _topic(text: str, node: Any) -> Iterator[Spelled]:
    """A topic alone is one of Kafka."""
    for target in named(node, "source_target"):
        for topic in named(target, "string"):
            if topic.start == target.start:
                edit = Edit(topic.start, topic.start, "kafka ")
                first = f"kafka {_source(text, topic)}"
                yield Spelled(topic.start, extent(topic), first, (edit,))


@_respells("branch")
def _branch(text: str, node: Any) -> Iterator[Spelled]:
    """`branch "x"` is `branch x`."""
    for string in named(node, "string"):
        name = _source(text, string)[1:-1]
        if name.isidentifier() and name.isascii():
            start, end = string.start, extent(string)
            yield Spelled(start, end, name, (Edit(start, end, name),))


@_respells("for_each")
def _for_each(text: str, node: Any) -> Iterator[Spelled]:
    """`for x in list yield e` is `map(list, x -> e)`."""
    name, items, body = named(node, "name", "lone_operand", "expression")
    edits = (
        Edit(node.start, items.start, "map("),
        Edit(extent(items), body.start, f", {_source(text, name)} -> "),
        Edit(extent(body), extent(body), ")"),
    )
    yield Spelled(node.start, extent(body), "map(…, x -> …)", edits)


@_respells("destination")
def _default_destination(text: str, _node: Any) -> Iterator[Spelled]:
    """`default to x` is `otherwise to x`."""
    end = len("default")
    if re.match(r"default\b", text):
        yield Spelled(0, end, "otherwise", (Edit(0, end, "otherwise"),))
