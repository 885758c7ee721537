"""NX306, NX307: transforms that are composed, against each other."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis import types as t
from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.fit import article, fit_problem
from nexflow_analysis.infer import Inference
from nexflow_analysis.lookup import Lookup, open_record
from nexflow_analysis.names import normal
from nexflow_analysis.report import Reporter
from nexflow_analysis.transforms import scope_of, shape_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Expression
from nexflow_grammar.tree.nodes import Phrase, Word


def check_transform_compose(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that what a `compose` runs fits together, and into the output."""
    head, name = segment.head, segment.name
    if segment.kind != "transform" or head is None or name is None:
        return
    stages = head.every("compose", "compose_then")
    definition = lookup.find(TransformDefinition, "transform", name.text)
    if not stages or definition is None:
        return
    shape = shape_of(definition, lookup)
    scope = scope_of(definition, shape, lookup)
    record, before = shape.input, "the input"
    for stage in stages:
        for child in stage.children:
            node = child.node
            condition = node.first(Expression) if isinstance(node, Phrase) else None
            if condition is not None and child.rule == "compose_case":
                Inference(scope, reporter.at(child)).condition(condition, "a condition")
        if shape.output is not None:
            _check_values(stage, lookup, reporter)
        record = _stage(stage, record, before, lookup, reporter)
        before = "what comes before it"
    last = stages[-1]
    keyword = last.node.parts[0] if isinstance(last.node, Phrase) and last.node.parts else None
    if shape.output is None or shape.output.open or record.open or keyword is None:
        return
    problems = list(_problems(record, shape.output, lookup))
    if problems and not segment.problems:
        message = f"what is composed does not make the output of `{name.text}`: {problems[0]}"
        reporter.add(last, keyword, "NX306", message)


def _check_values(stage: Entry, lookup: Lookup, reporter: Reporter) -> None:
    """Check that what makes a record is composed of what makes records."""
    for child, word in _refs(stage):
        found = lookup.find(TransformDefinition, "transform", word.text)
        result = shape_of(found, lookup).result if found is not None else None
        if isinstance(result, t.Scalar | t.Collection | t.Mapping):
            message = (
                f"`{word.text}` makes {article(result)}, and a record is composed here; call it in an `apply`, as in "
                f"`field = {word.text}(…)`"
            )
            reporter.add(child, word, "NX306", message)


def _stage(
    stage: Entry, record: t.Record, before: str, lookup: Lookup, reporter: Reporter
) -> t.Record:
    """Check one stage on what it is given; return what it makes."""
    mode = _mode(stage)
    made: list[t.Record] = []
    for child, word in _refs(stage):
        found = lookup.find(TransformDefinition, "transform", word.text)
        if found is None:
            made.append(open_record())
            continue
        shape = shape_of(found, lookup)
        problem = next(_problems(record, shape.input, lookup), "") if not record.open else ""
        if problem and not shape.input.open:
            message = f"`{word.text}` does not fit {before}: {problem}"
            reporter.add(child, word, "NX306", message)
            return open_record()  # one mistake, one diagnostic
        output = shape.output if shape.output is not None else open_record()
        if mode == "parallel":
            _check_twice(child, word, output, made, reporter)
        made.append(output)
        if mode == "sequential":
            record, before = output, f"what `{word.text}` makes"
    if not made:
        return open_record()
    if mode == "sequential":
        return made[-1]
    if mode == "parallel":
        fields = tuple(field for one in made for field in one.fields)
        return t.Record("", fields, any(one.open for one in made))
    return made[0] if all(one == made[0] for one in made) else open_record()


def _mode(stage: Entry) -> str:
    word = stage.node.first(Word) if isinstance(stage.node, Phrase) else None
    if word is not None:
        return word.text
    return "conditional" if stage.first("compose_case") is not None else "sequential"


def _refs(stage: Entry) -> Iterator[tuple[Entry, Word]]:
    for child in stage.children:
        words = child.node.every(Word) if isinstance(child.node, Phrase) else []
        if words and not child.broken:
            yield child, words[-1]


def _problems(record: t.Record, wanted: t.Record, lookup: Lookup) -> Iterator[str]:
    """Yield what keeps a record from being what is wanted."""
    if record.open or wanted.open or (record.name and record.name == wanted.name):
        return
    for field in wanted.fields:
        found = record.field(field.name)
        if found is None:
            if not field.nullable:
                yield f"the field `{field.name}` is missing"
            continue
        typed = t.Typed(lookup.deep(found.type), found.nullable)
        problem = fit_problem(typed, lookup.deep(field.type))
        if problem:
            yield f"the field `{field.name}`: {problem}"


def _check_twice(
    entry: Entry, word: Word, output: t.Record, made: list[t.Record], reporter: Reporter
) -> None:
    taken = {normal(field.name) for one in made for field in one.fields}
    twice = [field.name for field in output.fields if normal(field.name) in taken]
    if twice:
        names = ", ".join(f"`{name}`" for name in twice)
        message = (
            f"`{word.text}` makes {names}, which another one makes too; side by side, nobody knows which "
            "holds: run them `sequential`, or let one of them not make it"
        )
        reporter.add(entry, word, "NX307", message)
