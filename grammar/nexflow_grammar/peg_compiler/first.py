"""Which characters an expression may start with: a parser looks before it tries.

The sets are never too small. They may be too large: look-ahead assertions are taken for true.
"""

from __future__ import annotations

from collections.abc import Callable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from parsimonious.expressions import Lookahead, OneOf, Quantifier, Regex, Sequence

from nexflow_grammar.failures import OTHER

_ASCII = [chr(code) for code in range(128)]
#: Stands for an expression that may match nothing.
EMPTY = ""


def first_of(expression: Any) -> frozenset[str]:
    """Return the characters that an expression may start with, `OTHER` and `EMPTY` among them."""
    match expression:
        case Regex():
            return _pattern(_parser.parse(expression.re.pattern))
        case Sequence():
            return _chained(first_of(member) for member in expression.members)
        case OneOf():
            return frozenset().union(*(first_of(member) for member in expression.members))
        case Quantifier(min=0):
            return first_of(expression.members[0]) | {EMPTY}
        case Quantifier():
            return first_of(expression.members[0])
        case Lookahead():
            return frozenset({EMPTY})
    raise TypeError(expression)


def _chained(parts: Any) -> frozenset[str]:
    """Return what a sequence may start with: as far as its parts may be empty, each counts."""
    result: frozenset[str] = frozenset()
    for part in parts:
        result |= part - {EMPTY}
        if EMPTY not in part:
            return result
    return result | {EMPTY}


def _pattern(parsed: Any) -> frozenset[str]:
    return _chained(_step(code, argument) for code, argument in parsed)


def _step(code: Any, argument: Any) -> frozenset[str]:
    """Return what one step of a regular expression may start with."""
    if code is op.LITERAL:
        return frozenset({_char(argument)})
    if code in (op.NOT_LITERAL, op.ANY, op.IN):
        return _class(code, argument)
    if code is op.BRANCH:
        return frozenset().union(*(_pattern(branch) for branch in argument[1]))
    if code is op.SUBPATTERN:
        return _pattern(argument[3])
    if code is op.ATOMIC_GROUP:
        return _pattern(argument)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _most, repeated = argument
        return _pattern(repeated) | ({EMPTY} if least == 0 else frozenset())
    if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
        return frozenset({EMPTY})
    raise TypeError(code)


def _char(code: int) -> str:
    return chr(code) if code < len(_ASCII) else OTHER


def _class(code: Any, argument: Any) -> frozenset[str]:
    """Return the members of a class of characters; whatever may be beyond ASCII is."""
    if code is op.NOT_LITERAL:
        return frozenset(c for c in _ASCII if ord(c) != argument) | {OTHER}
    if code is op.ANY:
        return frozenset(_ASCII) | {OTHER}
    negated = argument[0][0] is op.NEGATE
    found: set[str] = set()
    for kind, value in argument[negated:]:
        if kind is op.LITERAL:
            found.add(_char(value))
        elif kind is op.RANGE:
            found.update(
                _char(number) for number in range(value[0], min(value[1] + 1, len(_ASCII)))
            )
            found.update({OTHER} if value[1] >= len(_ASCII) else ())
        else:
            found.update(c for c in (*_ASCII, OTHER) if _in_category(value, c))
    return (frozenset(_ASCII) - found) | {OTHER} if negated else frozenset(found)


def _in_category(category: Any, char: str) -> bool:
    tests: dict[Any, Callable[[str], bool]] = {
        op.CATEGORY_DIGIT: str.isdigit,
        op.CATEGORY_SPACE: str.isspace,
        op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    }
    negations = {
        op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
        op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
        op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
    }
    if category in negations:
        return char == OTHER or not tests[negations[category]](char)
    return char == OTHER or tests[category](char)
