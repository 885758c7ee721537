"""All formats."""

from __future__ import annotations

from nexflow_codegen.lower.formats.avro import AVRO
from nexflow_codegen.lower.formats.csv import CSV
from nexflow_codegen.lower.formats.json import JSON
from nexflow_codegen.lower.formats.protobuf import PROTOBUF

FORMATS = (JSON, CSV, AVRO, PROTOBUF)
#: Formats that nothing is generated for, and what to use instead.
REFUSED = {
    "confluent_avro": "use avro or json: the registry's client is not on Maven Central",
}
