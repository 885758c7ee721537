"""The `rule`s of a schema: a static method for each, from what it is given to what it returns."""

from __future__ import annotations

from nexflow_analysis.declare.fields import fields_of as declared_fields
from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass, JavaFile, Method, Parameter
from nexflow_codegen.ir.code import Return
from nexflow_codegen.java import Names, class_name, member_name
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.records import plain_record
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import JavaScope, fields_of
from nexflow_codegen.lower.statements import Body, parameter, parameter_value
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.types import Assignment


def lower_schema_rules(
    context: Context, definition: SchemaDefinition, place: Place, origin: str
) -> JavaFile | None:
    """Lower the rules of a schema; None where it has none."""
    head = place.segment.head
    assert head is not None
    rules = head.every("schema_rule")
    if not rules:
        return None
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Rules"), waits=True)
    methods: list[Method] = []
    names = Names()
    for rule in rules:
        with context.statement(place, rule.start, rule.end):
            methods.append(_rule(unit, cls, rule, names, place))
    function = FunctionClass(
        unit.cls, f"The rules of {definition.name}.", tuple(unit.constants), tuple(methods), ir.NULL,
        result_nullable=False, result=None, takes_record=True, fallible=True,
    )  # fmt: skip
    return unit.file("function.java.j2", function, origin)


def _rule(unit: Unit, cls: ir.ClassName, rule: Entry, names: Names, place: Place) -> Method:
    assert isinstance(rule.node, Phrase)
    name = rule.node.every(Word)[-1].text
    unit.method()
    parameters, scope = _inputs(unit, cls, rule)
    body = Body(unit)
    for part in rule.every("calculate"):
        for child in part.children:
            node = child.node
            if isinstance(node, Assignment):
                with unit.context.statement(place, child.start, child.end):
                    value = body.define(
                        node.target.text, node.value, scope, place.origin(child.start)
                    )
                    scope = scope.inner({node.target.text: value})
    if unit.blocks or unit.services:
        raise Unsupported(f"the rule `{name}`, which asks outside; write it into a .rules file")
    result = ir.ClassName(unit.cls.package, f"{unit.cls.name}.{class_name(name)}")
    unit.reserve(result.simple)
    returned = [
        field for part in rule.every("return") for field in declared_fields(part.children, required=True)
    ]  # fmt: skip
    listed = [(one.name, unit.context.java_type(one.type), one.nullable) for one in returned]
    record = plain_record(unit, result, f"What {name} returns.", listed)
    unit.records.append(([], record))
    arguments: list[str] = []
    for wire, type_, nullable in listed:
        found = scope.find(wire)
        if found is None:
            raise Unsupported(f"`{wire}`, which is never calculated")
        arguments.append(convert(found, type_, unit, nullable=nullable, name=wire).or_null())
    body.add(Return("", f"new {result.simple}({', '.join(arguments)})"))
    return Method(names.allot(member_name(name)), result.simple, parameters, tuple(body.statements))


def _inputs(unit: Unit, cls: ir.ClassName, rule: Entry) -> tuple[tuple[Parameter, ...], JavaScope]:
    """Return what a rule gets: the record, where its schema has fields, and what it is given."""
    parameters: list[Parameter] = []
    shape = unit.context.shape(cls)
    scope = JavaScope(unit)
    if shape.fields:
        record = parameter(unit, "input", ir.RecordOf(cls), nullable=False)
        parameters.append(record)
        scope = scope.inner(fields_of(shape, record.name))
    for part in rule.every("given"):
        for field in declared_fields(part.children, required=True):
            type_ = unit.context.java_type(field.type)
            made = parameter(unit, field.name, type_, nullable=field.nullable)
            parameters.append(made)
            scope = scope.inner({field.name: parameter_value(made)})
    return tuple(parameters), scope
