"""Builders of the expression language.

The grammar gives operands and operators as a flat list; precedence climbing makes the tree, which
is far quicker than a grammar rule per level.
"""

from __future__ import annotations

import re
from decimal import Decimal

from nexflow_grammar.build.core import (
    TRANSPARENT,
    Context,
    Problem,
    builds,
    every,
    maybe,
    one,
    reads,
)
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree import expressions as tree
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word

LEVELS = {
    "or": 4, "and": 5, "==": 7, "!=": 7, "<": 7, "<=": 7, ">": 7, ">=": 7, "=?": 7,
    "matches": 7, "contains": 7, "starts_with": 7, "ends_with": 7,
    "??": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10,
}  # fmt: skip
_FIRST_SPELLING = {"=": "==", "default": "??", "mod": "%"}
_MOST_OPERANDS = 1000
TRANSPARENT |= {
    "boolean_value", "expression", "conditional", "primary", "literal", "parenthesized",
    "list_comma", "list_element", "operand", "tail", "arithmetic_tail",
}  # fmt: skip
_NOT_LEVEL, _COMPARISON_LEVEL, _MINUS_LEVEL = 6, 7, 11
_ESCAPE = Pattern(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_UNITS = {
    "ms": "millisecond", "s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week",
}  # fmt: skip


class _Operator(Node, frozen=True):
    """An operator in the flat list, before the climb."""

    text: str


class _Test(Node, frozen=True):
    """A test after its operand: `in`, `between`, `is null`, before the climb."""

    rule: str
    parts: tuple[Node, ...]


def unescape(text: str) -> str:
    """Resolve the escapes of a string's inside; unknown ones stand for themselves."""

    def resolve(found: re.Match[str]) -> str:
        body = found[1]
        if body[0] == "u" and len(body) > 1:
            return chr(int(body[1:], 16))
        return _ESCAPED.get(body, "\\" + body)

    return _ESCAPE.sub(resolve, text)


@reads("string")
def _string(start: int, text: str) -> Node:
    inside = text[3:-3] if text.startswith('"""') else text[1:-1]
    return tree.Text(start, start + len(text), unescape(inside))


@reads("number", "integer", "money", "percent")
def _number(start: int, text: str) -> Node:
    value = Decimal(text.strip("$%").replace(",", "").replace("_", ""))
    kind = tree.NumberKind.PLAIN
    if text[0] == "$":
        kind = tree.NumberKind.MONEY
    elif text[-1] == "%":
        kind, value = tree.NumberKind.PERCENT, value.scaleb(-2)
    return tree.Number(start, start + len(text), value, kind)


@builds("signed")
def _signed(start: int, parts: list[Node]) -> Node:
    number = one(parts, tree.Number)
    value = -number.value if len(parts) > 1 else number.value
    return tree.Number(start, number.end, value, number.kind)


@reads("short_duration")
def _short_duration(start: int, text: str) -> Node:
    digits = re.match(r"\d+", text)
    assert digits is not None
    end = start + digits.end()
    amount = tree.Number(start, end, Decimal(digits[0]), tree.NumberKind.PLAIN)
    return tree.Duration(start, start + len(text), amount, _UNITS[text[digits.end() :]])


@builds("duration")
def _duration(parts: list[Node]) -> Node:
    first = parts[0]
    if isinstance(first, tree.Number):
        unit = one(parts, Word)
        return tree.Duration(first.start, unit.end, first, unit.text.removesuffix("s"))
    return first


@reads("placeholder")
def _placeholder(start: int, text: str) -> Node:
    path, colon, default = text[2:-1].partition(":")
    return tree.Placeholder(start, start + len(text), path.strip(), default if colon else None)


@reads("boolean")
def _boolean(start: int, text: str) -> Node:
    return tree.Boolean(start, start + len(text), text in ("true", "yes"))


@reads("null")
def _null(start: int, _text: str) -> Node:
    return tree.Null(start, start + len("null"))


@builds("path")
def _path(parts: list[Node]) -> Node:
    names = every(parts, Word)
    return Path(names[0].start, names[-1].end, names)


@builds("when")
def _when(start: int, end: int, parts: list[Node]) -> Node:
    arms: list[tuple[tree.Expression, tree.Expression]] = []
    otherwise: tree.Expression | None = None
    for part in parts:
        assert isinstance(part, Phrase)
        values = part.every(tree.Expression)
        if part.rule == "when_arm":
            arms.append((values[0], values[1]))
        else:
            otherwise = values[0]
    return tree.Conditional(start, end, tuple(arms), otherwise)


@builds("ternary")
def _ternary(start: int, parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    condition, then, otherwise = every(parts, tree.Expression)
    return tree.Conditional(start, otherwise.end, ((condition, then),), otherwise)


@builds("for_each")
def _for_each(start: int, parts: list[Node]) -> Node:
    """`for x in list yield e` is `map(list, x -> e)`."""
    word, name = every(parts, Word)
    items, body = every(parts, tree.Expression)
    function = tree.Lambda(name.start, body.end, (name,), body)
    arguments = tuple(
        tree.Argument(value.start, value.end, None, value) for value in (items, function)
    )
    mapped = Word(word.start, word.end, "map")
    return tree.Call(start, body.end, mapped, None, arguments)


@builds("lambda")
def _lambda(start: int, parts: list[Node]) -> Node:
    head = one(parts, Phrase)
    body = one(parts, tree.Expression)
    return tree.Lambda(start, body.end, tuple(head.every(Word)), body)


@builds("list")
def _list(start: int, end: int, parts: list[Node]) -> Node:
    return tree.ListLiteral(start, end, every(parts, tree.Expression))


@builds("record")
def _record(start: int, end: int, parts: list[Node]) -> Node:
    entries: list[tuple[Word, tree.Expression]] = []
    for entry in every(parts, Phrase):
        key, value = entry.parts[0], entry.parts[-1]
        assert isinstance(value, tree.Expression)
        text = key.value if isinstance(key, tree.Text) else getattr(key, "text", "")
        entries.append((Word(key.start, key.end, text), value))
    return tree.RecordLiteral(start, end, tuple(entries))


@builds("argument")
def _argument(start: int, parts: list[Node]) -> Node:
    label = maybe(parts, Phrase)
    value = one(parts, tree.Expression)
    return tree.Argument(start, value.end, label.first(Word) if label else None, value)


@builds("postfix")
def _postfix(context: Context, parts: list[Node]) -> Node:
    first = parts[0]
    value = tree.Name(first.start, first.end, first.text) if isinstance(first, Word) else first
    assert isinstance(value, tree.Expression)
    if len(parts) > _MOST_OPERANDS:
        message = f"this chains more than {_MOST_OPERANDS} parts; compute some under other names"
        context.problems.append(Problem(value.start, parts[-1].end, message, "NX003"))
        return value
    for suffix in parts[1:]:
        value = _suffixed(value, suffix)
    return value


@builds("suffix")
def _suffix(start: int, end: int, parts: list[Node]) -> Node:
    inner = parts[0]
    if isinstance(inner, Phrase):
        return Phrase(start, end, inner.rule, inner.parts)
    return Phrase(start, end, "unit", (inner,))


def _suffixed(value: tree.Expression, suffix: Node) -> tree.Expression:
    assert isinstance(suffix, Phrase)
    start, end = value.start, suffix.end
    match suffix.rule:
        case "member":
            words = suffix.every(Word)
            return tree.Member(start, end, value, words[-1], len(words) > 1)
        case "each":
            return tree.Each(start, end, value)
        case "index":
            return tree.Index(start, end, value, one(list(suffix.parts), tree.Expression))
        case "call":
            arguments = tuple(suffix.every(tree.Argument))
            if isinstance(value, tree.Member):
                return tree.Call(start, end, value.name, value.target, arguments)
            if isinstance(value, tree.Name):
                name = Word(value.start, value.end, value.text)
                return tree.Call(start, end, name, None, arguments)
            return value
        case _:
            unit = one(list(suffix.parts), Word).text
            return tree.Duration(start, end, value, unit.removesuffix("s"))


@reads("prefix", "minus")
def _prefix(start: int, text: str) -> Node:
    return _Operator(start, start + len(text), text)


@reads("binary_operator", "arithmetic_operator")
def _operator(start: int, text: str) -> Node:
    return _Operator(start, start + len(text), _FIRST_SPELLING.get(text, text))


@builds("membership", "between", "null_test")
def _test(rule: str, start: int, end: int, parts: list[Node]) -> Node:
    return _Test(start, end, rule, tuple(parts))


@builds("binary", "arithmetic", "lone_operand")
def _binary(context: Context, parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    if len(parts) > _MOST_OPERANDS:
        parts = _shortened(context, parts)
    return _Climb(context, parts).expression(0)


def _shortened(context: Context, parts: list[Node]) -> list[Node]:
    """Keep the first operand only of a chain that is too long.

    The tree of a chain is as deep as the chain is long, and everything after this recurses.
    """
    operands = [n for n, part in enumerate(parts) if not isinstance(part, _Operator)]
    if len(operands) <= _MOST_OPERANDS:
        return parts
    message = (
        f"this chains more than {_MOST_OPERANDS} operands; compute parts of it under names of "
        "their own"
    )
    context.problems.append(Problem(parts[0].start, parts[-1].end, message, "NX003"))
    return parts[: operands[0] + 1]


class _Climb:
    """Precedence climbing over a flat list of operators, tests and operands."""

    def __init__(self, context: Context, flat: list[Node]) -> None:
        self.context = context
        self.flat = flat
        self.at = 0

    def expression(self, level: int) -> tree.Expression:
        left = self._operand()
        compared = False
        while self.at < len(self.flat):
            item = self.flat[self.at]
            own = LEVELS[item.text] if isinstance(item, _Operator) else _COMPARISON_LEVEL
            if own < level:
                break
            self.at += 1
            if own == _COMPARISON_LEVEL:
                if compared and not _is_recent(item):
                    self._chain(item)
                compared = True
            else:
                compared = False
            if isinstance(item, _Operator):
                right = self.expression(own + 1)
                left = tree.Binary(left.start, right.end, item.text, left, right)
            else:
                assert isinstance(item, _Test)
                left = _tested(left, item)
        return left

    def _operand(self) -> tree.Expression:
        item = self.flat[self.at]
        self.at += 1
        if isinstance(item, _Operator):
            operand = self.expression(_NOT_LEVEL if item.text == "not" else _MINUS_LEVEL)
            return tree.Unary(item.start, operand.end, item.text, operand)
        assert isinstance(item, tree.Expression)
        return item

    def _chain(self, item: Node) -> None:
        message = (
            "comparisons do not chain: compare twice and join the two with `and`, "
            "such as `a < b and b < c`"
        )
        self.context.problems.append(Problem(item.start, item.end, message, "NX002"))


def _is_recent(item: Node) -> bool:
    """Tell whether a test is `in last 1 hour`, which may follow another `in`."""
    return isinstance(item, _Test) and any(
        isinstance(part, Phrase) and part.rule == "recent" for part in item.parts
    )


def _tested(left: tree.Expression, test: _Test) -> tree.Expression:
    parts = list(test.parts)
    negated = any(isinstance(part, Phrase) and part.rule.startswith("not_") for part in parts)
    if test.rule == "null_test":
        return tree.NullTest(left.start, test.end, left, one(parts, Word).text.find("not") >= 0)
    if test.rule == "between":
        low, high = every(parts, tree.Expression)
        return tree.Between(left.start, test.end, left, low, high, negated)
    for part in parts:
        if isinstance(part, Phrase) and part.rule == "option_list":
            options = tuple(part.every(tree.Expression))
            return tree.Membership(left.start, test.end, left, options, negated)
        if isinstance(part, Phrase) and part.rule == "recent":
            return tree.Recent(left.start, test.end, left, one(list(part.parts), tree.Duration))
    options_value = next(part for part in parts if isinstance(part, tree.Expression))
    return tree.Membership(left.start, test.end, left, options_value, negated)
