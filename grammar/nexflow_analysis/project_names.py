"""NX100 in the project file: schemas and types that it names and that nobody defines."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.definitions import Definition
from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.project.model import Project
from nexflow_analysis.references import unknown_message
from nexflow_analysis.types import BUILT_IN


def unknown_names(project: Project, lookup: Lookup) -> Iterator[Finding]:
    """Yield a finding for each schema or type that the project file names in vain."""
    for path, name, start, end in project.schema_places:
        if lookup.schema(name) is None:
            message = unknown_message(lookup, name, "schema")
            yield Finding(path, start, end, "NX100", Severity.ERROR, message)
    for path, name, key, start, end in project.key_places:
        schema = lookup.schema(name)
        record = lookup.record(schema) if schema is not None else None
        if record is not None and not record.open and record.field(key) is None:
            names = [field.name for field in record.fields]
            message = f"`{name}` has no field `{key}`{suggestion(key, names)}"
            yield Finding(path, start, end, "NX103", Severity.ERROR, message)
    for path, name, start, end in project.type_places:
        if lookup.find(Definition, "schema", name) is None:
            known = [*BUILT_IN, *lookup.names("schema")]
            near = nearest(name, known) is not None
            hint = suggestion(name, known) if near else "; define a schema or a type of this name"
            message = f"there is no type `{name}`{hint}"
            yield Finding(path, start, end, "NX100", Severity.ERROR, message)
