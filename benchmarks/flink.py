"""How fast generated jobs are against the same by hand, and in SQL: `python benchmarks/flink.py [WORD …]`.

`benchmarks/flink` holds the Nexflow files, and in `java` the jobs as an expert writes them, and in
Flink SQL; all read records in memory and throw away what comes out. Each runs in a Java of its own,
which stays warm while they take turns, round by round, so that whatever else the machine does meets
all of them. A rate is of records per second that the threads of its tasks have had a processor, the
median of the rounds, and so is a ratio. A WORD restricts the runs to those whose names hold it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from printing import show

from nexflow_codegen import generate
from nexflow_codegen.flink_versions import JACKSON, NEWEST
from nexflow_codegen.run import compile_project
from nexflow_codegen.toolchain import find_java
from nexflow_codegen.write import write
from nexflow_server.projects import ProjectFolder

HERE = Path(__file__).parent / "flink"
ROUNDS, WARM_UPS = 7, 2
_POM_END = "</dependencies>\n\n  <build>"
_PLANNER = "flink-table-planner_2.12"
_FLINK = (
    "flink-connector-datagen", "flink-statebackend-rocksdb", "flink-json", "flink-table-api-java-bridge",
    "flink-table-runtime", _PLANNER,
)  # fmt: skip
#: As in the poms of projects with SQL: its manifest names jars that are not there.
_EXCLUDED = """
      <exclusions>
        <exclusion>
          <groupId>org.scala-lang</groupId>
          <artifactId>scala-compiler</artifactId>
        </exclusion>
      </exclusions>"""
_CODES = 1000
_CODED = """import trade.schema
import codes.rules

process Coded
    receive Ping from kafka "pings"
    set code = kind
    evaluate using Codes
    emit to "coded"
end
"""


@dataclass(frozen=True)
class Workload:
    """What is run. peers: what the generated code is compared to, with the ratio that is wanted.

    best: of several peers of one kind the quickest counts. in_sql: the records that SQL is given,
    where it would take minutes for all; 0 for all.
    """

    name: str
    records: int
    peers: tuple[tuple[tuple[str, ...], float], ...]
    parallelisms: tuple[int, ...] = (1, 2)
    main: str = "Benchmark"
    in_sql: int = 0

    def records_of(self, variant: str) -> int:
        """Return how many records a variant is given in a round."""
        return self.in_sql if self.in_sql and variant.startswith("sql") else self.records


_BY_HAND = (("by hand",), 0.95)
WORKLOADS = (
    Workload("transform", 3_000_000, (_BY_HAND, (("sql",), 3))),
    Workload("rules", 3_000_000, (_BY_HAND, (("sql", "sql nested"), 5)), in_sql=300_000),
    Workload("enrich", 300_000, (_BY_HAND,)),
    Workload("enrich, cached", 1_000_000, (_BY_HAND,)),
    Workload("window, heap", 2_000_000, (_BY_HAND, (("sql",), 1.2))),
    Workload("window, rocksdb", 300_000, (_BY_HAND, (("sql",), 1.2))),
    Workload("JSON to JSON", 600_000, (_BY_HAND, (("sql",), 2))),
    Workload("read 200 B", 1_000_000, (_BY_HAND, (("databind",), 2)), (1,), "Micro"),
    Workload("read 1 KB", 250_000, (_BY_HAND, (("databind",), 2)), (1,), "Micro"),
    Workload("1,000 rows", 30_000_000, ((("by hand",), 1),), (1,), "Micro"),
)


def main() -> None:
    """Generate, compile, run, and print a table."""
    words = sys.argv[1:]
    chosen = [one for one in WORKLOADS if not words or any(word in one.name for word in words)]
    if chosen:
        compare(chosen)
    if not words or "generation" in words:
        generation()


_HEADER = (
    "workload",
    "parallelism",
    "generated/s",
    "against",
    "its/s",
    "ratio",
    "wanted",
    "clock",
    "",
)


def compare(chosen: list[Workload]) -> None:
    """Run some workloads, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        command = prepared(Path(folder))
        rows = [row for workload in chosen for row in measured(command, workload)]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    show(f"Flink {NEWEST.flink}; load of the machine at the end: {load}", _HEADER, rows)


def measured(command: list[str], workload: Workload) -> Iterator[tuple[str, ...]]:
    """Run a workload and its peers in turn; yield a row for each that it is compared to."""
    for parallelism in workload.parallelisms:
        names = ("generated", *(name for group, _wanted in workload.peers for name in group))
        times = rounds(command, workload, names, parallelism)
        rates = {name: 1 / median(own for _clock, own in times[name]) for name in names}
        for group, wanted in workload.peers:
            best = max(group, key=lambda name: rates[name])
            pairs = list(zip(times[best], times["generated"], strict=True))
            ratio = median(other[1] / own[1] for other, own in pairs)
            clock = median(other[0] / own[0] for other, own in pairs)
            yield (
                workload.name, str(parallelism), f"{rates['generated']:,.0f}", best, f"{rates[best]:,.0f}",
                f"{ratio:.2f}", f"{wanted}", f"{clock:.2f}", "" if ratio >= wanted else "below",
            )  # fmt: skip


def rounds(
    command: list[str], workload: Workload, names: Sequence[str], parallelism: int
) -> dict[str, list[tuple[float, float]]]:
    """Run variants in turn; return the seconds per record of their rounds, by the clock and the processor."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(
                subprocess.Popen(
                    [*command, f"hand.{workload.main}", f"{workload.name}/{name}", str(parallelism),
                     str(workload.records_of(name))],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                )
            )
            for name in names
        }  # fmt: skip
        for number in range(ROUNDS + WARM_UPS):
            for name, process in running.items():
                assert process.stdin is not None
                assert process.stdout is not None
                print("round", file=process.stdin, flush=True)
                clock, processor = map(float, process.stdout.readline().split())
                if number >= WARM_UPS:
                    count = workload.records_of(name)
                    times[name].append((clock / count, processor / count))
    return times


def prepared(folder: Path) -> list[str]:
    """Generate and compile everything below a folder; return the command that runs it, but for its class."""
    sources = folder / "project"
    shutil.copytree(HERE, sources)
    (sources / "src" / "codes.rules").write_text(codes(), "utf-8")
    (sources / "src" / "codes.proc").write_text(_CODED, "utf-8")
    project = ProjectFolder(str(sources), deep=True)
    for _path in project.load():
        pass
    result = generate(project.workspace)
    assert not result.findings, result.findings
    write(folder, result.files, complete=True)
    pom = folder / "pom.xml"
    text = pom.read_text("utf-8")
    assert _POM_END in text
    needed = [dependency("org.apache.flink", name, "${flink.version}") for name in _FLINK]
    needed.append(dependency("com.fasterxml.jackson.core", "jackson-databind", JACKSON))
    pom.write_text(text.replace(_POM_END, "".join(needed) + _POM_END), "utf-8")
    compiled = compile_project(folder, NEWEST, lambda said: print(said, file=sys.stderr))
    classes = folder / "hand"
    path = os.pathsep.join(map(str, compiled.path))
    by_hand = map(str, sorted((HERE / "java").rglob("*.java")))
    subprocess.run(
        [find_java().javac, "-nowarn", "-cp", path, "-d", str(classes), *by_hand], check=True
    )
    return [compiled.java, "-Xmx2g", "-cp", f"{classes}{os.pathsep}{path}"]


def dependency(group: str, artifact: str, version: str) -> str:
    """Return what a pom says of a library that only the benchmark needs."""
    return f"""
    <dependency>
      <groupId>{group}</groupId>
      <artifactId>{artifact}</artifactId>
      <version>{version}</version>
      <scope>test</scope>{_EXCLUDED if artifact == _PLANNER else ""}
    </dependency>
  """


def codes() -> str:
    """Return a table of many codes, each with its own row."""
    rows = "\n".join(f'        | "code-{i}" | "zone-{i % 37}" |' for i in range(_CODES))
    return f"""decision_table Codes
    hit_policy first_match
    given:
        code: string
    end
    decide:
        | code | zone |
        |======|======|
{rows}
        | * | "none" |
    end
    return:
        zone: string
    end
end
"""


_DEFINED = re.compile(r"^(?:process|schema|transform|decision_table) (\w+)", re.MULTILINE)
_NAMED = re.compile(
    r"\b(schema|process|transform|decision_table|input:|output:|receive|using|as) (\w+)"
)
_COPIES = 40


def generation() -> None:
    """Print how many definitions are generated in a second, and check that the bytes are the same."""
    times: list[float] = []
    made: list[object] = []
    with tempfile.TemporaryDirectory() as folder:
        count = copies(Path(folder) / "project")
        for _round in range(3):
            project = ProjectFolder(str(Path(folder) / "project"), deep=True)
            for _path in project.load():
                pass
            start = time.process_time()
            result = generate(project.workspace)
            times.append(time.process_time() - start)
            assert not result.findings, result.findings
            made.append(result.files)
    assert all(files == made[0] for files in made)
    row = (f"{count:,}", f"{min(times):.1f} s", f"{count / min(times):,.0f}", "100")
    show(
        "Generation, the same bytes each time",
        ("definitions", "time", "per second", "wanted"),
        [row],
    )


def copies(project: Path) -> int:
    """Write the project with many copies of its definitions, whose names are numbered; return how many it has."""
    shutil.copytree(HERE, project)
    texts = {path: path.read_text("utf-8") for path in sorted((project / "src").iterdir())}
    names = {name for text in texts.values() for name in _DEFINED.findall(text)}
    for number in range(1, _COPIES):

        def numbered(match: re.Match[str], number: int = number) -> str:
            word, name = match.groups()
            return f"{word} {name}{number}" if name in names else f"{word} {name}"

        for path, text in texts.items():
            imports = re.sub(r"^import (\w+)", rf"import \g<1>{number}", text, flags=re.MULTILINE)
            copy = path.with_stem(f"{path.stem}{number}")
            copy.write_text(_NAMED.sub(numbered, imports), "utf-8")
    return _COPIES * sum(len(_DEFINED.findall(text)) for text in texts.values())


if __name__ == "__main__":
    main()
