"""The only door from one definition to another; it remembers what was asked, misses included."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis.definitions import (
    LOST,
    AliasDefinition,
    Definition,
    SchemaDefinition,
    record_of,
)
from nexflow_analysis.index import ALL_NAMES, Declared, Index, Question
from nexflow_analysis.names import normal
from nexflow_analysis.stopping import Stop, StoppedError
from nexflow_analysis.types import (
    UNKNOWN,
    AnyRecord,
    Collection,
    Constraints,
    Mapping,
    Named,
    Record,
    RecordField,
    Scalar,
    Type,
    Typed,
)
from nexflow_grammar.source_file import Segment

DefinitionT = TypeVar("DefinitionT", bound=Definition)
_DEEPEST_ALIAS = 32
#: The kinds whose definitions may be missing because their heads are broken.
_LOSABLE = frozenset({"schema", "transform", "rule", "service", "action"})


class Imported(Struct, frozen=True):
    """The file that an import names. inside: whether it lies in the project."""

    path: str
    inside: bool
    exists: bool


class Lookup:
    """Answers questions about other definitions and records them.

    path: of the file that asks; root: the project's folder, "" where there is none; known: the files
    that exist besides those of the workspace, None where nobody knows them. stop: once it says so,
    StoppedError is raised.
    """

    def __init__(
        self,
        index: Index,
        path: str = "",
        root: str = "",
        known: frozenset[str] | None = None,
        stop: Stop | None = None,
    ) -> None:
        self._stop = stop
        self._index = index
        self._path = path
        self._root = root
        self._known = known
        self.questions: set[Question] = set()
        #: The segments of broken definitions that were found; None for those that are held elsewhere.
        self.broken: set[Segment | None] = set()
        #: Whether what was not found may be there, but with a broken head.
        self.lost = False
        self._records: dict[str, Record] = {}
        self._open_records: set[str] = set()

    def go_on(self) -> None:
        """Raise StoppedError when nobody waits for what is being found out."""
        if self._stop is not None and self._stop():
            raise StoppedError

    def declared(self, kind: str, name: str) -> list[Declared]:
        """Return all declarations of a name, previous versions of a schema aside."""
        self.go_on()
        self.questions.add((kind, normal(name)))
        found = self._index.find(kind, name)
        if found:
            self.broken.update(one.segment for one in found if one.definition.broken)
        elif kind in _LOSABLE:
            self.questions.add((LOST, kind))
            self.lost = self.lost or bool(self._index.find(LOST, kind))
        if len(found) < 2 or kind != "schema":  # noqa: PLR2004
            return found
        old = _replaced(found)
        return [one for one in found if one.definition not in old]

    def superseded(self, name: str) -> list[Declared]:
        """Return the previous versions of a schema that stand beside it."""
        self.questions.add(("schema", normal(name)))
        found = self._index.find("schema", name)
        old = _replaced(found)
        return [one for one in found if one.definition in old]

    def is_superseded(self, segment: Segment) -> bool:
        """Tell whether a segment holds a previous version of a schema that stands beside it."""
        if segment.kind != "schema" or segment.name is None:
            return False
        return any(one.segment is segment for one in self.superseded(segment.name.text))

    def asked_by(self, run: Callable[[], None]) -> set[Question]:
        """Run something, and return what it asks."""
        before, self.questions = self.questions, set()
        try:
            run()
        finally:
            asked, self.questions = self.questions, before
            before |= asked
        return asked

    def find(self, kind: type[DefinitionT], namespace: str, name: str) -> DefinitionT | None:
        """Return the definition of a class by its name, or None."""
        for declared in self.declared(namespace, name):
            if isinstance(declared.definition, kind):
                return declared.definition
        return None

    def names(self, kind: str) -> list[str]:
        """Return all names of a kind."""
        self.questions.add((kind, ALL_NAMES))
        return self._index.names(kind)

    def imported(self, written: str) -> Imported:
        """Return what is known of the file that an import names."""
        path = os.path.normpath(os.path.join(os.path.dirname(self._path), written))  # noqa: PTH118, PTH120
        inside = not self._root or path.startswith(self._root.rstrip(os.sep) + os.sep)
        self.questions.add(("file", normal(path)))
        found = any(one.definition.name == path for one in self._index.find("file", path))
        return Imported(path, inside, found or self._known is None or path in self._known)

    def importable(self) -> list[str]:
        """Return how the project's other files are written in an import."""
        folder = os.path.dirname(self._path)  # noqa: PTH120
        paths = {*self.names("file"), *(self._known or ())} - {self._path}
        return [os.path.relpath(path, folder).replace(os.sep, "/") for path in sorted(paths)]

    def schema(self, name: str) -> SchemaDefinition | None:
        """Return a schema by its name."""
        return self.find(SchemaDefinition, "schema", name)

    def resolve(self, written: Type, depth: int = 0) -> Type:
        """Replace a schema's or an alias's name by what it stands for; unknown names are unknown."""
        if not isinstance(written, Named):
            return written
        definition = self.find(Definition, "schema", written.name)
        if isinstance(definition, SchemaDefinition):
            return self.record(definition)
        if isinstance(definition, AliasDefinition) and depth < _DEEPEST_ALIAS:
            if definition.target.fields:
                return record_of("", definition.target.fields)
            return self.resolve(definition.target.type, depth + 1)
        return UNKNOWN

    def constraints(self, written: Type, own: Constraints = ()) -> Constraints:
        """Return the constraints of a field, and of the aliases that its type goes through."""
        for _depth in range(_DEEPEST_ALIAS):
            if not isinstance(written, Named):
                break
            alias = self.find(Definition, "schema", written.name)
            if not isinstance(alias, AliasDefinition):
                break
            own, written = (*own, *alias.target.constraints), alias.target.type
        return own

    def value_of(self, field: RecordField) -> Typed:
        """Return what is known of a field's value, with what the aliases of its type demand."""
        said = self.constraints(field.type, field.constraints)
        return Typed(self.deep(field.type), field.nullable, said)

    def record(self, schema: SchemaDefinition) -> Record:
        """Return the record type of a schema, computed fields included."""
        from nexflow_analysis.infer import computed_fields  # noqa: PLC0415 - they need each other

        plain = schema.record()
        if not schema.computed:
            return plain
        if schema.name in self._open_records:  # a computed field that needs its own schema's
            return replace(plain, open=True)
        known = self._records.get(schema.name)
        if known is not None:
            return known
        self._open_records.add(schema.name)
        record = replace(plain, fields=(*plain.fields, *computed_fields(self, schema, plain)))
        self._open_records.discard(schema.name)
        if not self._open_records:
            self._records[schema.name] = record
        return record

    def deep(self, written: Type, depth: int = 0) -> Type:
        """Resolve a type and the element types in it."""
        if isinstance(written, Scalar | Record):
            return written
        match self.resolve(written):
            case Collection() as found if depth < _DEEPEST_ALIAS:
                return replace(found, element=self.deep(found.element, depth + 1))
            case Mapping() as found if depth < _DEEPEST_ALIAS:
                return Mapping(found.key, self.deep(found.value, depth + 1))
            case other:
                return other


def _replaced(found: list[Declared]) -> list[Definition]:
    """Return those of some definitions that another one names as its previous version."""
    schemas = [d.definition for d in found if isinstance(d.definition, SchemaDefinition)]
    return [
        one
        for one in schemas
        if one.version
        and any(new.previous_version == one.version != new.version for new in schemas)
    ]


def open_record() -> Record:
    """Return a record of which nothing is known."""
    return Record("", (), open=True)


def as_record(type_: Type) -> Record | None:
    """Return a type as a record, an untyped object as an open one; None for other types."""
    if isinstance(type_, Record):
        return type_
    if isinstance(type_, AnyRecord):
        return open_record()
    return None


def with_fields(record: Record, fields: list[RecordField]) -> Record:
    """Add fields to a record, or replace those of the same name."""
    names = {normal(field.name) for field in fields}
    kept = tuple(field for field in record.fields if normal(field.name) not in names)
    return Record("", (*kept, *fields), record.open)
