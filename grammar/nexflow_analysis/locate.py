"""From offsets in a segment to positions in a file."""

from __future__ import annotations

from collections.abc import Callable

from nexflow_analysis.diagnostics import (
    Diagnostic,
    Edit,
    Elsewhere,
    FieldEdit,
    Finding,
    Fix,
    OptionEdit,
    Related,
)
from nexflow_analysis.index import Index
from nexflow_analysis.places import field_end, first_option
from nexflow_grammar.source_file import Segment, SourceFile

#: Takes the segment that asks, a kind, a name and what to say; returns where else the name is.
FindPlaces = Callable[[Segment, str, str, str], list[Related]]
#: Returns the change of a file that writes something into a schema; [] where it has no place for it.
FindField = Callable[[FieldEdit | OptionEdit], list[Edit]]


def located(
    path: str,
    file: SourceFile,
    number: int,
    diagnostic: Diagnostic,
    find: FindPlaces,
    find_field: FindField,
) -> Finding:
    """Put a diagnostic of a file's segment at its place."""
    fixes = tuple(
        Fix(
            fix.title,
            (
                *(
                    Edit(path, file.position(number, r.start), file.position(number, r.end), r.text)
                    for r in fix.replacements
                ),
                *(edit for change in fix.elsewhere for edit in find_field(change)),
            ),
            fix.safe,
        )
        for fix in diagnostic.fixes
    )
    fixes = tuple(fix for fix in fixes if fix.edits)
    related: list[Related] = []
    for other in diagnostic.related:
        if isinstance(other, Elsewhere):
            related += find(file.segments[number], other.kind, other.name, other.message)
        else:
            start, end = file.position(number, other.start), file.position(number, other.end)
            related.append(Related(path, start, end, other.message))
    return Finding(
        path,
        file.position(number, diagnostic.start),
        file.position(number, diagnostic.end),
        diagnostic.code,
        diagnostic.severity,
        diagnostic.message,
        tuple(related),
        fixes,
    )


def schema_edit(
    change: FieldEdit | OptionEdit, index: Index, files: dict[str, SourceFile]
) -> list[Edit]:
    """Return the change that writes something into a schema."""
    for declared in index.find("schema", change.schema):
        segment, file = declared.segment, files.get(declared.path)
        if segment is None or file is None or segment not in file.segments:
            continue
        if isinstance(change, FieldEdit):
            end, text = field_end(segment, change.path), change.text
        else:
            end, indent = first_option(segment)
            text = f"{change.text}\n{indent}"
        if end is not None:
            place = file.position(file.segments.index(segment), end)
            return [Edit(declared.path, place, place, text)]
    return []
