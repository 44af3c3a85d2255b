"""Has every key of `[rules]` a test that is named after it, on real databases and with a network file that sets it?"""

import ast
from pathlib import Path

from config.network import Rules

FILES = sorted((Path(__file__).parents[1] / "integration").glob("test_rules_*.py"))


def named_in(path: Path) -> dict[str, ast.FunctionDef]:
    """The tests of a file by name."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_key_of_the_rules_has_a_test_named_after_it() -> None:
    named = {name for path in FILES for name in named_in(path)}

    assert {key for key in Rules.model_fields if f"test_rule_{key}" not in named} == set()


def test_no_test_is_named_after_a_key_that_there_is_not() -> None:
    named = {
        name.removeprefix("test_rule_") for path in FILES for name in named_in(path) if name.startswith("test_rule_")
    }

    assert named <= set(Rules.model_fields)


def test_every_such_test_is_in_a_file_that_sets_the_key() -> None:
    unset = [
        name
        for path in FILES
        for name in named_in(path)
        if name.startswith("test_rule_")
        and f'"{name.removeprefix("test_rule_")}"' not in path.read_text(encoding="utf-8")
    ]

    assert unset == []
