"""What the reference evaluation says that a program gives for its records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from programs import Program

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.evaluation.definitions import Definitions
from nexflow_analysis.evaluation.environment import environment_of
from nexflow_analysis.evaluation.records import received, with_computed
from nexflow_analysis.evaluation.validity import is_valid
from nexflow_analysis.evaluation.values import (
    Deferred,
    NotEvaluableError,
    RecordError,
    UndecidedError,
)
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.project.model import Project


class Outcome:
    """What comes out: a value, an error of the record, or nothing that the reference knows."""

    def __init__(self, value: Any = None, *, error: str = "", unknown: str = "") -> None:
        self.value = value
        self.error = error
        self.unknown = unknown

    def __repr__(self) -> str:
        if self.error or self.unknown:
            return f"error: {self.error}" if self.error else f"unknown: {self.unknown}"
        return repr(self.value)


def outcome(evaluation: Callable[[], Any]) -> Outcome:
    """Return what an evaluation gives."""
    try:
        return Outcome(evaluation())
    except RecordError as error:
        return Outcome(error=str(error) or "an error")
    except UndecidedError as error:
        return Outcome(unknown=f"undecided: {error}")
    except NotEvaluableError as error:
        return Outcome(unknown=str(error) or "beyond")


class Reference:
    """The reference evaluation of one program."""

    def __init__(self, program: Program, lookup: Lookup, project: Project) -> None:
        self.program = program
        self.definitions = Definitions(environment_of(project, lookup))
        self.environment = self.definitions.environment
        schema = lookup.schema(f"{program.name}In")
        assert schema is not None
        self.schema: SchemaDefinition = schema

    def outcomes(self, json: dict[str, Any]) -> list[Outcome]:
        """Return what is read, whether it is valid, and what each probe gives."""
        read = outcome(lambda: received(json, self.schema, self.environment))
        if read.error or read.unknown:
            return [read]
        record = with_computed(read.value, self.schema.name, self.environment)
        found = [read, outcome(lambda: self._valid(record))]
        found += [outcome(lambda n=name: _forced(record[n])) for name in self.program.computed]
        for kind, name, inputs in self.program.calls:
            given = {one: record[one] for one in inputs} if inputs else record
            found.append(outcome(lambda k=kind, n=name, g=given: self._called(k, n, g)))
        return found

    def _valid(self, record: dict[str, Any]) -> bool:
        if not is_valid(record, self.schema, self.environment):
            raise RecordError("invalid")
        return True

    def _called(self, kind: str, name: str, given: dict[str, Any]) -> Any:
        if kind == "transform":
            return self.definitions.transform(name).apply(given, {})
        return self.definitions.rule(name).evaluate(given)


def _forced(value: Any) -> Any:
    return value.compute() if isinstance(value, Deferred) else value
