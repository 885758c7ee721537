"""The command `nexflow.generate`: generate, report progress, and show what was written."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.uris import from_fs_path

from nexflow_codegen.result import Scope, ScopeKind
from nexflow_server.features.model import Action
from nexflow_server.generation import Generation, generate
from nexflow_server.lsp.session import path_of
from nexflow_server.projects import ProjectFolder

if TYPE_CHECKING:
    from nexflow_server.lsp.server import NexflowServer

COMMAND = "nexflow.generate"
GENERATE_KIND = "generate.flink"


def as_command(action: Action, uri: str) -> types.CodeAction:
    """Return a code action that runs the command."""
    scope = action.generate
    assert scope is not None
    argument: dict[str, str] = {"scope": scope.kind.value, "uri": uri}
    if scope.kind is ScopeKind.PROCESS:
        argument["name"] = scope.name
    command = types.Command(action.title, COMMAND, arguments=[argument])
    return types.CodeAction(title=action.title, kind=GENERATE_KIND, command=command)


class GenerateCommand:
    """Runs the command."""

    def __init__(self, server: NexflowServer) -> None:
        self._server = server
        self._thread = ThreadPoolExecutor(1, "generation")

    async def run(self, params: types.ExecuteCommandParams) -> dict[str, Any]:
        """Generate what the argument asks for."""
        path, scope = _request(params.arguments)
        document = self._server.session.documents.get(path)
        project = document.project if document else self._server.session.project_of(path)
        await self._server.loaded(project)
        token = await self._begin(params.work_done_token)
        try:
            done = await self._in_a_thread(project, scope)
        finally:
            self._end(token)
        self._server.publisher.publish_stale()
        await self._show(done)
        return _answer(done)

    async def _in_a_thread(self, project: ProjectFolder, scope: Scope) -> Generation:
        """Generate from the project as it is now; one generation at a time, while edits go on.

        A generation that is cancelled runs to its end, so that no file is left half written.
        """
        snapshot = project.snapshot()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: generate(snapshot(), scope))

    async def _begin(self, token: str | int | None) -> str | int | None:
        """Begin to report progress under the client's token, or under one that it lets us make."""
        progress = self._server.work_done_progress
        window = self._server.client_capabilities.window
        if token is None:
            if window is None or not window.work_done_progress:
                return None
            token = str(uuid.uuid4())
            try:
                await progress.create_async(token)
            except JsonRpcException:
                return None
        begin = types.WorkDoneProgressBegin(title="Generating Flink", cancellable=False)
        progress.begin(token, begin)
        await asyncio.sleep(0)  # let the editor see it before the work
        return token

    def _end(self, token: str | int | None) -> None:
        if token is not None:
            self._server.work_done_progress.end(token, types.WorkDoneProgressEnd())

    async def _show(self, done: Generation) -> None:
        kind = types.MessageType.Info if done.ok else types.MessageType.Error
        self._server.window_show_message(types.ShowMessageParams(kind, done.message))
        window = self._server.client_capabilities.window
        can_show = window is not None and window.show_document and window.show_document.support
        uri = from_fs_path(done.main) if done.main else None
        if can_show and uri is not None:
            params = types.ShowDocumentParams(uri, take_focus=True)
            # A client that cannot show the file has the list of files all the same.
            with contextlib.suppress(JsonRpcException, asyncio.TimeoutError):
                shown = self._server.window_show_document_async(params)
                await asyncio.wait_for(shown, timeout=5)


def _request(arguments: Any) -> tuple[str, Scope]:
    """Read the command's one argument."""
    argument = arguments[0] if arguments else None
    if not isinstance(argument, dict):
        raise JsonRpcInvalidParams(f"{COMMAND} takes one argument: {{scope, uri, name?}}")
    path = path_of(str(argument.get("uri", "")))
    if path is None:
        raise JsonRpcInvalidParams("`uri` must be the URI of a file")
    match argument.get("scope"):
        case "project":
            return path, Scope()
        case "file":
            return path, Scope(ScopeKind.FILE, path)
        case "process" if isinstance(argument.get("name"), str):
            return path, Scope(ScopeKind.PROCESS, argument["name"])
        case "process":
            raise JsonRpcInvalidParams("the scope `process` needs the `name` of a process")
        case other:
            raise JsonRpcInvalidParams(f"`scope` is process, file or project, not {other!r}")


def _answer(done: Generation) -> dict[str, Any]:
    return {
        "ok": done.ok,
        "message": done.message,
        "output": from_fs_path(done.output),
        "files": [{"uri": from_fs_path(f.path), "status": f.status} for f in done.files],
    }
