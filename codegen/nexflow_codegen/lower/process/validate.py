"""`validate_input`: a record that breaks a requirement goes to the dead letters, with the message."""

from __future__ import annotations

from nexflow_codegen.ir.code import Fail, HandOn
from nexflow_codegen.ir.functions.base import Reject
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.conditions import lower_condition, negation
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.types import Require


def lower_validate_input(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower the requirements of a `validate_input`."""
    check_clauses(job, entry, "`validate_input`", "require")
    required = [child for child in entry.children if isinstance(child.node, Require)]
    if not required:
        raise Unsupported('a `validate_input` without requirements; add `require … else "…"`')
    job.start_method()
    scope = scope_of(stream.stage, job.unit, stream.name)
    error = job.unit.support("RecordError", "invalid")
    checks: list[Reject] = []
    fallible = False
    for child in required:
        node = child.node
        assert isinstance(node, Require)
        broken = negation(lower_condition(node.condition, scope))
        fallible |= broken.fallible
        checks.append(Reject(broken.code, f"{error}({string_literal(node.message)})"))
    own = job.own(stream.stage.cls)
    cls = job.nested("ValidateInput")
    label = "validate_input"
    # A requirement that cannot be told is an error of its own, where those above it hold.
    kind = "transform_error" if fallible else "validation_error"
    before = tuple(Fail("", check.condition, check.error) for check in checks) if fallible else ()
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, own, own, "", "", "", (HandOn("", "in"),), before,
            job.failure(stream.stage, label, kind), () if fallible else tuple(checks), catches=fallible,
        )
    )  # fmt: skip
    text = job.place.segment.text[entry.start : entry.end]
    uid = job.uid("validate_input", digest=job.hash_text(text))
    name = job.chain(
        entry,
        "validated",
        stream.stage,
        stream.code,
        *job.function(stream.stage, cls.simple, uid, label),
    )
    job.fails(entry, name, *(("transform_error",) if fallible else ()), "validation_error")
    return Stream(name, stream.stage, stream.name)
