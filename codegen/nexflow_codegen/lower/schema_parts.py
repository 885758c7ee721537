"""The parts of a schema that are classes of their own: reference data, parameters, rules."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.lower.context import Context, Place
from nexflow_codegen.lower.schema_entries import lower_entries
from nexflow_codegen.lower.schema_parameters import lower_parameters
from nexflow_codegen.lower.schema_rules import lower_schema_rules

PARTS = (lower_entries, lower_parameters, lower_schema_rules)


def lower_parts(
    context: Context, definition: SchemaDefinition, place: Place, origin: str
) -> list[JavaFile]:
    """Return the classes of the parts that a schema has."""
    made = [lower(context, definition, place, origin) for lower in PARTS]
    return [file for file in made if file is not None]
