"""`transition to S`: the state of an entity, which only the schema's transitions change."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of
from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.process.settings import machine_schema, text_of
from nexflow_codegen.ir.code import Declare, Fail, Run
from nexflow_codegen.ir.functions.stateful import KeptState
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.draft import Draft
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Keyword, Phrase, Word


def lower_state_machine(job: JobBuilder, entry: Entry) -> None:
    """Read `state_machine NAME schema S`."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    if node.has("persistence") or clause_of(entry, "persistence") is not None:
        raise Unsupported("`persistence` of a state machine: Flink keeps its state; leave it out")
    if node.phrase("checkpoint") is not None:
        raise Unsupported("`checkpoint` of a state machine; write it as a setting of the process")
    schema = machine_schema(entry)
    job.machine = text_of(schema[1]) if schema is not None else words[0].text


def machine_state(job: JobBuilder, draft: Draft) -> tuple[KeptState, str]:
    """Keep the state of a machine, and read it into a local; return both."""
    name = member_name(f"{job.machine}_machine")
    local = job.unit.locals.allot("machine")
    initial = _initial(job)
    start = f"{name}.value() == null ? {string_literal(initial)} : {name}.value()"
    draft.statements.append(Declare("", "String", local, start if initial else f"{name}.value()"))
    return KeptState("String", name, string_literal(job.machine), "Types.STRING", ""), local


def _schema(job: JobBuilder) -> SchemaDefinition | None:
    return job.context.lookup.schema(job.machine)


def _initial(job: JobBuilder) -> str:
    """Return the initial state of the machine's schema."""
    declared = next(iter(job.context.lookup.declared("schema", job.machine)), None)
    head = declared.segment.head if declared is not None and declared.segment is not None else None
    for part in head.children if head is not None else ():
        if part.rule == "initial_state" and isinstance(part.node, Phrase):
            return next((word.text for word in part.node.every(Word)), "")
        for child in part.children if part.rule == "states" else ():
            words = child.node.every(Word) if isinstance(child.node, Phrase) else []
            if [word.text for word in words[1:]] == ["initial"]:
                return words[0].text
    schema = _schema(job)
    return schema.states[0] if schema is not None and schema.states else ""


def draft_transition(job: JobBuilder, entry: Entry, draft: Draft, local: str) -> None:
    """Move to a state where the machine allows it; else it is an error of the record."""
    node = entry.node
    assert isinstance(node, Phrase)
    target = text_of(next(part for part in node.parts if not isinstance(part, Keyword)))
    state = member_name(f"{job.machine}_machine")
    schema = _schema(job)
    literal = string_literal(target)
    if schema is not None and schema.transitions:
        sources = [source for source, to in schema.transitions if to == target]
        if "*" not in sources:
            tests = (
                " || ".join(f"{local}.equals({string_literal(one)})" for one in sources) or "false"
            )
            error = job.unit.support("RecordError", "of")
            message = f"{string_literal(f'{job.machine}: no transition from ')} + {local} + {string_literal(f' to {target}')}"
            draft.statements.append(Fail(job.origin(entry), f"!({tests})", f"{error}({message})"))
            draft.fallible = True
    draft.statements.append(Run("", f"{local} = {literal}"))
    draft.statements.append(Run("", f"{state}.update({local})"))
