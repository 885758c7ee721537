"""NX130, NX131: an import of a file that does not exist, or that lies outside of the project."""

from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest
from nexflow_analysis.report import Reporter
from nexflow_grammar.languages import EXTENSIONS, language_of
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node, Phrase, Word


def check_imports(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the path of an import."""
    written = import_path(segment)
    if written is None or segment.head is None:
        return
    found = lookup.imported(written.text)
    place = Node(written.start, written.end)
    if not found.inside:
        message = (
            f"`{written.text}` lies outside of the project, where nothing is checked or generated; "
            "move it below the folder of nexflow.toml"
        )
        reporter.add(segment.head, place, "NX131", message)
    elif not found.exists:
        near = _meant(written.text, lookup.importable())
        hint = f"; did you mean `{near}`?" if near else "; create it, or remove the import"
        if near is None and language_of(written.text) is None:
            hint = f"; an import names a file with its ending: {', '.join(EXTENSIONS)}"
        message = f"there is no file `{written.text}`{hint}"
        fixes: tuple[LocalFix, ...] = ()
        if near is not None:
            change = Replacement(written.start, written.end, near)
            fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
        reporter.add(segment.head, place, "NX130", message, fixes=fixes)


def _meant(written: str, files: list[str]) -> str | None:
    """Return the file that is meant by a path that is none: one that lacks its ending, or a near one."""
    plain = written.removeprefix("./")
    lacking = (path for path in files if path.removesuffix(f".{path.rpartition('.')[2]}") == plain)
    return next(lacking, None) or nearest(written, files)


def import_path(segment: Segment) -> Word | None:
    """Return the path of an import without its quotes, relative to its entry; None: no import."""
    head = segment.head
    if segment.kind != "import" or head is None or head.broken or not isinstance(head.node, Phrase):
        return None
    word = head.node.first(Word)
    if word is None or not word.text.strip("\"'"):
        return None
    quoted = word.text[0] in "\"'"
    return Word(word.start + quoted, word.end - quoted, word.text.strip("\"'"))
