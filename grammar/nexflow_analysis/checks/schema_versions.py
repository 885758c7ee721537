"""NX216: versions of a schema that contradict each other."""

from __future__ import annotations

from nexflow_analysis.checks.field_constraints import fields_in
from nexflow_analysis.declare.lifecycle import lifecycle_parts, version_of
from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.report import Reporter
from nexflow_analysis.versions import version_key
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Keyword, Phrase, Word


def check_schema_versions(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Check the versions that a schema names against its own."""
    head = segment.head
    if segment.kind != "schema" or head is None or segment.problems:
        return
    own = version_of(head)
    said = {
        key.text: (entry, part)
        for entry, part in lifecycle_parts(head)
        if (key := part.first(Word)) is not None
    }
    if own is not None:
        _check_order(own.text, said, reporter)
        for entry, node in fields_in(every_entry(head)):
            part = node.part("removal")
            word = next((v for v in part.values if isinstance(v, Word)), None) if part else None
            if word is not None and version_key(word.text) <= version_key(own.text):
                message = (
                    f"`{node.name.text}` was to be removed in {word.text}, and this is version {own.text}; "
                    "remove it, or say a later version"
                )
                reporter.add(entry, word, "NX216", message, severity=Severity.WARNING)
    for block in head.every("migration"):
        keyword = block.node.first(Keyword) if isinstance(block.node, Phrase) else None
        if "previous_version" not in said and keyword is not None:
            message = (
                "`migration` says how a record of the previous version becomes one of this, and there is "
                "none; write `previous_version` below `version`"
            )
            reporter.add(block, keyword, "NX216", message)


def _check_order(own: str, said: dict[str, tuple[Entry, Phrase]], reporter: Reporter) -> None:
    for key in ("previous_version", "removal_version"):
        if key not in said:
            continue
        entry, part = said[key]
        word = part.every(Word)[-1]
        if key == "previous_version" and version_key(word.text) >= version_key(own):
            message = (
                f"the previous version {word.text} does not come before this one, which is {own}; write "
                "the one before it"
            )
            reporter.add(entry, word, "NX216", message)
        elif key == "removal_version" and version_key(word.text) <= version_key(own):
            message = (
                f"this schema was to be removed in {word.text}, and this is version {own}; remove it, or "
                "say a later version"
            )
            reporter.add(entry, word, "NX216", message, severity=Severity.WARNING)
