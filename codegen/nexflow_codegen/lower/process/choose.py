"""`if … elseif … else … endif`, `when … end`: what is done of some records only."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain

from nexflow_analysis.process.branching import condition_of
from nexflow_codegen.ir.code import Arm, Assign, Branch, Declare, HandOn, Statement
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.declared_state import state_set
from nexflow_codegen.lower.process.draft import Draft
from nexflow_codegen.lower.process.flags import draft_note
from nexflow_codegen.lower.process.route import lower_arms
from nexflow_codegen.lower.process.route_forms import RouteArm
from nexflow_codegen.lower.process.split import Division
from nexflow_codegen.lower.process.stage import Stage
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.together import End, common_parts, end_of, values_of
from nexflow_codegen.lower.process.transform import draft_assignments
from nexflow_codegen.lower.values import JavaTest
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p

_NOTES = ("flag", "metadata", "adjust_score")
_SETS = ("set", "let", "transform_block")
_CHOICES = ("if", "when_step")
_LONGEST_LABEL = 60


@dataclass
class _Body:
    """What an arm does. choice: that it ends with; end: None where the record ends there, or goes on in arms."""

    statements: list[Statement] = field(default_factory=list)
    end: End | None = None
    choice: list[tuple[JavaTest | None, _Body]] = field(default_factory=list)

    def ends(self) -> list[End]:
        """Return the records that go on."""
        own = [self.end] if self.end is not None else []
        return own + list(chain.from_iterable(body.ends() for _test, body in self.choice))

    def all_go_on(self) -> bool:
        """Tell whether no record ends here."""
        if self.choice:
            return all(body.all_go_on() for _test, body in self.choice)
        return self.end is not None


def lower_choice(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower an `if` or a `when … end`: in one function where its arms only set fields and take notes."""
    word = "if" if entry.rule == "if" else "when"
    text = job.text_of(entry, condition_of(entry) or entry.node)
    label = f"{word} {text}"
    label = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
    uid = job.uid(word, digest=job.hash_text(job.place.segment.text[entry.start : entry.end]))
    if _is_local(job, entry):
        return _one_function(job, entry, stream, label, uid)
    said = Division(label, word.capitalize(), uid, variable="chosen")
    return lower_arms(job, entry, stream, _arms(entry), said)


def _heads(entry: Entry) -> list[tuple[Entry, list[Entry]]]:
    """Return the arms: their heads, and the statements below them."""
    arms: list[tuple[Entry, list[Entry]]] = [(entry, [])]
    for child in entry.children:
        if child.rule in ("elseif", "else"):
            arms.append((child, []))
        else:
            arms[-1][1].append(child)
    return arms


def _arms(entry: Entry) -> list[RouteArm]:
    """Return the arms as those of a route; records that meet no condition go on."""
    arms: list[RouteArm] = []
    for head, children in _heads(entry):
        steps = [child for child in children if not isinstance(child.node, p.Terminal)]
        ends = any(isinstance(c.node, p.Terminal) and c.node.kind == "terminate" for c in children)
        arms.append(RouteArm(head, condition_of(head), None, steps, goes_on=not ends))
    if arms[-1].condition is not None:
        arms.append(RouteArm(entry, None, goes_on=True))
    return arms


def _is_local(job: JobBuilder, entry: Entry) -> bool:
    for _head, children in _heads(entry):
        for number, child in enumerate(children):
            last = number == len(children) - 1
            if isinstance(child.node, p.Terminal):
                if child.node.kind == "terminate" and job.answers is not None:
                    return False
            elif child.rule in _CHOICES:
                if not last or not _is_local(job, child):
                    return False
            elif (child.rule not in _NOTES and child.rule not in _SETS) or state_set(child):
                return False
    return True


def _one_function(job: JobBuilder, entry: Entry, stream: Stream, label: str, uid: str) -> Stream:
    job.start_method("result")
    body = _Body()
    fallible = _choice(job, entry, Draft.of(job, stream), body)
    after = _after(job, entry, stream, body, label)
    own = job.own(after.cls)
    whole = body.all_go_on()
    if fallible:
        start = "" if whole else "null"
        ahead: tuple[Statement, ...] = (Declare("", own, "result", start),)
        passes = HandOn("", "result")
        then: tuple[Statement, ...] = (
            (passes,) if whole else (Branch("", (Arm("result != null", (passes,)),), None),)
        )
    else:
        ahead, then = (), ()
    before = _statements(job, body, after, stream.stage, fallible=fallible)
    cls = job.nested("When" if entry.rule == "when_step" else "If")
    failure = job.failure(stream.stage, label, "transform_error") if fallible else None
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, job.own(stream.stage.cls), own, "", "", "", then, before, failure,
            ahead=ahead,
        )
    )  # fmt: skip
    calls = job.function(after, cls.simple, uid, label)
    variable = job.chain(entry, "chosen", after, stream.code, *calls)
    if fallible:
        job.fails(entry, variable, "transform_error")
    return Stream(variable, after, stream.name)


def _choice(job: JobBuilder, entry: Entry, draft: Draft, into: _Body) -> bool:
    """Lower the arms; return whether one of them can fail."""
    fallible = False
    locals_ = job.unit.locals
    for head, children in _heads(entry):
        condition = condition_of(head)
        test = lower_condition(condition, draft.scope) if condition is not None else None
        job.unit.locals = locals_.copy()
        body, inner = _Body(), draft.copy()
        fallible |= test is not None and test.fallible
        fallible |= _arm(job, children, inner, body)
        into.choice.append((test, body))
    job.unit.locals = locals_
    if into.choice[-1][0] is not None:
        into.choice.append((None, _Body(end=draft.end)))
    return fallible


def _arm(job: JobBuilder, children: list[Entry], draft: Draft, body: _Body) -> bool:
    fallible = False
    for child in children:
        with job.statement(child):
            if isinstance(child.node, p.Terminal):
                if child.node.kind == "terminate":
                    body.statements = draft.statements
                    return fallible or draft.fallible
            elif child.rule in _CHOICES:
                fallible |= _choice(job, child, draft, body)
            elif child.rule in _NOTES:
                draft_note(draft, child)
            else:
                draft_assignments(draft, child)
    body.statements = draft.statements
    if not body.choice:
        body.end = draft.end
    return fallible or draft.fallible


def _after(job: JobBuilder, entry: Entry, stream: Stream, body: _Body, label: str) -> Stage:
    """Return what the record is behind the arms: as it was, where none of them sets a field."""
    same = end_of(stream.stage)
    ends = body.ends()
    if all(end == same for end in ends):
        return stream.stage
    origin = job.keeps_origin(entry, stream.stage)
    return job.stage(
        "AfterChoice", common_parts(job, ends), f"The record after {label}.", origin=origin
    )


def _statements(
    job: JobBuilder, body: _Body, after: Stage, before: Stage, *, fallible: bool
) -> tuple[Statement, ...]:
    made = list(body.statements)
    if body.choice:
        arms: list[Arm] = []
        otherwise: tuple[Statement, ...] = ()
        for test, inner in body.choice:
            inside = _statements(job, inner, after, before, fallible=fallible)
            if test is None:
                otherwise = inside
            else:
                arms.append(Arm(test.code, inside))
        made.append(Branch("", tuple(arms), otherwise))
    elif body.end is not None:
        code = "in" if after is before else job.new(
            after, values_of(job, body.end, after.parts), before.origin_code()
        )  # fmt: skip
        made.append(Assign("", "result", code) if fallible else HandOn("", code))
    return tuple(made)
