"""The server as an editor sees it: over standard input and output, with pytest-lsp."""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import marked_project
import pytest
import pytest_lsp
import shop
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import (
    ClientServerConfig,
    LanguageClient,
    client_capabilities,
    make_test_lsp_client,
)

from nexflow_grammar.lines import split_lines
from nexflow_server.features.actions import generations
from nexflow_server.lsp.generate import as_command

PROJECT = "".join(f"//- /{path}\n{text}" for path, text in shop.FILES.items())


published: WeakKeyDictionary[LanguageClient, asyncio.Queue[types.PublishDiagnosticsParams]]
published = WeakKeyDictionary()


def make_client() -> LanguageClient:
    """Make a client that lets a server register for changes of files, as editors do."""
    made = make_test_lsp_client()
    made.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _params: None)
    inbox = published[made] = asyncio.Queue()

    def publish(params: types.PublishDiagnosticsParams) -> None:
        made.diagnostics[params.uri] = params.diagnostics
        inbox.put_nowait(params)

    # pytest-lsp's own handler remembers the last publication only.
    made.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = publish
    return made


SERVER = ClientServerConfig(
    server_command=[sys.executable, "-m", "nexflow_server"], client_factory=make_client
)
CLIENTS = ["visual_studio_code", "neovim", "emacs"]


#: What each client and the server have agreed to count columns in.
encodings: WeakKeyDictionary[LanguageClient, str] = WeakKeyDictionary()


def units(client: LanguageClient, text: str) -> int:
    """Return how many code units a text has."""
    encoding = encodings[client]
    if encoding == "utf-32":
        return len(text)
    return len(text.encode("utf-16-le")) // 2 if encoding == "utf-16" else len(text.encode())


async def _start(client: LanguageClient, name: str, folder: Path) -> None:
    marked_project.write(folder, PROJECT)
    result = await client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(name),
            root_uri=folder.as_uri(),
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "shop")],
        )
    )
    encodings[client] = str(result.capabilities.position_encoding or "utf-16")


@pytest_lsp.fixture(config=SERVER)
async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    await _start(lsp_client, CLIENTS[0], tmp_path)
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=SERVER, params=CLIENTS)
async def any_client(
    request: pytest.FixtureRequest, lsp_client: LanguageClient, tmp_path: Path
) -> AsyncIterator[None]:
    await _start(lsp_client, request.param, tmp_path)
    yield
    await lsp_client.shutdown_session()


async def diagnostics(
    client: LanguageClient, uri: str, version: int | None
) -> list[types.Diagnostic]:
    """Wait for the diagnostics of a version of a document; what came before is passed over."""
    while True:
        params = await asyncio.wait_for(published[client].get(), timeout=120)
        if params.uri == uri and params.version == version:
            return list(params.diagnostics)


async def opened(client: LanguageClient, path: Path) -> list[types.Diagnostic]:
    """Open a file and wait for its diagnostics."""
    item = types.TextDocumentItem(path.as_uri(), "nexflow", 1, path.read_text("utf-8"))
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return await diagnostics(client, path.as_uri(), 1)


async def changed(
    client: LanguageClient, path: Path, version: int, *changes: tuple[types.Range | None, str]
) -> list[types.Diagnostic]:
    """Change a document and wait for its diagnostics."""
    events: list[types.TextDocumentContentChangeEvent] = [
        types.TextDocumentContentChangePartial(where, text)
        if where is not None
        else types.TextDocumentContentChangeWholeDocument(text)
        for where, text in changes
    ]
    identifier = types.VersionedTextDocumentIdentifier(version, path.as_uri())
    client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, events))
    return await diagnostics(client, path.as_uri(), version)


def span(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def document(path: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(path.as_uri())


async def text_of(client: LanguageClient, path: Path) -> str:
    """Return the text that the server holds."""
    answer = await client.protocol.send_request_async("nexflow/viewText", {"uri": path.as_uri()})
    return str(answer)


async def test_open_change_close(any_client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "orders.proc"
    assert await opened(any_client, path) == []
    (found,) = await changed(any_client, path, 2, (span(4, 11, 17), "amuont"))
    assert found.range == span(4, 11, 17)
    assert found.severity == types.DiagnosticSeverity.Error
    assert found.source == "nexflow"
    assert "did you mean `amount`?" in found.message
    assert await changed(any_client, path, 3, (span(4, 11, 17), "amount")) == []
    # Several changes apply one after the other.
    again = await changed(any_client, path, 4, (span(4, 11, 17), "x"), (span(4, 11, 12), "amount"))
    assert again == []
    any_client.text_document_did_save(types.DidSaveTextDocumentParams(document(path)))
    any_client.text_document_did_close(types.DidCloseTextDocumentParams(document(path)))


async def test_a_change_reaches_the_other_files(client: LanguageClient, tmp_path: Path) -> None:
    process, schema = tmp_path / "orders.proc", tmp_path / "order.schema"
    assert await opened(client, process) == []
    assert await opened(client, schema) == []
    assert await changed(client, schema, 2, (span(4, 4, 10), "sum_total")) == []
    found, *_others = await diagnostics(client, process.as_uri(), 1)
    assert found.range.start.line == 4
    await diagnostics(client, (tmp_path / "price.xform").as_uri(), None)
    # A file that is not open is known from disk, and reported too.
    assert client.diagnostics[(tmp_path / "price.xform").as_uri()]


async def test_changes_on_disk(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "orders.proc"
    assert await opened(client, path) == []
    risk = tmp_path / "risk.rules"
    text = risk.read_text()
    risk.unlink()
    deleted = types.FileEvent(risk.as_uri(), types.FileChangeType.Deleted)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([deleted]))
    (found,) = await diagnostics(client, path.as_uri(), 1)
    assert "`risk`" in found.message
    risk.write_text(text)
    created = types.FileEvent(risk.as_uri(), types.FileChangeType.Created)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([created]))
    assert await diagnostics(client, path.as_uri(), 1) == []


async def test_the_project_file_counts_while_it_is_edited(
    client: LanguageClient, tmp_path: Path
) -> None:
    path, project = tmp_path / "orders.proc", tmp_path / "nexflow.toml"
    assert await opened(client, path) == []
    assert await opened(client, project) == []
    broken = changed(client, project, 2, (span(0, 0, 9), "[project"))
    (found,) = await broken
    assert found.code == "NX600"


async def test_requests(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "orders.proc"
    await opened(client, path)
    hover = await client.text_document_hover_async(
        types.HoverParams(document(path), types.Position(3, 14))
    )
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "schema Order" in hover.contents.value
    assert hover.range == span(3, 12, 17)
    place = await client.text_document_definition_async(
        types.DefinitionParams(document(path), types.Position(5, 22))
    )
    assert isinstance(place, types.Location)
    assert place == types.Location((tmp_path / "price.xform").as_uri(), span(0, 10, 15))
    completion = await client.text_document_completion_async(
        types.CompletionParams(document(path), types.Position(4, 11))
    )
    assert isinstance(completion, types.CompletionList)
    labels = {item.label: item for item in completion.items}
    assert labels["amount"].kind == types.CompletionItemKind.Field
    assert labels["amount"].text_edit == types.TextEdit(span(4, 11, 11), "amount")
    symbols = await client.text_document_document_symbol_async(
        types.DocumentSymbolParams(document(path))
    )
    assert symbols is not None
    assert [symbol.name for symbol in symbols] == ["Orders"]


async def test_requests_in_the_project_file(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "nexflow.toml"
    text = '[streams.orders]\ntopic = "shop.orders"\n\n'
    path.write_text(text, encoding="utf-8")
    await opened(client, path)
    hover = await client.text_document_hover_async(
        types.HoverParams(document(path), types.Position(1, 2))
    )
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "The topic of Kafka" in hover.contents.value
    assert hover.range == span(1, 0, 5)
    completion = await client.text_document_completion_async(
        types.CompletionParams(document(path), types.Position(2, 0))
    )
    assert isinstance(completion, types.CompletionList)
    labels = {item.label for item in completion.items}
    assert "partitions" in labels
    assert "topic" not in labels


async def test_code_actions(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "orders.proc"
    await opened(client, path)
    (found,) = await changed(client, path, 2, (span(4, 11, 17), "amuont"))
    assert found.code_description is not None
    assert found.code_description.href.endswith("/NX101-unknown-name.md")

    async def actions(*only: str) -> list[types.CodeAction | types.Command]:
        context = types.CodeActionContext([found], only=list(only) or None)
        answer = await client.text_document_code_action_async(
            types.CodeActionParams(document(path), found.range, context)
        )
        return list(answer or [])

    fix, *generations = await actions()
    assert isinstance(fix, types.CodeAction)
    assert fix.kind == types.CodeActionKind.QuickFix
    assert fix.edit is not None
    assert fix.edit.changes is not None
    (edit,) = fix.edit.changes[path.as_uri()]
    assert edit == types.TextEdit(span(4, 11, 17), "amount")
    # lsprotocol reads a code action that has a command as a mere command.
    assert [action.title for action in generations] == [
        "Generate Flink from process Orders",
        "Generate Flink from this file",
        "Generate Flink from the project",
    ]
    assert [action.title for action in await actions(types.CodeActionKind.QuickFix)] == [fix.title]
    assert len(await actions("generate")) == 3


def test_the_arguments_of_the_generate_actions(tmp_path: Path) -> None:
    marked = marked_project.load(tmp_path, shop.with_cursor("orders.proc", "Orders", "Or$0ders"))
    place = (marked.line, marked.column)
    actions = generations(marked.project.workspace, marked.path, place)
    commands = [as_command(action, "file:///a.proc").command for action in actions]
    assert [command.arguments for command in commands if command is not None] == [
        [{"scope": "process", "uri": "file:///a.proc", "name": "Orders"}],
        [{"scope": "file", "uri": "file:///a.proc"}],
        [{"scope": "project", "uri": "file:///a.proc"}],
    ]


async def test_generation_refuses_errors(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "orders.proc"
    await opened(client, path)
    await changed(client, path, 2, (span(4, 11, 17), "amuont"))
    argument = {"scope": "project", "uri": path.as_uri()}
    answer = await client.workspace_execute_command_async(
        types.ExecuteCommandParams("nexflow.generate", [argument])
    )
    assert not _get(answer, "ok")
    assert "the project has an error at orders.proc:5:12: `amuont`" in _get(answer, "message")
    assert not _get(answer, "files")
    assert not (tmp_path / "generated").exists()


async def test_generation(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "orders.proc"
    await opened(client, path)
    argument = {"scope": "process", "uri": path.as_uri(), "name": "Orders"}
    answer = await client.workspace_execute_command_async(
        types.ExecuteCommandParams("nexflow.generate", [argument])
    )
    assert _get(answer, "ok"), _get(answer, "message")
    folder = tmp_path / "generated" / "flink"
    assert _get(answer, "output") == folder.as_uri()
    files = {_get(file, "uri"): _get(file, "status") for file in _get(answer, "files")}
    assert set(files.values()) == {"written"}
    assert (folder / "pom.xml").as_uri() in files
    assert [message.message for message in client.messages] == [_get(answer, "message")]
    (shown,) = client.shown_documents
    assert shown.uri.endswith("/OrdersJob.java")
    assert shown.uri in files
    (reports,) = client.progress_reports.values()
    assert [type(report).__name__ for report in reports] == [
        "WorkDoneProgressBegin",
        "WorkDoneProgressEnd",
    ]


def _get(answer: Any, key: str) -> Any:
    return answer[key] if isinstance(answer, dict) else getattr(answer, key)


async def test_bad_commands_are_answered(client: LanguageClient) -> None:
    bad: list[tuple[str, list[Any]]] = [
        ("nexflow.nothing", []),
        ("nexflow.generate", []),
        ("nexflow.generate", [{"scope": "galaxy", "uri": "file:///a.proc"}]),
        ("nexflow.generate", [{"scope": "process", "uri": "file:///a.proc"}]),
        ("nexflow.generate", [{"scope": "project", "uri": "untitled:a"}]),
    ]
    for command, arguments in bad:
        params = types.ExecuteCommandParams(command, arguments)
        with pytest.raises(JsonRpcException):
            await client.workspace_execute_command_async(params)


async def test_documents_that_are_no_files(client: LanguageClient, tmp_path: Path) -> None:
    item = types.TextDocumentItem("untitled:Untitled-1", "nexflow", 1, "process A\nend\n")
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    identifier = types.TextDocumentIdentifier("untitled:Untitled-1")
    place = types.Position(0, 0)
    assert await client.text_document_hover_async(types.HoverParams(identifier, place)) is None
    unknown = types.TextDocumentIdentifier((tmp_path / "nix.proc").as_uri())
    assert await client.text_document_hover_async(types.HoverParams(unknown, place)) is None


async def test_a_file_outside_of_any_project(client: LanguageClient, tmp_path: Path) -> None:
    other = tmp_path.parent / f"{tmp_path.name}-other"
    other.mkdir()
    (other / "thing.schema").write_text("schema Thing\n    id: string required\nend\n")
    path = other / "things.proc"
    path.write_text("process Things\n    receive Thing\n    emit to done\nend\n")
    found = await opened(client, path)
    assert not [one for one in found if "Thing" in one.message]


UNICODE = """\
schema Größe
    id: string required // 😀
    name: string default "😀😀" wrong
end
"""


async def test_positions_in_code_units(any_client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "unicode.schema"
    path.write_text(UNICODE, encoding="utf-8")
    await opened(any_client, path)
    line = UNICODE.splitlines()[2]
    start = units(any_client, line[: line.index("wrong")])
    await changed(any_client, path, 2, (span(2, start, start + 5), "required"))
    assert await text_of(any_client, path) == UNICODE.replace("wrong", "required")


def place_of(client: LanguageClient, text: str, offset: int) -> types.Position:
    """Return the position of an offset; between a carriage return and a line feed there is none."""
    *above, last = split_lines(text[: _before(text, offset)])
    return types.Position(len(above), units(client, last))


def _before(text: str, offset: int) -> int:
    return offset - 1 if text[max(offset - 1, 0) : offset + 1] == "\r\n" else offset


@pytest.mark.parametrize("seed", range(2))
async def test_random_edits(any_client: LanguageClient, tmp_path: Path, seed: int) -> None:
    """After any edits, the texts are equal, every request is answered, and fresh is the same."""
    random_ = random.Random(seed)
    path = tmp_path / "orders.proc"
    whole = path.read_text() + "\n// 😀 Größe\r\nprocess Other\r\n    receive Order\r\nend\r\n"
    text = whole[: random_.randrange(len(whole))]
    path.write_bytes(text.encode())
    item = types.TextDocumentItem(path.as_uri(), "nexflow", 1, text)
    any_client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    requests: list[Any] = []
    for version in range(2, 40):
        low = random_.randint(0, len(text))
        high = min(low + random_.choice((0, 0, 1, 5, 80)), len(text))
        where = types.Range(place_of(any_client, text, low), place_of(any_client, text, high))
        start = random_.randrange(len(whole))
        new = whole[start : start + random_.choice((0, 1, 7, 60))]
        text = text[: _before(text, low)] + new + text[_before(text, high) :]
        change = types.TextDocumentContentChangePartial(where, new)
        identifier = types.VersionedTextDocumentIdentifier(version, path.as_uri())
        any_client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
        place = where.start
        requests += [
            any_client.text_document_hover_async(types.HoverParams(document(path), place)),
            any_client.text_document_completion_async(
                types.CompletionParams(document(path), place)
            ),
            any_client.text_document_definition_async(
                types.DefinitionParams(document(path), place)
            ),
            any_client.text_document_document_symbol_async(
                types.DocumentSymbolParams(document(path))
            ),
        ]
    await asyncio.wait_for(asyncio.gather(*requests), timeout=120)
    assert await text_of(any_client, path) == text
    edited = await changed(any_client, path, 40, (types.Range(place, place), ""))
    fresh = await changed(any_client, path, 41, (None, text))
    assert edited == fresh
