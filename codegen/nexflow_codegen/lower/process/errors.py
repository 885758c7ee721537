"""`on error`: where records go that fail, and how often a lookup is asked again."""

from __future__ import annotations

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Run
from nexflow_codegen.ir.graph import Call, Handler
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.environment import Environment
from nexflow_codegen.lower.process.audit import audit_event, audit_notices
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses, not_generated
from nexflow_codegen.lower.process.endpoints import BoundSink, named_endpoint, target_endpoint
from nexflow_codegen.lower.process.flags import log_line, verb_of
from nexflow_codegen.lower.process.stage import INPUT, Stage
from nexflow_codegen.lower.process.streams import FOREVER, SKIPPED
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.texts import interpolated
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.expressions import Number, Placeholder, Text
from nexflow_grammar.tree.nodes import Phrase, Word

_KINDS = (
    "parse_error", "validation_error", "transform_error", "lookup_error", "rule_error",
    "correlation_error",
)  # fmt: skip


def lower_on_error(job: JobBuilder, entry: Entry) -> None:
    """Read the handlers; they hold for the whole process, wherever they stand in it."""
    for child in entry.children:
        with job.statement(child):
            _handler(job, child)


def find_invalid(job: JobBuilder, entries: tuple[Entry, ...]) -> None:
    """Read where `validate input` and `on_validation_error` send what breaks a schema's constraints."""
    for entry in entries:
        node = entry.node
        if entry.rule == "validate_schema" and isinstance(node, Phrase):
            target = next(
                (part for part in node.parts if isinstance(part, Word | Text | Placeholder)), None
            )
            if target is not None:
                _invalid(job, entry, target)
        elif entry.rule == "handler" and job.text_of(entry, node).startswith("on_validation_error"):
            for child in entry.children:
                if isinstance(child.node, p.Emit):
                    _invalid(job, child, child.node.target)
                else:
                    words = " ".join(job.text_of(child, child.node).split(" ")[:2])
                    not_generated(
                        job,
                        child,
                        child.node,
                        f"`{words}` in `on_validation_error`; write `send to X`",
                    )
        elif entry.rule != "on_error":
            find_invalid(job, entry.children)


def _invalid(job: JobBuilder, entry: Entry, target: Word | Text | Placeholder) -> None:
    with job.statement(entry):
        check_clauses(job, entry, "what an invalid record is sent to")
        name = name_of_target(job, target)
        if job.errors.by_kind.setdefault("validation_error", name) != name:
            raise Unsupported("a second target for invalid records; send them to one")


def _handler(job: JobBuilder, entry: Entry) -> None:
    node = entry.node
    match node:
        case p.ErrorHandler(action="skip"):
            job.errors.by_kind[node.kind] = None
        case p.ErrorHandler(action="dead_letter") if node.target is not None:
            job.errors.by_kind[node.kind] = name_of_target(job, node.target)
        case p.ErrorHandler(action="retry", kind="lookup_error"):
            job.errors.lookup_retries = _times(node.times)
        case p.ErrorHandler(action="retry"):
            raise Unsupported(
                f"`retry` of a {node.kind}, which would fail the same way again; use `dead_letter` or `skip`"
            )
        case p.Emit():
            check_clauses(job, entry, "`emit to` in `on error`", "include_error_context")
            job.errors.default = name_of_target(job, node.target)
        case Phrase(rule="flag") if verb_of(entry) != "add_flag":
            job.errors.logs.append(_log(job, entry, node))
        case Phrase(rule="audit"):
            job.errors.audits.append(entry)
        case Phrase(rule="retry"):
            _retry(job, node)
        case _:
            words = " ".join(job.text_of(entry, node).split(" ")[:2])
            not_generated(
                job,
                entry,
                node,
                f"`{words}` in `on error`; use `KIND dead_letter NAME`, `KIND skip` or `emit to NAME`",
            )


def _log(job: JobBuilder, entry: Entry, node: Phrase) -> Run:
    job.start_method("output", "step", "origin", "letter")
    text = interpolated(node.every(Text)[0].value, _error_scope(job, "error", "getMessage", "step"))
    if text.fallible:
        raise Unsupported(
            "a text that can fail in `on error`; name only what is known of the error"
        )
    return Run(job.origin(entry), log_line(job, verb_of(entry), text))


def _error_scope(job: JobBuilder, error: str, message: str, step: str) -> JavaScope:
    """Return what is known of an error: `error.kind`, `error.message`, `error.step`."""
    codes = {"kind": f"{error}.kind()", "message": f"{error}.{message}()", "step": step}
    fields = {name: JavaValue(code, ir.STRING) for name, code in codes.items()}
    return JavaScope(job.unit, {}, {"error": fields})


def _retry(job: JobBuilder, node: Phrase) -> None:
    """Read a `retry`: what may come out otherwise the next time is asked again, which is a lookup."""
    forever = node.has("indefinitely")
    job.errors.lookup_retries = FOREVER if forever else _times(node.first(Number))
    for before, part in zip(node.parts, node.parts[1:], strict=False):
        match getattr(before, "text", ""):
            case "delay":
                job.errors.retry_delay = millis(part)
            case "max_delay":
                job.errors.longest_delay = millis(part)
            case "backoff":
                job.errors.backoff = getattr(part, "text", "")


def _times(number: Number | Placeholder | None) -> int:
    if not isinstance(number, Number):
        raise Unsupported("`retry` of a number from the environment; write the number")
    return int(number.value)


def name_of_target(job: JobBuilder, target: Word | Text | Placeholder) -> str:
    """Return what dead letters' target is called; a topic that the environment names, by its path."""
    if isinstance(target, Environment):
        job.errors.later[target.path] = target
        return target.path
    if isinstance(target, Placeholder):
        raise Unsupported(
            f"dead letters to `${{{target.path}}}`, which is no value of [config]; give it one there, or name a stream"
        )
    return target.value if isinstance(target, Text) else target.text


def handlers(job: JobBuilder) -> tuple[tuple[Handler, ...], str]:
    """Return what the job's `fail` does by kinds of errors, and for all others; "" is to skip."""
    by_target: dict[str | None, list[str]] = {}
    for kind in _KINDS:
        target = job.errors.target(kind)
        used = target is None or target in job.side_outputs
        if target != job.errors.default and used:
            by_target.setdefault(target, []).append(kind)
    found = tuple(
        Handler(tuple(map(string_literal, kinds)), job.dead_letter_tag(target) if target else "")
        for target, kinds in by_target.items()
    )
    used = job.errors.default in job.side_outputs
    return found, job.dead_letter_tag(job.errors.default) if used else ""


def lower_dead_letters(job: JobBuilder, entry: Entry | None) -> None:
    """Put a sink on what each step sends away, one per target; the default comes last."""
    order = sorted(job.side_outputs, key=lambda target: target == job.errors.default)
    letter = job.unit.support("DeadLetter")
    for target in order:
        if target == SKIPPED:
            _audits(job, _letters(job, target))
            continue
        later = job.errors.later.get(target)
        lookup = job.context.lookup
        endpoint = target_endpoint(lookup, later) if later else named_endpoint(lookup, target)
        if endpoint.connector != "kafka":
            raise Unsupported(f"dead letters to {endpoint.connector}; send them to kafka")
        first, *others = _letters(job, target)
        default = target == job.errors.default
        _audits(job, [first, *others])
        binding = job.bind(f"Sink<{letter}>", "dead_letters" if default else endpoint.name)
        job.bound.append(BoundSink(endpoint, binding, None))
        union = (Call("union", tuple(others)),) if others else ()
        uid = job.uid("dead_letter") if default else job.uid("dead_letter", normal(target))
        job.chain(
            None if default else entry, "", None, first, *union, Call("sinkTo", (f"bindings.{binding}()",)),
            Call("uid", (uid,)), Call("name", (string_literal(f"dead letter {endpoint.name}"),)),
        )  # fmt: skip


def _letters(job: JobBuilder, target: str) -> list[str]:
    """Return the side outputs of the records that go to a target."""
    tag = job.dead_letter_tag(target)
    return [f"{name}.getSideOutput({tag})" for name in dict.fromkeys(job.side_outputs[target])]


def _audits(job: JobBuilder, letters: list[str]) -> None:
    """Have an audit event written for each record that fails."""
    for entry in job.errors.audits:
        with job.statement(entry):
            job.start_method()
            event = audit_event(job, entry, _error_scope(job, INPUT, "message", f"{INPUT}.step()"))
            if event.fallible:
                raise Unsupported(
                    "an audit event that can fail in `on error`; name only what is known of the error"
                )
            found = audit_notices(job, entry)
            first, *others = letters
            union = (Call("union", tuple(others)),) if others else ()
            stage = Stage(job.context.support_class(found.cls), (), bare=True)
            call = Call("map", (f"{INPUT} -> {event.code}",))
            uid = job.uid("on_error", "emit_audit_event", digest=job.hash_of(entry, entry.node))
            calls = job.operator(stage, call, uid, "audit of errors")
            found.streams.append(job.chain(entry, "failures", stage, first, *union, *calls))
