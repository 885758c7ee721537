"""Steps that look at one record at a time become one operator; what must stay apart does."""

from __future__ import annotations

import re

from test_generation import process


def _job(body: str) -> str:
    result = process(body)
    assert not result.findings, result.findings
    return next(file.text for file in result.files if file.path.endswith("PJob.java"))


def _operators(job: str) -> list[str]:
    build = job[job.index("void build(") : job.index("/** Reads a record")]
    return re.findall(r'\.name\("([^"]+)"\)', build)


STEPS = 'filter amount > 5\nset share = 100 / amount\nfilter share > 2\nset note = "x"'


def test_steps_that_follow_each_other_are_one_operator() -> None:
    job = _job(STEPS)
    assert _operators(job) == [
        "check orders, filter amount > 5, set share, filter share > 2, set note",
        "emit out",
        "dead letter shop.P.dead-letter",
    ]
    # Each step sends away what fails in it, once.
    assert job.count("getSideOutput(DEAD_LETTERS)") == 1
    assert '"set share"' in job
    assert ".union(" not in job


def test_each_step_is_a_method_that_hands_on_to_the_next() -> None:
    job = _job(STEPS)
    called = re.findall(r"^ +(\w+)\(.*, context, out\);$", job, re.MULTILINE)
    defined = re.findall(r"private void (\w+)\(", job)
    assert called == defined
    assert len(defined) == 4
    assert job.count("out.collect(") == 1


def test_a_stream_that_two_statements_read_stays_a_stream() -> None:
    job = _job('set note = "x"\nemit to "copy"\nset note = "y"')
    assert [name for name in _operators(job) if "set" in name] == [
        "check orders, set note",
        "set note",
    ]


def test_what_keeps_something_stays_apart() -> None:
    job = _job("filter amount > 5\ndeduplicate by customer window 5 minutes\nfilter amount > 6")
    names = _operators(job)
    assert names[0].startswith("check orders, filter amount > 5")
    assert [name for name in names if "deduplicate" in name] == ["deduplicate by customer"]
    assert "filter amount > 6" in names


def test_what_steps_send_aside_is_taken_once() -> None:
    """One side output of a fused operator beside that of another one."""
    job = _job(
        "set share = 100 / amount\ndeduplicate by customer window 5 minutes\nset part = 10 / share"
    )
    letters = re.findall(r"(\w+)\.getSideOutput\(DEAD_LETTERS\)", job)
    assert len(letters) == len(set(letters)) == 2
