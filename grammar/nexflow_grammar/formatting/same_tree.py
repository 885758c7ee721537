"""When two trees say the same, however it is spelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nexflow_grammar.assemble import Entry
from nexflow_grammar.build.rules import cell_of
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.spellings import WORDS
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as t
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word
from nexflow_grammar.tree.process import Arm, Receive, Source
from nexflow_grammar.tree.rules import CompareCell, ExpressionCell, RawCell, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from nexflow_grammar.source_file import Segment

_KEYWORDS = {words.also: words.first for words in WORDS if words.rule.startswith("keyword_")}
_KEYWORDS |= {"send to": "emit to"}
_TYPES = {words.also: words.first for words in WORDS if words.inside == "named_type"}
#: Of phrases that hold no names of the user's own: their words by what is written first.
_WORDS = {
    rule: {words.also: words.first for words in WORDS if rule in (words.inside, words.rule)}
    for rule in ("hit_policy", "compatibility", "metadata", "schema_keyword", "compatibility_keyword",
                 "otherwise_word")
}  # fmt: skip
_ITEMS = {"arrow_mapping": "assignment", "set": "assignment", "when_step": "if"}
#: Phrases whose first word alone is one of the grammar's, by what is written first.
_FIRST_WORDS = {"rule_head": {"procedural_rule": "rule"}, "destination": {"default": "otherwise"}}
#: Phrases whose rule says all that their keywords say.
_WITHOUT_KEYWORDS = frozenset({"input", "output", "conditional", "arm_target", "transform_block"})
#: Parts that may go on in another one of their kind.
_REPEATED = frozenset({"mappings", "lookups", "params"})
Plain = object


def same_tree(one: list[Segment], other: list[Segment]) -> bool:
    """Tell whether two files say the same."""
    return [plain(s.entries) for s in one] == [plain(s.entries) for s in other]


def plain(value: object) -> Plain:
    """Return a tree as plain values without places, in the first spelling."""
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    function = _PLAIN.get(type(value))
    if function is not None:
        return function(value)
    if isinstance(value, Node):
        return (type(value).__name__, *_values(value))
    return value


def _row(row: Row) -> Plain:
    return "separator" if row.separator else ("row", plain(row.cells))


def _named_type(node: t.NamedType) -> Plain:
    return ("type", _TYPES.get(node.name.text, node.name.text), ())


def _source(source: Source) -> Plain:
    kafka = source.connector is None and isinstance(source.targets[0], e.Text)
    return (
        "source",
        ("name", "kafka") if kafka else plain(source.connector),
        plain(source.targets),
    )


def _keyword(keyword: Keyword) -> Plain:
    return ("keyword", _KEYWORDS.get(keyword.text, keyword.text))


def _word(word: Word) -> Plain:
    return ("name", word.text)


def _values(node: Node) -> list[Plain]:
    return [plain(getattr(node, name)) for name in node.__struct_fields__[2:]]


def _entry(entry: Entry) -> Plain:
    rule = _ITEMS.get(entry.rule, entry.rule)
    node = plain(entry.node)
    children = _children(entry)
    if isinstance(entry.node, Phrase) and entry.node.rule == "route_when" and rule == "route":
        arm = _first_arm(entry.node)
        if arm is not None:
            node, children = ("route_using", (("keyword", "using"),)), (*arm, *children)
    return (rule, node, entry.broken, children)


def _children(entry: Entry) -> tuple[Plain, ...]:
    """Return the entries below one; those of a rule without its other ways to assign and choose."""
    made: list[Plain] = []
    entries = _joined(entry.children)
    for index, child in enumerate(entries):
        if entry.rule == "rule_head" and _only_assigns(child):
            made.extend(map(plain, child.children))
        elif entry.rule == "rule_head" and child.rule == "arm":
            made.append(_choice(entries[index:]))
            break
        elif entry.rule == "route" and isinstance(child.node, Arm):
            made.extend(_route_arm(child.node, broken=child.broken))
        else:
            made.append(plain(child))
    return tuple(made)


def _joined(entries: tuple[Entry, ...]) -> list[Entry]:
    """Join the parts that are repeated right below each other."""
    made: list[Entry] = []
    for entry in entries:
        if made and entry.rule in _REPEATED and made[-1].rule == entry.rule:
            above = made.pop()
            made.append(replace(above, children=(*above.children, *entry.children)))
        else:
            made.append(entry)
    return made


def _only_assigns(entry: Entry) -> bool:
    return entry.rule == "calculate" and all(one.rule == "assignment" for one in entry.children)


def _choice(entries: list[Entry]) -> Plain:
    """Return the arms of a rule as the one `if` that they are."""
    head, *rest = entries
    below: list[Plain] = []
    for entry in rest:
        if entry.rule == "arm":
            below.append(("elseif", _condition("elseif", entry), entry.broken, ()))
        elif entry.rule == "arm_otherwise":
            below.append(("else", ("else", (("keyword", "else"),)), entry.broken, ()))
        elif _only_assigns(entry):
            below.extend(map(plain, entry.children))
        else:
            below.append(plain(entry))
    return ("if", _condition("if", head), head.broken, tuple(below))


def _condition(word: str, entry: Entry) -> Plain:
    """Return the node of `if e then` for an arm."""
    cell = entry.node.condition if isinstance(entry.node, Arm) else None
    if not isinstance(cell, ExpressionCell | CompareCell):
        return plain(entry.node)
    return (word, (("keyword", word), plain(cell.value), ("keyword", "then")))


def _route_arm(arm: Arm, *, broken: bool) -> list[Plain]:
    """Return an arm of a route, its destination below it."""
    made: list[Plain] = [("arm", ("Arm", plain(arm.condition)), broken, ())]
    if arm.destination is not None:
        made.append(("arm_target", ("arm_target", (plain(arm.destination),)), False, ()))
    return made


def _first_arm(route: Phrase) -> tuple[Plain, ...] | None:
    """Return the arm that `route when e then` is; None for `route when e to x`."""
    condition = route.first(e.Expression)
    if not route.has("then") or condition is None or len(route.parts) > len(("when", "e", "then")):
        return None
    arm = Arm(0, 0, cell_of(condition), None)
    return tuple(_route_arm(arm, broken=False))


def _phrase(phrase: Phrase) -> Plain:
    words = _WORDS.get(phrase.rule, {})
    if phrase.rule == "schema_head":
        words = _WORDS["schema_keyword"]
    if phrase.rule == "compatibility":
        words = words | _WORDS["compatibility_keyword"]
    parts = [
        ("name", words.get(part.text, part.text)) if type(part) is Word else plain(part)
        for part in phrase.parts
    ]
    if phrase.rule == "branch":  # it may be named in quotes
        parts = [getattr(part, "value", getattr(part, "text", "")) for part in phrase.parts]
    if phrase.rule in _FIRST_WORDS and parts:
        first = phrase.parts[0]
        if type(first) is Word:
            parts[0] = ("name", _FIRST_WORDS[phrase.rule].get(first.text, first.text))
    if phrase.rule in _WITHOUT_KEYWORDS:
        parts = [part for part in parts if not (isinstance(part, tuple) and part[0] == "keyword")]
    if phrase.rule == "when_step":
        return ("if", (("keyword", "if"), *parts[1:2], ("keyword", "then")))
    return (phrase.rule, tuple(parts))


def _field(field: t.Field) -> Plain:
    type_, parts = field.type, [plain(part) for part in field.parts]
    if isinstance(type_, t.DecimalType):
        digits = (("precision", type_.precision), ("scale", type_.scale))
        parts = [(key, (("number", number),)) for key, number in digits] + parts
        return ("field", field.name.text, ("type", "decimal", ()), tuple(parts))
    return ("field", field.name.text, plain(type_), _with_sizes(parts))


def _with_sizes(parts: list[Plain]) -> tuple[Plain, ...]:
    """Return the parts of a field with the least and the greatest size as the bounds of one."""
    made = list(parts)
    for what in ("length", "count"):
        ends = [part for part in parts if isinstance(part, tuple) and part[0] == what]
        bounds = [part[1][0] for part in ends if part[1][0][0] == "bounds"]
        lows = [low for _bounds, low, high in bounds if high is None]
        highs = [high for _bounds, low, high in bounds if low is None]
        if len(ends) == len(lows) + len(highs) and len(lows) == len(highs) == 1:
            made[made.index(ends[0])] = (what, (("bounds", lows[0], highs[0]),))
            made.remove(ends[1])
    return tuple(made)


def _part(part: t.FieldPart) -> Plain:
    side, _, what = part.key.partition("_")
    if side in ("min", "max"):
        text = _number(part.values[0])
        bounds = (text, None) if side == "min" else (None, text)
        return (what, (("bounds", *bounds),))
    if part.key in ("precision", "scale"):
        return (part.key, (("number", _number(part.values[0])),))
    return (part.key, tuple(_bounds(value) for value in part.values))


def _cell(cell: RawCell) -> Plain:
    for rule in ("condition", "result"):
        parsed = parse_item(Language.RULES, rule, cell.text)
        if not parsed.problems:
            return plain(parsed.node)
    return "".join(cell.text.split())


def _bounds(value: Node) -> Plain:
    if isinstance(value, t.Bounds):
        return ("bounds", *(_number(bound) for bound in (value.low, value.high)))
    return plain(value)


def _number(value: object) -> Plain:
    if isinstance(value, e.Number) and value.kind == "number":
        return int(value.value) if value.value == int(value.value) else value.value
    if isinstance(value, Word) and value.text.isdigit():
        return int(value.text)
    return plain(value)


def _receive(receive: Receive) -> Plain:
    schema = receive.schema.text if receive.schema else None
    clauses = [plain(clause) for clause in receive.clauses if clause.key != "schema"]
    named = [clause.values[0] for clause in receive.clauses if clause.key == "schema"]
    for word in named:
        schema = word.text if isinstance(word, Word) else schema
    return ("receive", receive.name.text, schema, plain(receive.source), tuple(clauses))


#: What is not plainly its values.
_PLAIN: dict[type, Callable[[Any], Plain]] = {
    Entry: _entry, Phrase: _phrase, Word: _word, Keyword: _keyword, Row: _row, RawCell: _cell,
    t.NamedType: _named_type, t.Field: _field, t.FieldPart: _part,
    Receive: _receive, Source: _source,
}  # fmt: skip
