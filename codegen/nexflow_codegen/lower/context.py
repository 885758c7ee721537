"""What all lowerings of one run share: names of classes, shapes of records, what is not generated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from nexflow_analysis import types
from nexflow_analysis.definitions import (
    AliasDefinition,
    Definition,
    FieldDefinition,
    SchemaDefinition,
)
from nexflow_analysis.index import Declared
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.project.model import Project
from nexflow_analysis.types import AnyRecord, Collection, Named, Record, Scalar, Type
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass, JavaFile
from nexflow_codegen.java import Names, class_name
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Expression

Line = Callable[[str, Segment, int], int]
"""Takes a path, a segment of that file and an offset in it; returns the line, counted from 1."""


class Callees(Protocol):
    """The transforms, tables and rules that expressions call."""

    def callee(self, kind: str, name: str, given: Mapping[str, Any] | None = None) -> FunctionClass:
        """Return a transform's or a rule's class. given: the fields of the record it is used on."""


_KINDS = {name: ir.Kind(name) for name in (
    "string", "integer", "double", "boolean", "date", "timestamp", "uuid", "bytes", "duration", "null",
)}  # fmt: skip
_SCHEMA_SUFFIXES = (
    "",
    "Json",
    "Validator",
    "Avro",
    "ConfluentAvro",
    "Parquet",
    "Bson",
    "Protobuf",
    "Csv",
    "Entries",
    "Parameters",
    "Rules",
)
_LOOKUP_SUFFIXES = ("", "File", "Http", "Jdbc", "Mongo", "Redis")
_PACKAGES = {
    "schema": "schema",
    "transform": "transform",
    "rule": "rules",
    "lookup": "lookup",
    "action": "actions",
}


@dataclass(frozen=True, slots=True)
class NotGenerated:
    """Something that the language allows and generation does not know yet.

    start, end: offsets in the segment of a file.
    """

    path: str
    segment: Segment | None
    start: int
    end: int
    what: str
    code: str = "NX700"

    @property
    def message(self) -> str:
        """What to tell the user."""
        return f"not generated yet: {self.what}"


class Unsupported(Exception):  # noqa: N818 - it says what happened; nobody fixes it by catching
    """Raised where something is not generated yet; caught at the statement that it is part of."""


class Unmade(Unsupported):
    """Raised where a record is needed that was not made, which has been said where it should have been."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a record's fields are in Java: accessors by the fields' names."""

    cls: ir.ClassName
    fields: tuple[ShapeField, ...]

    def field(self, name: str) -> ShapeField | None:
        """Return a field; an exact match wins over one in another spelling."""
        wanted = normal(name)
        for found in self.fields:
            if found.wire == name:
                return found
        return next((found for found in self.fields if normal(found.wire) == wanted), None)


@dataclass(frozen=True, slots=True)
class ShapeField:
    """A field or a computed field. name: of its accessor; default: what stands in where it is missing."""

    wire: str
    name: str
    type: ir.JavaType
    nullable: bool
    computed: bool = False
    pii: str = ""
    fallible: bool = False
    default: Expression | None = None


@dataclass
class Context:
    """What all lowerings of one run share."""

    lookup: Lookup
    package: str
    line: Line
    project: Project = field(default_factory=lambda: Project.default("project"))
    problems: list[NotGenerated] = field(default_factory=list)
    support: dict[str, set[str]] = field(default_factory=dict)
    needs: dict[str, set[str]] = field(default_factory=dict)
    shapes: dict[ir.ClassName, Shape] = field(default_factory=dict)
    callees: Callees | None = None
    own_classes: dict[ir.ClassName, None] = field(default_factory=dict)
    actions: dict[ir.ClassName, JavaFile] = field(default_factory=dict)
    _classes: dict[str, dict[str, ir.ClassName]] = field(default_factory=dict)
    _schemas: dict[ir.ClassName, str] = field(default_factory=dict)

    @property
    def time_zone(self) -> str:
        """The project's time zone, which rules every calendar question."""
        return self.project.time_zone

    def callee(self, kind: str, name: str, given: Mapping[str, Any] | None = None) -> FunctionClass:
        """Return the class of a transform or a rule. given: the fields of the record it is used on."""
        if self.callees is None:
            raise Unsupported(f"a call of `{name}` here")
        return self.callees.callee(kind, name, given)

    def class_of(self, kind: str, name: str) -> ir.ClassName:
        """Return the class of a definition; kind: schema, transform, rule, lookup or action.

        Names are given out over the whole project, so that a class's name does not depend on what
        else is generated.
        """
        if kind not in self._classes:
            self._name_classes(kind)
        found = self._classes[kind].get(normal(name))
        return found or ir.ClassName(f"{self.package}.{_PACKAGES[kind]}", class_name(name))

    def _name_classes(self, kind: str) -> None:
        taken = Names(folded=True)
        suffixes = (
            _SCHEMA_SUFFIXES
            if kind == "schema"
            else _LOOKUP_SUFFIXES
            if kind == "lookup"
            else ("",)
        )
        package = f"{self.package}.{_PACKAGES[kind]}"
        classes = self._classes.setdefault(kind, {})
        for name in sorted(self.lookup.names(kind)):
            base = class_name(name, fallback=kind.capitalize())
            wanted, number = base, 2
            while any(taken.has(wanted + suffix) for suffix in suffixes):
                wanted, number = f"{base}{number}", number + 1
            for suffix in suffixes:
                taken.allot(wanted + suffix)
            cls = classes.setdefault(normal(name), ir.ClassName(package, wanted))
            if kind == "schema":
                self._schemas.setdefault(cls, name)

    def need(self, name: str, *uses: str) -> None:
        """Have a schema generated. uses: `read`, `write` (as JSON), `validate`."""
        found = self.find_schema(name)
        if found is not None:
            self.needs.setdefault(found.name, set()).update(uses)

    def is_schema(self, cls: ir.ClassName) -> bool:
        """Tell whether a class is that of a schema."""
        return bool(self.schema_of(cls))

    def schema_of(self, cls: ir.ClassName) -> str:
        """Return the name of the schema whose class it is."""
        if "schema" not in self._classes:
            self._name_classes("schema")
        return self._schemas.get(cls, "")

    def need_class(self, cls: ir.ClassName, *uses: str) -> None:
        """Have a schema generated that is known by its class."""
        name = self.schema_of(cls)
        if name:
            self.need(name, *uses)

    def support_class(self, name: str) -> ir.ClassName:
        """Return a class of the support package, and have it generated."""
        self.support.setdefault(name, set())
        return ir.ClassName(f"{self.package}.support", name)

    def shape(self, cls: ir.ClassName) -> Shape:
        """Return what a record's fields are in Java."""
        if cls not in self.shapes and self.problems:
            raise Unmade(cls.name)
        return self.shapes[cls]

    def schema(self, name: str) -> SchemaDefinition:
        """Return a schema that exists; a project without errors has no other."""
        found = self.find_schema(name)
        if found is None:
            raise Unsupported(f"the schema `{name}`, which is not declared")
        return found

    def find_schema(self, name: str) -> SchemaDefinition | None:
        """Return a schema, or an object that an alias names, which is a record likewise."""
        found = self.lookup.find(Definition, "schema", name)
        if isinstance(found, AliasDefinition) and found.target.fields:
            return as_schema(found)
        return found if isinstance(found, SchemaDefinition) else None

    def java_type(self, written: Type) -> ir.JavaType:
        """Return the Java type of a type; a schema's shape is made known on the way."""
        match written:
            case Scalar() if written.is_decimal:
                return ir.Basic(ir.Kind.DECIMAL, written.precision, _scale(written))
            case Scalar() if written.name in _KINDS:
                return ir.Basic(_KINDS[written.name])
            case Collection():
                element = self.java_type(written.element)
                return ir.ListOf(element) if written.kind == "list" else ir.SetOf(element)
            case types.Mapping():
                return ir.MapOf(self.java_type(written.key), self.java_type(written.value))
            case AnyRecord():
                return ir.Untyped()
            case Named():
                return self._named(written.name)
            case Record() if written.name:
                return self._named(written.name)
            case _:
                raise Unsupported(f"values of type {written}")

    def _named(self, name: str) -> ir.JavaType:
        definition = self.lookup.find(Definition, "schema", name)
        if isinstance(definition, AliasDefinition):
            if definition.target.fields:
                return self._record_type(as_schema(definition), definition.target.type)
            return self.java_type(definition.target.type)
        if isinstance(definition, SchemaDefinition):
            return self._record_type(definition)
        raise Unsupported(f"the type `{name}`, which is not declared")

    def _record_type(self, schema: SchemaDefinition, written: Type | None = None) -> ir.JavaType:
        from nexflow_codegen.lower.schema import schema_shape  # noqa: PLC0415 - they need each other

        record = ir.RecordOf(schema_shape(self, schema).cls)
        return ir.ListOf(record) if isinstance(written, Collection) else record

    def target(self, definition: FieldDefinition) -> FieldDefinition:
        """Return a field with what its alias adds: constraints, PII."""
        depth = 0
        while isinstance(definition.type, Named) and depth < 32:  # noqa: PLR2004 - aliases of aliases
            alias = self.lookup.find(AliasDefinition, "schema", definition.type.name)
            if alias is None:
                break
            inner = alias.target
            definition = FieldDefinition(
                definition.name, inner.type, definition.nullable,
                (*definition.constraints, *inner.constraints),
                definition.default if definition.default is not None else inner.default,
                definition.pii or inner.pii, inner.fields,
            )  # fmt: skip
            depth += 1
        return definition

    @contextmanager
    def statement(self, place: Place, start: int, end: int) -> Iterator[None]:
        """Collect what is not generated inside as a problem of a statement."""
        try:
            yield
        except Unmade:
            assert self.problems  # it has been said why
        except Unsupported as problem:
            self.problems.append(NotGenerated(place.path, place.segment, start, end, str(problem)))


def as_schema(alias: AliasDefinition) -> SchemaDefinition:
    """Return the schema that an alias of an object is as good as."""
    return SchemaDefinition(alias.name, alias.target.fields)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a definition is declared."""

    context: Context
    path: str
    segment: Segment

    @staticmethod
    def of(context: Context, declared: Declared) -> Place:
        """Return the place of a definition of a source file."""
        assert declared.segment is not None
        return Place(context, declared.path, declared.segment)

    def origin(self, offset: int) -> str:
        """Return `order.xform:12` for an offset in the segment."""
        name = self.path.rsplit("/", 1)[-1]
        return f"{name}:{self.context.line(self.path, self.segment, offset)}"

    def header(self, what: str) -> str:
        """Return what a file's first line says of its origin."""
        return f"{self.path}, {what}"

    def documentation(self) -> str:
        """Return the comment right above the definition."""
        head = self.segment.head
        lines = self.segment.text[: head.start if head else 0].splitlines()
        return " ".join(line.strip().strip("/#*").strip() for line in lines if line.strip())


def _scale(written: Scalar) -> int | None:
    """Return the scale of a bounded decimal: none means whole numbers, as `precision` alone says."""
    if written.scale is None and written.precision is not None:
        return 0
    return written.scale
