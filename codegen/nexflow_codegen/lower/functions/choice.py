"""The functions on nulls, choices and identity."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.choices import choice, first_not_null
from nexflow_codegen.lower.conditions import compare
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import NULL, alternatives
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering, support_call
from nexflow_codegen.lower.values import JavaValue


def _coalesce(arguments: Arguments) -> JavaValue:
    return first_not_null(alternatives(arguments.nodes, arguments.scope), arguments.unit)


def _nullif(arguments: Arguments) -> JavaValue:
    first, second = arguments.operand(0), arguments.operand(1)
    equal = compare("==", first, second, arguments.unit)
    return choice([equal], [NULL, first], arguments.unit)


def _uuid(arguments: Arguments) -> JavaValue:
    uuid = arguments.unit.use("java.util.UUID")
    if len(arguments) == 0:
        return JavaValue(f"{uuid}.randomUUID()", ir.UUID)
    value = arguments.value(0)
    if ir.kind_of(value.type) is Kind.UUID:
        return value
    if ir.kind_of(value.type) is not Kind.STRING:
        raise Unsupported("`uuid` of this type")
    return support_call(arguments, "Texts", "uuid", ir.UUID, value, fallible=True)


def _random(arguments: Arguments) -> JavaValue:
    random = arguments.unit.use("java.util.concurrent.ThreadLocalRandom")
    return JavaValue(f"{random}.current().nextDouble()", ir.DOUBLE)


LOWERINGS: dict[str, Lowering] = {
    "coalesce": _coalesce,
    "if_null": _coalesce,
    "nullif": _nullif,
    "uuid": _uuid,
    "random": _random,
}
