"""All that touches a state becomes one keyed operator, since Flink keeps state per operator.

Steps between that look at one record at a time are done in it, too; records that go elsewhere from
there leave it by side outputs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nexflow_codegen.ir.code import Arm, Branch, Declare, HandOn, Run, Statement
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.functions.stateful import KeptState, Stateful
from nexflow_codegen.ir.graph import Call, Chain
from nexflow_codegen.java import constant_name, string_literal
from nexflow_codegen.lower.process.builder import STREAM_TYPE, JobBuilder
from nexflow_codegen.lower.process.declared_state import Touch
from nexflow_codegen.lower.process.fuse import LITERAL, texts_of
from nexflow_codegen.lower.process.keyed_region import (
    WORD,
    Region,
    ahead_of,
    consumed,
    find_region,
    inputs_of,
)
from nexflow_codegen.lower.process.keys import key_by, keys_of

_SIDE = re.compile(r"(\w+)\.getSideOutput\((\w+)\)")
_SENT = re.compile(r"context\.output\((\w+), (.*)\)", re.DOTALL)


def join_keyed(job: JobBuilder) -> None:
    """Make one operator of all that touches a state, for each state that several functions touch."""
    for group in _groups(job.touches):
        with job.statement(group[1].entry):
            _join(job, find_region(job, group))


def _groups(touches: Sequence[Touch]) -> list[list[Touch]]:
    """Return the functions that share a state, where there are several."""
    groups: list[list[Touch]] = []
    for touch in touches:
        names = set(touch.names)
        shared = [group for group in groups if any(names & set(one.names) for one in group)]
        joined = [*(one for group in shared for one in group), touch]
        groups = [*(group for group in groups if group not in shared), joined]
    return [group for group in groups if len(group) > 1]


def _join(job: JobBuilder, region: Region) -> None:
    """Put one operator in place of a region."""
    _find_ways_out(region)
    graph = list(job.graph)
    cls, made = _function(region)
    first, names = region.touches[0], dict.fromkeys(n for one in region.touches for n in one.names)
    job.touches[:] = [one for one in job.touches if one not in region.touches]
    job.touches.append(replace(first, cls=cls, names=tuple(names)))
    old = {operator.function.cls for operator in region.operators.values()}
    at = next(n for n, one in enumerate(job.functions) if getattr(one, "cls", "") in old)
    kept = [one for one in job.functions if getattr(one, "cls", "") not in old]
    job.functions[:] = [*kept[:at], made, *kept[at:]]
    chain = _chain(region, cls, made.output)
    job.graph[:] = [
        chain if one is region.root else _redirected(one, region, chain.name)
        for one in graph
        if one is region.root or one not in region.chains
    ]


def _find_ways_out(region: Region) -> None:
    """Find the streams that other statements go on with: one is the operator's own, others are aside."""
    used = {
        word
        for chain in region.outside()
        for text in texts_of(chain)
        for word in WORD.findall(_SIDE.sub("", text))
    }
    leaving = [chain.name for chain in region.chains if chain.name in used]
    region.main = leaving[-1] if leaving else ""
    for name in leaving[:-1]:
        type_ = region.type_of(name)
        region.tags[name] = region.job.tag(
            f"out {name}", constant_name(name), name, type_, f"{type_}.TYPE"
        )


def _function(region: Region) -> tuple[str, Stateful]:
    job = region.job
    functions = {one.cls: one for one in job.functions if isinstance(one, Stateful)}
    states: dict[str, KeptState] = {}
    for touch in region.touches:
        states |= {one.id: one for one in functions[touch.cls].states}
    steps = [(region.methods[name], _rewired_function(region, name)) for name in region.operators]
    output = region.type_of(region.main) if region.main else steps[-1][1].output
    cls = job.nested(f"{region.touches[0].cls}AndMore").simple
    key_type = functions[region.touches[0].cls].key_type
    return cls, Stateful(
        cls, key_type, tuple(states.values()), output, steps[0][1], tuple(steps[1:])
    )


def _chain(region: Region, cls: str, output: str) -> Chain:
    job, root = region.job, region.root
    first = region.operators[root.name]
    calls = list(first.ahead)
    if not any(call.name == "keyBy" for call in calls):
        stream = ahead_of(region)
        assert stream is not None
        job.start_method()
        calls.append(key_by(job, keys_of(job, stream, region.touches[0].paths)))
    classes = {touch.cls for touch in region.touches}
    uid = next(one.uid for one in region.operators.values() if one.function.cls in classes)
    names = ", ".join(json.loads(one.name) for one in region.operators.values())
    calls += [
        Call("process", (f"new {cls}()",)), Call("returns", (f"{output}.TYPE",)),
        Call("uid", (uid,)), Call("name", (string_literal(names),)),
    ]  # fmt: skip
    origins = dict.fromkeys(one.origin for one in region.chains if one.origin != root.origin)
    return replace(
        root,
        type=f"{STREAM_TYPE}<{output}>",
        name=region.main or root.name,
        calls=tuple(calls),
        fused=tuple(origins),
    )


def _rewired_function(region: Region, name: str) -> Function:
    function = region.operators[name].function
    before = _rewired(region, function, name, function.before)
    return replace(function, before=before, then=_rewired(region, function, name, function.then))


def _rewired(
    region: Region, function: Function, name: str, statements: tuple[Statement, ...]
) -> tuple[Statement, ...]:
    """Return statements that hand records on to the methods of other steps."""
    made: list[Statement] = []
    inside = consumed(region)
    for one in statements:
        match one:
            case HandOn():
                made += _sends(region, name, function.output, one)
            case Run() if (sent := _SENT.fullmatch(one.code)) and (
                (side := f"{name}.getSideOutput({sent[1]})") in inside
            ):
                made += [one] if _leaves(region, side) else []
                made += _sends(region, side, function.output, HandOn(one.origin, sent[2]))
            case Branch():
                arms = tuple(
                    Arm(arm.condition, _rewired(region, function, name, arm.body))
                    for arm in one.arms
                )
                otherwise = one.otherwise and _rewired(region, function, name, one.otherwise)
                made.append(Branch(one.origin, arms, otherwise))
            case _:
                made.append(one)
    return tuple(made)


def _leaves(region: Region, side: str) -> bool:
    """Tell whether a statement outside goes on with a side output."""
    return any(side in text for chain in region.outside() for text in texts_of(chain))


def _sends(region: Region, stream: str, type_: str, record: HandOn) -> list[Statement]:
    """Return what hands a record on to all that go on with a stream."""
    ways = list(_ways(region, stream))
    code = record.code
    made: list[Statement] = []
    if len(ways) > 1 and not code.isidentifier():
        made.append(Declare(record.origin, type_, "handed", code))
        code = "handed"
    for tag, method in ways:
        if tag:
            made.append(Run("", f"context.output({tag}, {code})"))
        else:
            made.append(HandOn("", code, method))
    return made


def _ways(region: Region, stream: str) -> Iterator[tuple[str, str]]:
    """Yield the ways of a stream's records: side outputs, or methods, "" for the operator's own output."""
    if stream == region.main:
        yield "", ""
    elif stream in region.tags:
        yield region.tags[stream], ""
    for chain in region.chains:
        if chain is not region.root and stream in inputs_of(chain):
            if chain.name in region.unions:
                yield from _ways(region, chain.name)
            else:
                yield "", region.methods[chain.name]


def _redirected(chain: Chain, region: Region, name: str) -> Chain:
    """Take streams from the operator that several have become."""
    gone = "|".join(re.escape(one.name) for one in region.chains)
    pattern = re.compile(rf"{LITERAL.pattern}|(?<![\w.])({gone})(?![\w(])(\.getSideOutput\()?")

    def instead(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        if found[2]:
            return f"{name}{found[2]}"
        tag = region.tags.get(found[1])
        return f"{name}.getSideOutput({tag})" if tag else name

    start = pattern.sub(instead, chain.start)
    calls: list[Call] = []
    for call in chain.calls:
        arguments = tuple(pattern.sub(instead, argument) for argument in call.arguments)
        if call.name == "union" and (start, arguments) != (chain.start, call.arguments):
            arguments = tuple(one for one in dict.fromkeys(arguments) if one != start)
        if arguments or not call.arguments:
            calls.append(replace(call, arguments=arguments))
    return replace(chain, start=start, calls=tuple(calls))


__all__ = ["join_keyed"]
