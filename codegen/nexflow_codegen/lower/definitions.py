"""The definitions that processes use, each lowered once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass, JavaFile, LoweredFunction, Parameter
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.rules import lower_rule
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import Fields, find_field
from nexflow_codegen.lower.transform import lower_transform
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.validator import has_checks


def _fits(parameter: Parameter, given: Fields) -> bool:
    """Tell whether a field that a definition without inputs reads is of the type that it was first."""
    if not parameter.is_implicit:
        return True
    found = find_field(given, parameter.wire)
    return found is not None and (found.type, found.nullable) == (
        parameter.type,
        parameter.nullable,
    )


class Definitions:
    """Transforms, tables and rules by name; schemas are collected by the context."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._functions: dict[tuple[str, str], LoweredFunction] = {}
        context.callees = self

    def callee(self, kind: str, name: str, given: Mapping[str, Any] | None = None) -> FunctionClass:
        """Return a transform's or a rule's class. given: the fields of the record it is used on."""
        fields = dict(given) if given is not None else None
        lowered = self.transform(name, fields) if kind == "transform" else self.rule(name, fields)
        return lowered.function

    def schema(
        self, name: str, *, reads: bool = False, writes: bool = False, validates: bool = False
    ) -> ir.ClassName:
        """Return a schema's record class, and have what is used of it generated."""
        definition = self._context.schema(name)
        flags = {"read": reads, "write": writes, "validate": validates}
        self._context.need(definition.name, *(use for use, wanted in flags.items() if wanted))
        return schema_shape(self._context, definition).cls

    def validator(self, unit: Unit, name: str) -> str:
        """Return how to write a schema's validator; "" where every record is valid."""
        if not has_checks(self._context, name):
            return ""
        record = self.schema(name, validates=True)
        return unit.use(ir.ClassName(record.package, f"{record.name}Validator"))

    def transform(self, name: str, given: Fields | None = None) -> LoweredFunction:
        """Return a transform's class. given: the fields of the record it is used on."""
        return self._lowered("transform", name, given, lower_transform)

    def rule(self, name: str, given: Fields | None = None) -> LoweredFunction:
        """Return a table's or a rule's class. given: the fields of the record it is used on."""
        return self._lowered("rule", name, given, lower_rule)

    def _lowered(
        self, kind: str, name: str, given: Fields | None,
        lower: Callable[[Context, str, Fields | None], LoweredFunction],
    ) -> LoweredFunction:  # fmt: skip
        key = (kind, normal(name))
        if key not in self._functions:
            self._functions[key] = lower(self._context, name, given)
        found = self._functions[key]
        if given is not None and any(not _fits(one, given) for one in found.function.parameters):
            raise Unsupported(
                f"`{name}`, which names no inputs, on records whose fields are of different types; "
                "give it an `input`"
            )
        return found

    def lookups(self) -> list[str]:
        """Return the sources of `nexflow.toml` that transforms, tables and rules ask."""
        functions = [lowered.function for lowered in self._functions.values()]
        return sorted({one.lookup for function in functions for one in function.services})

    def files(self) -> list[JavaFile]:
        """Return the files of all transforms, tables and rules that were asked for."""
        return [function.file for _key, function in sorted(self._functions.items())]
