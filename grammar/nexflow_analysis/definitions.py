"""Definitions: what one segment tells the others, as frozen values without positions.

Expressions in them keep their offsets inside their item; nothing below depends on where the item
stands. If a definition equals the one it replaces, nobody is told.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_analysis.types import UNKNOWN, Collection, Constraints, Record, RecordField, Type
from nexflow_grammar.tree.expressions import Expression


class FieldDefinition(Struct, frozen=True):
    """A field as declared.

    constraints: (key, values) of range, length, pattern, values, count; bounds as (low, high).
    default: the expression that stands in for a missing value.
    pii: the profile, "pii" for the general one, "" for none.
    """

    name: str
    type: Type
    nullable: bool
    constraints: Constraints = ()
    default: Expression | None = None
    pii: str = ""
    fields: tuple[FieldDefinition, ...] = ()

    def constraint(self, key: str) -> tuple[object, ...] | None:
        """Return what the constraint of a key says, or None."""
        return next((values for name, values in self.constraints if name == key), None)


class _Written(Struct, frozen=True, kw_only=True):
    """What says how well a definition is known. broken: whether its syntax is, so that it may say more."""

    broken: bool = False


class Definition(_Written, frozen=True):
    """What all definitions have: a kind (a namespace of names) and a name."""

    name: str

    @property
    def kind(self) -> str:
        """The namespace of the name."""
        raise NotImplementedError


class SchemaDefinition(Definition, frozen=True):
    """A schema. streaming: its options by name, as plain values; constraints: (expression, message)."""

    fields: tuple[FieldDefinition, ...]
    identity: tuple[str, ...] = ()
    computed: tuple[tuple[str, Expression], ...] = ()
    constraints: tuple[tuple[Expression, str], ...] = ()
    streaming: tuple[tuple[str, object], ...] = ()
    patterns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    transitions: tuple[tuple[str, str], ...] = ()
    version: str = ""
    previous_version: str = ""
    compatibility: str = ""

    @property
    def kind(self) -> str:
        return "schema"

    def record(self) -> Record:
        """Return its record type; one that may have fields that are not known is open."""
        return replace(record_of(self.name, self.fields), open=self.broken)

    def option(self, name: str) -> object | None:
        """Return a streaming option, or None."""
        return next((value for key, value in self.streaming if key == name), None)


class AliasDefinition(Definition, frozen=True):
    """A type alias."""

    target: FieldDefinition

    @property
    def kind(self) -> str:
        return "schema"


class PreviousDefinition(Definition, frozen=True):
    """A schema or an alias as it was released."""

    definition: SchemaDefinition | AliasDefinition

    @property
    def kind(self) -> str:
        return "previous"


class TransformDefinition(Definition, frozen=True):
    """A transform. input_type, output_type: of `input: T`; inputs, outputs: of field lists.

    assigned: the outputs that it assigns. calls: what it calls or is composed of, by name, built-in
    functions aside. impurity: why its own text is impure, "" where it is not. copies: (normal name, paths): outputs, and what they may be a copy of.
    lookups: the normal names of the sources that it asks, and those it has for them.
    """

    input_type: Type | None
    output_type: Type | None
    inputs: tuple[FieldDefinition, ...] = ()
    outputs: tuple[FieldDefinition, ...] = ()
    parameters: tuple[FieldDefinition, ...] = ()
    assigned: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    copies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    impurity: str = ""
    lookups: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "transform"


class Passed(Struct, frozen=True):
    """A call in a rule, which may be of an action or of another rule.

    arguments: the normal name, "" where it goes by its place, and the paths of what it may be a copy of.
    """

    name: str
    arguments: tuple[tuple[str, tuple[str, ...]], ...] = ()


class TableDefinition(Definition, frozen=True):
    """A decision table. results: as declared by `return`, or with unknown types by the header.

    given_schema, result_schema: of `given: Schema`, `return: Schema`; inferred: whether the results
    are not declared. keeps_history: whether it looks back at earlier records, `in last 1 hour`.
    copies: (normal name, paths): results, and what they may be a copy of. acts: whether it may do
    something besides: it sends records on, or calls what may be an action. emits: the streams that
    its rows send the record to. calls: what it calls.
    """

    hit_policy: str
    inputs: tuple[FieldDefinition, ...]
    results: tuple[FieldDefinition, ...]
    given_schema: str = ""
    inferred: bool = False
    result_schema: str = ""
    keeps_history: bool = False
    copies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    acts: bool = False
    emits: tuple[str, ...] = ()
    calls: tuple[Passed, ...] = ()

    @property
    def kind(self) -> str:
        return "rule"


class RuleDefinition(Definition, frozen=True):
    """A procedural rule. results: what `return` declares, or what it sets.

    copies: (normal name, paths): results, and what they may be a copy of. sets: the normal names of
    what every path through it sets; None where its syntax is broken.
    keeps_history, acts, calls: as of a table.
    """

    inputs: tuple[FieldDefinition, ...]
    results: tuple[FieldDefinition, ...]
    given_schema: str = ""
    inferred: bool = False
    result_schema: str = ""
    keeps_history: bool = False
    copies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sets: frozenset[str] | None = None
    acts: bool = False
    calls: tuple[Passed, ...] = ()

    @property
    def kind(self) -> str:
        return "rule"


class ProcessDefinition(Definition, frozen=True):
    """A process. emitted: the names that its sinks write to."""

    emitted: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "process"


#: The kind of the uses of transforms as aggregations: no namespace, any number may say one name.
AGGREGATION = "aggregation"
#: The kind of the signals that processes send: any number may send one.
SIGNAL = "signal"
#: The kind of the services that a caller waits for, besides that of all services.
WAITING = "waiting"


class NamedDefinition(Definition, frozen=True):
    """A service, an action or a use of a name.

    parameters: what it takes, None where that is not known. mode: of a service (`sync`, …).
    returns: the type of a service's answer. emits_to: the stream that an action sends what it takes to.
    """

    namespace: str
    parameters: tuple[FieldDefinition, ...] | None = None
    mode: str = ""
    returns: Type = UNKNOWN
    emits_to: str = ""

    @property
    def kind(self) -> str:
        return self.namespace


#: The kind of what may be missing because its name, or the word that begins it, is broken.
LOST = "lost"


class LostDefinition(Definition, frozen=True):
    """A definition whose name nobody can read: its namespace stands for the name."""

    @property
    def kind(self) -> str:
        return LOST


class FunctionDefinition(Definition, frozen=True):
    """A function of a Java class, as `nexflow.toml` declares it. parameters: None where it does not say."""

    parameters: tuple[Type, ...] | None
    returns: Type
    pure: bool = False

    @property
    def kind(self) -> str:
        return "function"


class FileDefinition(Definition, frozen=True):
    """A file, by its path. declares: the kinds and normal names of its definitions."""

    declares: frozenset[tuple[str, str]]

    @property
    def kind(self) -> str:
        return "file"


class StreamDefinition(Definition, frozen=True):
    """A stream of `nexflow.toml`."""

    connector: str
    topic: str
    schema: str = ""
    settings: tuple[tuple[str, object], ...] = field(default=())

    @property
    def kind(self) -> str:
        return "stream"


class LookupDefinition(Definition, frozen=True):
    """A lookup source of `nexflow.toml`."""

    connector: str
    schema: str = ""
    key: tuple[str, ...] = ()
    settings: tuple[tuple[str, object], ...] = field(default=())

    @property
    def kind(self) -> str:
        return "lookup"


class ConfigDefinition(Definition, frozen=True):
    """A value of `[config]`, by its path; the table itself has the path "".

    value: as it is shown, "" for a table. from_environment: whether it comes from the environment.
    """

    value: str = ""
    is_table: bool = False
    from_environment: bool = False

    @property
    def kind(self) -> str:
        return "config"


def record_of(name: str, fields: tuple[FieldDefinition, ...]) -> Record:
    """Make the record type of some fields."""
    return Record(
        name,
        tuple(RecordField(f.name, field_type(f), f.nullable, f.pii, f.constraints) for f in fields),
    )


def demanded_of(record: Record, fields: tuple[FieldDefinition, ...]) -> Record:
    """Return what a record of some fields demands: what has a default may be missing, or null."""
    defaults = {one.name for one in fields if one.default is not None}
    demanded = (
        replace(one, nullable=True) if one.name in defaults else one for one in record.fields
    )
    return replace(record, fields=tuple(demanded)) if defaults else record


def field_type(definition: FieldDefinition) -> Type:
    """Return the type of a field; that of a nested object is a record."""
    if definition.fields:
        inner = record_of("", definition.fields)
        return Collection("list", inner) if isinstance(definition.type, Collection) else inner
    return definition.type
