"""`on error`: where records go that fail, and how often a lookup is asked again."""

from __future__ import annotations

from nexflow_analysis.names import normal
from nexflow_codegen.ir.graph import Call, Handler
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses, not_generated
from nexflow_codegen.lower.process.endpoints import BoundSink, named_endpoint
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.expressions import Placeholder, Text
from nexflow_grammar.tree.nodes import Word

_KINDS = (
    "parse_error", "validation_error", "transform_error", "lookup_error", "rule_error",
    "correlation_error",
)  # fmt: skip


def lower_on_error(job: JobBuilder, entry: Entry) -> None:
    """Read the handlers; they hold for the whole process, wherever they stand in it."""
    for child in entry.children:
        with job.statement(child):
            _handler(job, child)


def _handler(job: JobBuilder, entry: Entry) -> None:
    node = entry.node
    match node:
        case p.ErrorHandler(action="skip"):
            job.errors.by_kind[node.kind] = None
        case p.ErrorHandler(action="dead_letter") if node.target is not None:
            job.errors.by_kind[node.kind] = _name(node.target)
        case p.ErrorHandler(action="retry", kind="lookup_error"):
            job.errors.lookup_retries = node.times
        case p.ErrorHandler(action="retry"):
            raise Unsupported(
                f"`retry` of a {node.kind}, which would fail the same way again; use `dead_letter` or `skip`"
            )
        case p.Emit():
            check_clauses(job, entry, "`emit to` in `on error`")
            job.errors.default = _name(node.target)
        case _:
            words = " ".join(job.text_of(entry, node).split(" ")[:2])
            not_generated(
                job,
                entry,
                node,
                f"`{words}` in `on error`; use `KIND dead_letter NAME`, `KIND skip` or `emit to NAME`",
            )


def _name(target: Word | Text | Placeholder) -> str:
    if isinstance(target, Placeholder):
        raise Unsupported("a dead letter's target from [config]; name a stream of nexflow.toml")
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
        endpoint = named_endpoint(job.context.lookup, target)
        if endpoint.connector != "kafka":
            raise Unsupported(f"dead letters to {endpoint.connector}; send them to kafka")
        tag = job.dead_letter_tag(target)
        first, *others = [
            f"{name}.getSideOutput({tag})" for name in dict.fromkeys(job.side_outputs[target])
        ]
        default = target == job.errors.default
        binding = job.bind(f"Sink<{letter}>", "dead_letters" if default else endpoint.name)
        job.bound.append(BoundSink(endpoint, binding, None))
        union = (Call("union", tuple(others)),) if others else ()
        uid = job.uid("dead_letter") if default else job.uid("dead_letter", normal(target))
        job.chain(
            None if default else entry, "", None, first, *union, Call("sinkTo", (f"bindings.{binding}()",)),
            Call("uid", (uid,)), Call("name", (string_literal(f"dead letter {endpoint.name}"),)),
        )  # fmt: skip
