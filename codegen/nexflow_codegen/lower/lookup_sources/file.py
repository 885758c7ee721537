"""Reference data in a file: JSON lines, read once when the job starts."""

from __future__ import annotations

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.lookups import FileLookup
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.lookup_sources.connector import Connector
from nexflow_codegen.lower.lookup_sources.service import (
    environment,
    held_by,
    interface,
    reader,
    service_unit,
    text,
)
from nexflow_codegen.lower.unit import Unit


def _check(found: LookupDefinition) -> None:
    if not text(found, "file") and not text(found, "path"):
        raise Unsupported(f"the lookup `{found.name}` without a `file`; set it in nexflow.toml")
    if (text(found, "format") or "json") != "json":
        raise Unsupported(
            f"a `format` of [lookups.{found.name}] other than json; write a JSON object a line"
        )


def _lower(context: Context, found: LookupDefinition, cls: ir.ClassName, origin: str) -> JavaFile:
    unit = service_unit(context, cls)
    unit.support("JsonLines")
    service = interface(unit, found)
    key_type, of_record, of_call = held_by(unit, found, service.parameters)
    model = FileLookup(service, cls.name, reader(unit, found), key_type, of_record, of_call)
    return unit.file("lookup/file.java.j2", model, origin)


def _arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    return (environment(found, "file" if text(found, "file") else "path", unit),)


FILE = Connector("File", frozenset({"file", "path", "format"}), _check, _lower, _arguments)
