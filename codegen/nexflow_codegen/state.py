"""What a running job keeps in state, operator by operator, and what a savepoint of it could not restore.

A savepoint finds state by the uid of its operator. Flink restores it into the same uid if the key is
the same, the record classes in it have the same names, and none of their fields has another type;
fields may come and go.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MANIFEST = ".nexflow-state.json"
_VERSION = 1
Records = Mapping[str, Mapping[str, str]]
"""Record classes with the serializers of their components, in Java."""


@dataclass(frozen=True, slots=True)
class OperatorState:
    """What an operator keeps. uid: of the operator; name: as Flink shows it; line: of its statement, from 0.

    key: the serializer of its keys, "" for none. classes: what it keeps itself; records: those
    classes and all that they hold.
    """

    uid: str
    name: str
    line: int
    key: str
    classes: tuple[str, ...]
    records: Records


@dataclass(frozen=True, slots=True)
class JobState:
    """What a process keeps. path, line: where it stands."""

    process: str
    path: str
    line: int
    operators: tuple[OperatorState, ...]


@dataclass(frozen=True, slots=True)
class ProjectState:
    """What all processes keep. max_parallelism: which a savepoint fixes."""

    max_parallelism: int
    jobs: tuple[JobState, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that cannot be restored. path, line: the statement that it is about, or its process."""

    path: str
    line: int
    message: str


def manifest(state: ProjectState) -> str:
    """Return the file that keeps the state of a generated project; without places, which move."""
    jobs = {
        job.process: {
            one.uid: {
                "name": one.name,
                **({"key": one.key} if one.key else {}),
                "keeps": list(one.classes),
                "records": {name: dict(fields) for name, fields in sorted(one.records.items())},
            }
            for one in sorted(job.operators, key=lambda one: one.uid)
        }
        for job in state.jobs
    }
    document: dict[str, Any] = {
        "version": _VERSION, "max_parallelism": state.max_parallelism, "processes": jobs,
    }  # fmt: skip
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def losses(before: ProjectState, after: ProjectState) -> Iterator[Loss]:
    """Yield what a savepoint of one generation could not restore in another."""
    jobs = {job.process: job for job in after.jobs}
    if before.max_parallelism != after.max_parallelism and before.jobs and after.jobs:
        yield Loss(
            after.jobs[0].path,
            after.jobs[0].line,
            f"the maximum parallelism was {before.max_parallelism} and is {after.max_parallelism}; a savepoint "
            "fixes it, so set `max_parallelism` back",
        )
    for job in before.jobs:
        new = jobs.get(job.process)
        if new is None:
            continue  # what is no longer there is not restored
        operators = {one.uid: one for one in new.operators}
        for old in job.operators:
            yield from _operator_losses(old, operators.get(old.uid), new)


def _operator_losses(
    old: OperatorState, new: OperatorState | None, job: JobState
) -> Iterator[Loss]:
    if new is None:
        yield Loss(
            job.path,
            job.line,
            f"the state of `{old.name}` would be lost: nothing in {job.process} is its `{old.uid}` any more; put "
            "the statement back, or start without the savepoint's state",
        )
        return
    what = f"the state of `{new.name}` cannot be restored"
    if old.key != new.key:
        yield Loss(
            job.path, new.line, f"{what}: its key was {_shown(old.key)} and is {_shown(new.key)}"
        )
    gone = [one for one in old.classes if one not in new.classes]
    if gone:
        kept = _shown(", ".join(new.classes))
        yield Loss(
            job.path, new.line, f"{what}: it kept {_shown(', '.join(gone))}, and now keeps {kept}"
        )
    for name, fields in sorted(old.records.items()):
        for field, type_ in fields.items():
            now = new.records.get(name, {}).get(field, type_)
            if now != type_:
                yield Loss(
                    job.path,
                    new.line,
                    f"{what}: `{field}` of {name} was {_shown(type_)} and is {_shown(now)}",
                )


def _shown(code: str) -> str:
    return code.replace("Types.", "").replace(".TYPE", "") or "nothing"
