"""Nodes of the one expression language."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from nexflow_grammar.tree.nodes import Node, Word

if TYPE_CHECKING:
    from decimal import Decimal


class NumberKind(StrEnum):
    """How a number is written."""

    PLAIN = "number"
    MONEY = "money"
    PERCENT = "percent"


class Expression(Node, frozen=True):
    """Anything that has a value."""


class Number(Expression, frozen=True):
    """A number. value: `5%` is 0.05."""

    value: Decimal
    kind: NumberKind


class Text(Expression, frozen=True):
    """A string. value: without quotes, escapes resolved."""

    value: str


class Boolean(Expression, frozen=True):
    """`true` or `false`."""

    value: bool


class Null(Expression, frozen=True):
    """`null`."""


class Placeholder(Expression, frozen=True):
    """`${path}` or `${path:default}`: a value of the project's configuration."""

    path: str
    default: str | None


class Duration(Expression, frozen=True):
    """A number expression and a unit, such as `7 days`; the unit is singular."""

    amount: Expression
    unit: str


class Name(Expression, frozen=True):
    """A bare name."""

    text: str


class Member(Expression, frozen=True):
    """`target.name`; safe: `target?.name`."""

    target: Expression
    name: Word
    safe: bool


class Index(Expression, frozen=True):
    """`target[index]`."""

    target: Expression
    index: Expression


class Each(Expression, frozen=True):
    """`target[]`: every element of a list."""

    target: Expression


class Argument(Node, frozen=True):
    """An argument of a call, named or not."""

    name: Word | None
    value: Expression


class Call(Expression, frozen=True):
    """`function(arguments)`; of `x.f(a)` the receiver is x."""

    function: Word
    receiver: Expression | None
    arguments: tuple[Argument, ...]


class Unary(Expression, frozen=True):
    """`not e` or `-e`."""

    operator: str
    operand: Expression


class Binary(Expression, frozen=True):
    """Two operands. operator: its first spelling (`==`, `??`, `%`)."""

    operator: str
    left: Expression
    right: Expression


class Membership(Expression, frozen=True):
    """`value in (a, b)`, `value in path`."""

    value: Expression
    options: tuple[Expression, ...] | Expression
    negated: bool


class Between(Expression, frozen=True):
    """`value between low and high`."""

    value: Expression
    low: Expression
    high: Expression
    negated: bool


class NullTest(Expression, frozen=True):
    """`value is null`; negated: `is not null`."""

    value: Expression
    negated: bool


class Recent(Expression, frozen=True):
    """`value in last 1 hour`."""

    value: Expression
    span: Duration


class Conditional(Expression, frozen=True):
    """`when c then e … otherwise e` and `c ? a : b`."""

    arms: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


class Lambda(Expression, frozen=True):
    """`x -> body`."""

    parameters: tuple[Word, ...]
    body: Expression


class ListLiteral(Expression, frozen=True):
    """`[a, b]`."""

    elements: tuple[Expression, ...]


class RecordLiteral(Expression, frozen=True):
    """`{ key: value }`."""

    entries: tuple[tuple[Word, Expression], ...]
