"""Lookup sources: an interface that jobs ask, and its implementation over a table."""

from __future__ import annotations

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.lookups import LookupClass, LookupColumn
from nexflow_codegen.java import Names
from nexflow_codegen.lower.context import Context, ShapeField, Unsupported
from nexflow_codegen.lower.jdbc import check_identifier, read_column, set_parameter, statement_lines
from nexflow_codegen.lower.process.classes import LOOKUP_CLASSES
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import variable
from nexflow_codegen.lower.settings import environment_text
from nexflow_codegen.lower.unit import Unit

_LOCALS = (
    "connection",
    "statement",
    "row",
    "found",
    "query",
    "executor",
    "idle",
    "url",
    "user",
    "password",
)


def lower_lookup(context: Context, name: str) -> tuple[JavaFile, ...]:
    """Lower a lookup of `nexflow.toml`: its interface, and the class that asks its table."""
    found = context.lookup.find(LookupDefinition, "lookup", name)
    assert found is not None
    cls = context.class_of("lookup", found.name)
    origin = f"nexflow.toml, [lookups.{found.name}]"
    return (
        _interface(context, found, cls).file(
            "lookup/service.java.j2", _model(context, found, cls), origin
        ),
        _table(context, found, cls, origin),
    )


def check_source(found: LookupDefinition) -> None:
    """Refuse a lookup that nothing can be asked of."""
    if found.connector != "jdbc":
        raise Unsupported(f'a lookup in {found.connector or "nothing"}; use `connector = "jdbc"`')
    if not isinstance(dict(found.settings).get("url"), str):
        raise Unsupported(f"the lookup `{found.name}` without a `url`; set it in nexflow.toml")


def lookup_keys(context: Context, found: LookupDefinition) -> tuple[ShapeField, ...]:
    """Return the fields that a lookup is asked by."""
    shape = schema_shape(context, context.schema(found.schema))
    schema = context.schema(found.schema)
    names = found.key or schema.identity
    keys = tuple(field for name in names if (field := shape.field(name)) is not None)
    if not keys or len(keys) != len(names):
        raise Unsupported(
            f"the lookup `{found.name}` without a key of its schema; set `key` in nexflow.toml"
        )
    return keys


def _parameters(unit: Unit, keys: tuple[ShapeField, ...]) -> tuple[Parameter, ...]:
    names = Names(_LOCALS)
    return tuple(
        Parameter(unit.type_name(key.type, nullable=False), names.allot(key.name)) for key in keys
    )


def _interface(context: Context, found: LookupDefinition, cls: ir.ClassName) -> Unit:
    unit = Unit(context, cls)
    for name in LOOKUP_CLASSES:
        unit.use(name)
    unit.use(context.class_of("schema", found.schema))
    _parameters(unit, lookup_keys(context, found))
    return unit


def _model(context: Context, found: LookupDefinition, cls: ir.ClassName) -> LookupClass:
    unit = _interface(context, found, cls)
    record = unit.use(context.class_of("schema", found.schema))
    return LookupClass(cls, found.name, record, _parameters(unit, lookup_keys(context, found)))


def _table(context: Context, found: LookupDefinition, cls: ir.ClassName, origin: str) -> JavaFile:
    settings = dict(found.settings)
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Jdbc"))
    for name in LOOKUP_CLASSES:
        unit.use(name)
    record = unit.use(context.class_of("schema", found.schema))
    shape = schema_shape(context, context.schema(found.schema))
    fields = [field for field in shape.fields if not field.computed]
    keys = lookup_keys(context, found)
    table = str(settings.get("table", found.name))
    for name in (table, *(field.wire for field in fields)):
        check_identifier(name)
    parameters = _parameters(unit, keys)
    bind = tuple(
        set_parameter(number, variable(parameter.name, key.type, nullable=False)).replace(
            "row.", "statement.", 1
        )
        for number, (key, parameter) in enumerate(zip(keys, parameters, strict=True), 1)
    )
    columns = tuple(
        LookupColumn(field.wire, read_column(unit, number, field))
        for number, field in enumerate(fields, 1)
    )
    where = " AND ".join(f"{key.wire} = ?" for key in keys)
    query = (  # the names have been checked: they are identifiers
        f"SELECT {', '.join(field.wire for field in fields)} FROM {table} WHERE {where}"  # noqa: S608
    )
    model = LookupClass(
        cls, found.name, record, parameters, table, statement_lines(query), bind, columns, unit.cls.name,
        bool(settings.get("user")),
    )  # fmt: skip
    return unit.file("lookup/jdbc.java.j2", model, origin)


def service_arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    """Return what the class that asks a table is constructed with."""
    settings = dict(found.settings)
    names = ("url", "user", "password") if settings.get("user") else ("url",)
    return tuple(environment_text(str(settings.get(name, "")), unit) for name in names)
