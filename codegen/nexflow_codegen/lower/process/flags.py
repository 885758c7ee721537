"""What a process notes of a record: flags, metadata, a score, and lines in the log."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from nexflow_analysis.pii import shown_pii
from nexflow_analysis.process.personal import seen
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import class_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.functions.text import as_text
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.draft import Draft, draft_step
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.texts import interpolated
from nexflow_codegen.lower.values import JavaValue, any_fallible
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word

FLAGS, METADATA, SCORE = "flags", "metadata", "score"
_LOG = {"log_error": "error", "log_warning": "warn", "log_info": "info"}
_ZERO = e.Number(0, 0, Decimal(0), e.NumberKind.PLAIN)


def lower_note(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower `add_flag`, `add_metadata`, `adjust_score` or a `log_…` as a step of its own."""
    job.start_method()
    draft = Draft.of(job, stream)
    draft_note(draft, entry)
    verb = verb_of(entry)
    uid = job.uid(verb, digest=job.hash_of(entry, entry.node))
    after = stream.stage
    if draft.changed:
        origin = job.keeps_origin(entry, stream.stage)
        name = class_name(draft.parts[-1].field)
        after = job.stage(f"With{name}", draft.parts, f"The record after {verb}.", origin=origin)
    cls = class_name(verb)
    step = Step(
        after, draft.codes, cls, f"after{cls}", uid, verb, ("transform_error",), fallible=False
    )
    return draft_step(job, entry, stream, draft, step)


def verb_of(entry: Entry) -> str:
    """Return the word that such a statement starts with."""
    node = entry.node
    if isinstance(node, Phrase) and node.rule == "flag":
        word = node.first(Word)
        assert word is not None
        return word.text
    return {"metadata": "add_metadata"}.get(entry.rule, entry.rule)


def draft_note(draft: Draft, entry: Entry) -> None:
    """Note something of a record in the making."""
    node, verb = entry.node, verb_of(entry)
    assert isinstance(node, Phrase)
    check_clauses(draft.job, entry, f"`{verb}`")
    origin = draft.job.place.origin(entry.start)
    texts = node.every(e.Text)
    if verb in _LOG:
        line = interpolated(texts[0].value, draft.scope, partial(profile_of, draft.job, entry))
        draft.run(origin, log_line(draft.job, verb, line), fallible=line.fallible)
    elif verb == "add_flag":
        _add_flag(draft, origin, texts[0].value)
    elif verb == "add_metadata":
        _add_metadata(draft, origin, node)
    else:
        _adjust_score(draft, origin, node)


def profile_of(job: JobBuilder, entry: Entry, expression: e.Expression) -> str:
    """Return the profile of the personal data that a statement would show of an expression."""
    before = job.facts(entry).stream_before
    return shown_pii(seen(before), expression, job.context.lookup) if before is not None else ""


def log_line(job: JobBuilder, verb: str, text: JavaValue) -> str:
    """Return the call that writes a line to the job's log."""
    log = job.unit.constant("Logger", "LOG", f"LoggerFactory.getLogger({job.cls.name}.class)")
    return f"{log}.{_LOG[verb]}({text.code})"


def _add_flag(draft: Draft, origin: str, text: str) -> None:
    unit, type_ = draft.job.unit, ir.ListOf(ir.STRING)
    flag = interpolated(text, draft.scope)
    known = draft.find(FLAGS)
    if known is None:
        draft.assign(
            origin, FLAGS, JavaValue(f"List.of({flag.code})", type_, fallible=flag.fallible)
        )
        return
    if known.type != type_:
        raise Unsupported(
            "`add_flag` to a record whose field `flags` is no list of texts; rename the field"
        )
    code = f"{unit.support('Lists', 'with')}({known.or_null()}, {flag.code})"
    draft.assign(origin, FLAGS, JavaValue(code, type_, fallible=any_fallible((known, flag))))


def _add_metadata(draft: Draft, origin: str, node: Phrase) -> None:
    unit = draft.job.unit
    key, written, *_ = node.every(e.Expression)
    assert isinstance(key, e.Text)
    known = draft.find(METADATA)
    type_ = known.type if known is not None else ir.MapOf(ir.STRING, ir.STRING)
    if not isinstance(type_, ir.MapOf) or type_.key != ir.STRING:
        raise Unsupported(
            "`add_metadata` to a record whose field `metadata` is no map; rename the field"
        )
    value = lower_expression(written, draft.scope)
    if type_.value == ir.STRING:
        value = as_text(value, unit)
    value = convert(value, type_.value, unit, nullable=False, name=key.value)
    before = known.or_null() if known is not None else "null"
    code = f"{unit.support('Maps', 'with')}({before}, {string_literal(key.value)}, {value.code})"
    draft.assign(origin, METADATA, JavaValue(code, type_, fallible=value.fallible))


def _adjust_score(draft: Draft, origin: str, node: Phrase) -> None:
    path = node.first(Path)
    assert path is not None
    amount: e.Expression = e.Name(0, 0, path.names[0].text)
    for word in path.names[1:]:
        amount = e.Member(0, 0, amount, word, safe=False)
    amount = e.Binary(0, 0, "??", amount, _ZERO)
    if draft.find(SCORE) is not None:
        score = e.Binary(0, 0, "??", e.Name(0, 0, SCORE), _ZERO)
        amount = e.Binary(0, 0, "+", score, amount)
    value = lower_expression(amount, draft.scope)
    value = convert(value, value.type, draft.job.unit, nullable=value.nullable, name=SCORE)
    draft.assign(origin, SCORE, value)
