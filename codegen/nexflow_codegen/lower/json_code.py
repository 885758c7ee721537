"""JSON: a streaming reader and writer per record."""

from __future__ import annotations

from nexflow_analysis.definitions import FieldDefinition, SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile, JsonClass, JsonRecord, ReadField, WriteField
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import Names, string_literal
from nexflow_codegen.lower.context import Context, Place, ShapeField, Unsupported
from nexflow_codegen.lower.convert import describe, field_value
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.schema import Part, parts_of, schema_shape
from nexflow_codegen.lower.scope import JavaScope, variable
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue

_READERS = {
    Kind.STRING: "text", Kind.INTEGER: "integer", Kind.DECIMAL: "decimal", Kind.DOUBLE: "number",
    Kind.BOOLEAN: "bool", Kind.DATE: "date", Kind.TIMESTAMP: "timestamp", Kind.UUID: "uuid",
    Kind.BYTES: "bytes",
}  # fmt: skip
_NOTHING = {"long": "0L", "double": "0.0", "boolean": "false"}
_OPTIONAL = {
    Kind.STRING: "putText", Kind.INTEGER: "putInteger", Kind.DECIMAL: "putDecimal",
    Kind.DOUBLE: "putDouble", Kind.BOOLEAN: "putBoolean", Kind.BYTES: "putBytes",
}  # fmt: skip
_REQUIRED = {
    Kind.STRING: "writeStringField", Kind.INTEGER: "writeNumberField", Kind.DECIMAL: "writeNumberField",
    Kind.DOUBLE: "writeNumberField", Kind.BOOLEAN: "writeBooleanField", Kind.BYTES: "writeBinaryField",
}  # fmt: skip
_ELEMENTS = {
    Kind.STRING: "writeString", Kind.INTEGER: "writeNumber", Kind.DECIMAL: "writeNumber",
    Kind.DOUBLE: "writeNumber", Kind.BOOLEAN: "writeBoolean", Kind.BYTES: "writeBinary",
}  # fmt: skip
_JACKSON = "com.fasterxml.jackson.core"


def lower_json(
    context: Context,
    definition: SchemaDefinition,
    place: Place,
    origin: str,
    *,
    reads: bool,
    writes: bool,
) -> JavaFile:
    """Lower a schema's reader and writer."""
    schema = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(schema.package, f"{schema.name}Json"))
    head = place.segment.head
    assert head is not None
    unit.support("Json")
    unit.use("java.io.IOException")
    names = ("JsonParser", "JsonToken") if reads else ()
    for name in (*names, *(("JsonGenerator",) if writes else ())):
        unit.use(f"{_JACKSON}.{name}")
    for member in (*(("read",) if reads else ()), *(("write",) if writes else ())):
        unit.support("Json", member)
    records: list[JsonRecord] = []
    with context.statement(place, head.start, head.end):
        _records(unit, parts_of(schema, definition.fields), records, reads=reads, writes=writes)
    model = JsonClass(unit.cls.name, tuple(unit.constants), tuple(records))
    return unit.file("json.java.j2", model, origin)


def _records(
    unit: Unit, part: Part, records: list[JsonRecord], *, reads: bool, writes: bool
) -> None:
    java_name = unit.use(part.cls)
    read = _read_fields(unit, part) if reads else ()
    write = _write_fields(unit, part) if writes else ()
    records.append(JsonRecord(part.cls, java_name, read, write, _suffix(part.cls), reads, writes))
    for nested in part.nested:
        _records(unit, nested, records, reads=reads, writes=writes)


def _suffix(cls: ir.ClassName) -> str:
    """Return what a nested record's methods add to `read` and `write`."""
    return "".join(cls.name.split(".")[1:])


def _read_fields(unit: Unit, part: Part) -> tuple[ReadField, ...]:
    names = unit.method("in", "fieldName", "fieldToken")
    shape = unit.context.shape(part.cls)
    locals_ = {field.wire: names.allot(field.name) for field in shape.fields if not field.computed}
    return tuple(
        _read_field(unit, unit.context.target(definition), field, locals_[field.wire], names)
        for definition, field in zip(part.fields, shape.fields, strict=False)
    )


def _read_field(
    unit: Unit, definition: FieldDefinition, field: ShapeField, local: str, names: Names
) -> ReadField:
    wire = string_literal(field.wire)
    code = read_code(unit, field.type, "in", wire)
    required = not field.nullable and definition.default is None
    primitive = ir.is_primitive(field.type) and not field.nullable
    java_type = unit.type_name(field.type, nullable=not primitive)
    flag, result = "", local
    start = _NOTHING[java_type] if primitive else "null"
    if definition.default is not None:
        scope = JavaScope(unit)
        value = lower_to(
            definition.default, scope, field.type, nullable=field.nullable, name=field.wire
        )
        start = value.or_null()
    elif required and primitive:
        flag = names.allot(f"{local}Read")
        unit.support("Json", "required")
    elif required:
        result = f"{unit.support('Json', 'required')}({local}, {wire})"
    return ReadField(local, field.wire, java_type, start, flag, code, result)


def read_code(unit: Unit, type_: ir.JavaType, parser: str, field: str) -> str:
    """Return code that reads a value of a type from a parser. field: Java, for messages."""
    match type_:
        case ir.Basic(kind=Kind.DECIMAL) if type_.precision is not None or type_.scale is not None:
            member = unit.support("Json", "decimal")
            return f"{member}({parser}, {field}, {type_.precision or 38}, {type_.scale or 0})"
        case ir.Basic() if _in_millis(unit, type_):
            member = "dateMillis" if type_.kind is Kind.DATE else "timestampMillis"
            return f"{unit.support('Json', member)}({parser}, {field})"
        case ir.Basic() if type_.kind in _READERS:
            return f"{unit.support('Json', _READERS[type_.kind])}({parser}, {field})"
        case ir.ListOf() | ir.SetOf():
            member = unit.support("Json", "list" if isinstance(type_, ir.ListOf) else "set")
            return f"{member}({parser}, {field}, {_element_reader(unit, type_.element)})"
        case ir.MapOf():
            key = _key_reader(unit, type_.key)
            reader = _element_reader(unit, type_.value)
            return f"{unit.support('Json', 'map')}({parser}, {field}, {key}{reader})"
        case ir.Untyped():
            return f"{unit.support('Json', 'object')}({parser}, {field})"
        case ir.RecordOf():
            return f"{unit.support('Json', 'record')}({parser}, {field}, {_record_reader(unit, type_)})"
        case _:
            raise Unsupported(f"reading a field of type {describe(type_)} from JSON")


def _key_reader(unit: Unit, type_: ir.JavaType) -> str:
    """Return what reads a map's keys, as an argument; nothing for those that are texts."""
    match ir.kind_of(type_):
        case Kind.STRING:
            return ""
        case Kind.INTEGER:
            return "Long::valueOf, "
        case Kind.UUID:
            return f"{unit.use('java.util.UUID')}::fromString, "
        case _:
            raise Unsupported(f"reading a map with keys of type {describe(type_)} from JSON")


def _element_reader(unit: Unit, type_: ir.JavaType) -> str:
    plain = isinstance(type_, ir.Basic) and type_.scale is None and not _in_millis(unit, type_)
    if plain and isinstance(type_, ir.Basic) and type_.kind in _READERS:
        unit.support("Json", _READERS[type_.kind])
        return f"Json::{_READERS[type_.kind]}"
    parser, field = unit.locals.allot("element"), unit.locals.allot("path")
    return f"({parser}, {field}) -> {read_code(unit, type_, parser, field)}"


def _record_reader(unit: Unit, type_: ir.RecordOf) -> str:
    suffix = _suffix(type_.cls)
    outer = type_.cls.outer
    json = ir.ClassName(outer.package, f"{outer.name}Json")
    if json != unit.cls:
        unit.context.need_class(outer, "read")
    return f"{unit.use(json)}::read{suffix}"


def _write_fields(unit: Unit, part: Part) -> tuple[WriteField, ...]:
    unit.method("out", "value")
    found = []
    for field in unit.context.shape(part.cls).fields:
        if not field.computed:
            value = variable(f"value.{field.name}()", field.type, nullable=field.nullable)
            found.append(WriteField(field.wire, write_field(unit, field.wire, value)))
    return tuple(found)


def write_field(unit: Unit, wire: str, value: JavaValue, out: str = "out") -> str:
    """Return a statement, without `;`, that writes a field to a generator; null is left out, or written if so set."""
    name = string_literal(wire)
    code = _write_field(unit, name, value, out)
    if not value.nullable or _setting(unit, "include_null_fields") is not True:
        return code
    return f"if ({unit.support('Json', 'given')}({out}, {name}, {value.or_null()})) {code}"


def _setting(unit: Unit, key: str) -> object:
    return unit.context.project.table("serialization", "json").get(key)


def _in_millis(unit: Unit, type_: ir.JavaType) -> bool:
    """Tell whether values of a type are numbers of milliseconds in JSON."""
    millis = _setting(unit, "date_format") == "EPOCH_MILLIS"
    return millis and ir.kind_of(type_) in (Kind.DATE, Kind.TIMESTAMP)


def _write_field(unit: Unit, name: str, value: JavaValue, out: str) -> str:
    kind = ir.kind_of(value.type)
    if kind in _REQUIRED and not value.nullable:
        return f"{out}.{_REQUIRED[kind]}({name}, {value.code})"
    if kind in _OPTIONAL:
        return f"{unit.support('Json', _OPTIONAL[kind])}({out}, {name}, {value.or_null()})"
    if _in_millis(unit, value.type):
        return f"{unit.support('Json', 'putMillis')}({out}, {name}, {value.or_null()})"
    if kind in (Kind.DATE, Kind.TIMESTAMP, Kind.UUID, Kind.DURATION):
        if not value.nullable:
            return f"{out}.writeStringField({name}, {value.receiver}.toString())"
        return f"{unit.support('Json', 'putWritten')}({out}, {name}, {value.or_null()})"
    match value.type:
        case ir.ListOf() | ir.SetOf():
            writer = _element_writer(unit, value.type.element)
            return f"{unit.support('Json', 'putList')}({out}, {name}, {value.or_null()}, {writer})"
        case ir.MapOf():
            writer = _element_writer(unit, value.type.value)
            return f"{unit.support('Json', 'putMap')}({out}, {name}, {value.or_null()}, {writer})"
        case ir.Untyped():
            return f"{unit.support('Json', 'putObject')}({out}, {name}, {value.or_null()})"
        case ir.RecordOf():
            writer = _record_writer(unit, value.type)
            return (
                f"{unit.support('Json', 'putRecord')}({out}, {name}, {value.or_null()}, {writer})"
            )
        case _:
            raise Unsupported(f"writing a field of type {describe(value.type)} as JSON")


def _element_writer(unit: Unit, type_: ir.JavaType) -> str:
    kind = ir.kind_of(type_)
    if kind in _ELEMENTS:
        generator = unit.use(f"{_JACKSON}.JsonGenerator")
        return f"{generator}::{_ELEMENTS[kind]}"
    if _in_millis(unit, type_):
        return f"{unit.support('Json', 'writeMillis').replace('.', '::')}"
    if kind in (Kind.DATE, Kind.TIMESTAMP, Kind.UUID):
        return f"{unit.support('Json', 'writeWritten').replace('.', '::')}"
    out, item = unit.locals.allot("json"), unit.locals.allot("item")
    match type_:
        case ir.RecordOf():
            writer = _record_writer(unit, type_)
            code = f"{unit.support('Json', 'writeRecord')}({out}, {item}, {writer})"
        case ir.ListOf() | ir.SetOf():
            writer = _element_writer(unit, type_.element)
            code = f"{unit.support('Json', 'writeElements')}({out}, {item}, {writer})"
        case ir.MapOf():
            writer = _element_writer(unit, type_.value)
            code = f"{unit.support('Json', 'writeEntries')}({out}, {item}, {writer})"
        case ir.Untyped():
            code = f"{unit.support('Json', 'writeValue')}({out}, {item})"
        case _:
            raise Unsupported(f"writing a list of {describe(type_)} as JSON")
    return f"({out}, {item}) -> {code}"


def _record_writer(unit: Unit, type_: ir.RecordOf) -> str:
    suffix = _suffix(type_.cls)
    outer = type_.cls.outer
    json = ir.ClassName(outer.package, f"{outer.name}Json")
    if json == unit.cls:
        return f"{unit.use(json)}::write{suffix}"
    if suffix or not unit.context.is_schema(outer):  # it has no writer that others may call
        return _inline_writer(unit, type_)
    unit.context.need_class(outer, "write")
    return f"{unit.use(json)}::write"


def _inline_writer(unit: Unit, type_: ir.RecordOf) -> str:
    """Return a function that writes a record field by field."""
    out, item = unit.locals.allot("json"), unit.locals.allot("item")
    fields = [
        write_field(unit, field.wire, field_value(item, field), out)
        for field in unit.context.shape(type_.cls).fields
        if not field.computed
    ]
    return f"({out}, {item}) -> {{ {'; '.join(fields)}; }}"
