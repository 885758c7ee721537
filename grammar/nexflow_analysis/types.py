"""Types, as values without positions."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from nexflow_analysis.names import normal
from nexflow_grammar.tree import types as tree

#: Spellings of the built-in types: the first spelling of each.
BUILT_IN = {
    "string": "string", "text": "string", "integer": "integer", "int": "integer",
    "long": "integer", "decimal": "decimal", "number": "decimal", "money": "money",
    "percentage": "percentage", "percent": "percentage", "double": "double", "float": "double",
    "boolean": "boolean", "bool": "boolean", "date": "date", "bizdate": "bizdate",
    "timestamp": "timestamp", "uuid": "uuid", "bytes": "bytes", "object": "object",
}  # fmt: skip
_DECIMAL = frozenset({"decimal", "money", "percentage"})


class Type(Struct, frozen=True):
    """The type of a value."""


class Unknown(Type, frozen=True):
    """What is not known, and about which nothing is claimed."""

    def __str__(self) -> str:
        return "unknown"


class Scalar(Type, frozen=True):
    """A built-in type. name: its first spelling; also `duration` and `null`.

    precision, scale: bounds of a decimal, where it has them.
    """

    name: str
    precision: int | None = None
    scale: int | None = None

    def __str__(self) -> str:
        if self.name == "decimal" and self.precision is not None:
            return f"decimal [precision: {self.precision}, scale: {self.scale or 0}]"
        return self.name

    @property
    def is_decimal(self) -> bool:
        """Whether the values are exact decimals."""
        return self.name in _DECIMAL

    @property
    def is_numeric(self) -> bool:
        """Whether the values are numbers."""
        return self.is_decimal or self.name in ("integer", "double")


class Collection(Type, frozen=True):
    """`list<T>` or `set<T>`."""

    kind: str
    element: Type

    def __str__(self) -> str:
        return f"{self.kind}<{self.element}>"


class Projection(Collection, frozen=True):
    """What `xs[]` and `xs[].f` stand for: a list that operators work on element by element."""


class Mapping(Type, frozen=True):
    """`map<K, V>`."""

    key: Type
    value: Type

    def __str__(self) -> str:
        return f"map<{self.key}, {self.value}>"


class Named(Type, frozen=True):
    """A schema or an alias, by its name as written."""

    name: str

    def __str__(self) -> str:
        return self.name


class AnyRecord(Type, frozen=True):
    """`object`: a record whose fields are not known."""

    def __str__(self) -> str:
        return "object"


#: What a field's values keep to: (key, values) of range, length, pattern and values; bounds as (low, high).
Constraints = tuple[tuple[str, tuple[object, ...]], ...]


class RecordField(Struct, frozen=True):
    """A field of a record type. pii: its profile, "pii" for the general one, "" for none.

    constraints: its own, without those of its type's alias.
    """

    name: str
    type: Type
    nullable: bool
    pii: str = ""
    constraints: Constraints = ()


class Record(Type, frozen=True, dict=True):
    """A record by its fields. name: of the schema it comes from, or "".

    open: whether it may have fields that are not known.
    """

    name: str
    fields: tuple[RecordField, ...]
    open: bool = False

    def field(self, name: str) -> RecordField | None:
        """Return a field by its name; an exact match wins over one in another spelling."""
        return self._exact.get(name) or self._normal.get(normal(name))

    @cached_property
    def _exact(self) -> dict[str, RecordField]:
        return {field.name: field for field in reversed(self.fields)}

    @cached_property
    def _normal(self) -> dict[str, RecordField]:
        return {normal(field.name): field for field in reversed(self.fields)}

    def __str__(self) -> str:
        return self.name or "record"


class Typed(Struct, frozen=True):
    """What is known of a value. constraints: what it keeps to, if it comes straight from a field."""

    type: Type
    nullable: bool = False
    constraints: Constraints = ()

    def __str__(self) -> str:
        return f"{self.type}{' (may be null)' if self.nullable else ''}"


UNKNOWN = Unknown()
UNKNOWN_VALUE = Typed(UNKNOWN)
STRING = Scalar("string")
INTEGER = Scalar("integer")
DECIMAL = Scalar("decimal")
MONEY = Scalar("money", 18, 2)
PERCENTAGE = Scalar("percentage")
DOUBLE = Scalar("double")
BOOLEAN = Scalar("boolean")
DATE = Scalar("date")
TIMESTAMP = Scalar("timestamp")
UUID = Scalar("uuid")
BYTES = Scalar("bytes")
DURATION = Scalar("duration")
NULL = Scalar("null")


def type_of(node: tree.TypeNode, precision: int | None = None, scale: int | None = None) -> Type:
    """Return the type that a node stands for. precision, scale: of constraints beside it."""
    match node:
        case tree.CollectionType():
            return Collection(node.kind, type_of(node.element))
        case tree.MapType():
            return Mapping(type_of(node.key), type_of(node.value))
        case tree.DecimalType():
            return Scalar("decimal", node.precision, node.scale)
        case tree.NamedType():
            return type_named(node.name.text, precision, scale)
        case _:
            return UNKNOWN


def type_named(name: str, precision: int | None = None, scale: int | None = None) -> Type:
    """Return the type of a name: a built-in one, or that of a schema or alias."""
    if not name:
        return UNKNOWN
    first = BUILT_IN.get(name)
    if first is None:
        return Named(name)
    if first == "object":
        return AnyRecord()
    if first == "money":
        return MONEY
    if first == "bizdate":
        return DATE
    if first in _DECIMAL and (precision is not None or scale is not None):
        return Scalar(first, precision, scale)
    return Scalar(first)
