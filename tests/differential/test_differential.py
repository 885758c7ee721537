"""Random programs: the generated Java gives what the reference evaluation gives.

`make differential` tries many more, with random seeds. What it found is in `test_findings.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from generated import jars
from run import batch_of, drawn

from nexflow_codegen.flink_versions import NEWEST

PROGRAMS = 100
SEED = 20
#: Programs of which nothing is wrong by the checker are most, or the strategies have gone astray.
_LEAST = 85


@pytest.mark.flink
def test_generated_java_gives_what_the_reference_gives(tmp_path: Path) -> None:
    report = batch_of(drawn(PROGRAMS, SEED), jars(NEWEST, tmp_path), tmp_path)
    assert report.findings == [], "\n\n".join(map(str, report.findings))
    assert report.programs >= _LEAST
    assert report.compared > 50 * report.programs
    assert sum(report.unknown.values()) < report.compared / 20
    assert report.not_generated == {}
