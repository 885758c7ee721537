"""What an editor has open, and the projects that this belongs to."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from nexflow_analysis.diagnostics import Edit, Position
from nexflow_server.files import ENVIRONMENT, find_root
from nexflow_server.lsp.positions import Positions
from nexflow_server.projects import ProjectFolder

#: How much work the proof about a table may be while someone edits: about half a second of it.
PROOF_STEPS = 250_000


@dataclass(slots=True)
class Document:
    """An open document. uri: as the client spells it.

    edits: those since its findings were sent; None where its whole text was replaced.
    """

    uri: str
    path: str
    version: int
    project: ProjectFolder
    edits: list[Edit] | None = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file of a project, in code points."""

    project: ProjectFolder
    path: str
    line: int
    column: int

    @property
    def position(self) -> Position:
        """The line and the column."""
        return self.line, self.column


@lru_cache(maxsize=1_000)
def path_of(uri: str) -> str | None:
    """Return the path of a file's URI; None for what is no file."""
    if not uri.startswith("file:"):
        return None
    path = to_fs_path(uri)
    return os.path.normpath(path) if path else None


class Session:
    """The open documents and the projects around them."""

    def __init__(self) -> None:
        self.positions = Positions()
        self.folders: list[str] = []
        self.env = os.environ.get(ENVIRONMENT, "")
        self.projects: dict[str, ProjectFolder] = {}
        self.documents: dict[str, Document] = {}

    def uri_of(self, path: str) -> str:
        """Return the URI of a file; of an open one, as the client spells it."""
        document = self.documents.get(path)
        return document.uri if document is not None else from_fs_path(path) or ""

    def project_of(self, path: str) -> ProjectFolder:
        """Return the project of a file: that of its `nexflow.toml`, else of the folder around it."""
        root, deep = find_root(path), True
        if root is None:
            inside = [f for f in self.folders if path.startswith(os.path.join(f, ""))]
            root, deep = max(inside, key=len, default=""), True
            if not root:
                root, deep = os.path.dirname(path), False
        project = self.projects.get(root)
        if project is None or (deep and not project.deep):
            project = self.projects[root] = ProjectFolder(root, deep=deep, env=self.env)
            project.workspace.proof_steps = PROOF_STEPS
        return project

    def open(self, item: types.TextDocumentItem) -> Document | None:
        """Take over a document's text; None where it is no file."""
        path = path_of(item.uri)
        if path is None:
            return None
        project = self.project_of(path)
        project.open(path, item.text.removeprefix("\ufeff"))
        document = Document(item.uri, path, item.version, project)
        self.documents[path] = document
        return document

    def change(self, params: types.DidChangeTextDocumentParams) -> Document | None:
        """Apply the changes of a document in order; None where it is not open."""
        document = self.document(params.text_document.uri)
        if document is None:
            return None
        project, path = document.project, document.path
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                lines = project.lines(path)
                start = self.positions.from_client(lines, change.range.start)
                end = self.positions.from_client(lines, change.range.end)
                project.edit(path, start, end, change.text)
                if document.edits is not None:
                    document.edits.append(Edit(path, start, end, change.text))
            else:
                document.edits = None
                project.open(path, change.text)
        document.version = params.text_document.version
        return document

    def close(self, uri: str) -> Document | None:
        """Let go of a document."""
        document = self.document(uri)
        if document is not None:
            del self.documents[document.path]
            document.project.close(document.path)
        return document

    def document(self, uri: str) -> Document | None:
        """Return an open document."""
        path = path_of(uri)
        return self.documents.get(path) if path is not None else None

    def place(self, uri: str, position: types.Position) -> Place | None:
        """Return a place in a document; None where no file is held under the URI."""
        document = self.document(uri)
        if document is None:
            return None
        lines = document.project.lines(document.path)
        line, column = self.positions.from_client(lines, position)
        return Place(document.project, document.path, line, column)

    def changed_on_disk(self, path: str) -> ProjectFolder:
        """Read a file that is not open anew."""
        project = self.project_of(path)
        project.refresh(path)
        return project

    def regroup(self) -> None:
        """Find every open document's project anew: a project file or a folder has come or gone."""
        texts = {
            path: "".join(document.project.lines(path)) for path, document in self.documents.items()
        }
        self.projects.clear()
        for path, document in self.documents.items():
            document.project = self.project_of(path)
            document.project.open(path, texts[path])
