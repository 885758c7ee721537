"""The methods of a transform: one, or one that catches what the other throws."""

from __future__ import annotations

from nexflow_analysis.reactions import Reaction
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Method, Parameter
from nexflow_codegen.ir.code import Return, Run, Statement, Try
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.logging import log
from nexflow_codegen.lower.outputs import Copied, Outputs
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.statements import Body
from nexflow_codegen.lower.unit import Unit

_ERROR = "transform_error"


def methods_of(
    reaction: Reaction, body: Body, parameters: tuple[Parameter, ...], outputs: Outputs,
    copied: Copied, *, fallible: bool,
) -> tuple[Method, ...]:  # fmt: skip
    """Return the methods of a transform; the first is the one to call.

    copied: the input's field of an output's name, which defaults come after.
    """
    unit = body.unit
    result = unit.type_name(outputs.type or ir.NULL, nullable=reaction.action == "skip")
    statements = tuple(body.statements)
    if reaction.is_plain or not fallible:
        return (Method("apply", result, parameters, statements, services=unit.services),)
    arguments = ", ".join([one.name for one in parameters] + [one.name for one in unit.services])
    caught = [_logged(unit, reaction, text) for text in reaction.logged]
    caught.append(_answer(reaction, unit, outputs, copied))
    attempt = Try("", (Return("", f"transformed({arguments})"),), "error", tuple(caught))
    inner_result = unit.type_name(outputs.type or ir.NULL, nullable=False)
    return (
        Method("apply", result, parameters, (attempt,), services=unit.services),
        Method(
            "transformed",
            inner_result,
            parameters,
            statements,
            public=False,
            services=unit.services,
        ),
    )


def _logged(unit: Unit, reaction: Reaction, text: str) -> Statement:
    """Log a text with the error's message, which never quotes the record."""
    from_error = f'{unit.support("RecordError", "from")}(error, "{_ERROR}").getMessage()'
    if not text:
        return Run("", log(unit, reaction.level, from_error))
    return Run("", log(unit, reaction.level, string_literal(f"{text}: {{}}"), from_error))


def _answer(reaction: Reaction, unit: Unit, outputs: Outputs, copied: Copied) -> Statement:
    """Return what a caught error becomes."""
    match reaction.action:
        case "skip":
            return Return("", "null")
        case "defaults":
            return Return("", _defaults(reaction, unit, outputs, copied))
        case _ if reaction.code:
            coded = unit.support("RecordError", "coded")
            code = f'{coded}(error, "{_ERROR}", {string_literal(reaction.code)})'
            return Run("", f"throw {code}")
        case _:
            return Run("", "throw error")


def _defaults(reaction: Reaction, unit: Unit, outputs: Outputs, copied: Copied) -> str:
    """Return the result that stands in for one that cannot be computed."""
    type_ = outputs.type
    if reaction.default is not None and type_ is not None:
        scope = JavaScope(unit)
        return lower_to(reaction.default, scope, type_, nullable=False, name="default").or_null()
    assert isinstance(type_, ir.RecordOf)
    return Outputs(unit, type_, outputs.fields).record(type_.cls, copied).code
