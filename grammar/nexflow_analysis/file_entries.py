"""The entry of each file in the index, which says what the file declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from nexflow_analysis.definitions import AGGREGATION, FileDefinition
from nexflow_analysis.index import Declared, Question
from nexflow_analysis.names import normal


class FileEntries:
    """Entries by path. An edit costs what it changes, however much else the file declares."""

    def __init__(self) -> None:
        self._entries: dict[str, Declared] = {}
        #: By path, how often the file declares each name that may be used elsewhere.
        self._names: dict[str, Counter[Question]] = {}

    def all(self) -> list[Declared]:
        """Return the entries of all files."""
        return list(self._entries.values())

    def adopt(self, entry: Declared) -> None:
        """Take in the entry of a file that is held elsewhere."""
        self._entries[entry.path] = entry

    def of(self, path: str) -> list[Declared]:
        """Return the entry of a file, if there is one."""
        entry = self._entries.get(path)
        return [entry] if entry is not None else []

    def remove(self, path: str) -> None:
        """Forget a file."""
        self._names.pop(path, None)
        self._entries.pop(path, None)

    def update(self, path: str, gone: list[Declared], new: list[Declared]) -> None:
        """Note what a file declares no longer, and what it declares now."""
        lost, found = list(_names(gone)), list(_names(new))
        names = self._names.setdefault(path, Counter())
        names.update(found)
        names.subtract(lost)
        for name in lost:
            if not names[name]:
                del names[name]
        if path not in self._entries or set(lost) != set(found):
            definition = FileDefinition(path, frozenset(names))
            self._entries[path] = Declared(definition, path, None)

    def declares(self, path: str) -> frozenset[Question]:
        """Return the names that a file declares."""
        entry = self._entries.get(path)
        file = entry.definition if entry is not None else None
        return file.declares if isinstance(file, FileDefinition) else frozenset()


def _names(declared: Iterable[Declared]) -> Iterator[Question]:
    """Yield the names that may be used elsewhere."""
    for one in declared:
        if one.definition.kind not in (AGGREGATION, "file"):
            yield one.definition.kind, normal(one.definition.name)
