"""The Java of a value: its code, its type, and when it is null."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.unit import Unit

_BOXES = {ir.Kind.INTEGER: "Long", ir.Kind.DOUBLE: "Double", ir.Kind.BOOLEAN: "Boolean"}


class Level(IntEnum):
    """How tightly a Java expression binds."""

    TERNARY = 1
    OR = 2
    AND = 3
    EQUALITY = 4
    RELATION = 5
    SUM = 6
    PRODUCT = 7
    UNARY = 8
    PRIMARY = 9


@dataclass(frozen=True, slots=True)
class JavaTest:
    """A Java boolean: whether something of the language is true (or is false), never null.

    inverse: the opposite at the same level, where that is shorter to say than with `!`.
    """

    code: str
    level: Level = Level.PRIMARY
    fallible: bool = False
    inverse: str = ""

    def at(self, level: Level) -> str:
        """Return the code as an operand that must bind at least so tightly."""
        return self.code if self.level >= level else f"({self.code})"


TRUE, FALSE = JavaTest("true"), JavaTest("false")


@dataclass(frozen=True, slots=True)
class JavaValue:
    """A value that an expression of the language becomes.

    code: the value, where all guards hold. guards: Java conditions that hold, in this order, where
    the value is not null; a guard may bind a variable that the code names.
    whole: the value or null, where that is shorter to say than by code and guards.
    fallible: whether evaluating it may throw an error of the record.
    literal: the number that it is, if it is one: then it takes the other operand's type.
    text: the string that it is, if it is a literal.
    pii: the profile of the personal data that it is, as it stands in a record; "" for none.
    """

    code: str
    type: ir.JavaType
    level: Level = Level.PRIMARY
    guards: tuple[str, ...] = ()
    whole: str = ""
    fallible: bool = False
    literal: Decimal | None = None
    text: str | None = None
    pii: str = ""

    @property
    def nullable(self) -> bool:
        """Whether the value may be null."""
        return bool(self.guards)

    @property
    def is_null(self) -> bool:
        """Whether the value is the literal null."""
        return ir.kind_of(self.type) is ir.Kind.NULL

    def at(self, level: Level) -> str:
        """Return the code as an operand that must bind at least so tightly."""
        return self.code if self.level >= level else f"({self.code})"

    @property
    def receiver(self) -> str:
        """The code as what a method is called on."""
        return self.at(Level.PRIMARY)

    def or_null(self) -> str:
        """Return a Java expression that is the value or null, at the level of a ternary."""
        if not self.guards:
            return self.code
        if self.whole:
            return self.whole
        return f"{' && '.join(self.guards)} ? {self.at(Level.OR)} : null"

    def boxed(self) -> str:
        """Return the value or null as an object: an arm of a ternary that Java must not unbox."""
        if self.guards:
            code = self.or_null()
            return code if self.whole else f"({code})"
        box = _BOXES.get(ir.kind_of(self.type)) if ir.is_primitive(self.type) else None  # type: ignore[arg-type]
        return f"{box}.valueOf({self.code})" if box else self.at(Level.OR)


def nullable_variable(code: str, type_: ir.JavaType, *, fallible: bool = False) -> JavaValue:
    """Return the value of a variable or an accessor that may be null: cheap to say twice."""
    return JavaValue(code, type_, guards=(f"{code} != null",), whole=code, fallible=fallible)


def bound(unit: Unit, code: str, type_: ir.JavaType, *, fallible: bool = False) -> JavaValue:
    """Return the value of an expression that may be null, evaluated once.

    Its guard binds a variable. The cast is there because Java 17 wants a test that can fail.
    """
    if isinstance(type_, ir.MapOf):  # no wider type of a map can be cast to it: evaluated twice
        return JavaValue(
            f"({code})", type_, guards=(f"({code}) != null",), whole=code, fallible=fallible
        )
    name = unit.locals.allot("value")
    java_type = unit.type_name(type_, nullable=True)
    wider = "Object"
    if isinstance(type_, ir.ListOf | ir.SetOf):  # a cast from Object to these would be unchecked
        wider = f"Iterable<{unit.type_name(type_.element, nullable=True)}>"
    guard = f"({wider}) ({code}) instanceof {java_type} {name}"
    return JavaValue(name, type_, guards=(guard,), whole=code, fallible=fallible)


def join_guards(*values: JavaValue) -> tuple[str, ...]:
    """Return the guards of all values, each once."""
    return tuple(dict.fromkeys(guard for value in values for guard in value.guards))


def call(
    code: str,
    type_: ir.JavaType,
    *operands: JavaValue,
    fallible: bool = False,
    level: Level = Level.PRIMARY,
) -> JavaValue:
    """Return a value that is null where one of its operands is."""
    return JavaValue(
        code, type_, level, join_guards(*operands),
        fallible=fallible or any(operand.fallible for operand in operands),
    )  # fmt: skip


def of_int(code: str, *operands: JavaValue, fallible: bool = False) -> JavaValue:
    """Return an integer that Java gives as an int: the cast keeps arithmetic and boxes 64 bits wide."""
    return call(f"(long) {code}", ir.INTEGER, *operands, fallible=fallible, level=Level.UNARY)


def any_fallible(values: Iterable[JavaValue | JavaTest]) -> bool:
    """Tell whether one of some values may throw."""
    return any(value.fallible for value in values)
