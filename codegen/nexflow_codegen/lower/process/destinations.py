"""Where routes send records: a branch, an `emit to` further down, or a stream outside."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from nexflow_analysis.names import normal
from nexflow_analysis.process.branching import branch_name
from nexflow_analysis.process.settings import targets_of, text_of
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.environment import Environment
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.emit import as_schema, message_sink, sink
from nexflow_codegen.lower.process.endpoints import Target, target_endpoint
from nexflow_codegen.lower.process.message import as_message, template_endpoint, topic_template
from nexflow_codegen.lower.process.metrics import count_records
from nexflow_codegen.lower.process.route_forms import picks_later
from nexflow_codegen.lower.process.streams import Destination, Stream
from nexflow_codegen.lower.process.together import together
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Phrase, Word


def find_destinations(
    job: JobBuilder, entries: tuple[Entry, ...], sent: set[str], *, parallel: bool = False
) -> None:
    """Find the branches of a process, and the `emit to`s that only say how a destination is written.

    sent: the destinations that routes further up name. parallel: whether these are its branches.
    """
    for number, entry in enumerate(entries):
        if entry.rule == "on_error":
            continue
        sent.update(map(normal, _targets(entry)))
        node = entry.node
        if picks_later(entry):
            below = takewhile(lambda one: isinstance(one.node, p.Emit), entries[number + 1 :])
            job.picked[entry.start] = list(below)
        if entry.rule == "branch" and not parallel:
            job.branches.setdefault(normal(branch_name(entry)), entry)
        elif isinstance(node, p.Emit) and normal(name := text_of(node.target)) in sent:
            job.emits.setdefault(normal(name), []).append(entry)
        find_destinations(job, entry.children, sent, parallel=entry.rule == "parallel")


def _targets(entry: Entry) -> list[str]:
    """Return the destinations that a route, an arm or a line below it names."""
    node = entry.node
    if isinstance(node, p.Arm):
        return [text_of(node.destination)] if node.destination is not None else []
    if not isinstance(node, Phrase):
        return []
    if node.rule == "destination":
        return [text_of(node.parts[-1])]
    found = [text_of(target) for target in targets_of(node)]
    if node.rule == "arm_target":
        found += [text_of(part) for part in node.parts if isinstance(part, Word | e.Text)]
    otherwise = node.phrase("route_otherwise")
    if otherwise is not None:
        found += [text_of(part) for part in otherwise.parts if isinstance(part, Word | e.Text)]
    return found


def send(job: JobBuilder, place: Entry, target: Target, stream: Stream) -> None:
    """Send a stream to a destination; `deliver` says what becomes of it."""
    if isinstance(target, e.Placeholder) and not isinstance(target, Environment):
        raise Unsupported(
            f"the destination `${{{target.path}}}`, which is no value of [config]; give it one there, or name the destination"
        )
    name = target.path if isinstance(target, e.Placeholder) else text_of(target)
    found = job.sent.setdefault(normal(name), Destination(name, target, place))
    found.streams.append(replace(stream, name=name))


def deliver(job: JobBuilder) -> None:
    """Lower what becomes of the records that routes have sent on; branches may send them further."""
    while waiting := [one for one in job.sent.values() if not one.done]:
        for destination in waiting:
            _deliver(job, destination)


def _deliver(job: JobBuilder, destination: Destination) -> None:
    from nexflow_codegen.lower.process.steps import lower_step, lower_steps  # noqa: PLC0415 - branches hold steps

    destination.done = True
    key = normal(destination.name)
    with job.statement(destination.place):
        stream = _arriving(job, destination)
        stream = count_records(job, destination.place, stream, destination.name)
        branch, emits = job.branches.get(key), job.emits.get(key, [])
        if branch is not None:
            end = lower_steps(job, branch.children, stream)
            if end is not None:
                job.named[key] = end
            return
        for emit in emits:
            with job.statement(emit):
                lower_step(job, emit, stream)
        if not emits:
            _to_stream(job, destination, stream)


def _to_stream(job: JobBuilder, destination: Destination, stream: Stream) -> None:
    """Send records to the stream outside of the destination's name, or to topics that it names per record."""
    place, topic = destination.place, topic_template(destination.name)
    if topic:
        endpoint = template_endpoint(topic)
        messages = as_message(job, place, stream, endpoint, topic, "", job.key)
        message_sink(job, place, messages, endpoint, round_robin=False)
        return
    job.committed.append(stream)
    endpoint = target_endpoint(job.context.lookup, destination.target)
    if endpoint.schema:
        stream = as_schema(job, place, stream, endpoint.schema, ("emit", endpoint.name))
    sink(job, place, stream, endpoint, "emit", endpoint.schema)


def _arriving(job: JobBuilder, destination: Destination) -> Stream:
    stream = together(job, destination.place, destination.streams, "to", destination.name)
    assert stream is not None
    return replace(stream, name=destination.name)


def destination_stream(job: JobBuilder, name: str) -> Stream | None:
    """Return the stream of a destination that a statement names, as its branch leaves it."""
    destination = job.sent.get(normal(name))
    if destination is None:
        return None
    if not destination.done and normal(name) not in job.branches:
        destination.done = True
        job.named[normal(name)] = _arriving(job, destination)
    elif not destination.done:
        _deliver(job, destination)
    return job.named.get(normal(name))
