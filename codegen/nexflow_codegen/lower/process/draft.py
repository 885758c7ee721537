"""A record in the making inside of a function: fields that are set one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir.code import Declare, HandOn, Run, Statement
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.stage import Part, Stage, scope_of
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.process.together import End
from nexflow_codegen.lower.scope import JavaScope, find_field, variable
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry

_LOCALS = ("in", "context", "out", "error", "result", "origin", "type")


def free_name(name: str) -> str:
    """Return a name that is none of a function's own locals."""
    return f"{name}Value" if name in _LOCALS else name


@dataclass
class Draft:
    """What has been set so far. codes: of the parts, in Java; statements: those that set them."""

    job: JobBuilder
    stage: Stage
    scope: JavaScope
    parts: tuple[Part, ...]
    codes: list[str]
    statements: list[Statement] = field(default_factory=list)
    fallible: bool = False

    @staticmethod
    def of(job: JobBuilder, stream: Stream) -> Draft:
        """Return the record of a stream, as it is before anything is set."""
        scope = scope_of(stream.stage, job.unit, stream.name)
        return Draft(job, stream.stage, scope, stream.stage.parts, job.carried(stream.stage))

    def copy(self) -> Draft:
        """Return the same record, to go on with it in an arm."""
        return replace(self, codes=list(self.codes), statements=[])

    @property
    def end(self) -> End:
        """The record as it is now."""
        return End(self.parts, tuple(self.codes))

    @property
    def changed(self) -> bool:
        """Whether the record is another than before."""
        return self.parts != self.stage.parts

    def find(self, name: str) -> JavaValue | None:
        """Return a field of the record, by its name only."""
        return find_field(self.end.fields(self.job)[0], name)

    def assign(self, origin: str, name: str, value: JavaValue, *, named: bool = False) -> None:
        """Set a field. named: whether it is a name that `let` gives."""
        names = self.job.part_names(self.parts)
        local = self.job.unit.locals.allot(names.allot(free_name(member_name(name))))
        java_type = self.job.unit.type_name(value.type, nullable=value.nullable)
        self.statements.append(Declare(origin, java_type, local, value.or_null()))
        self.fallible |= value.fallible
        wire = self._declared(name)
        kept = replace(self.stage, parts=self.parts).without({normal(wire)})
        left = {part.name for part in kept}
        codes = [
            code for part, code in zip(self.parts, self.codes, strict=True) if part.name in left
        ]
        self.parts = (
            *kept,
            Part(local, value.type, value.nullable, wire, named=named, pii=value.pii),
        )
        self.codes = [*codes, local]
        known = replace(variable(local, value.type, nullable=value.nullable), pii=value.pii)
        self.scope = self.scope.inner({wire: known})

    def _declared(self, name: str) -> str:
        """Return a field's name as it is declared, where it is there already."""
        known = self.end.fields(self.job)[0]
        return next((other for other in known if normal(other) == normal(name)), name)

    def run(self, origin: str, code: str, *, fallible: bool = False) -> None:
        """Do something beside the record."""
        self.statements.append(Run(origin, code))
        self.fallible |= fallible


def draft_step(job: JobBuilder, entry: Entry, stream: Stream, draft: Draft, step: Step) -> Stream:
    """Put what has been set on a stream. step: how it is called; its record is made here."""
    if draft.changed:
        return job.step(
            entry, stream, replace(step, before=tuple(draft.statements), fallible=draft.fallible)
        )
    own = job.own(stream.stage.cls)
    cls = job.nested(step.cls)
    failure = job.failure(stream.stage, step.label, step.kinds[0]) if draft.fallible else None
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, own, own, "", "", "", (HandOn("", "in"),),
            tuple(draft.statements), failure,
        )
    )  # fmt: skip
    calls = job.function(stream.stage, cls.simple, step.uid, step.label)
    variable_name = job.chain(entry, step.variable, stream.stage, stream.code, *calls)
    if draft.fallible:
        job.fails(entry, variable_name, *step.kinds)
    return Stream(variable_name, stream.stage, stream.name)
