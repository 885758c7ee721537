"""The support package: classes of our own that are copied as far as generated code uses them.

They are kept as plain Java in `support/`, which compiles as it stands. Of each class that something
names, its parts that are used remain, and the imports that these need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile, SupportClass

#: Classes of static members, of which the unused are left out; the others are copied whole.
_PRUNED = frozenset({
    "Decimals", "Http", "Json", "Lists", "Numbers", "RecordError", "Services", "Texts", "Times", "Untyped",
})  # fmt: skip
_IMPORT = re.compile(r"^import (?:static )?([\w.]+);$", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_]\w*")
_MEMBER = re.compile(r"(?:interface|class|record)\s+(\w+)|(\w+)\s*(?:\(|=|;)")
_ALWAYS = re.compile(r"^    (?:private )?\w+\([^)]*\) \{|^    private (?:static )?final \w+ kind;|serialVersionUID"
                     r"|^    public (?!static|interface)", re.MULTILINE)  # fmt: skip


def lower_support(package: str, sources: Iterable[str]) -> list[JavaFile]:
    """Return the support classes that some Java sources use. package: the project's."""
    texts = list(sources)
    used: dict[str, set[str]] = {}
    pending = [_uses(text) for text in texts]
    while pending:
        for name, members in pending.pop().items():
            known = used.get(name)
            new = members if known is None else members - known
            if known is not None and not new:
                continue
            used.setdefault(name, set()).update(members)
            pending.append(_uses(_kept(name, frozenset(used[name])), own=name))
    return [
        _file(package, name, _kept(name, frozenset(members)))
        for name, members in sorted(used.items())
    ]


@lru_cache
def _classes() -> dict[str, str]:
    """Return the texts of all support classes by their names."""
    folder = files("nexflow_codegen") / "support"
    return {
        entry.name.removesuffix(".java"): entry.read_text("utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".java")
    }


def _uses(text: str, own: str = "") -> dict[str, set[str]]:
    """Return which members of which support classes a text names."""
    found: dict[str, set[str]] = {}
    for name in _classes():
        if name == own or name not in text or not re.search(rf"\b{name}\b", text):
            continue
        found[name] = set(re.findall(rf"\b{name}(?:\.|::)(\w+)", text))
    return found


def _file(package: str, name: str, text: str) -> JavaFile:
    cls = ir.ClassName(f"{package}.support", name)
    head, body = text.split("/**", 1)
    words = set(_WORD.findall(body))
    imports = tuple(
        qualified for qualified in _IMPORT.findall(head) if qualified.rpartition(".")[2] in words
    )
    path = f"src/main/java/{cls.path}"
    return JavaFile(path, cls, "", imports, "support.java.j2", SupportClass("/**" + body.rstrip()))


@lru_cache
def _kept(name: str, members: frozenset[str]) -> str:
    """Return a class without the static members that neither its users nor its kept members name."""
    text = _classes()[name]
    if name not in _PRUNED:
        return text
    opening, _, rest = text.partition(" {\n")
    parts = rest.rstrip().removesuffix("}").rstrip().split("\n\n    ")
    parts = [parts[0], *("    " + part for part in parts[1:])]
    kept = {index for index, part in enumerate(parts) if _ALWAYS.search(part)}
    wanted = set(members)
    while True:
        for index in kept:
            wanted |= set(_WORD.findall(_code(parts[index])))
        more = {index for index, part in enumerate(parts) if _name_of(part) in wanted} | kept
        if more == kept:
            break
        kept = more
    body = "\n\n".join(part for index, part in enumerate(parts) if index in kept)
    return f"{opening} {{\n{body}\n}}\n"


def _code(part: str) -> str:
    """Return a part of a class without its comments and texts."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\]|\\.)*"', "", part, flags=re.DOTALL)


def _name_of(part: str) -> str:
    """Return the name that a part of a class declares."""
    code = re.sub(r"@\w+(?:\([^)]*\))?", "", _code(part))
    found = _MEMBER.search(code)
    return (found[1] or found[2]) if found else ""
