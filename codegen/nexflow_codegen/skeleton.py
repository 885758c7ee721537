"""Skeletons of the classes that a project calls and its user writes: functions and services."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.definitions import FunctionDefinition, NamedDefinition
from nexflow_analysis.types import Type, Unknown
from nexflow_analysis.workspace import Workspace
from nexflow_codegen.imports import prune_imports
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import member_name
from nexflow_codegen.layout import wrap
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.services import class_and_method
from nexflow_codegen.lower.settings import read_settings
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.result import GeneratedFile


@dataclass(frozen=True, slots=True)
class _Method:
    """A static method to write. asynchronous: whether it gives a CompletionStage."""

    cls: ir.ClassName
    name: str
    parameters: tuple[tuple[str, Type], ...]
    returns: Type
    what: str
    asynchronous: bool = False


def skeletons(workspace: Workspace) -> tuple[GeneratedFile, ...]:
    """Return a class with empty methods for all functions and services that a project declares.

    The paths are relative to `[paths] java`. No input or output: whoever writes them leaves what is
    there already alone.
    """
    package = read_settings(workspace.project, "").package
    context = Context(
        workspace.lookup(), package, lambda _path, _segment, _at: 0, workspace.project
    )
    classes: dict[ir.ClassName, list[_Method]] = {}
    for method in (*_functions(context), *_services(context)):
        known = classes.setdefault(method.cls, [])
        if method.name not in {other.name for other in known}:
            known.append(method)
    files = [GeneratedFile(cls.path, _text(context, cls, found)) for cls, found in classes.items()]
    return tuple(sorted(files, key=lambda file: file.path))


def _functions(context: Context) -> list[_Method]:
    found: list[_Method] = []
    for name in sorted(context.lookup.names("function")):
        declared = context.lookup.find(FunctionDefinition, "function", name)
        settings = context.project.table("functions", name)
        package, _, cls = str(settings.get("class", "")).rpartition(".")
        if declared is None or not package:
            continue
        types = declared.parameters or ()
        named = tuple((f"value{number}", type_) for number, type_ in enumerate(types, 1))
        method, what = str(settings.get("method", name)), f"The function `{name}` of nexflow.toml."
        owner = ir.ClassName(package, cls)
        found.append(_Method(owner, method, named, declared.returns, what))
    return found


def _services(context: Context) -> list[_Method]:
    found: list[_Method] = []
    for name in sorted(context.lookup.names("service")):
        declared = context.lookup.find(NamedDefinition, "service", name)
        if declared is None:
            continue
        cls, method = class_and_method(context, declared)
        named = tuple((member_name(one.name), one.type) for one in declared.parameters or ())
        owner = ir.ClassName(context.package, cls)
        found.append(
            _Method(
                owner, method, named, declared.returns, f"The service `{name}`.", declared.mode == "async"
            )
        )  # fmt: skip
    return found


def _text(context: Context, cls: ir.ClassName, methods: list[_Method]) -> str:
    unit = Unit(context, cls)
    bodies = [_method(unit, method) for method in methods]
    imports = "".join(f"import {name};\n" for name in unit.imports)
    text = (
        f"package {cls.package};\n\n{imports}{chr(10) if imports else ''}"
        f"/** What Nexflow calls: written by hand; this file is never overwritten. */\n"
        f"public final class {cls.name} {{\n    private {cls.name}() {{}}\n\n"
        + "\n\n".join(bodies)
        + "\n}\n"
    )
    return prune_imports(wrap(text))


def _method(unit: Unit, method: _Method) -> str:
    parameters = ", ".join(f"{_type(unit, type_)} {name}" for name, type_ in method.parameters)
    result = _type(unit, method.returns, boxed=method.asynchronous)
    if method.asynchronous:
        result = f"{unit.use('java.util.concurrent.CompletionStage')}<{result}>"
    return (
        f"    /** {method.what} */\n"
        f"    public static {result} {method.name}({parameters}) {{\n"
        f'        throw new UnsupportedOperationException("{method.name} is not written yet");\n'
        f"    }}"
    )


def _type(unit: Unit, written: Type, *, boxed: bool = False) -> str:
    if isinstance(written, Unknown):
        return "Object"
    try:
        return unit.type_name(unit.context.java_type(written), nullable=boxed)
    except Unsupported:
        return "Object"
