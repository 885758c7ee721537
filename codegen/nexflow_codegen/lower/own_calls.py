"""Calls of what the project defines: transforms, tables, rules, services and Java functions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nexflow_analysis.definitions import FunctionDefinition, NamedDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.types import Unknown
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass, Parameter
from nexflow_codegen.lower.cells import marker_of
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import NULL_VALUE, convert
from nexflow_codegen.lower.expressions import lower_expression, operand
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, find_field
from nexflow_codegen.lower.services import lower_service_call
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, any_fallible, join_guards, nullable_variable
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.rules import CallStatement


@dataclass(frozen=True, slots=True)
class _Given:
    """What a call passes: by position, the receiver first, and by (normal) name."""

    values: list[e.Expression]
    named: dict[str, e.Expression]

    @staticmethod
    def of(node: e.Call) -> _Given:
        values = [one.value for one in node.arguments if one.name is None]
        if node.receiver is not None:
            values.insert(0, node.receiver)
        named = {normal(one.name.text): one.value for one in node.arguments if one.name}
        return _Given(values, named)


def lower_own_call(node: e.Call, scope: JavaScope, *, whole: bool = False) -> JavaValue:
    """Lower a call. whole: of a rule with one result, the record of it is meant."""
    name, context = node.function.text, scope.context
    given = _Given.of(node)
    if context.lookup.declared("transform", name):
        return _call(context.callee("transform", name), given, scope)
    java = context.lookup.find(FunctionDefinition, "function", name)
    if java is not None:
        return _java_function(java, given, scope)
    service = context.lookup.find(NamedDefinition, "service", name)
    if service is not None:
        values = [operand(value, scope) for value in given.values]
        return lower_service_call(service, values, given.named, scope)
    if context.lookup.declared("rule", name):
        found = _call(context.callee("rule", name), given, scope)
        return found if whole else sole_result(found, scope.unit)
    if context.lookup.find(NamedDefinition, "action", name) is not None:
        raise Unsupported(
            f"the action `{name}` as a value; call it as a statement of a rule, or alone in a table's cell"
        )
    raise Unsupported(f"the function `{name}`")


def _java_function(java: FunctionDefinition, given: _Given, scope: JavaScope) -> JavaValue:
    """Lower a call of a static method of the user's own."""
    unit = scope.unit
    declared = unit.context.project.table("functions", java.name)
    cls, method = str(declared.get("class", "")), str(declared.get("method", java.name))
    if "." not in cls or isinstance(java.returns, Unknown):
        raise Unsupported(
            f"the function `{java.name}` without a `class` and `returns`; set them in nexflow.toml"
        )
    if java.parameters is None:
        values = [lower_expression(value, scope) for value in given.values]
    else:
        types = [unit.context.java_type(type_) for type_ in java.parameters]
        values = [
            convert(operand(value, scope.expecting(type_)), type_, unit, nullable=True, name="")
            for value, type_ in zip(given.values, types, strict=True)
        ]
    if not java.pure:
        unit.wait(f"`{java.name}`, which is not `pure`,")
    guards = join_guards(*values)
    package, _, simple = cls.rpartition(".")
    owner = unit.use_own(ir.ClassName(package, simple))
    code = f"{owner}.{method}({', '.join(value.code for value in values)})"
    return JavaValue(code, unit.context.java_type(java.returns), guards=guards, fallible=True)


def _call(function: FunctionClass, given: _Given, scope: JavaScope) -> JavaValue:
    """Lower a call of a transform, a table or a rule: with a record, or with values one by one."""
    unit = scope.unit
    refuse_target(function)
    if function.blocks:
        unit.wait(f"`{function.cls.name}`, which asks outside,")
    first = operand(given.values[0], scope) if given.values else None
    inputs = [one for one in function.parameters if not one.is_parameter]
    if first is not None and isinstance(first.type, ir.RecordOf) and inputs:
        return _with_record(function, first, given, scope)
    arguments = [
        _argument(one, number, given, scope) for number, one in enumerate(function.parameters)
    ]
    return invoke(function, arguments, unit)


def _argument(one: Parameter, number: int, given: _Given, scope: JavaScope) -> JavaValue:
    written = given.named.get(normal(one.wire))
    if written is None and number < len(given.values):
        written = given.values[number]
    if written is None:
        written = one.default
    if written is None:
        refuse_marker(one)
    value = NULL_VALUE if written is None else operand(written, scope.expecting(one.type))
    return convert(value, one.type, scope.unit, nullable=one.nullable, name=one.wire)


def refuse_target(function: FunctionClass) -> None:
    """Refuse a call of what sends its record somewhere, which only a step of a process can do."""
    if function.target:
        raise Unsupported(
            f"`emit_to: {function.target}` of `{function.cls.name}`, which is called; write it where a process is told "
            f"of the error: `transform_error dead_letter {function.target}`"
        )


def refuse_marker(one: Parameter) -> None:
    """Refuse what asks for a marker where none is known."""
    name = marker_of(one.wire)
    if name:
        raise Unsupported(
            f"a table about the marker `{name}` here, of which only a process knows; `evaluate using` it there"
        )


def _with_record(
    function: FunctionClass, record: JavaValue, given: _Given, scope: JavaScope
) -> JavaValue:
    """Lower a call with a record: it, or its fields, are the inputs; what comes after, the parameters."""
    unit = scope.unit
    assert isinstance(record.type, ir.RecordOf)
    guards: tuple[str, ...] = record.guards
    if function.takes_record:
        wanted = function.parameters[0].type
        whole = convert(record, wanted, unit, nullable=True, name="")
        guards, code, fields = whole.guards, whole.code, Fields()
    else:
        name = unit.locals.allot("given")
        cls = unit.type_name(record.type, nullable=False)
        guards = (f"(Object) ({record.or_null()}) instanceof {cls} {name}",)
        code, fields = "", fields_of(unit.context.shape(record.type.cls), name)
    rest = _Given(given.values[1:], given.named)
    arguments: list[JavaValue] = []
    number = 0
    for one in function.parameters:
        if one.is_parameter:
            arguments.append(_argument(one, number, rest, scope))
            number += 1
        elif function.takes_record:
            arguments.append(JavaValue(code, one.type))
        else:
            found = find_field(fields, one.wire)
            if found is None:
                refuse_marker(one)
                found = NULL_VALUE
            arguments.append(convert(found, one.type, unit, nullable=one.nullable, name=one.wire))
    made = invoke(function, arguments, unit)
    if not guards or (not record.nullable and not function.takes_record):
        return _certain(made, guards)
    return replace(made, guards=(*guards, *made.guards))


def _certain(value: JavaValue, guards: tuple[str, ...]) -> JavaValue:
    """Return a value whose guards only bind a variable: they always hold."""
    if not guards:
        return value
    code = f"({' && '.join(guards)} ? {value.or_null()} : null)"
    return JavaValue(code, value.type, fallible=value.fallible)


def invoke(function: FunctionClass, arguments: list[JavaValue], unit: Unit) -> JavaValue:
    """Return the call of a class's method, with arguments that fit; services and collectors come last."""
    passed = [value.or_null() for value in arguments]
    passed += unit.pass_services(function.services)
    passed += map(unit.collect, function.collectors)
    code = f"{unit.use(function.cls)}.{function.methods[0].name}({', '.join(passed)})"
    fallible = function.fallible or any_fallible(arguments)
    if function.blocks:
        unit.blocks = True
    if not function.result_nullable:
        return JavaValue(code, function.result_type, fallible=fallible)
    from nexflow_codegen.lower.values import bound  # noqa: PLC0415

    return bound(unit, code, function.result_type, fallible=fallible)


def sole_result(record: JavaValue, unit: Unit) -> JavaValue:
    """Return the one result of a rule; that of several is the record of them."""
    assert isinstance(record.type, ir.RecordOf)
    fields = unit.context.shape(record.type.cls).fields
    if len(fields) != 1:
        return record
    field = fields[0]
    code = f"{record.receiver}.{field.name}()"
    if not field.nullable:
        return JavaValue(code, field.type, guards=record.guards, fallible=record.fallible)
    if not record.nullable:
        from nexflow_codegen.lower.values import bound  # noqa: PLC0415

        return bound(unit, code, field.type, fallible=record.fallible)
    value = nullable_variable(code, field.type)
    guards = (*record.guards, *value.guards)
    return JavaValue(code, field.type, guards=guards, fallible=record.fallible)


def lower_call_statement(node: CallStatement, scope: JavaScope) -> JavaValue:
    """Lower a call for its effect."""
    names = node.function.names
    name = names[-1].text
    call = e.Call(node.start, node.end, names[-1], None, node.arguments)
    if len(names) == 1:
        return lower_own_call(call, scope)
    values = [lower_expression(argument.value, scope) for argument in node.arguments]
    owner = ir.ClassName(scope.context.package, ".".join(word.text for word in names[:-1]))
    scope.unit.wait(f"`{node.function.text}`")
    passed = ", ".join(value.or_null() for value in values)
    return JavaValue(f"{scope.unit.use_own(owner)}.{name}({passed})", ir.NULL, fallible=True)
