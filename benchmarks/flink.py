"""How fast generated jobs are against the same jobs by hand: `python benchmarks/flink.py [RECORDS]`.

`benchmarks/flink` holds the Nexflow files, and in `java` the jobs as an expert writes them. Both run in
one Java, in turn, from records in memory into a sink that throws them away: the transform alone; with
a table of 20 rows; and the latter from JSON bytes to JSON bytes. The best of three rounds counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from printing import show

from nexflow_codegen import generate
from nexflow_codegen.flink_versions import NEWEST
from nexflow_codegen.run import compile_project
from nexflow_codegen.toolchain import find_java
from nexflow_codegen.write import write
from nexflow_server.projects import ProjectFolder

HERE = Path(__file__).parent / "flink"
RECORDS, ROUNDS = 5_000_000, 3
_POM_END = "</dependencies>\n\n  <build>"
_DATAGEN = """
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-connector-datagen</artifactId>
      <version>${flink.version}</version>
      <scope>test</scope>
    </dependency>
  """


def main() -> None:
    """Generate, compile, run, and print a table."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory() as folder:
        command = prepared(Path(folder))
        command += [str(records), str(ROUNDS)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    rates: dict[tuple[str, str], dict[str, int]] = {}
    for line in done.stdout.splitlines():
        job, variant, parallelism, rate = line.split(" ")
        rates.setdefault((job, parallelism), {})[variant] = int(rate)
    rows = [
        (job, parallelism, f"{one['generated']:,}", f"{one['by-hand']:,}",
         f"{one['generated'] / one['by-hand']:.2f}")
        for (job, parallelism), one in rates.items()
    ]  # fmt: skip
    header = ("job", "parallelism", "generated/s", "by hand/s", "ratio")
    show(f"{records:,} records, Flink {NEWEST.flink}", header, rows)


def prepared(folder: Path) -> list[str]:
    """Generate and compile everything below a folder; return the command that runs it."""
    project = ProjectFolder(str(HERE), deep=True)
    for _path in project.load():
        pass
    result = generate(project.workspace)
    assert not result.findings, result.findings
    write(folder, result.files, complete=True)
    pom = folder / "pom.xml"
    text = pom.read_text("utf-8")
    assert _POM_END in text
    pom.write_text(text.replace(_POM_END, _DATAGEN.lstrip("\n") + _POM_END), "utf-8")
    compiled = compile_project(folder, NEWEST, lambda said: print(said, file=sys.stderr))
    classes = folder / "hand"
    path = os.pathsep.join(map(str, compiled.path))
    sources = map(str, sorted((HERE / "java").rglob("*.java")))
    subprocess.run(
        [find_java().javac, "-nowarn", "-cp", path, "-d", str(classes), *sources], check=True
    )
    return [compiled.java, "-Xmx2g", "-cp", f"{classes}{os.pathsep}{path}", "hand.Benchmark"]


main()
