"""`aggregate NAME from A, B`: what the branches of a `parallel` leave of one record, joined by its source."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Component, RecordClass
from nexflow_codegen.ir.functions.gather import Gather
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import Names, class_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.draft import Draft
from nexflow_codegen.lower.process.flags import draft_note
from nexflow_codegen.lower.process.stage import INPUT, Part, Stage, scope_of
from nexflow_codegen.lower.process.streams import Fan, FanBranch, Stream
from nexflow_codegen.lower.process.together import End, common_parts, end_of, values_of
from nexflow_codegen.lower.records import plain_record
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word

_ORIGINAL = "original"
#: How long a record waits for its branches where nothing says so: what fails without a word never answers.
_LONGEST_WAIT = 3_600_000


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a branch adds. type: of its record; values: the Java of it, made of a record of its end."""

    branch: FanBranch
    type: ir.RecordOf
    code: str
    component: str
    bit: int


def lower_gather(job: JobBuilder, entry: Entry) -> Stream | None:
    """Lower an `aggregate … from` behind a `parallel`."""
    node = entry.node
    assert isinstance(node, Phrase)
    check_clauses(job, entry, "`aggregate … from`", "on_partial_timeout")
    named, *words = node.every(Word)
    fan = job.fan
    if fan is None:
        raise Unsupported(
            "`aggregate … from` without a `parallel` above it; join its streams by `join`"
        )
    _check(job, entry, fan, words)
    name = named.text
    answers = _answers(job, fan, words)
    parts = _parts_record(job, fan, answers, name)
    sources = _sources(job, entry, fan, answers, parts, name)
    draft = _partial(job, entry, fan)
    after, complete, partial = _results(job, entry, fan, answers, draft, name)
    label = f"aggregate {name}"
    cls = job.nested(f"Aggregate{class_name(name)}")
    needed = len(answers) if fan.needed < 0 else fan.needed
    message = f"Integer.bitCount(all.answered()) + {string_literal(f' of {len(answers)} branches answered')}"
    job.unit.support("RecordError", "of")
    job.functions.append(
        Gather(
            job.origin(entry), cls.simple, parts.simple, job.own(after.cls), job.own(fan.stream.stage.cls),
            job.uid("aggregate", name, "parts"), _joined(answers), str(2 ** len(answers) - 1),
            _timer(job, node, fan), complete, partial, tuple(draft.statements),
            str(needed) if needed else "", string_literal(label), message,
        )
    )  # fmt: skip
    first, *others = sources
    variable = job.chain(
        entry, member_name(name), after, first, Call("union", tuple(others)),
        Call("keyBy", (f"{parts.simple}::id", "Types.STRING")),
        *job.function(after, cls.simple, job.uid_of(entry, "aggregate", name), label),
    )  # fmt: skip
    job.failing[entry.start] = True  # it is joined by the origin, whether it fails or not
    if needed:
        job.fails(entry, variable, "correlation_error")
    return Stream(variable, after, name)


def _check(job: JobBuilder, entry: Entry, fan: Fan, words: list[Word]) -> None:
    job.failing[entry.start] = True
    if not fan.stream.stage.origin:
        raise Unsupported(
            "a `parallel` of records of a window or a join, which have no place in a source to be joined by"
        )
    if job.copies:
        raise Unsupported(
            "a `parallel` behind the merged branches of another, whose records are one in the source"
        )
    known = {normal(branch.name) for branch in fan.branches}
    other = next((word.text for word in words if normal(word.text) not in known), "")
    if other:
        raise Unsupported(
            f"`{other}` in an `aggregate … from`, which is no branch of the `parallel` above"
        )


def _answers(job: JobBuilder, fan: Fan, words: list[Word]) -> list[_Answer]:
    """Return what each branch that is named adds."""
    found: list[_Answer] = []
    names = Names(("id", _ORIGINAL, "answered", "failed", "TYPE"))
    branches = {normal(branch.name): branch for branch in fan.branches}
    for number, word in enumerate(words):
        branch = branches[normal(word.text)]
        component = names.allot(member_name(word.text))
        if branch.end is None:
            raise Unsupported(
                f"the branch `{word.text}`, of which no record goes on; leave it out here"
            )
        if not branch.end.stage.origin:
            raise Unsupported(
                f"the branch `{word.text}`, whose records have lost their place in the source"
            )
        type_, code = _record_of(job, branch.end.stage, word.text)
        found.append(_Answer(branch, type_, code, component, 2**number))
    return found


def _record_of(job: JobBuilder, stage: Stage, name: str) -> tuple[ir.RecordOf, str]:
    """Return the record that a branch leaves as the value of one field."""
    if (
        len(stage.parts) == 1
        and isinstance(stage.parts[0].type, ir.RecordOf)
        and not stage.parts[0].hidden
    ):
        return stage.parts[0].type, stage.part_code(stage.parts[0])
    fields = [
        (wire, value)
        for wire, value in stage.fields(job.context, named=False).items()
        if not value.fallible
    ]
    cls = job.nested(class_name(name))
    record = plain_record(
        job.unit, cls, f"What the branch {name} leaves.",
        [(wire, value.type, value.nullable) for wire, value in fields],
    )  # fmt: skip
    job.add_record(record)
    values = ", ".join(value.or_null() for _wire, value in fields)
    return ir.RecordOf(cls), f"new {cls.simple}({values})"


def _parts_record(job: JobBuilder, fan: Fan, answers: list[_Answer], name: str) -> ir.ClassName:
    """Make the record that brings the original, or what a branch says of it."""
    cls = job.nested(f"{class_name(name)}Parts")
    original = job.own(fan.stream.stage.cls)
    text = job.unit.information(ir.STRING)
    count = ir.INTEGER  # a plain `int` in Java: the bits of branches
    job.add_record(RecordClass(cls, f"What is known of a record of aggregate {name}. Branches are bits.", (
        Component("id", "", ir.STRING, nullable=False, java_type="String", information=text),
        Component(_ORIGINAL, "", ir.RecordOf(fan.stream.stage.cls), nullable=True, java_type=original,
                  information=job.information(fan.stream.stage)),
        *(Component(answer.component, "", answer.type, nullable=True,
                    java_type=job.unit.type_name(answer.type, nullable=True),
                    information=job.unit.information(answer.type)) for answer in answers),
        Component("answered", "", count, nullable=False, java_type="int", information="Types.INT"),
        Component("failed", "", count, nullable=False, java_type="int", information="Types.INT"),
    )))  # fmt: skip
    return cls


def _sources(
    job: JobBuilder, entry: Entry, fan: Fan, answers: list[_Answer], parts: ir.ClassName, name: str
) -> list[str]:  # fmt: skip
    """Put on each stream what makes a part of its records; return their variables."""
    nothing = {answer.component: "null" for answer in answers}
    id_ = f"{INPUT}.origin().id()"

    def source(start: str, words: str, filled: dict[str, str], bits: str) -> str:
        arguments = ", ".join((id_, filled.get(_ORIGINAL, "null"),
                               *(filled.get(part, "null") for part in nothing), bits))  # fmt: skip
        stage = Stage(parts, ())
        call = Call("map", (f"{INPUT} -> new {parts.simple}({arguments})",))
        calls = job.operator(stage, call, job.uid("aggregate", name, words), f"{words} of {name}")
        return job.chain(entry, f"{member_name(words)}Parts", stage, start, *calls)

    made = [source(fan.stream.code, _ORIGINAL, {_ORIGINAL: INPUT}, "0, 0")]
    for answer in answers:
        branch, bit = answer.branch, answer.bit
        assert branch.end is not None
        made.append(
            source(branch.end.code, branch.name, {answer.component: answer.code}, f"{bit}, 0")
        )
        made += [
            source(side.code, f"{branch.name} without", {}, f"{bit}, 0") for side in branch.answers
        ]
        for variable, target in branch.failures:
            letters = f"{variable}.getSideOutput({job.dead_letter_tag(target)})"
            made.append(source(letters, f"{branch.name} failed", {}, f"0, {bit}"))
    return made


def _partial(job: JobBuilder, entry: Entry, fan: Fan) -> Draft:
    """Return the original as `on_partial_timeout` leaves it, where not every branch has answered."""
    job.start_method("all", _ORIGINAL, "time")
    stage = fan.stream.stage
    scope = scope_of(stage, job.unit, fan.stream.name, _ORIGINAL)
    draft = Draft(job, stage, scope, stage.parts, job.carried(stage, _ORIGINAL))
    for child in entry.every("on_partial_timeout"):
        for note in child.children:
            with job.statement(note):
                draft_note(draft, note)
    if draft.fallible:
        raise Unsupported(
            "a text that can fail in `on_partial_timeout`; set it as a field before the `parallel`"
        )
    return draft


def _results(
    job: JobBuilder, entry: Entry, fan: Fan, answers: list[_Answer], draft: Draft, name: str
) -> tuple[Stage, str, str]:  # fmt: skip
    """Return the record behind the step, and the Java of a complete and of a partial one."""
    added = tuple(
        Part(answer.component, answer.type, nullable=True, field=answer.branch.name)
        for answer in answers
    )
    codes = tuple(f"all.{answer.component}()" for answer in answers)
    whole = end_of(fan.stream.stage, _ORIGINAL)
    ends = [End((*end.parts, *added), (*end.codes, *codes)) for end in (whole, draft.end)]
    parts = common_parts(job, ends)
    stage = fan.stream.stage
    origin = job.keeps_origin(entry, stage)
    after = job.stage(
        f"With{class_name(name)}", parts, f"The record after aggregate {name}.", origin=origin
    )
    complete, partial = (
        job.new(after, values_of(job, end, parts), stage.origin_code(_ORIGINAL)) for end in ends
    )
    return after, complete, partial


def _joined(answers: list[_Answer]) -> tuple[str, ...]:
    either = (_ORIGINAL, *(answer.component for answer in answers))
    bits = ("answered", "failed")
    return (
        "one.id()",
        *(f"one.{name}() != null ? one.{name}() : other.{name}()" for name in either),
        *(f"one.{name}() | other.{name}()" for name in bits),
    )


def _timer(job: JobBuilder, node: Phrase, fan: Fan) -> str:
    written = node.first(e.Duration) or node.first(e.Placeholder)
    wait = millis(written) if written is not None else fan.timeout or _LONGEST_WAIT
    service = "context.timerService()"
    if job.event_time:
        return f"{service}.registerEventTimeTimer(context.timestamp() + {wait}L)"
    return f"{service}.registerProcessingTimeTimer({service}.currentProcessingTime() + {wait}L)"
