"""Which format the records of a statement are in: the nearest word counts."""

from __future__ import annotations

from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.formats.protocol import Format
from nexflow_codegen.lower.formats.registry import FORMATS
from nexflow_codegen.lower.formats.table import TABLE
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import said
from nexflow_codegen.lower.process.endpoints import Endpoint
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Text
from nexflow_grammar.tree.nodes import Phrase, Word


def format_of(job: JobBuilder, entry: Entry, endpoint: Endpoint, schema: str) -> Format:
    """Return the format: what the statement says, else the schema, else the stream, else the project."""
    written = said(entry, "format")
    if endpoint.connector == "jdbc":
        return _of_rows(written)
    if endpoint.connector != "kafka":
        return _of_files(job, endpoint, written)
    name = (
        written
        or serialization_of(job.context, schema, "format")
        or endpoint.text("format")
        or job.settings.default_format
    )
    found = _find(name)
    if not found.topics:
        raise Unsupported(f"a topic in the format {name}, which none can be in; use json or avro")
    own = said(entry, "registry")
    if own and not found.registry:
        raise Unsupported(f"`registry` of the format {name}, which has none; remove it")
    if found.registry and not registry_address(job, endpoint, schema, own):
        raise Unsupported(
            f"the format {name} without a registry; set `url` in [serialization.registry]"
        )
    job.formats.add(found.name)
    return found


def registry_address(job: JobBuilder, endpoint: Endpoint, schema: str, written: str) -> str:
    """Return where the registry of a topic's schemas is: the nearest word counts. written: the statement's."""
    of_project = job.settings.project.table("serialization", "registry").get("url", "")
    of_schema = serialization_of(job.context, schema, "registry")
    return written or of_schema or endpoint.text("registry") or str(of_project)


def _of_rows(written: str) -> Format:
    """Return the format of a table's rows, which have no other."""
    if written:
        raise Unsupported(f"the format {written} of a table, whose rows have none; remove it")
    return TABLE


def _of_files(job: JobBuilder, endpoint: Endpoint, written: str) -> Format:
    """Return the format of files: their lines or rows are records."""
    own = endpoint.connector if endpoint.connector != "file" else ""
    suffix = endpoint.topic.rpartition(".")[2] if "." in endpoint.topic else ""
    name = own or written or endpoint.text("format") or suffix
    if name not in ("csv", "json", "jsonl", "ndjson", "parquet", ""):
        raise Unsupported(f"files in the format {name}; use json, csv or parquet")
    found = _find(name if name in ("csv", "parquet") else "json")
    job.formats.add(found.name)
    return found


def serialization_of(context: Context, name: str, key: str) -> str:
    """Return what the `serialization` of a schema says of a key; "" for nothing."""
    for declared in context.lookup.declared("schema", name) if name else ():
        head = declared.segment.head if declared.segment is not None else None
        for block in head.every("serialization") if head is not None else ():
            for entry in block.children:
                parts = entry.node.parts if isinstance(entry.node, Phrase) else ()
                match parts:
                    case (Word(text=found), Word(text=value) | Text(value=value)) if found == key:
                        return value
                    case _:
                        pass
    return ""


def _find(name: str) -> Format:
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        raise Unsupported(f"the format {name}; use json")
    return found
