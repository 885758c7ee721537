"""Java types, as far as generated code uses them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class. package: in full; name: of a nested class with its outer one, `RiskPolicy.Result`."""

    package: str
    name: str

    @property
    def outer(self) -> ClassName:
        """The top-level class that the class lies in, or the class itself."""
        return ClassName(self.package, self.name.split(".", 1)[0])

    @property
    def simple(self) -> str:
        """The name without outer classes."""
        return self.name.rsplit(".", 1)[-1]

    @property
    def qualified(self) -> str:
        """The name with its package."""
        return f"{self.package}.{self.name}"

    @property
    def path(self) -> str:
        """The source file, relative to a source root."""
        return f"{self.package.replace('.', '/')}/{self.outer.name}.java"

    def nested(self, name: str) -> ClassName:
        """Return a class nested in this one."""
        return ClassName(self.package, f"{self.name}.{name}")


class Kind(StrEnum):
    """The built-in types; money, percentage and decimal are one, and so are date and bizdate."""

    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    UUID = "uuid"
    BYTES = "bytes"
    DURATION = "duration"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class JavaType:
    """The type of a Java value, whether it may be null aside."""


@dataclass(frozen=True, slots=True)
class Basic(JavaType):
    """A built-in type.

    precision, scale: what every value of the type keeps to, None where nothing is promised; a
    decimal is a BigDecimal so far, and becomes a scaled long where both are known and small.
    """

    kind: Kind
    precision: int | None = None
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class ListOf(JavaType):
    """A list; ordered sets are lists in Java too, but for `set`.

    holds_nulls: whether elements may be null: of `lines[].note` in the middle of an expression. No
    field and no variable holds such a list.
    """

    element: JavaType
    holds_nulls: bool = False


@dataclass(frozen=True, slots=True)
class SetOf(JavaType):
    """A set."""

    element: JavaType


@dataclass(frozen=True, slots=True)
class MapOf(JavaType):
    """A map."""

    key: JavaType
    value: JavaType


@dataclass(frozen=True, slots=True)
class RecordOf(JavaType):
    """A generated record, whose components the context knows by its class."""

    cls: ClassName


@dataclass(frozen=True, slots=True)
class Untyped(JavaType):
    """An `object` whose fields are not known."""


@dataclass(frozen=True, slots=True)
class Anything(JavaType):
    """A value of an `object` whose fields are not known: it becomes what it meets."""


STRING = Basic(Kind.STRING)
INTEGER = Basic(Kind.INTEGER)
DECIMAL = Basic(Kind.DECIMAL)
MONEY = Basic(Kind.DECIMAL, 18, 2)
DOUBLE = Basic(Kind.DOUBLE)
BOOLEAN = Basic(Kind.BOOLEAN)
DATE = Basic(Kind.DATE)
TIMESTAMP = Basic(Kind.TIMESTAMP)
UUID = Basic(Kind.UUID)
BYTES = Basic(Kind.BYTES)
DURATION = Basic(Kind.DURATION)
NULL = Basic(Kind.NULL)

PRIMITIVES = {Kind.INTEGER: "long", Kind.DOUBLE: "double", Kind.BOOLEAN: "boolean"}


def kind_of(type_: JavaType) -> Kind | None:
    """Return the kind of a built-in type; None for lists, maps and records."""
    return type_.kind if isinstance(type_, Basic) else None


def is_primitive(type_: JavaType) -> bool:
    """Whether a value that is never null is a Java primitive."""
    return kind_of(type_) in PRIMITIVES
