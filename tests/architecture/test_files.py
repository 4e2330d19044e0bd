"""Files and functions stay short, and a name says what is in the file."""

import ast
from pathlib import Path

from tests.architecture.sources import text_of, tracked

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
SAYS_NOTHING = {"utils", "util", "helpers", "common", "core", "services", "managers", "misc"}


def code() -> list[Path]:
    return [path for path in tracked("*.py") if "migrations" not in path.parts]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    nodes = ast.walk(ast.parse(text_of(path)))
    return [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno
    return function.end_lineno - function.lineno + 1


def test_no_file_is_long() -> None:
    files = [*code(), *tracked("*.html", "*.txt", "*.css", "*.md", "Makefile")]
    assert len(files) > 300
    long = {path: lines for path in files if (lines := text_of(path).count("\n")) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_long() -> None:
    lengths = {
        f"{path}:{function.lineno} {function.name}": length(function)
        for path in code()
        for function in functions(path)
    }
    assert len(lengths) > 1000
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    parts = {part for path in tracked() for part in path.with_suffix("").parts}
    assert "commitments" in parts
    assert SAYS_NOTHING & parts == set()


def test_nothing_is_left_for_later() -> None:
    later = ("TO" + "DO", "FIX" + "ME", "X" * 3)
    files = [*code(), *tracked("templates", "static/css", "docs/*.md")]
    assert [str(path) for path in files if any(word in text_of(path) for word in later)] == []
