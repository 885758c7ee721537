"""The language server: messages in, features and diagnostics out."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer

from nexflow_grammar import __version__
from nexflow_server.files import (
    ENVIRONMENT,
    PROJECT_FILE,
    UnreadableError,
    is_nexflow,
    is_settings,
)
from nexflow_server.lsp import requests
from nexflow_server.lsp.diagnostics import Publisher
from nexflow_server.lsp.garbage import without_collections
from nexflow_server.lsp.inbox import Inbox
from nexflow_server.lsp.positions import Positions
from nexflow_server.lsp.protocol import NexflowProtocol
from nexflow_server.lsp.session import Session, path_of
from nexflow_server.projects import ProjectFolder, unknown_environment

_WATCHED = ("**/*.{proc,flow,schema,xform,transform,rules}", "**/nexflow*.toml")
_SLICE_SECONDS = 0.02
_SWITCH_SECONDS = 0.0002
_STACK_BYTES = 16 * 1024 * 1024
logger = logging.getLogger(__name__)


class NexflowServer(LanguageServer):
    """One server, for one editor."""

    def __init__(self) -> None:
        super().__init__("nexflow-lsp", __version__, protocol_cls=NexflowProtocol)
        self.session = Session()
        self._inbox: Inbox | None = None
        self.publisher = Publisher(
            self.session,
            self._send,
            self.complain,
            self._is_waited_for,
        )
        self._loading: dict[str, asyncio.Task[None]] = {}
        self.on(types.INITIALIZE, self._initialize)
        self.on(types.INITIALIZED, self._initialized)
        self.on(types.TEXT_DOCUMENT_DID_SAVE, self._did_save)
        self.on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._did_change_watched_files)
        self.on(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self._did_change_folders)
        self.on(types.WORKSPACE_DID_CHANGE_CONFIGURATION, self._did_change_configuration)
        requests.register(self)

    def on(self, method: str, handler: Callable[..., Any], options: Any = None) -> None:
        """Let a handler answer a method."""
        # pygls marks handlers with attributes, which bound methods do not take.
        self.feature(method, options)(partial(handler))

    @property
    def has_shut_down(self) -> bool:
        """Whether the client has asked for the shutdown, as it should before the exit."""
        return bool(self.protocol._shutdown)  # noqa: SLF001 - pygls has no other way to ask

    def _send(self, message: dict[str, Any]) -> None:
        assert isinstance(self.protocol, NexflowProtocol)
        self.protocol.send(message)

    def run(self, read: Callable[[int], bytes], write: BinaryIO) -> None:
        """Serve a client until it says `exit` or is gone. read: returns some bytes of what it sends."""
        self.protocol.set_writer(StdoutWriter(write))
        assert isinstance(self.protocol, NexflowProtocol)
        self._inbox = Inbox(read, self.protocol.handle_body)
        try:
            asyncio.run(self._inbox.run())
        except (BrokenPipeError, KeyboardInterrupt, SystemExit):
            pass  # `exit` ends the event loop by SystemExit
        finally:
            self.shutdown()  # type: ignore[no-untyped-call]

    def _is_waited_for(self) -> bool:
        """Tell whether a message waits to be handled."""
        return self._inbox is not None and self._inbox.waiting

    def complain(self, what: str, error: Exception) -> None:
        """Tell the editor's log of a mistake of ours."""
        logger.error(what, exc_info=error)
        message = f"{what}: {type(error).__name__}: {error}"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log instead of opening a window at every mistake; the request gets its error anyway."""
        self.complain(f"{getattr(source, '__name__', 'error')}", error)

    def did_open(self, item: types.TextDocumentItem) -> None:
        """Take over a document, and read the rest of its project when it is the first."""
        with without_collections():
            document = self.session.open(item)
            if document is not None and document.project.loaded:
                self.publisher.publish(document)
        if document is None:
            return
        if document.project.loaded:
            self.publisher.publish_stale()
        else:
            self._load(document.project)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply a document's changes and say at once what is wrong in it."""
        document = self.session.change(params)
        if document is not None and document.project.loaded:
            self.publisher.publish(document)
            self.publisher.publish_stale()

    def did_close(self, uri: str) -> None:
        """Let go of a document."""
        if self.session.close(uri) is not None:
            self.publisher.publish_stale()

    async def loaded(self, project: ProjectFolder) -> None:
        """Wait until a project is read."""
        task = self._loading.get(project.root)
        if task is None and not project.loaded:
            task = self._load(project)
        if (
            task is not None and not task.done()
        ):  # whoever waits may be cancelled, the reading must not
            await asyncio.shield(task)

    def _load(self, project: ProjectFolder) -> asyncio.Task[None]:
        """Read a project in slices, so that requests are answered meanwhile."""
        task = self._loading.get(project.root)
        if task is None or task.done():
            loop = asyncio.get_running_loop()
            task = self._loading[project.root] = loop.create_task(self._load_slices(project))
        return task

    async def _load_slices(self, project: ProjectFolder) -> None:
        with without_collections():
            await self._read(project)
            for document in self.session.documents.values():
                if document.project is project:
                    self.publisher.publish(document)
        gc.freeze()  # this, and all that was imported for it
        self.publisher.publish_stale()

    async def _read(self, project: ProjectFolder) -> None:
        """Read a project in slices; say what could not be read."""
        try:
            until = time.monotonic() + _SLICE_SECONDS
            for _path in project.load():
                if time.monotonic() > until or self._is_waited_for():
                    await asyncio.sleep(0)
                    until = time.monotonic() + _SLICE_SECONDS
        except UnreadableError as error:
            self.complain(f"{project.root} cannot be read", error)
        except Exception as error:  # noqa: BLE001 - what was read still serves
            self.complain(f"{project.root} was not read to its end", error)
        project.loaded = True
        unknown = unknown_environment([project])
        if unknown:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, unknown))

    def _initialize(self, params: types.InitializeParams) -> None:
        encoding = self.workspace.position_encoding
        self.session.positions = Positions(getattr(encoding, "value", encoding) or "utf-16")
        folders = params.workspace_folders or []
        uris = [folder.uri for folder in folders] or ([params.root_uri] if params.root_uri else [])
        self.session.folders = [path for uri in uris if (path := path_of(uri)) is not None]
        self.session.env = _environment(params.initialization_options) or self.session.env
        text = params.capabilities.text_document
        publish = text.publish_diagnostics if text is not None else None
        self.publisher.with_related = bool(publish and publish.related_information)
        self.publisher.with_links = bool(publish and publish.code_description_support)

    def _initialized(self, _params: types.InitializedParams) -> None:
        workspace = self.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is None or not watching.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
        self.client_register_capability(
            types.RegistrationParams([
                types.Registration(
                    id="watched-files",
                    method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
                )
            ])
        )  # fmt: skip

    def _did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        document = self.session.document(params.text_document.uri)
        if document is not None and document.project.loaded:
            self.publisher.publish(document)

    def _did_change_watched_files(self, params: types.DidChangeWatchedFilesParams) -> None:
        paths = {change.uri: path_of(change.uri) for change in params.changes}
        relist: dict[str, ProjectFolder] = {}
        for change in params.changes:
            path = paths[change.uri]
            if path is None:
                continue
            changed = change.type == types.FileChangeType.Changed
            if path.endswith(PROJECT_FILE) and not changed:
                self._regroup()
                return
            project = self.session.project_of(path)
            if changed and (is_nexflow(path) or is_settings(path)):
                project.refresh(path)
            else:
                relist[project.root] = project
        for project in relist.values():
            self._load(project)
        self.publisher.publish_stale()

    def _did_change_folders(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        added = [path_of(folder.uri) for folder in params.event.added]
        removed = {path_of(folder.uri) for folder in params.event.removed}
        kept = [folder for folder in self.session.folders if folder not in removed]
        self.session.folders = [*kept, *(path for path in added if path is not None)]
        self._regroup()

    def _did_change_configuration(self, params: types.DidChangeConfigurationParams) -> None:
        settings = _as_dict(params.settings).get("nexflow")
        written = _environment(settings)
        env = written or os.environ.get(ENVIRONMENT, "")
        if written is not None and env != self.session.env:
            self.session.env = env
            self._regroup()

    def _regroup(self) -> None:
        self.session.regroup()
        self._loading.clear()
        for project in self.session.projects.values():
            self._load(project)
        self.publisher.publish_stale()


def _environment(settings: Any) -> str | None:
    """Return the environment that an editor's settings name; None where they say nothing of it."""
    env = _as_dict(settings).get("env")
    return env if isinstance(env, str) else None


def _as_dict(value: Any) -> dict[str, Any]:
    """Return settings as a dictionary, however the protocol's library reads them."""
    if isinstance(value, dict):
        return value
    return dict(value._asdict()) if hasattr(value, "_asdict") else {}


def _accepted(address: tuple[str, int]) -> socket.socket:
    """Wait for one client."""
    family, *_rest, resolved = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)[0]
    with socket.create_server((str(resolved[0]), int(resolved[1])), family=family) as listener:
        connection, _client = listener.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def serve(address: tuple[str, int] | None = None) -> int:
    """Serve one editor, over standard input and output or a socket; return the exit code."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    # A message must not wait for a thread that computes.
    sys.setswitchinterval(_SWITCH_SECONDS)
    # As deep as the main thread goes, where threads would get less.
    threading.stack_size(_STACK_BYTES)
    server = NexflowServer()
    if address is None:
        # The protocol has the real standard output to itself: a stray print must not break it.
        with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            server.run(partial(os.read, sys.stdin.fileno()), output)
    else:
        with _accepted(address) as connection, connection.makefile("wb") as output:
            server.run(connection.recv, output)
    return 0 if server.has_shut_down else 1
