"""Schemas: a record, its JSON reader and writer, and a validator, each as far as it is used."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.definitions import FieldDefinition, SchemaDefinition
from nexflow_analysis.index import Declared
from nexflow_analysis.names import normal
from nexflow_analysis.types import Collection
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Computed, JavaFile, LoweredSchema, RecordClass
from nexflow_codegen.java import class_name, member_name
from nexflow_codegen.lower.context import Context, Place, Shape, ShapeField, Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.records import check_size, component, record_names, use_record_classes
from nexflow_codegen.lower.scope import Fields, JavaScope, variable
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.assemble import below
from nexflow_grammar.tree.types import Assignment, Field

#: What to write in place of parts that are not generated.
_REFUSED = {
    "migration": "write a transform from the old version's record to this one's",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A record of a schema: the schema's own, or that of a nested object."""

    cls: ir.ClassName
    fields: tuple[FieldDefinition, ...]
    nested: tuple[Part, ...]


def parts_of(cls: ir.ClassName, fields: tuple[FieldDefinition, ...]) -> Part:
    """Return the records that fields make: a nested object is a record in its outer one."""
    nested = tuple(
        parts_of(cls.nested(_nested_name(cls, field.name)), field.fields)
        for field in fields
        if field.fields
    )
    return Part(cls, fields, nested)


def _nested_name(outer: ir.ClassName, field: str) -> str:
    name = class_name(field)
    return f"{name}Object" if name in outer.name.split(".") else name


def type_of_field(context: Context, cls: ir.ClassName, field: FieldDefinition) -> ir.JavaType:
    """Return the Java type of a field of a record."""
    if not field.fields:
        return context.java_type(field.type)
    inner = ir.RecordOf(cls.nested(_nested_name(cls, field.name)))
    return ir.ListOf(inner) if isinstance(field.type, Collection) else inner


def schema_shape(context: Context, definition: SchemaDefinition) -> Shape:
    """Return what a schema's fields are in Java, computed ones included."""
    cls = context.class_of("schema", definition.name)
    if cls not in context.shapes:
        # Known before its fields are: a schema may hold a list of its own kind.
        context.shapes[cls] = Shape(cls, ())
        _add_shapes(context, parts_of(cls, definition.fields))
        _add_computed(context, definition, cls)
    return context.shapes[cls]


def _add_shapes(context: Context, part: Part) -> None:
    names = record_names()
    fields: list[ShapeField] = []
    for nested in part.nested:
        _add_shapes(context, nested)
    for field in part.fields:
        full = context.target(field)
        type_ = type_of_field(context, part.cls, field)
        name = names.allot(member_name(field.name))
        made = ShapeField(
            field.name, name, type_, field.nullable, pii=full.pii, default=full.default
        )
        fields.append(made)
    context.shapes[part.cls] = Shape(part.cls, tuple(fields))


def _add_computed(context: Context, definition: SchemaDefinition, cls: ir.ClassName) -> None:
    """Add the computed fields to a schema's shape; each may use those before it."""
    shape = context.shapes[cls]
    names = record_names()
    for field in shape.fields:
        names.allot(field.name)
    unit = Unit(context, cls)
    for wire, expression in definition.computed:
        unit.method()
        try:
            value = lower_expression(expression, JavaScope(unit, _own_fields(context.shapes[cls])))
        except Unsupported:
            continue  # reported where the record itself is lowered
        name = names.allot(member_name(wire))
        added = ShapeField(
            wire, name, value.type, value.nullable, computed=True, fallible=value.fallible
        )
        context.shapes[cls] = Shape(cls, (*context.shapes[cls].fields, added))


def _own_fields(shape: Shape) -> Fields:
    """Return a record's fields as its own methods see them."""
    return {
        field.wire: variable(
            f"{field.name}()" if field.computed else field.name, field.type, nullable=field.nullable
        )
        for field in shape.fields
    }


def lower_schema(context: Context, name: str, uses: frozenset[str] = frozenset()) -> LoweredSchema:
    """Lower a schema; what it needs of other schemas is left in the context.

    uses: `validate`, and `read` and `write`, for another format than JSON with its name.
    """
    from nexflow_codegen.lower.formats.registry import FORMATS  # noqa: PLC0415 - they need each other
    from nexflow_codegen.lower.schema_parts import lower_parts  # noqa: PLC0415
    from nexflow_codegen.lower.validator import lower_validator  # noqa: PLC0415

    declared, definition = find_schema(context, name)
    place = Place.of(context, declared)
    origin = place.header(f"schema {definition.name}")
    _refuse_parts(context, place)
    record, file = _lower_record(context, definition, place, origin)
    files: list[JavaFile] = [file, *lower_parts(context, definition, place, origin)]
    resources: list[tuple[str, str]] = []
    for known in FORMATS:
        reads, writes = (f"{use} {known.use}".strip() in uses for use in ("read", "write"))
        if reads or writes:
            codec = known.lower(context, definition, place, origin, reads, writes)
            files += codec.files
            resources += codec.resources
    if "validate" in uses:
        validator = lower_validator(context, definition, place, origin)
        files.extend([validator] if validator is not None else [])
    return LoweredSchema(record, tuple(files), tuple(resources))


def find_schema(context: Context, name: str) -> tuple[Declared, SchemaDefinition]:
    """Return a schema and where it is declared."""
    definition = context.find_schema(name)
    for declared in context.lookup.declared("schema", name):
        if definition is not None and declared.segment is not None:
            return declared, definition
    raise Unsupported(f"the schema `{name}`, which is not declared")


def lower_schemas(context: Context) -> list[LoweredSchema]:
    """Lower all schemas that something needs, and those that they need in turn."""
    _need_parts(context)
    done: dict[str, tuple[frozenset[str], LoweredSchema]] = {}
    while True:
        for shape in list(context.shapes):
            context.need_class(shape)
        open_ = [
            name for name, uses in context.needs.items()
            if name not in done or done[name][0] != frozenset(uses)
        ]  # fmt: skip
        if not open_:
            return [lowered for _name, (_uses, lowered) in sorted(done.items())]
        for name in open_:
            uses = frozenset(context.needs[name])
            done[name] = (uses, lower_schema(context, name, uses))


def _need_parts(context: Context) -> None:
    """Need the schemas whose reference data, parameters or rules the project's own Java may name."""
    for name in context.lookup.names("schema") if context.own_classes else ():
        for declared in context.lookup.declared("schema", name):
            head = declared.segment.head if declared.segment is not None else None
            if head is not None and head.every("entries", "parameters", "schema_rule"):
                context.need(name)


def _lower_record(
    context: Context, definition: SchemaDefinition, place: Place, origin: str
) -> tuple[RecordClass, JavaFile]:
    shape = schema_shape(context, definition)
    unit = Unit(context, shape.cls)
    part = parts_of(shape.cls, definition.fields)
    head = place.segment.head
    assert head is not None
    record = RecordClass(shape.cls, "", ())
    with context.statement(place, head.start, head.end):
        _reserve(unit, part)
        use_record_classes(unit)
        _refuse_circle(context, shape.cls)
        record = _record(unit, part, place.documentation())
        computed = _computed(unit, shape, place)
        record = RecordClass(
            shape.cls, record.documentation, record.components, computed,
            tuple(unit.constants), record.nested,
        )  # fmt: skip
    return record, unit.file("record.java.j2", record, origin)


def _refuse_parts(context: Context, place: Place) -> None:
    """Refuse the parts that say what a program does, of which none is generated yet."""
    head = place.segment.head
    assert head is not None
    for entry in below(head.children):
        if isinstance(entry.node, Field) and entry.node.part("encrypted") is not None:
            with context.statement(place, entry.start, entry.start + entry.node.end):
                raise Unsupported(
                    f"`{entry.node.name.text}`, which is `encrypted`: nothing says with which key; encrypt it by a "
                    "function of your own, under [functions] of nexflow.toml"
                )
    for entry in head.children:
        instead = _REFUSED.get(entry.rule)
        if instead is not None:
            with context.statement(place, entry.start, entry.start + entry.node.end):
                part = entry.rule.removeprefix("schema_")
                raise Unsupported(f"`{part}` of a schema; {instead}")


def _reserve(unit: Unit, part: Part) -> None:
    """Keep the names of nested records for them."""
    for nested in part.nested:
        unit.reserve(nested.cls.simple)
        _reserve(unit, nested)


def _refuse_circle(context: Context, cls: ir.ClassName) -> None:
    """Refuse a record that holds records of its own kind: Flink has no type information for it."""
    seen: set[ir.ClassName] = set()
    pending = [cls]
    while pending:
        for field in context.shape(pending.pop()).fields:
            inner = field.type
            while isinstance(inner, ir.ListOf | ir.SetOf | ir.MapOf):
                inner = inner.value if isinstance(inner, ir.MapOf) else inner.element
            if isinstance(inner, ir.RecordOf) and not field.computed:
                if inner.cls == cls:
                    raise Unsupported(f"the schema `{cls.simple}`, which contains itself")
                if inner.cls not in seen:
                    seen.add(inner.cls)
                    pending.append(inner.cls)


def _record(unit: Unit, part: Part, documentation: str) -> RecordClass:
    shape = unit.context.shape(part.cls)
    components = tuple(
        component(unit, field.wire, field.name, field.type, nullable=field.nullable, pii=field.pii)
        for field in shape.fields
        if not field.computed
    )
    check_size(components)
    nested_records = tuple(_record(unit, nested, "") for nested in part.nested)
    return RecordClass(part.cls, documentation, components, nested=nested_records)


def _computed(unit: Unit, shape: Shape, place: Place) -> tuple[Computed, ...]:
    head = place.segment.head
    assert head is not None
    methods: list[Computed] = []
    before = Shape(shape.cls, tuple(field for field in shape.fields if not field.computed))
    for part in head.every("computed"):
        for entry in part.children:
            if not isinstance(entry.node, Assignment):
                continue
            with unit.context.statement(place, entry.start, entry.end):
                unit.method()
                wire = entry.node.target.text
                value = lower_expression(entry.node.value, JavaScope(unit, _own_fields(before)))
                field = next(f for f in shape.fields if normal(f.wire) == normal(wire))
                java_type = unit.type_name(value.type, nullable=value.nullable)
                methods.append(
                    Computed(
                        field.name, wire, value.type, value.nullable, java_type,
                        value.or_null(), place.origin(entry.start),
                    )
                )  # fmt: skip
                before = Shape(shape.cls, (*before.fields, field))
    return tuple(methods)
