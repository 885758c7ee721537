"""The long run: `python tests/differential/run.py --programs 2000`, with random seeds.

Prints each finding with its program, its record and both results as it is found, then figures.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from harness import ZONES, Batch, Report, clean
from hypothesis.control import BuildContext
from hypothesis.errors import StopTest
from hypothesis.internal.conjecture.data import ConjectureData
from programs import Program, programs

import conftest
from nexflow_codegen.flink_versions import NEWEST


def drawn(count: int, with_seed: int) -> list[Program]:
    """Return random programs, each drawn anew: none is another's mutation, as those of `given` may be."""
    random_ = random.Random(with_seed)
    strategy = programs()
    found: list[Program] = []
    while len(found) < count:
        try:
            data = ConjectureData(random=random.Random(random_.random()))
            with BuildContext(data, is_final=False, wrapped_test=drawn):
                program = data.draw(strategy)
        except StopTest:  # it became too long
            continue
        found.append(program.named(f"P{len(found)}"))
    return found


def batch_of(found: list[Program], class_path: str, folder: Path, first: int = 0) -> Report:
    """Compare some programs, in two time zones; those of which too little is right are left out."""
    report = Report()
    kept: list[tuple[Program, str]] = []
    for number, program in enumerate(found):
        zone = ZONES[(first + number % 2) % len(ZONES)]
        right = clean(program, zone, report)
        if right is not None:
            kept.append((right, zone))
    return Batch(kept, class_path, folder, report).run()


def main() -> int:
    """Run batch after batch."""
    from generated import jars  # noqa: PLC0415 - conftest says where it is

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a finding may be about half of a character
        sys.stdout.reconfigure(errors="backslashreplace")
    total = Report()
    with tempfile.TemporaryDirectory() as temporary:
        class_path = jars(NEWEST, Path(temporary))
        number = 0
        while total.programs < options.programs:
            folder = Path(temporary) / "batch"
            shutil.rmtree(folder, ignore_errors=True)
            started = time.monotonic()
            found = drawn(options.batch, options.seed + number)
            report = batch_of(found, class_path, folder, number)
            total.add(report)
            for finding in report.findings:
                _say(f"\n{'=' * 80}\n{finding}\n")
            took = time.monotonic() - started
            _say(f"seed {options.seed + number}: {total.programs} programs, {total.records} records, "
                 f"{total.compared} results, {len(total.findings)} findings, {took:.0f} s")  # fmt: skip
            number += 1
    _print(total)
    return 1 if total.findings else 0


def _print(total: Report) -> None:
    for finding in total.findings:
        _say(
            f"\n{finding.kind} {finding.probe}: {finding.line}\n  {finding.expected}\n  {finding.got}"
        )
    for name in ("unknown", "refused", "not_generated"):
        _say(f"\n{name}")
        for why, times in getattr(total, name).most_common(40):
            _say(f"{times:>6} {why}   {total.examples.get(why, '')[:150]}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    assert conftest
    sys.exit(main())
