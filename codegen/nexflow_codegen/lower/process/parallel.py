"""`parallel … branch … end`: every branch gets every record; `aggregate n from …` joins what they leave."""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.names import normal
from nexflow_analysis.process.branching import branch_name
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.metrics import count_records
from nexflow_codegen.lower.process.streams import Fan, FanBranch, Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Keyword, Phrase


def lower_parallel(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower the branches of a `parallel`; a statement below it joins what they leave."""
    from nexflow_codegen.lower.process.steps import lower_steps  # noqa: PLC0415 - branches hold steps

    options = _options(entry)
    if job.answers is not None:
        raise Unsupported("a `parallel` inside of another's branch; put it below the other")
    branches: list[FanBranch] = []
    for child in entry.every("branch"):
        name = branch_name(child)
        known = {target: len(names) for target, names in job.side_outputs.items()}
        answers: list[Stream] = []
        job.answers = answers
        start = count_records(job, child, replace(stream, name=name), name)
        end = lower_steps(job, child.children, start)
        job.answers = None
        failures = [
            (variable, target)
            for target, variables in job.side_outputs.items()
            for variable in dict.fromkeys(variables[known.get(target, 0) :])
        ]
        branches.append(FanBranch(name, end, tuple(answers), tuple(failures)))
        if end is not None:
            job.named[normal(name)] = end
    job.fan = Fan(stream, tuple(branches), *options)
    return None


def _options(entry: Entry) -> tuple[int | None, int]:
    """Return the timeout, and how many branches must answer: -1 for all of them."""
    timeout: int | None = None
    needed = 0
    for place in (entry, *entry.every("parallel_option")):
        node = place.node
        assert isinstance(node, Phrase)
        for before, part in zip(node.parts, node.parts[1:], strict=False):
            if not isinstance(before, Keyword):
                continue
            if before.text == "timeout":
                timeout = millis(part)
            elif before.text == "min_required":
                if not isinstance(part, e.Number):
                    raise Unsupported("`min_required` from [config]; write the number")
                needed = int(part.value)
            elif before.text == "require_all":
                if not isinstance(part, e.Boolean):
                    raise Unsupported("`require_all` from the environment; write `true` or `false`")
                needed = -1 if part.value else needed
    return timeout, needed
