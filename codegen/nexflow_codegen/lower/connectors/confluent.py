"""The schema registry of topics in Confluent's Avro: where it is, and what a topic's schema is called there."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.durations import duration_code, millis
from nexflow_codegen.lower.formats.avro import AVRO
from nexflow_codegen.lower.formats.choice import registry_address, serialization_of
from nexflow_codegen.lower.formats.confluent import CONFLUENT_AVRO
from nexflow_codegen.lower.process.endpoints import BoundSink, BoundSource
from nexflow_codegen.lower.process.writers import writer

_TIMEOUT = "10s"
_REGISTRY, _VARIABLE = "SchemaRegistry", "registry"


def registry_of(maker: Maker, bound: BoundSource | BoundSink, said: str) -> str:
    """Return the variable that holds the registry of a topic; "" where its format has none.

    said: the address that the statement gives.
    """
    if not bound.codec.endswith(CONFLUENT_AVRO.codec):
        return ""
    settings = maker.job.settings.project.table("serialization", "registry")
    schema = maker.job.context.schema_of(_class_of(bound))
    address = registry_address(maker.job, bound.endpoint, schema, said)
    known = maker.shared.setdefault(_REGISTRY, {})
    assert isinstance(known, dict)
    if address not in known:
        made = maker.unit.support(_REGISTRY)
        timeout = duration_code(int(millis(str(settings.get("timeout", _TIMEOUT)))), maker.unit)
        own = address == settings.get("url", address)  # who asks is told to no other registry
        credentials = _credentials(maker, settings) if own else ()
        arguments = (maker.text(address), timeout, *credentials)
        name = maker.names.allot(_VARIABLE)
        known[address] = maker.local(made, name, f"new {made}({', '.join(arguments)})")
    return str(known[address])


def _class_of(bound: BoundSource | BoundSink) -> ir.ClassName:
    found = bound.value if isinstance(bound, BoundSource) else bound.stage
    assert found is not None
    return found


def _credentials(maker: Maker, settings: dict[str, object]) -> tuple[str, ...]:
    """Return the header that says who asks, in Java."""
    user, password, token = (str(settings.get(key, "")) for key in ("user", "password", "token"))
    if token:
        return '"Authorization"', f'"Bearer " + {maker.text(token)}'
    if user:
        basic = maker.unit.support("Http", "basic")
        return '"Authorization"', f"{basic}({maker.text(user)}, {maker.text(password)})"
    return ()


def confluent_writer(maker: Maker, bound: BoundSink, registry: str) -> str:
    """Return the Java of what writes a topic's records."""
    assert bound.stage is not None
    made, cls = maker.unit.support("ConfluentWriter"), bound.stage
    codec = maker.unit.use(ir.ClassName(cls.package, f"{cls.name}{CONFLUENT_AVRO.codec}"))
    write = writer(maker.job, maker.unit, cls, AVRO.codec)
    return f"new {made}<>({registry}, {_subject(maker, bound, cls)}, {codec}.SCHEMA, {write})"


def _subject(maker: Maker, bound: BoundSink, cls: ir.ClassName) -> str:
    """Return what a topic's schema is called in the registry, in Java."""
    context = maker.job.context
    own = serialization_of(context, context.schema_of(cls), "subject")
    if own:
        return maker.text(own)
    avro = maker.job.settings.project.table("serialization", "avro")
    match avro.get("subject_naming"):
        case "RecordNameStrategy":
            return string_literal(cls.qualified)
        case "TopicRecordNameStrategy":
            return _after_topic(maker, bound, f"-{cls.qualified}")
        case _:
            return _after_topic(maker, bound, "-value")


def _after_topic(maker: Maker, bound: BoundSink, end: str) -> str:
    topic = bound.endpoint.topic
    if maker.job.settings.regional:
        return f"{maker.topic(topic)} + {string_literal(end)}"
    return maker.text(f"{topic}{end}")
