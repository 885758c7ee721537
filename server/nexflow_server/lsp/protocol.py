"""The protocol as this server speaks it, where pygls does otherwise.

- A document's text is held by its project's workspace alone: pygls would rebuild the whole text at
  every change.
- Every request is answered, also those that come too early, too late or malformed.
- Commands see the token under which the client wants to hear of progress.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.protocol import LanguageServerProtocol, lsp_method

from nexflow_server.lsp.garbage import without_collections

if TYPE_CHECKING:
    from nexflow_server.lsp.server import NexflowServer

_SERVER_NOT_INITIALIZED = -32002
_INVALID_REQUEST = -32600
#: As many turns of the event loop as it takes to answer a request that is cancelled, and more.
_TURNS_TO_ANSWER = 20
logger = logging.getLogger(__name__)


def _change_of(data: Any) -> types.DidChangeTextDocumentParams | None:
    """Return the changes that a message tells of; None where it is another message, or malformed.

    These messages come at every keystroke, and reading them by the protocol's description takes
    longer than all that is done about them.
    """
    if not isinstance(data, dict) or data.get("method") != types.TEXT_DOCUMENT_DID_CHANGE:
        return None
    try:
        params = data["params"]
        document = params["textDocument"]
        identifier = types.VersionedTextDocumentIdentifier(
            version=document["version"], uri=document["uri"]
        )
        changes = [_one_change(change) for change in params["contentChanges"]]
        return types.DidChangeTextDocumentParams(identifier, changes)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _one_change(change: dict[str, Any]) -> types.TextDocumentContentChangeEvent:
    text = change["text"]
    if not isinstance(text, str):
        raise TypeError
    where = change.get("range")
    if where is None:
        return types.TextDocumentContentChangeWholeDocument(text)
    start, end = (
        types.Position(line=where[edge]["line"], character=where[edge]["character"])
        for edge in ("start", "end")
    )
    return types.TextDocumentContentChangePartial(types.Range(start, end), text)


def _decoded(body: bytes) -> Any:
    """Read a message. The quick library knows no halves of characters, which JSON may hold."""
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        return json.loads(body)


def _encoded(message: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(message)
    except UnicodeEncodeError:
        return json.dumps(message).encode()


class NexflowProtocol(LanguageServerProtocol):
    """The language server protocol, with the texts left to the session."""

    _server: NexflowServer
    _exiting: asyncio.Task[None] | None = None

    def handle_body(self, body: bytes) -> None:
        """Handle a message as it is sent; look for garbage afterwards."""
        try:
            with without_collections():
                self._handle(_decoded(body))
        except Exception as error:
            logger.exception("A message cannot be handled")
            self._server.report_server_error(error, JsonRpcException)

    def _handle(self, data: Any) -> None:
        change = _change_of(data)
        if change is not None and self._workspace is not None and not self._shutdown:
            self._server.did_change(change)
        else:
            self.handle_message(self.structure_message(data))

    def send(self, message: dict[str, Any]) -> None:
        """Send a message of plain values: writing it as the protocol's library does takes longer."""
        if self.writer is None:
            return
        body = _encoded(message)
        self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Make a message of JSON; answer a request that makes none."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
                return None
            raise

    def handle_message(self, message: Any) -> None:
        """Handle a message; refuse requests before the handshake and after the shutdown."""
        if message is None:  # answered already
            return
        method, number = getattr(message, "method", None), getattr(message, "id", None)
        if method is not None and number is not None:
            refusal = self._refusal(method)
            if refusal is not None:
                self._send_response(number, error=refusal)
                return
        elif method is not None and method != types.EXIT and self._workspace is None:
            return
        if method == types.SHUTDOWN:
            for future in list(self._request_futures.values()):
                future.cancel()
        if method == types.EXIT and self._shutdown:
            self._exiting = asyncio.get_running_loop().create_task(self._exit(message))
            return
        super().handle_message(message)

    async def _exit(self, message: Any) -> None:
        """End, after those whose requests were cancelled have heard of it."""
        for _turn in range(_TURNS_TO_ANSWER):
            await asyncio.sleep(0)
        super().handle_message(message)

    def _refusal(self, method: str) -> types.ResponseError | None:
        if self._shutdown:
            return types.ResponseError(_INVALID_REQUEST, "the server is shutting down")
        if self._workspace is None and method != types.INITIALIZE:
            return types.ResponseError(_SERVER_NOT_INITIALIZED, "the server is not initialized")
        if self._workspace is not None and method == types.INITIALIZE:
            return types.ResponseError(_INVALID_REQUEST, "the server is initialized already")
        return None

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take over a document."""
        self._server.did_open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply a document's changes."""
        self._server.did_change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let go of a document."""
        self._server.did_close(params.text_document.uri)

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(  # type: ignore[override]  # pygls takes either
        self, params: types.ExecuteCommandParams
    ) -> Any:
        """Run a command."""
        handler: Callable[..., Any] | None = self.fm.commands.get(params.command)
        if handler is None:
            raise JsonRpcInvalidParams(f"there is no command {params.command!r}")
        return await handler(params)
