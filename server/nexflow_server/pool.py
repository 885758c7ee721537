"""Several processes check a large project: each reads, declares and checks a share of its files.

First each reads its share and says what it declares; then it hears what the others declare, and
checks. So every check knows the same as in one process, and finds the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from nexflow_analysis.diagnostics import Finding
from nexflow_analysis.lint import Lint
from nexflow_server import disk

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from nexflow_server.projects import ProjectFolder

#: So much text per process makes up for starting it.
_LEAST_BYTES = 250_000


class WorkerError(Exception):
    """A process that is gone, or that could not check a file; the message says why."""


def cores() -> int:
    """Return how many processes can run at once."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def shares_of(paths: Iterable[str], jobs: int) -> list[list[str]]:
    """Divide files by their sizes among as many processes as pay; in one share, if only one does."""
    sizes = [(_size(path), path) for path in paths]
    count = min(jobs, sum(size for size, _path in sizes) // _LEAST_BYTES)
    shares: list[list[str]] = [[] for _number in range(max(count, 1))]
    totals = [0] * len(shares)
    for size, path in sorted(sizes, reverse=True):
        smallest = totals.index(min(totals))
        shares[smallest].append(path)
        totals[smallest] += size
    return [sorted(share) for share in shares]


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


class _Worker(Struct):
    process: BaseProcess
    connection: Connection
    share: list[str]
    declared: bytes = b""


class Pool(Struct):
    """The processes of one project."""

    workers: list[_Worker] = field(default_factory=list)
    _known: frozenset[str] = frozenset()
    _found: dict[str, list[Finding] | str] = field(default_factory=dict)
    _checking: bool = False

    def start(self, project: ProjectFolder, shares: Sequence[list[str]]) -> Iterator[str]:
        """Start a process per share, and read; yields the paths. Raises WorkerError."""
        import multiprocessing  # noqa: PLC0415 - small projects do not need it

        # Where it is safe, what is imported here need not be imported again.
        if sys.platform == "linux":
            process_class: type[BaseProcess] = multiprocessing.get_context("fork").Process
        else:
            process_class = multiprocessing.get_context("spawn").Process
        for share in shares:
            ours, theirs = multiprocessing.Pipe()
            process = process_class(
                target=_work,
                args=(theirs, project.root, project.env, share, sys.getrecursionlimit()),
                daemon=True,
            )
            process.start()
            theirs.close()
            self.workers.append(_Worker(process, ours, share))
        for worker in self.workers:
            try:
                worker.declared = worker.connection.recv_bytes()
                known, facts = worker.connection.recv()
            except (EOFError, OSError) as error:
                self.stop()
                raise WorkerError(_end_of(worker)) from error
            self._known |= known
            disk.note(facts)
            yield from worker.share

    def findings(self, path: str, lint: Lint) -> list[Finding]:
        """Return the findings of a file. Raises WorkerError."""
        if not self._checking:
            self._check(lint)
        while path not in self._found and self.workers:
            self._receive()
        found = self._found.get(path, "no process has checked it")
        if isinstance(found, str):
            raise WorkerError(found)
        return found

    def stop(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.process.terminate()
            worker.connection.close()
        self.workers.clear()

    def _check(self, lint: Lint) -> None:
        """Tell each process what the others declare, and let it check."""
        self._checking = True
        for worker in list(self.workers):
            try:
                worker.connection.send((lint, self._known, len(self.workers) - 1))
                for other in self.workers:
                    if other is not worker:
                        worker.connection.send_bytes(other.declared)
            except OSError:
                self._give_up(worker)

    def _receive(self) -> None:
        """Take what the processes have found so far; wait if that is nothing."""
        from multiprocessing.connection import wait  # noqa: PLC0415 - see above

        ready = wait([worker.connection for worker in self.workers])
        for worker in [one for one in self.workers if one.connection in ready]:
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                self._give_up(worker)
                continue
            if message is None:
                self.workers.remove(worker)
                worker.process.join()
            else:
                path, found = message
                self._found[path] = found

    def _give_up(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        for path in worker.share:
            self._found.setdefault(path, _end_of(worker))


def _end_of(worker: _Worker) -> str:
    worker.process.join(1)
    code = worker.process.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    return f"the process that checked it has ended with {how}"


def _work(
    connection: Connection, root: str, env: str, share: list[str], recursion_limit: int
) -> None:
    """Be one of the processes."""
    import gc  # noqa: PLC0415 - this process lives for one check
    import pickle  # noqa: PLC0415 - between processes of one program only

    from nexflow_server.projects import ProjectFolder  # noqa: PLC0415 - they need each other

    gc.disable()
    sys.setrecursionlimit(recursion_limit)
    try:
        project = ProjectFolder(root, deep=True, env=env)
        with disk.recording() as asked:
            project.load_share(share)
            facts = asked() or {}
        connection.send_bytes(pickle.dumps(project.workspace.exported()))
        connection.send((project.workspace.known_paths, facts))
        lint, known, others = connection.recv()
        for _number in range(others):
            project.workspace.adopt(pickle.loads(connection.recv_bytes()))  # noqa: S301 - from a sibling
        project.workspace.set_known_paths(known)
        project.workspace.set_lint(lint)
        for path in share:
            connection.send((path, _checked(project, path)))
        connection.send(None)
    except (KeyboardInterrupt, BrokenPipeError, EOFError):
        os._exit(1)


def _checked(project: ProjectFolder, path: str) -> list[Finding] | str:
    try:
        return project.findings(path)
    except Exception as error:  # noqa: BLE001 - the other files are still checked
        return f"{type(error).__name__}: {error}"
