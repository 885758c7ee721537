"""Nodes of the one expression language."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Expression(Node):
    """Anything that has a value."""


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A number. value: `5%` is 0.05."""

    value: Decimal
    kind: NumberKind


@dataclass(frozen=True, slots=True)
class Text(Expression):
    """A string. value: without quotes, escapes resolved."""

    value: str


@dataclass(frozen=True, slots=True)
class Boolean(Expression):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Null(Expression):
    """`null`."""


@dataclass(frozen=True, slots=True)
class Placeholder(Expression):
    """`${path}` or `${path:default}`: a value of the project's configuration."""

    path: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Duration(Expression):
    """A number expression and a unit, such as `7 days`; the unit is singular."""

    amount: Expression
    unit: str


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A bare name."""

    text: str


@dataclass(frozen=True, slots=True)
class Member(Expression):
    """`target.name`; safe: `target?.name`."""

    target: Expression
    name: Word
    safe: bool


@dataclass(frozen=True, slots=True)
class Index(Expression):
    """`target[index]`."""

    target: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Each(Expression):
    """`target[]`: every element of a list."""

    target: Expression


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """An argument of a call, named or not."""

    name: Word | None
    value: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """`function(arguments)`; of `x.f(a)` the receiver is x."""

    function: Word
    receiver: Expression | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """`not e` or `-e`."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """Two operands. operator: its first spelling (`==`, `??`, `%`)."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Membership(Expression):
    """`value in (a, b)`, `value in path`."""

    value: Expression
    options: tuple[Expression, ...] | Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class Between(Expression):
    """`value between low and high`."""

    value: Expression
    low: Expression
    high: Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class NullTest(Expression):
    """`value is null`; negated: `is not null`."""

    value: Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class Recent(Expression):
    """`value in last 1 hour`."""

    value: Expression
    span: Duration


@dataclass(frozen=True, slots=True)
class Conditional(Expression):
    """`when c then e … otherwise e` and `c ? a : b`."""

    arms: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class Lambda(Expression):
    """`x -> body`."""

    parameters: tuple[Word, ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class ListLiteral(Expression):
    """`[a, b]`."""

    elements: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class RecordLiteral(Expression):
    """`{ key: value }`."""

    entries: tuple[tuple[Word, Expression], ...]
