"""A workspace to a Maven project: what is in scope lowered, rendered, and described. No input or output."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nexflow_analysis.declare import declare
from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.index import Declared, Index
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.project.model import Project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen.deploy import deployment_files
from nexflow_codegen.deploy.model import Operated, OperatedJob, regions_of
from nexflow_codegen.flink_versions import JACKSON, SLF4J, SUPPORTED, FlinkVersion
from nexflow_codegen.imports import prune_imports
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.java import words
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.connectors.registry import CONNECTORS
from nexflow_codegen.lower.context import Context, NotGenerated, Unsupported
from nexflow_codegen.lower.definitions import Definitions
from nexflow_codegen.lower.formats.registry import FORMATS
from nexflow_codegen.lower.lookup import lower_lookup
from nexflow_codegen.lower.lookup_sources import Library
from nexflow_codegen.lower.process.job import LoweredProcess, lower_process
from nexflow_codegen.lower.schema import lower_schemas
from nexflow_codegen.lower.settings import TOPIC_SUFFIX, SettingError, Settings, read_settings
from nexflow_codegen.lower.support import lower_support
from nexflow_codegen.render import environment, render
from nexflow_codegen.result import GeneratedFile, GenerationResult, Scope, ScopeKind
from nexflow_codegen.state import MANIFEST, ProjectState, manifest
from nexflow_grammar.source_file import Segment

_WORD = re.compile(r"[A-Za-z_]\w*")
_VARIABLE = re.compile(r'Env\s*\.get\(\s*"(\w+)"(?:,\s*"((?:[^"\\]|\\.)*)")?\s*\)')


def generate(
    workspace: Workspace,
    scope: Scope | None = None,
    *,
    flink_version: str = "",
    environments: Mapping[str, dict[str, Any]] | None = None,
) -> GenerationResult:
    """Generate the processes in scope and what they need; files only where nothing is wrong.

    flink_version: what to build with in place of what the project file says. environments: the
    settings of the project in each environment that it has a file for.
    """
    scope = scope or Scope()
    errors = [
        finding
        for path in sorted(
            {*workspace.files, *([workspace.project.path] if workspace.project.path else [])}
        )
        for finding in workspace.findings(path)
        if finding.severity is Severity.ERROR
    ]
    if errors:
        return GenerationResult((), tuple(errors))
    return _Generation(workspace, scope, flink_version, environments or {}).result()


@dataclass(frozen=True, slots=True)
class Pom:
    """What the pom and the README are laid out from. own_java: the folder of the user's own classes."""

    group: str
    artifact: str
    version: str
    flink: FlinkVersion
    other: FlinkVersion
    sql: bool
    dependencies: tuple[Dependency, ...]
    tables: bool
    libraries: tuple[Library, ...]
    jackson: str
    slf4j: str
    sources: tuple[str, ...]
    jobs: tuple[dict[str, Any], ...]
    variables: tuple[tuple[str, str | None], ...]
    regional: bool
    own_java: str = ""


@dataclass(frozen=True, slots=True)
class _Lowered:
    """Some processes and what they need. texts: Java files by path; none where there are problems.

    own_classes: the files of the user's own classes that they call.
    """

    processes: tuple[LoweredProcess, ...]
    texts: dict[str, str]
    problems: tuple[NotGenerated, ...]
    own_classes: tuple[str, ...] = ()


class _Generation:
    """One run."""

    def __init__(
        self,
        workspace: Workspace,
        scope: Scope,
        flink_version: str,
        environments: Mapping[str, dict[str, Any]],
    ) -> None:
        self.workspace = workspace
        self.environments = environments
        self.scope = scope
        self.flink_version = flink_version
        self.root = (
            posixpath.dirname(workspace.project.path)
            if workspace.project.path
            else _root(workspace)
        )
        self.paths = {self.relative(path): path for path in workspace.files}
        self.processes: list[Declared] = []
        self.lookup = Lookup(self._index())

    def relative(self, path: str) -> str:
        """Return a path as generated files show it: never where the project lies."""
        path = path.replace("\\", "/")
        return posixpath.relpath(path, self.root) if self.root else path

    def _index(self) -> Index:
        """Return an index whose paths are relative: what is generated says nothing of this machine."""
        declared = [
            Declared(definition, self.relative(path), segment)
            for path, file in sorted(self.workspace.files.items())
            if not self.workspace.project.is_previous(path)
            for segment in file.segments
            for definition in declare(segment)
        ]
        self.processes = [one for one in declared if one.definition.kind == "process"]
        project = self.workspace.project
        declared += [Declared(one, project.path, None) for one in project.definitions]
        index = Index()
        index.update([], declared)
        return index

    def _line(self, path: str, segment: Segment, offset: int) -> int:
        return self._position(path, segment, offset)[0] + 1

    def _position(self, path: str, segment: Segment, offset: int) -> tuple[int, int]:
        file = self.workspace.files[self.paths[path]]
        index = next(number for number, one in enumerate(file.segments) if one is segment)
        return file.position(index, offset)

    def result(self) -> GenerationResult:
        """Generate."""
        try:
            settings = read_settings(self.workspace.project, self.flink_version)
            chosen = self._chosen()
        except SettingError as error:
            return GenerationResult((), (self._project_finding(str(error)),))
        own = self._lower(settings, chosen)
        if own.problems:
            return GenerationResult((), tuple(dict.fromkeys(map(self._finding, own.problems))))
        whole = own if self.scope.complete else self._whole(settings, chosen, own)
        texts = own.texts if whole is own else _needed(own, whole)
        files = [GeneratedFile(path, text) for path, text in texts.items()]
        files += _project_files(settings, whole, self.environments)
        jobs = tuple(process.job for process in own.processes)
        state = _state(settings, whole)
        files.append(GeneratedFile(MANIFEST, manifest(state)))
        ordered = tuple(sorted(files, key=lambda file: file.path))
        own_java = own_folder(self.workspace.project) if own.own_classes else ""
        return GenerationResult(
            ordered, (), jobs, settings.version.flink, own_java, own.own_classes, state
        )

    def _whole(self, settings: Settings, chosen: list[Declared], own: _Lowered) -> _Lowered:
        """Lower the other processes, too, where they can be.

        What several processes share must hold what each of them needs, also where only some of
        them are generated anew.
        """
        others = [one for one in self._sorted(self.processes) if one not in chosen]
        healthy = [one for one in others if not self._lower(settings, [one]).problems]
        whole = self._lower(settings, self._sorted([*chosen, *healthy]))
        return own if whole.problems else whole

    def _lower(self, settings: Settings, chosen: list[Declared]) -> _Lowered:
        """Lower and render some processes and what they need."""
        context = Context(self.lookup, settings.package, self._line, self.workspace.project)
        definitions = Definitions(context)
        lowered = [lower_process(context, one, settings, definitions) for one in chosen]
        processes = tuple(process for process in lowered if process is not None)
        texts = {} if context.problems else self._java(context, definitions, processes)
        own = tuple(sorted(cls.path for cls in context.own_classes))
        return _Lowered(processes, texts, tuple(context.problems), own)

    @staticmethod
    def _sorted(processes: list[Declared]) -> list[Declared]:
        return sorted(processes, key=lambda one: one.definition.name)

    def _chosen(self) -> list[Declared]:
        chosen = self.processes
        if self.scope.kind is ScopeKind.FILE:
            wanted = self.relative(self.scope.name)
            chosen = [one for one in self.processes if one.path == wanted]
            if not chosen:
                raise SettingError(f"{wanted} holds no process to generate")
        elif self.scope.kind is ScopeKind.PROCESS:
            name = normal(self.scope.name)
            chosen = [one for one in self.processes if normal(one.definition.name) == name]
            if not chosen:
                known = ", ".join(sorted(one.definition.name for one in self.processes))
                raise SettingError(
                    f"there is no process {self.scope.name}; there is {known or 'none'}"
                )
        if not chosen:
            raise SettingError("there is no process to generate")
        return self._sorted(chosen)

    def _java(
        self, context: Context, definitions: Definitions, processes: tuple[LoweredProcess, ...]
    ) -> dict[str, str]:
        """Return the Java of some processes and what they need, by path."""
        files: list[JavaFile] = [file for process in processes for file in process.files]
        files += definitions.files()
        files += [
            file for _cls, file in sorted(context.actions.items(), key=lambda one: one[1].path)
        ]
        for name in sorted({name for process in processes for name in process.lookups}):
            try:
                files += lower_lookup(context, name)
            except Unsupported as problem:
                context.problems.append(NotGenerated("", None, 0, 0, str(problem)))
        schemas = lower_schemas(context)
        files += [file for schema in schemas for file in schema.files]
        if context.problems:
            return {}
        texts = {file.path: prune_imports(render(file)) for file in files}
        texts |= {path: text for schema in schemas for path, text in schema.resources}
        template = environment().get_template("local/local_run.java.j2")
        path = f"src/test/java/{context.package.replace('.', '/')}/local/LocalRun.java"
        texts[path] = template.render(model={"package": context.package})
        if any(process.calls for process in processes):
            template = environment().get_template("local/local_call.java.j2")
            path = f"src/test/java/{context.package.replace('.', '/')}/local/LocalCall.java"
            texts[path] = template.render(model={"package": context.package})
        if any(process.rows for process in processes):
            template = environment().get_template("local/local_rows.java.j2")
            path = f"src/test/java/{context.package.replace('.', '/')}/local/LocalRows.java"
            texts[path] = template.render(model={"package": context.package})
        for file in lower_support(context.package, texts.values()):
            texts[file.path] = prune_imports(render(file))
        return texts

    def _finding(self, problem: NotGenerated) -> Finding:
        if problem.segment is None:
            return self._project_finding(problem.message)
        start = self._position(problem.path, problem.segment, problem.start)
        end = self._position(problem.path, problem.segment, problem.end)
        path = self.paths[problem.path]
        return Finding(path, start, end, problem.code, Severity.ERROR, problem.message)

    def _project_finding(self, message: str) -> Finding:
        path = self.workspace.project.path or next(iter(sorted(self.workspace.files)), "")
        return Finding(path, (0, 0), (0, 0), "NX700", Severity.ERROR, message)


def _needed(own: _Lowered, whole: _Lowered) -> dict[str, str]:
    """Return the files that some processes need, as they are when all processes are generated."""
    others = {
        file.path
        for process in whole.processes
        for file in process.files
        if file.path not in own.texts
    }
    by_name: dict[str, list[str]] = {}
    for path in whole.texts.keys() - others:
        by_name.setdefault(path.rpartition("/")[2].rpartition(".")[0], []).append(path)
    needed: dict[str, str] = {}
    pending = list(own.texts)
    while pending:
        path = pending.pop()
        if path in needed:
            continue
        needed[path] = whole.texts[path]
        for word in set(_WORD.findall(needed[path])):
            pending += by_name.get(word, ())
    return needed


def _project_files(
    settings: Settings, whole: _Lowered, environments: Mapping[str, dict[str, Any]]
) -> list[GeneratedFile]:
    """Return the pom and its like, which are the same whatever is in scope."""
    used = {name for process in whole.processes for name in process.connectors}
    connectors = [connector for connector in CONNECTORS if connector.name in used]
    formats = {name for process in whole.processes for name in process.formats}
    needed = [one for connector in connectors for one in connector.dependencies]
    needed += [one for known in FORMATS if known.name in formats for one in known.dependencies]
    variables: dict[str, str | None] = {}
    for text in whole.texts.values():
        for found in _VARIABLE.finditer(text):
            variables.setdefault(found[1], found[2])
    pom = Pom(
        group=settings.package, artifact="-".join(words(settings.name)) or "project",
        version=settings.project.version, flink=settings.version,
        other=next(one for one in SUPPORTED if one.line != settings.version.line),
        sql="sql" in used,
        dependencies=tuple(dict.fromkeys(needed)),
        tables=any(connector.driver for connector in connectors)
        or any(process.asks_tables for process in whole.processes),
        libraries=tuple(dict.fromkeys(one for process in whole.processes for one in process.libraries)),
        jackson=JACKSON, slf4j=SLF4J,
        sources=tuple(sorted({process.files[0].origin.split(",")[0] for process in whole.processes})),
        jobs=tuple(_described(process) for process in whole.processes),
        variables=tuple(sorted(variables.items())),
        regional=settings.regional,
        own_java=own_folder(settings.project) if whole.own_classes else "",
    )  # fmt: skip
    templates = environment()
    operated = Operated(
        settings, pom.artifact, pom.version, tuple(_operated(process) for process in whole.processes),
        regions_of(settings),
        tuple(one for one in pom.variables if one[0] != TOPIC_SUFFIX), environments,
        tuple(dict.fromkeys(topic for process in whole.processes for topic in process.topics)),
    )  # fmt: skip
    return [*deployment_files(operated), *(
        GeneratedFile(path, templates.get_template(f"project/{template}").render(model=pom))
        for path, template in (
            ("pom.xml", "pom.xml.j2"), ("README.md", "README.md.j2"), (".gitignore", "gitignore.j2"),
        )
    )]  # fmt: skip


def own_folder(project: Project) -> str:
    """Return the folder of the user's own classes, relative to the generated project."""
    return posixpath.relpath(project.java, posixpath.join(project.output, "flink"))


def _state(settings: Settings, whole: _Lowered) -> ProjectState:
    jobs = tuple(process.state for process in whole.processes if process.state is not None)
    return ProjectState(settings.max_parallelism, jobs)


def _operated(process: LoweredProcess) -> OperatedJob:
    cls = process.files[0].cls
    return OperatedJob(
        process.job.process, f"{cls.package}.{cls.name}", process.parallelism, process.patience
    )


def _described(process: LoweredProcess) -> dict[str, Any]:
    job = process.job
    return {
        "process": job.process,
        "class": process.files[0].cls.name,
        "inputs": job.inputs,
        "lookups": job.lookups,
        "outputs": job.outputs,
    }


def _root(workspace: Workspace) -> str:
    """Return the folder that all files lie in, where no project file says it."""
    folders = [posixpath.dirname(path.replace("\\", "/")) for path in workspace.files]
    return posixpath.commonpath(folders) if folders and all(folders) else ""


__all__ = ["Pom", "generate"]
