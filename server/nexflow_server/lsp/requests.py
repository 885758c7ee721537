"""Requests to features: one handler each, which finds the place, asks the feature and converts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from nexflow_server.features.actions import fixes, generations, suppressions
from nexflow_server.features.completion import completion
from nexflow_server.features.cursor import Cursor, cursor_at
from nexflow_server.features.definition import definition
from nexflow_server.features.hover import hover
from nexflow_server.features.outline import outline
from nexflow_server.features.project_file import (
    is_project_file,
    project_completion,
    project_hover,
)
from nexflow_server.lsp.convert import Converter
from nexflow_server.lsp.generate import COMMAND, GENERATE_KIND, GenerateCommand, as_command
from nexflow_server.lsp.session import Place

if TYPE_CHECKING:
    from nexflow_server.lsp.server import NexflowServer

VIEW_TEXT = "nexflow/viewText"
"""A request of ours, `{uri}`: the text that the server holds, to find out when the two disagree."""

_TRIGGERS = [".", ":", " "]


def register(server: NexflowServer) -> None:
    """Register every feature."""
    requests = Requests(server)
    options = types.CompletionOptions(trigger_characters=_TRIGGERS)
    kinds = types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, GENERATE_KIND]
    )
    server.on(types.TEXT_DOCUMENT_HOVER, requests.hover)
    server.on(types.TEXT_DOCUMENT_COMPLETION, requests.completion, options)
    server.on(types.TEXT_DOCUMENT_DEFINITION, requests.definition)
    server.on(types.TEXT_DOCUMENT_CODE_ACTION, requests.code_action, kinds)
    server.on(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, requests.document_symbol)
    server.on(VIEW_TEXT, requests.view_text)
    server.command(COMMAND)(partial(GenerateCommand(server).run))


class Requests:
    """The handlers."""

    def __init__(self, server: NexflowServer) -> None:
        self._server = server
        self._session = server.session

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Answer textDocument/hover."""
        place, cursor = self._cursor(params)
        found = hover(cursor) if cursor is not None else None
        if place is not None and is_project_file(place.path):
            found = project_hover(place.project.lines(place.path), *place.position)
        if place is None or found is None:
            return None
        return Converter(self._session, place.project).hover(place.path, found)

    def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """Answer textDocument/completion."""
        place, cursor = self._cursor(params)
        if place is not None and is_project_file(place.path):
            lines = place.project.lines(place.path)
            found = project_completion(place.project.workspace, lines, *place.position)
        elif place is not None and cursor is not None:
            found = completion(cursor, *place.position)
        else:
            return None
        text = self._server.client_capabilities.text_document
        item = text.completion.completion_item if text and text.completion else None
        converter = Converter(self._session, place.project)
        snippets = bool(item and item.snippet_support)
        return converter.completion(place.path, found, snippets=snippets)

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """Answer textDocument/definition."""
        place, cursor = self._cursor(params)
        if place is None or cursor is None:
            return None
        found = definition(cursor, place.project.lines(place.project.path))
        if found is None:
            return None
        return Converter(self._session, place.project).location(found)

    def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """Answer textDocument/codeAction."""
        uri = params.text_document.uri
        start = self._session.place(uri, params.range.start)
        end = self._session.place(uri, params.range.end)
        if start is None or end is None:
            return None
        project, path = start.project, start.path
        only = params.context.only
        actions: list[types.CodeAction] = []
        if _wanted(types.CodeActionKind.QuickFix, only):
            converter = Converter(self._session, project)
            findings = project.findings(path, slow=False)
            found = fixes(findings, start.position, end.position)
            found += suppressions(project.workspace, path, findings, start.position, end.position)
            actions += [converter.fix(action) for action in found]
        if _wanted(GENERATE_KIND, only):
            found = generations(project.workspace, path, start.position)
            actions += [as_command(action, uri) for action in found]
        return actions

    def document_symbol(
        self, params: types.DocumentSymbolParams
    ) -> list[types.DocumentSymbol] | None:
        """Answer textDocument/documentSymbol."""
        document = self._session.document(params.text_document.uri)
        if document is None:
            return None
        converter = Converter(self._session, document.project)
        symbols = outline(document.project.workspace, document.path)
        return [converter.symbol(document.path, symbol) for symbol in symbols]

    def view_text(self, params: Any) -> str | None:
        """Answer nexflow/viewText."""
        document = self._session.document(str(params.uri))
        return "".join(document.project.lines(document.path)) if document is not None else None

    def _cursor(
        self, params: types.HoverParams | types.CompletionParams | types.DefinitionParams
    ) -> tuple[Place | None, Cursor | None]:
        place = self._session.place(params.text_document.uri, params.position)
        if place is None:
            return None, None
        return place, cursor_at(place.project.workspace, place.path, place.position)


def _wanted(kind: str, only: object) -> bool:
    """Tell whether a kind of action is asked for; kinds are hierarchical."""
    if not isinstance(only, list | tuple):
        return True
    names = [getattr(one, "value", one) for one in only]
    own = getattr(kind, "value", kind)
    return any(name in ("", own) or own.startswith(f"{name}.") for name in names)
