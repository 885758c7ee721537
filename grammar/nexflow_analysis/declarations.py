"""What the files of a project declare, by name and by the definition that declares it."""

from __future__ import annotations

from nexflow_analysis.declare import declare
from nexflow_analysis.declare.previous import as_previous
from nexflow_analysis.definitions import FileDefinition
from nexflow_analysis.file_entries import FileEntries
from nexflow_analysis.index import Declared, Index, Question
from nexflow_analysis.places import name_range
from nexflow_grammar.source_file import Segment, SourceFile


class Declarations:
    """The index of a project, and what is needed to take a definition out of it again."""

    def __init__(self) -> None:
        self.index = Index()
        self.files = FileEntries()
        self._by_segment: dict[Segment, tuple[Declared, ...]] = {}

    def replace(
        self, path: str, removed: list[Segment], added: list[Segment], *, held: bool, previous: bool
    ) -> set[Question]:
        """Note what a file declares no longer, and what it declares now; return the changed names.

        held: whether there still is such a file. previous: whether it is of the released version.
        """
        gone: list[Declared] = []
        for segment in removed:
            gone.extend(self._by_segment.pop(segment, ()))
        new: list[Declared] = []
        for segment in added:
            own = as_previous(declare(segment)) if previous else declare(segment)
            declared = tuple(Declared(d, path, segment) for d in own)
            self._by_segment[segment] = declared
            new.extend(declared)
        before = self.files.of(path)
        if held:
            self.files.update(path, gone, new)
        else:
            self.files.remove(path)
        return self.index.update([*gone, *before], [*new, *self.files.of(path)])

    def adopt(self, declared: list[Declared]) -> set[Question]:
        """Take in what files declare that are held elsewhere; return the changed names."""
        for one in declared:
            if isinstance(one.definition, FileDefinition):
                self.files.adopt(one)
        return self.index.update([], declared)

    def exported(self, files: dict[str, SourceFile]) -> list[Declared]:
        """Return all that some files declare, with places, for a workspace that does not hold them."""
        found = self.files.all()
        for path, file in files.items():
            for number, segment in enumerate(file.segments):
                for declared in self._by_segment[segment]:
                    definition = declared.definition
                    start, end = name_range(segment, definition.name)
                    place = file.position(number, start), file.position(number, end)
                    found.append(Declared(definition, path, None, place))
        return found
