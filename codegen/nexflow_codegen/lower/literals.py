"""Record literals: a record of what the expression is for, else of a class of the file's own."""

from __future__ import annotations

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.choices import widest
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import NULL, lower_expression, operand
from nexflow_codegen.lower.records import plain_record
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, any_fallible
from nexflow_grammar.tree import expressions as e


def lower_record_literal(node: e.RecordLiteral, scope: JavaScope) -> JavaValue:
    """Lower `{ key: value }`."""
    match scope.expected:
        case ir.RecordOf():
            return _of_record(node, scope, scope.expected)
        case ir.MapOf():
            return _of_map(node, scope, scope.expected)
        case _:
            return _of_own(node, scope)


def _of_record(node: e.RecordLiteral, scope: JavaScope, to: ir.RecordOf) -> JavaValue:
    given = {normal(name.text): value for name, value in node.entries}
    unit = scope.unit
    arguments: list[JavaValue] = []
    for field in scope.context.shape(to.cls).fields:
        if field.computed:
            continue
        written = given.get(normal(field.wire), field.default)
        value = NULL
        if written is not None:
            value = operand(written, scope.expecting(field.type))
        arguments.append(convert(value, field.type, unit, nullable=field.nullable, name=field.wire))
    code = f"new {unit.use(to.cls)}({', '.join(value.or_null() for value in arguments)})"
    return JavaValue(code, to, fallible=any_fallible(arguments))


def _of_map(node: e.RecordLiteral, scope: JavaScope, to: ir.MapOf) -> JavaValue:
    if ir.kind_of(to.key) is not ir.Kind.STRING:
        raise Unsupported("a literal of a map whose keys are no texts")
    unit = scope.unit
    entry = f"{unit.use('java.util.Map')}.entry"
    entries: list[str] = []
    fallible = False
    for name, written in node.entries:
        value = operand(written, scope.expecting(to.value))
        value = convert(value, to.value, unit, nullable=False, name=name.text)
        fallible |= value.fallible
        entries.append(f"{entry}({string_literal(name.text)}, {value.code})")
    # Maps of Java's own would be written in another order in each run.
    made = unit.support("Maps", "of")
    if not entries:  # nothing in it says of what it is
        made = f"{unit.support('Maps')}.<{unit.type_name(to.value, nullable=True)}>of"
    return JavaValue(f"{made}({', '.join(entries)})", to, fallible=fallible)


def _of_own(node: e.RecordLiteral, scope: JavaScope) -> JavaValue:
    """Lower a literal that is for nothing declared: its fields are those that it has."""
    unit = scope.unit
    values = [
        (name.text, lower_expression(value, scope.expecting(None))) for name, value in node.entries
    ]
    fields: list[tuple[str, ir.JavaType, bool]] = []
    for name, value in values:
        if value.is_null:
            raise Unsupported(f"null as the value of `{name}` in a record that nothing declares")
        fields.append((name, value.type, value.nullable))
    cls = own_class(unit, fields)
    code = f"new {unit.use(cls)}({', '.join(value.or_null() for _name, value in values)})"
    fallible = any_fallible(value for _name, value in values)
    return JavaValue(code, ir.RecordOf(cls), fallible=fallible)


def common_record(nodes: list[e.RecordLiteral], scope: JavaScope) -> ir.RecordOf:
    """Return the class of some literals that are for nothing declared: it has the fields of them all."""
    found: dict[str, list[JavaValue]] = {}
    for node in nodes:
        for word, written in node.entries:
            value = lower_expression(written, scope.expecting(None))
            found.setdefault(word.text, []).append(value)
    fields: list[tuple[str, ir.JavaType, bool]] = []
    for name, values in found.items():
        known = [value.type for value in values if not value.is_null]
        if not known:
            raise Unsupported(f"null as the value of `{name}` in a record that nothing declares")
        nullable = len(values) < len(nodes) or any(value.nullable for value in values)
        fields.append((name, widest(known), nullable))
    return ir.RecordOf(own_class(scope.unit, fields))


def own_class(unit: Unit, fields: list[tuple[str, ir.JavaType, bool]]) -> ir.ClassName:
    """Return the class in a file for literals of some fields."""
    for known, record in unit.records:
        if known == fields:
            return record.cls
    name = "Literal" if not unit.records else f"Literal{len(unit.records) + 1}"
    unit.reserve(name)
    record = plain_record(unit, unit.cls.nested(name), "A record that nothing declares.", fields)
    unit.records.append((fields, record))
    return record.cls
