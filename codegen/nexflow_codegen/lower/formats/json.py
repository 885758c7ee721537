"""JSON: a streaming reader and writer per record; also what local runs read and write."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.lower.context import Context, Place
from nexflow_codegen.lower.formats.protocol import Codec, Format
from nexflow_codegen.lower.json_code import lower_json


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    reads: bool, writes: bool,  # noqa: FBT001 - as every format is called
) -> Codec:  # fmt: skip
    return Codec((lower_json(context, definition, place, origin, reads=reads, writes=writes),))


JSON = Format("json", "Json", "", _lower, anything=True)
