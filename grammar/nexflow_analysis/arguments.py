"""The arguments of a call, each with the parameter that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.functions import Function, Parameter
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference


class Bound(Struct, frozen=True):
    """An argument and its parameter."""

    parameter: Parameter
    value: e.Expression


def bind(
    inference: Inference, node: e.Call, function: Function, values: list[e.Expression]
) -> list[Bound] | None:
    """Give the arguments of a call to a function's parameters; None, and reported, where they do not fit.

    values: those without a name, the receiver first.
    """
    parameters = function.parameters
    last = parameters[-1] if parameters and parameters[-1].repeated else None
    repeated = next((p for p in parameters if p.repeated), last)
    positional = parameters[: parameters.index(repeated) + 1] if repeated else parameters
    named = {argument.name: argument.value for argument in node.arguments if argument.name}
    if not _names_fit(inference, function, named, positional[: len(values)]):
        return None
    bound: list[Bound] = []
    for index, value in enumerate(values):
        if index >= len(positional) and repeated is None:
            _wrong_count(inference, node, function, len(values) + len(named))
            return None
        bound.append(Bound(positional[min(index, len(positional) - 1)], value))
    for name, value in named.items():
        parameter = next(p for p in parameters if normal(p.name) == normal(name.text))
        bound.append(Bound(parameter, value))
    given = {one.parameter.name for one in bound}
    if any(not p.optional and p.name not in given for p in parameters):
        _wrong_count(inference, node, function, len(values) + len(named))
        return None
    return sorted(bound, key=lambda one: parameters.index(one.parameter))


def _names_fit(
    inference: Inference,
    function: Function,
    named: dict[Word, e.Expression],
    taken: tuple[Parameter, ...],
) -> bool:
    """Check that every name is one of a parameter that has no argument yet."""
    given = {normal(parameter.name) for parameter in taken if not parameter.repeated}
    fits = True
    for name in named:
        fits = fits and check_name(
            inference, function.name, name, [p.name for p in function.parameters], given
        )
        given.add(normal(name.text))
    return fits


def check_name(
    inference: Inference, callee: str, name: Word, names: list[str], given: set[str]
) -> bool:
    """Check that an argument's name is one of a callee's parameters, and is not given already."""
    if normal(name.text) not in {normal(other) for other in names}:
        near = nearest(name.text, names)
        fixes: tuple[LocalFix, ...] = ()
        if near is not None:
            change = Replacement(name.start, name.end, near)
            fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
        message = f"`{callee}` has no parameter `{name.text}`{suggestion(name.text, names)}"
        inference.error(name, "NX168", message, *fixes)
        return False
    if normal(name.text) in given:
        message = f"`{name.text}` of `{callee}` is given twice; remove one of the two"
        inference.error(name, "NX168", message)
        return False
    return True


def _wrong_count(inference: Inference, node: e.Call, function: Function, given: int) -> None:
    """Report that a function is given too few or too many arguments."""
    least, most = function.least, function.most
    wanted = str(least)
    if most is None:
        wanted = f"at least {wanted}"
    elif most != least:
        wanted += f" to {most}"
    if most == 0:
        wanted = "no"
    plural = "" if wanted in ("1", "no") else "s"
    inference.error(
        node, "NX151",
        f"`{function.name}` takes {wanted} argument{plural}, and {given} {'is' if given == 1 else 'are'} "
        f"given: `{function.signature}`",
    )  # fmt: skip
