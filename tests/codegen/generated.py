"""Generates the definitions of a folder of Nexflow files, without a process around them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from nexflow_analysis.declare import declare
from nexflow_analysis.index import Declared, Index
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.project.read import read_project
from nexflow_codegen.flink_versions import JACKSON, SLF4J, SUPPORTED, FlinkVersion
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.lower.connectors.registry import CONNECTORS
from nexflow_codegen.lower.context import Context
from nexflow_codegen.lower.definitions import Definitions
from nexflow_codegen.lower.formats.registry import FORMATS
from nexflow_codegen.lower.lookup import lower_lookup
from nexflow_codegen.lower.lookup_sources import CONNECTORS as LOOKUPS
from nexflow_codegen.lower.schema import lower_schemas, schema_shape
from nexflow_codegen.lower.scope import Fields, fields_of
from nexflow_codegen.lower.support import lower_support
from nexflow_codegen.project import Pom
from nexflow_codegen.render import environment, render
from nexflow_codegen.toolchain import class_path
from nexflow_grammar.languages import language_of
from nexflow_grammar.source_file import Segment, SourceFile

ROOT = Path(__file__).parents[2]
PACKAGE = "com.example.generated"


@dataclass
class Generated:
    """Java by its path, and what is not generated as messages."""

    java: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def texts_of(folder: Path) -> dict[str, str]:
    """Return the Nexflow files below a folder by their relative paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and language_of(path.name) is not None
    }


def jars(version: FlinkVersion, folder: Path) -> str:
    """Return the jars that a generated project with every connector is compiled and run with."""
    others = [other for other in SUPPORTED if other is not version]
    needed = [one for known in (*CONNECTORS, *FORMATS) for one in known.dependencies]
    model = Pom(
        group="com.example", artifact="tests", version="1", flink=version, other=others[0],
        dependencies=tuple(dict.fromkeys(needed)), sql=False, tables=True,
        libraries=tuple(one for connector in LOOKUPS.values() for one in connector.libraries),
        jackson=JACKSON, slf4j=SLF4J, sources=(), jobs=(), variables=(), regional=False,
    )  # fmt: skip
    templates = environment()
    pom = folder / "pom.xml"
    pom.write_text(templates.get_template("project/pom.xml.j2").render(model=model), "utf-8")
    return os.pathsep.join(map(str, class_path(pom, version, print)))


def context_of(texts: dict[str, str], toml: str = "", package: str = PACKAGE) -> Context:
    """Return a context over some files, which must parse. toml: the project file."""
    project = read_project("nexflow.toml", toml)[0]
    sources: dict[str, SourceFile] = {}
    index = Index()
    index.update([], [Declared(one, project.path, None) for one in project.definitions])
    for path, text in texts.items():
        language = language_of(path)
        assert language is not None
        source = sources[path] = SourceFile(language, text)
        for segment in source.segments:
            assert not segment.problems, (path, segment.problems)
            index.update([], [Declared(found, path, segment) for found in declare(segment)])

    def line(path: str, segment: Segment, offset: int) -> int:
        source = sources[path]
        return source.position(source.segments.index(segment), offset)[0] + 1

    return Context(Lookup(index), package, line, project)


def generate(
    texts: dict[str, str], also: str = "", toml: str = "", on: dict[str, str] | None = None
) -> Generated:
    """Generate all schemas, transforms, tables and rules of some files, and what they use.

    also: Java that uses the support package too. toml: the project file. on: the schema of the
    records that a definition without inputs is used on, by the definition's name.
    """
    return generate_in(context_of(texts, toml), also, on)


def generate_in(
    context: Context,
    also: str = "",
    on: dict[str, str] | None = None,
    read: Iterable[str] | None = None,
) -> Generated:
    """Generate all that a context knows; the parameters are those of `generate` and `lowered`."""
    files = lowered(context, on, read)
    made = Generated(problems=[problem.message for problem in context.problems])
    if made.problems:
        return made
    made.java = {file.path: render(file) for file in files}
    for file in lower_support(context.package, [*made.java.values(), also]):
        made.java[file.path] = render(file)
    return made


def lowered(
    context: Context, on: dict[str, str] | None = None, read: Iterable[str] | None = None
) -> list[JavaFile]:
    """Lower all that a context knows; what is not generated is among its problems.

    read: the schemas whose records are only read and checked; without it, all are written, too.
    """
    on = on or {}
    definitions = Definitions(context)
    for name in context.lookup.names("transform"):
        definitions.transform(name, _fields(context, on.get(name)))
    for name in context.lookup.names("rule"):
        definitions.rule(name, _fields(context, on.get(name)))
    files = definitions.files()
    for name in definitions.lookups():
        files += lower_lookup(context, name)
    for name in context.lookup.names("schema") if read is None else read:
        context.need(name, "read", "validate", *(("write",) if read is None else ()))
    for schema in lower_schemas(context):
        files += schema.files
    return files


def _fields(context: Context, schema: str | None) -> Fields | None:
    if schema is None:
        return None
    return fields_of(schema_shape(context, context.schema(schema)), "in")


def compile_java(java: dict[str, str], folder: Path, class_path: str) -> str:
    """Compile Java with all warnings as errors; return what the compiler says."""
    for path, text in java.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    files = [str(folder / path) for path in java]
    command = [
        "javac",
        "-J-XX:+UseSerialGC",
        "-J-XX:TieredStopAtLevel=1",
        "-proc:none",
        "-Xlint:all",
        "-Werror",
        "--release",
        "17",
        "-encoding",
        "UTF-8",
    ]
    command += ["-cp", class_path, "-d", str(folder / "classes"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def run_java(main: str, folder: Path, class_path: str) -> str:
    """Run a compiled class; return what it prints."""
    command = [
        "java",
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        f"{folder / 'classes'}:{class_path}",
        main,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout
