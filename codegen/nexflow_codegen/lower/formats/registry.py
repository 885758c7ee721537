"""All formats."""

from __future__ import annotations

from nexflow_codegen.lower.formats.avro import AVRO
from nexflow_codegen.lower.formats.bson import BSON
from nexflow_codegen.lower.formats.confluent import CONFLUENT_AVRO
from nexflow_codegen.lower.formats.csv import CSV
from nexflow_codegen.lower.formats.json import JSON
from nexflow_codegen.lower.formats.parquet import PARQUET
from nexflow_codegen.lower.formats.protobuf import PROTOBUF
from nexflow_codegen.lower.formats.table import TABLE

FORMATS = (JSON, CSV, AVRO, CONFLUENT_AVRO, PROTOBUF, PARQUET, BSON, TABLE)
