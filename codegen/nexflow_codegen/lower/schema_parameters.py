"""The `parameters` of a schema: a record of their values, which checks them, and the defaults."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis.declare.fields import field_of
from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile, ParametersClass, ParameterValue
from nexflow_codegen.ir.code import Fail, Statement
from nexflow_codegen.java import Names, member_name, string_literal
from nexflow_codegen.lower.context import Context, Place
from nexflow_codegen.lower.convert import NULL_VALUE, convert
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.records import record_names
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import JavaScope, variable
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.validator import violations
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word
from nexflow_grammar.tree.types import Field, FieldPart


def lower_parameters(
    context: Context, definition: SchemaDefinition, place: Place, origin: str
) -> JavaFile | None:
    """Lower the parameters of a schema; None where it has none."""
    head = place.segment.head
    assert head is not None
    entries = [child for part in head.every("parameters") for child in part.children]
    entries = [entry for entry in entries if isinstance(entry.node, Field)]
    if not entries:
        return None
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Parameters"))
    names = record_names()
    names.allot("DEFAULTS")
    values: list[ParameterValue] = []
    checks: list[Statement] = []
    for entry in entries:
        with context.statement(place, entry.start, entry.end):
            unit.method()
            values.append(_parameter(unit, entry, names, checks, place.origin(entry.start)))
    model = ParametersClass(
        unit.cls.name, unit.use(cls), tuple(unit.constants), tuple(values), tuple(checks)
    )
    return unit.file("parameters.java.j2", model, origin)


def _parameter(
    unit: Unit, entry: Entry, names: Names, checks: list[Statement], origin: str
) -> ParameterValue:
    node = _whole(entry)
    field = unit.context.target(field_of(node))
    type_ = unit.context.java_type(field.type)
    name = names.allot(member_name(field.name))
    nullable = field.default is None
    scope = JavaScope(unit).expecting(type_)
    start = operand(field.default, scope) if field.default is not None else NULL_VALUE
    start = convert(start, type_, unit, nullable=nullable, name=field.name)
    java_type = unit.type_name(type_, nullable=nullable)
    value = variable(name, type_, nullable=nullable)
    invalid = "IllegalArgumentException"
    if not nullable and not ir.is_primitive(type_):
        message = string_literal(f"{field.name}: required")
        checks.append(Fail(origin, f"{name} == null", f"new {invalid}({message})"))
    for violation, message in violations(field, value, unit):
        said = string_literal(f"{field.name}: {message}")
        checks.append(Fail(origin, violation.code, f"new {invalid}({said})"))
    return ParameterValue(name, java_type, start.or_null(), _documentation(field.name, node))


def _whole(entry: Entry) -> Field:
    """Return a parameter with the options that stand on lines of their own."""
    node = entry.node
    assert isinstance(node, Field)
    below = tuple(child.node for child in entry.children if isinstance(child.node, FieldPart))
    return replace(node, parts=(*node.parts, *below)) if below else node


def _documentation(name: str, node: Field) -> str:
    """Return what is said of who changes a parameter, and how often."""
    said = [name]
    frequency, scheduled = node.part("change_frequency"), node.part("can_schedule")
    word = frequency.values[0] if frequency is not None and frequency.values else None
    if isinstance(word, Word):
        said.append(f"changed {word.text}")
    when = scheduled.values[0] if scheduled is not None and scheduled.values else None
    if isinstance(when, e.Boolean):
        said.append("a change can be scheduled" if when.value else "a change cannot be scheduled")
    return "; ".join(said)
