"""The classes that are generated: what templates lay out.

Every decision is taken; the only Java in here is the code of expressions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.types import ClassName, JavaType
from nexflow_grammar.tree.expressions import Expression


@dataclass(frozen=True, slots=True)
class JavaFile:
    """A file of Java. path: relative to the project; origin: its source file and definition.

    template: which one lays it out; model: what of. imports: sorted names of classes.
    records: classes in it for record literals that nothing declares.
    """

    path: str
    cls: ClassName
    origin: str
    imports: tuple[str, ...]
    template: str
    model: object
    records: tuple[RecordClass, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """A `private static final` of a class."""

    type: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component of a record. name: in Java; wire: as declared; information: its TypeInformation."""

    name: str
    wire: str
    type: JavaType
    nullable: bool
    java_type: str
    information: str
    pii: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed field: a method of its record."""

    name: str
    wire: str
    type: JavaType
    nullable: bool
    java_type: str
    code: str
    origin: str


@dataclass(frozen=True, slots=True)
class RecordClass:
    """A Java record that Flink serialises as a POJO."""

    cls: ClassName
    documentation: str
    components: tuple[Component, ...]
    computed: tuple[Computed, ...] = ()
    constants: tuple[Constant, ...] = ()
    nested: tuple[RecordClass, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadField:
    """How a field of a JSON object is read.

    start: the local's initial value; flag: the local that says whether a primitive was read, "".
    code: reads it; result: what the constructor gets.
    """

    name: str
    wire: str
    java_type: str
    start: str
    flag: str
    code: str
    result: str


@dataclass(frozen=True, slots=True)
class WriteField:
    """A statement that writes a field of a JSON object."""

    wire: str
    code: str


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """How one record is read and written. prefix: of its methods' names."""

    cls: ClassName
    java_name: str
    read: tuple[ReadField, ...]
    write: tuple[WriteField, ...]
    method: str = ""
    reads: bool = False
    writes: bool = False


@dataclass(frozen=True, slots=True)
class JsonClass:
    """The JSON reader and writer of a schema; nested records have their own methods."""

    name: str
    constants: tuple[Constant, ...]
    records: tuple[JsonRecord, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that must not hold: then the record is invalid, as the message says."""

    condition: str
    message: str
    origin: str


@dataclass(frozen=True, slots=True)
class ValidatorMethod:
    """The checks of one record."""

    java_name: str
    body: tuple[Statement, ...]
    name: str = "check"
    public: bool = True


@dataclass(frozen=True, slots=True)
class ValidatorClass:
    """Checks the constraints of a schema."""

    name: str
    schema: str
    constants: tuple[Constant, ...]
    methods: tuple[ValidatorMethod, ...]


@dataclass(frozen=True, slots=True)
class EntryConstant:
    """An entry of reference data. constant: in Java; name: as declared; reason: why it is deprecated."""

    constant: str
    name: str
    code: str
    origin: str
    deprecated: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntriesClass:
    """The entries of a schema."""

    name: str
    schema: str
    constants: tuple[Constant, ...]
    entries: tuple[EntryConstant, ...]


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter of a schema. start: its default, in Java."""

    name: str
    java_type: str
    start: str
    documentation: str


@dataclass(frozen=True, slots=True)
class ParametersClass:
    """The parameters of a schema. checks: what refuses values."""

    name: str
    schema: str
    constants: tuple[Constant, ...]
    values: tuple[ParameterValue, ...]
    checks: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a static method. wire: the field of the language that it takes.

    is_parameter: whether it is one of `params`, which a caller may leave out; default: what stands in.
    is_implicit: whether it is a field of the record that a definition without inputs is used on.
    """

    name: str
    wire: str
    type: JavaType
    nullable: bool
    java_type: str
    is_parameter: bool = False
    is_implicit: bool = False
    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A parameter of a static method that asks outside. lookup: the source of `nexflow.toml`."""

    name: str
    java_type: str
    cls: ClassName
    lookup: str


@dataclass(frozen=True, slots=True)
class Collector:
    """A parameter of a static method that collects what it asks for: a list.

    action: what is asked for, with the record of its arguments; "" to send the record itself to the targets.
    """

    name: str
    java_type: str
    action: str
    record: ClassName | None = None
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A static method. services, collectors: its last parameters."""

    name: str
    result: str
    parameters: tuple[Parameter, ...]
    body: tuple[Statement, ...]
    public: bool = True
    services: tuple[Service, ...] = ()
    collectors: tuple[Collector, ...] = ()

    @property
    def taken(self) -> tuple[Parameter | Service | Collector, ...]:
        """All that a caller hands in."""
        return (*self.parameters, *self.services, *self.collectors)


@dataclass(frozen=True, slots=True)
class FunctionClass:
    """A transform, a table or a rule: a class of static methods.

    result_type: of its first method; result: the record that it makes, if one of its own.
    record: whether the first parameter is the whole input record rather than a field.
    fallible: whether calling it may throw an error of the record. services: what it asks; blocks:
    whether it waits for an answer, so that it needs a thread of its own. extends: whether its result
    is added to the record rather than the new record. target: where a record goes that it rejects.
    collectors: the lists for what it asks a process to do.
    """

    cls: ClassName
    documentation: str
    constants: tuple[Constant, ...]
    methods: tuple[Method, ...]
    result_type: JavaType
    result_nullable: bool
    result: RecordClass | None
    takes_record: bool
    fallible: bool
    services: tuple[Service, ...] = ()
    blocks: bool = False
    extends: bool = False
    target: str = ""
    collectors: tuple[Collector, ...] = ()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What a caller passes."""
        return self.methods[0].parameters


@dataclass(frozen=True, slots=True)
class SupportClass:
    """A class of the support package, as far as it is used."""

    body: str


@dataclass(frozen=True, slots=True)
class LoweredSchema:
    """What a schema becomes. record: its class; files: the record, readers, validator.

    resources: files beside the Java, by their paths.
    """

    record: RecordClass
    files: tuple[JavaFile, ...] = field(default=())
    resources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LoweredFunction:
    """What a transform, a table or a rule becomes."""

    function: FunctionClass
    file: JavaFile
