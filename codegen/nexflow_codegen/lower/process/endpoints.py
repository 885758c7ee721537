"""What a process reads, asks and writes, and what `nexflow.toml` says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_analysis.definitions import LookupDefinition, StreamDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.environment import Environment
from nexflow_grammar.tree.expressions import Placeholder, Text
from nexflow_grammar.tree.nodes import Word

Target = Word | Text | Placeholder


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A stream outside. name: what local runs call it; topic: of Kafka; settings: of its table."""

    name: str
    connector: str
    topic: str
    schema: str = ""
    settings: dict[str, object] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a setting that is a text; "" where there is none."""
        value = self.settings.get(key)
        return value if isinstance(value, str) else ""


def stream_endpoint(lookup: Lookup, name: str) -> Endpoint | None:
    """Return a stream of `nexflow.toml`."""
    found = lookup.find(StreamDefinition, "stream", name)
    if found is None:
        return None
    return Endpoint(found.name, found.connector, found.topic, found.schema, dict(found.settings))


def topic_endpoint(lookup: Lookup, topic: str) -> Endpoint:
    """Return a Kafka topic, with what the stream of that topic says where there is one."""
    for name in sorted(lookup.names("stream"), key=lambda name: name != topic):
        found = lookup.find(StreamDefinition, "stream", name)
        if found is not None and found.connector == "kafka" and found.topic == topic:
            return stream_endpoint(lookup, name) or Endpoint(topic, "kafka", topic)
    return Endpoint(topic, "kafka", topic)


def target_endpoint(lookup: Lookup, target: Target) -> Endpoint:
    """Return what an `emit`, a `persist` or a dead letter names: a stream, else a Kafka topic."""
    if isinstance(target, Environment):
        return Endpoint(target.path, "kafka", target.raw)
    if isinstance(target, Placeholder):
        raise Unsupported(
            f"the target `${{{target.path}}}` from [config]; name a stream of nexflow.toml"
        )
    return named_endpoint(lookup, target.value if isinstance(target, Text) else target.text)


def named_endpoint(lookup: Lookup, name: str) -> Endpoint:
    """Return the stream of a name, else the Kafka topic of that name."""
    if "${" in name:
        raise Unsupported(f"the topic `{name}`, chosen per record; use `route`")
    return stream_endpoint(lookup, name) or topic_endpoint(lookup, name)


@dataclass(frozen=True, slots=True)
class BoundSource:
    """A source. record: the class of its readings; method: reads one.

    origin: what its records say they come from. options: what its connector has read of the
    statement. codec: what reads its bytes, "" where the method does. value: the class of the records.
    """

    endpoint: Endpoint
    origin: str
    options: object
    record: ir.ClassName
    method: str
    time_of: str
    strategy: str
    delay_millis: str
    event_time: bool
    value: ir.ClassName
    codec: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class BoundLookup:
    """A lookup service and the binding that holds it."""

    definition: LookupDefinition
    binding: str


@dataclass(frozen=True, slots=True)
class BoundCall:
    """A service that a `call` asks, and the binding that holds it.

    address: with variables of the environment; timeout: in milliseconds; definition: says its headers.
    """

    name: str
    binding: str
    address: str
    timeout: int
    definition: LookupDefinition | None


@dataclass(frozen=True, slots=True)
class BoundSink:
    """A sink and the binding that holds it. stage: the class of its records; None: dead letters.

    key: the fields that make the Kafka key. options: what its connector has read of the statement.
    codec: what a schema's class adds to its name that writes it. message: whether its records are
    messages, which know their keys; round_robin: whether the partitions get them in turn. rows: whether
    they are written one by one, and some may be refused.
    """

    endpoint: Endpoint
    binding: str
    stage: ir.ClassName | None
    schema: str = ""
    key: tuple[str, ...] = ()
    options: object = None
    codec: str = "Json"
    message: bool = False
    round_robin: bool = False
    rows: bool = False
