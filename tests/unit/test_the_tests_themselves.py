"""Does every test run, does every file say what it asks, and does no quick test sleep?"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = sorted(TESTS.glob("**/test_*.py"))
QUICK = [path for path in FILES if path.parent.name in {"unit", "property"}]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return path.relative_to(TESTS).as_posix()


def words_of(node: ast.AST) -> Iterator[str]:
    """Every name that is read or imported below a node; one that is only set does not count."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
            yield one.id
        elif isinstance(one, ast.Attribute):
            yield one.attr
        elif isinstance(one, ast.alias):
            yield one.name


def is_fixture(function: Function) -> bool:
    """Whether pytest calls it by itself: a fixture, or a hook."""
    marks = {word for mark in function.decorator_list for word in words_of(mark)}
    return "fixture" in marks or function.name.startswith("pytest_")


def forgotten(source: str, *, elsewhere: frozenset[str] = frozenset()) -> list[str]:
    """Return the module's functions that are no test, no fixture and not used outside themselves."""
    module = ast.parse(source)
    functions = [node for node in module.body if isinstance(node, Function)]
    return [
        function.name
        for function in functions
        if not function.name.startswith("test_")
        and not is_fixture(function)
        and function.name not in elsewhere
        and not any(function.name in words_of(other) for other in module.body if other is not function)
    ]


def sleeps(source: str) -> bool:
    """Whether `time.sleep` is used; a `while` that looks for something another thread does may rest in between."""
    module = ast.parse(source)
    resting = {one for loop in ast.walk(module) if isinstance(loop, ast.While) for one in ast.walk(loop)}
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "sleep" and "time" in words_of(node.value):
            if node not in resting:
                return True
        elif isinstance(node, ast.ImportFrom) and node.module == "time" and "sleep" in words_of(node):
            return True
    return False


@cache
def used_by_other_files() -> Mapping[str, frozenset[str]]:
    """What each test file is asked for by another one: module path -> names."""
    asked: dict[str, set[str]] = {}
    for path in TESTS.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                asked.setdefault(node.module, set()).update(words_of(node))
    return {module: frozenset(words) for module, words in asked.items()}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_function_of_a_test_file_is_forgotten(path: Path) -> None:
    module = "tests." + named(path).removesuffix(".py").replace("/", ".")

    asked = used_by_other_files().get(module, frozenset())

    assert forgotten(path.read_text(encoding="utf-8"), elsewhere=asked) == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_test_file_opens_with_the_question_that_it_asks(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", QUICK, ids=named)
def test_no_quick_test_sleeps_for_a_while_and_hopes(path: Path) -> None:
    assert not sleeps(path.read_text(encoding="utf-8"))


def test_all_folders_are_looked_at() -> None:
    assert Path(__file__) in FILES
    assert {"unit", "property", "integration"} <= {path.parent.name for path in FILES}


@pytest.mark.parametrize(
    "source",
    [
        "def it_never_runs() -> None: ...",
        "async def it_never_runs() -> None: ...",
        "def tests_with_a_letter_too_many() -> None: ...\ndef test_other() -> None: ...",
        "def recursive() -> None: recursive()",
        "@pytest.mark.soak\ndef it_never_runs() -> None: ...",
        "def it_never_runs() -> None: ...\nit_never_runs = None",
    ],
)
def test_a_function_that_nobody_calls_is_found(source: str) -> None:
    assert len(forgotten(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def test_it() -> None: ...",
        "@pytest.fixture\ndef branch() -> str: ...",
        "@pytest.fixture(autouse=True)\ndef branch() -> str: ...",
        "def called() -> int: ...\ndef test_it() -> None: called()",
        "def referred_to() -> int: ...\nCASES = [referred_to]",
        "def mark(f): ...\n@mark\ndef test_it() -> None: ...",
        "def pytest_generate_tests(metafunc) -> None: ...",
        "class Clock:\n    def __call__(self) -> float: ...",
    ],
)
def test_what_runs_is_not_taken_for_forgotten(source: str) -> None:
    assert forgotten(source) == []


def test_a_helper_that_another_file_imports_is_not_forgotten() -> None:
    assert forgotten("def helper() -> None: ...", elsewhere=frozenset({"helper"})) == []


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("import time\ntime.sleep(1)", True),
        ("from time import sleep", True),
        ("from time import sleep as rest", True),
        ("wait = time.sleep", True),
        ("for _ in range(9):\n    time.sleep(1)", True),
        ("while not there():\n    time.sleep(0.001)", False),
        ("import time\ntime.monotonic()", False),
        ("printer.sleep()", False),
    ],
)
def test_a_sleeping_test_is_found_by_whatever_name_it_sleeps(source: str, is_found: bool) -> None:
    assert sleeps(source) is is_found
