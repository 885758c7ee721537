"""The definitions that processes use, each lowered once."""

from __future__ import annotations

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile, LoweredFunction
from nexflow_codegen.lower.context import Context
from nexflow_codegen.lower.rules import lower_rule
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.transform import lower_transform
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.validator import has_checks


class Definitions:
    """Transforms, tables and rules by name; schemas are collected by the context."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._functions: dict[tuple[str, str], LoweredFunction] = {}

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

    def transform(self, name: str) -> LoweredFunction:
        """Return a transform's class."""
        key = ("transform", normal(name))
        if key not in self._functions:
            self._functions[key] = lower_transform(self._context, name)
        return self._functions[key]

    def rule(self, name: str) -> LoweredFunction:
        """Return a table's or a rule's class."""
        key = ("rule", normal(name))
        if key not in self._functions:
            self._functions[key] = lower_rule(self._context, name)
        return self._functions[key]

    def files(self) -> list[JavaFile]:
        """Return the files of all transforms, tables and rules that were asked for."""
        return [function.file for _key, function in sorted(self._functions.items())]
