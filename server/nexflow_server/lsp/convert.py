"""Features' plain data to the protocol's types."""

from __future__ import annotations

from lsprotocol import types

from nexflow_analysis.diagnostics import Edit, Position
from nexflow_server.features.model import (
    Action,
    Completion,
    Hover,
    Item,
    ItemKind,
    Symbol,
    SymbolKind,
    Target,
)
from nexflow_server.lsp.session import Session
from nexflow_server.projects import ProjectFolder

_ITEM_KINDS = {
    ItemKind.KEYWORD: types.CompletionItemKind.Keyword,
    ItemKind.FIELD: types.CompletionItemKind.Field,
    ItemKind.VARIABLE: types.CompletionItemKind.Variable,
    ItemKind.FUNCTION: types.CompletionItemKind.Function,
    ItemKind.SCHEMA: types.CompletionItemKind.Struct,
    ItemKind.TYPE: types.CompletionItemKind.TypeParameter,
    ItemKind.TRANSFORM: types.CompletionItemKind.Method,
    ItemKind.RULE: types.CompletionItemKind.Class,
    ItemKind.STREAM: types.CompletionItemKind.Event,
    ItemKind.LOOKUP: types.CompletionItemKind.Interface,
    ItemKind.FILE: types.CompletionItemKind.File,
}
_SYMBOL_KINDS = {
    SymbolKind.PROCESS: types.SymbolKind.Class,
    SymbolKind.SCHEMA: types.SymbolKind.Struct,
    SymbolKind.TYPES: types.SymbolKind.Namespace,
    SymbolKind.TRANSFORM: types.SymbolKind.Function,
    SymbolKind.TABLE: types.SymbolKind.Enum,
    SymbolKind.RULE: types.SymbolKind.Function,
    SymbolKind.SERVICES: types.SymbolKind.Namespace,
    SymbolKind.ACTIONS: types.SymbolKind.Namespace,
    SymbolKind.FIELD: types.SymbolKind.Field,
    SymbolKind.STEP: types.SymbolKind.Event,
    SymbolKind.PART: types.SymbolKind.Namespace,
}


class Converter:
    """Converts what features found in one project."""

    def __init__(self, session: Session, project: ProjectFolder) -> None:
        self._session = session
        self._project = project

    def range(self, path: str, start: Position, end: Position) -> types.Range:
        """Return a range of a file."""
        lines = self._project.lines(path)
        return self._session.positions.range_to_client(lines, start, end)

    def location(self, target: Target) -> types.Location:
        """Return a place to go to."""
        uri = self._session.uri_of(target.path)
        return types.Location(uri, self.range(target.path, target.start, target.end))

    def hover(self, path: str, hover: Hover) -> types.Hover:
        """Return a hover."""
        content = types.MarkupContent(types.MarkupKind.Markdown, hover.markdown)
        return types.Hover(content, self.range(path, hover.start, hover.end))

    def completion(
        self, path: str, completion: Completion, *, snippets: bool
    ) -> types.CompletionList:
        """Return completions. snippets: whether the client understands them."""
        where = self.range(path, completion.start, completion.end)
        items = [self._item(item, where, snippets=snippets) for item in completion.items]
        return types.CompletionList(is_incomplete=False, items=items)

    def _item(self, item: Item, where: types.Range, *, snippets: bool) -> types.CompletionItem:
        as_snippet = item.is_snippet and snippets
        text = item.insert if item.insert and (as_snippet or not item.is_snippet) else item.label
        if item.is_snippet and not snippets:
            text = item.label.split(" …")[0]
        documentation = (
            types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
            if item.documentation
            else None
        )
        return types.CompletionItem(
            label=item.label,
            kind=_ITEM_KINDS[item.kind],
            detail=item.detail or None,
            documentation=documentation,
            sort_text=f"{item.rank}{item.label}",
            insert_text_format=(
                types.InsertTextFormat.Snippet if as_snippet else types.InsertTextFormat.PlainText
            ),
            insert_text_mode=types.InsertTextMode.AdjustIndentation if as_snippet else None,
            text_edit=types.TextEdit(where, text),
        )

    def symbol(self, path: str, symbol: Symbol) -> types.DocumentSymbol:
        """Return an entry of the outline with those below it."""
        return types.DocumentSymbol(
            name=symbol.name,
            detail=symbol.detail or None,
            kind=_SYMBOL_KINDS[symbol.kind],
            range=self.range(path, symbol.start, symbol.end),
            selection_range=self.range(path, symbol.name_start, symbol.name_end),
            children=[self.symbol(path, child) for child in symbol.children] or None,
        )

    def fix(self, action: Action) -> types.CodeAction:
        """Return a quick fix."""
        finding = action.finding
        assert finding is not None
        diagnostic = types.Diagnostic(
            range=self.range(finding.path, finding.start, finding.end),
            message=finding.message,
            code=finding.code,
            source="nexflow",
        )
        return types.CodeAction(
            title=action.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            is_preferred=action.preferred or None,
            edit=types.WorkspaceEdit(changes=self._changes(action.edits)),
        )

    def _changes(self, edits: tuple[Edit, ...]) -> dict[str, list[types.TextEdit]]:
        changes: dict[str, list[types.TextEdit]] = {}
        for edit in edits:
            where = self.range(edit.path, edit.start, edit.end)
            uri = self._session.uri_of(edit.path)
            changes.setdefault(uri, []).append(types.TextEdit(where, edit.text))
        return changes
