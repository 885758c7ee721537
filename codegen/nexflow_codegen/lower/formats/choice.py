"""Which format the records of a statement are in: the nearest word counts."""

from __future__ import annotations

from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.formats.protocol import Format
from nexflow_codegen.lower.formats.registry import FORMATS, REFUSED
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import said
from nexflow_codegen.lower.process.endpoints import Endpoint
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word


def format_of(job: JobBuilder, entry: Entry, endpoint: Endpoint, schema: str) -> Format:
    """Return the format: what the statement says, else the schema, else the stream, else the project."""
    written = said(entry, "format")
    if endpoint.connector != "kafka":
        return _of_files(endpoint, written)
    name = (
        written
        or _of_schema(job.context, schema)
        or endpoint.text("format")
        or job.settings.default_format
    )
    found = _find(name)
    job.formats.add(found.name)
    return found


def _of_files(endpoint: Endpoint, written: str) -> Format:
    """Return the format of files: their lines are records."""
    own = endpoint.connector if endpoint.connector != "file" else ""
    suffix = endpoint.topic.rpartition(".")[2] if "." in endpoint.topic else ""
    name = own or written or endpoint.text("format") or suffix
    if name not in ("csv", "json", "jsonl", "ndjson", ""):
        raise Unsupported(f"files in the format {name}; use json or csv")
    return _find("csv" if name == "csv" else "json")


def _of_schema(context: Context, name: str) -> str:
    """Return what the `serialization` of a schema says; "" for nothing."""
    for declared in context.lookup.declared("schema", name) if name else ():
        head = declared.segment.head if declared.segment is not None else None
        for block in head.every("serialization") if head is not None else ():
            for entry in block.children:
                words = entry.node.every(Word) if isinstance(entry.node, Phrase) else []
                if len(words) > 1 and words[0].text == "format":
                    return words[1].text
    return ""


def _find(name: str) -> Format:
    if name in REFUSED:
        raise Unsupported(f"the format {name}; {REFUSED[name]}")
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        raise Unsupported(f"the format {name}; use json")
    return found
