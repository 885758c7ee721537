"""What a statement without a key of its own is kept by: `partition by`, else the schema's identity."""

from __future__ import annotations

import re

import pytest
from test_generation import process


@pytest.mark.parametrize(
    ("before", "key"), [("", "id"), ("partition by customer\n", "customer")], ids=["identity", "partition"]
)  # fmt: skip
@pytest.mark.parametrize(
    "statement",
    [
        "schedule later after 1 hour action remind",
        "set often = count(orders in last 1 hour)",
        'state_machine Order\ntransition to "paid"',
    ],
)
def test_the_key_is_of_the_process_or_the_identity(before: str, key: str, statement: str) -> None:
    """The key of the messages in Kafka, `key_fields`, is none of it."""
    result = process(before + statement)
    assert not result.findings, result.findings
    job = next(file.text for file in result.files if file.path.endswith("PJob.java"))
    assert re.findall(r"\.keyBy\((.*)\)$", job, re.MULTILINE) == [f"in -> in.{key}(), Types.STRING"]
