"""A project folder under edits, on disk and in the editor, finds what one that is read anew finds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import shop
from hypothesis import given, settings
from hypothesis import strategies as st

from nexflow_analysis.diagnostics import Finding
from nexflow_server.projects import ProjectFolder

SETTINGS_FILES = ["nexflow.toml", "nexflow.prod.toml", "nexflow.test.toml"]
OTHER_FILES = [
    *sorted(set(shop.FILES) - set(SETTINGS_FILES)),
    "deep/more.schema",
    "deep/.gitignore",
]
CUSTOMER = shop.FILES["customer.schema"]
SETTINGS = [
    "", "[[", shop.FILES["nexflow.toml"], '[streams.orders]\nschema = "Customer"\n', '[streams.orders]\nschema = "Nobody"\n',
    '[lint]\nignore = ["NX1", "NX5"]\n', '[lint]\nselect = ["all"]\n[lint.severity]\nNX5 = "hint"\n',
    '[paths]\noutput = "deep"\n', '[evolution]\nprevious = "deep"\n', "[config]\nlimit = 3\n",
    "[targets.flink]\nparallelism = 9\nmax_parallelism = 8\n", "[targets.flink]\nmax_parallelism = 8\n",
]  # fmt: skip
TEXTS = [
    *shop.FILES.values(), CUSTOMER.replace("Customer", "Client"), CUSTOMER + CUSTOMER,
    CUSTOMER.replace("customer_id", "client_id"), shop.FILES["order.schema"].replace("money", "Money"),
    "import ../order.schema\n" + CUSTOMER, "import deep/more.schema\nimport nowhere.schema\n",
    "schema Money\n    amount: decimal\n    again: Money required\nend\n", "*.schema\n", "\ufeffschema",
]  # fmt: skip
WORDS = [
    "",
    "x",
    " ",
    "\n",
    "end\n",
    "amount",
    "import deep/more.schema\n",
    '"',
    "# ",
    "[",
    "Customer",
    "é",
]

name = st.sampled_from([*SETTINGS_FILES, *OTHER_FILES])
part = st.floats(min_value=0, max_value=1, exclude_max=True)
#: A file and a text that may stand in it.
written = st.one_of(
    st.tuples(st.sampled_from(SETTINGS_FILES), st.sampled_from(SETTINGS)),
    st.tuples(st.sampled_from(OTHER_FILES), st.sampled_from(TEXTS)),
)
action = st.one_of(
    st.tuples(st.sampled_from(["write", "open"]), written).map(lambda one: (one[0], *one[1])),
    st.tuples(st.sampled_from(["remove", "close", "look"]), name),
    st.tuples(st.just("move"), name, name),
    st.tuples(st.just("type"), name, part, part, st.sampled_from(WORDS)),
    st.tuples(st.just("type"), name, part, part, st.sampled_from(WORDS)),
)


class Editing:
    """A project on disk, what an editor holds of it, and what it shows."""

    def __init__(self, root: Path, env: str) -> None:
        self.root, self.env = root, env
        for path, text in shop.FILES.items():
            (root / path).write_text(text, "utf-8")
        (root / "deep").mkdir()
        self.project = read(root, env)
        self.held: dict[str, str] = {}
        self.shown = findings_of(self.project)

    def do(self, kind: str, path: str, *rest: object) -> None:
        on_disk = self.root / path
        changed = True
        match kind, rest:
            case "write", (str() as text,):
                on_disk.write_text(text, "utf-8")
            case "remove", ():
                on_disk.unlink(missing_ok=True)
            case "move", (str() as other,):
                if on_disk.exists():
                    on_disk.replace(self.root / other)
            case _:
                changed = False
                self._in_editor(kind, path, *rest)
        if changed:  # as a server does that is told of files that come and go
            list(self.project.load())

    def _in_editor(self, kind: str, path: str, *rest: object) -> None:
        here = str(self.root / path)
        match kind, rest:
            case "open", (str() as text,) if not path.endswith(".gitignore"):
                self.held[path] = text
                self.project.open(here, text)
            case "type", (float() as start, float() as end, str() as word) if path in self.held:
                first, last = sorted(int(one * len(self.held[path])) for one in (start, end))
                last = min(last, first + 30)
                place = position(self.held[path])
                self.project.edit(here, place(first), place(last), word)
                self.held[path] = self.held[path][:first] + word + self.held[path][last:]
            case "close", () if path in self.held:
                del self.held[path]
                self.project.close(here)
            case "look", () if here in self.project.paths():
                self.shown[here] = self.project.findings(here)

    def afresh(self) -> ProjectFolder:
        """Return the project as one that is opened now."""
        project = ProjectFolder(str(self.root), deep=True, env=self.env)
        for path, text in self.held.items():
            project.open(str(self.root / path), text)
        list(project.load())
        return project


def read(root: Path, env: str) -> ProjectFolder:
    project = ProjectFolder(str(root), deep=True, env=env)
    list(project.load())
    return project


def findings_of(project: ProjectFolder) -> dict[str, list[Finding]]:
    return {path: project.findings(path) for path in project.paths()}


def position(text: str) -> Callable[[int], tuple[int, int]]:
    return lambda at: (text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1))


@settings(max_examples=80, deadline=None)
@given(st.lists(action, max_size=8), st.sampled_from(["", "prod"]))
def test_edits_leave_what_a_project_that_is_read_anew_finds(actions: list, env: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        editing = Editing(Path(folder), env)
        for one in actions:
            editing.do(*one)
        # Only what is stale is asked again, as an editor does; the rest must be right as it is.
        for path in editing.project.stale_paths() & set(editing.project.paths()):
            editing.shown[path] = editing.project.findings(path)
        wanted = findings_of(editing.afresh())
        assert {path: editing.shown.get(path, []) for path in editing.project.paths()} == wanted
        assert findings_of(editing.project) == wanted
