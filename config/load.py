"""Is this network file good? It is read and checked, and each mistake is told with its line and what to do."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.kiosk import ProceduresFile
from config.network import Fault, Network, Place
from config.table import M

PATTERNS = {
    "letter": "write one capital letter, as it is spoken and printed",
    "code": "write letters, digits and hyphens, like cau-giay or 12",
}


class NetworkFileError(ValueError):
    """The file cannot be used; the message has a line `file:line: what to do` for each mistake."""


def hanoi_path() -> Path:
    """Return the example that is shipped: Hanoi, illustrative."""
    return Path(__file__).parent / "hanoi" / "network.toml"


def load_network(path: Path) -> Network:
    """Return the network that a TOML file describes, with the procedures of the file that it names beside itself.

    Raises NetworkFileError.
    """
    source = _read(path, "name another file with --config")
    data = _toml(path, source)
    named = data.get("procedures")
    if isinstance(named, str):
        data["procedures"] = load_procedures(path.parent / named).model_dump()["procedures"]
    return _checked(Network, data, path, source)


def load_procedures(path: Path) -> ProceduresFile:
    """Return the procedures that a TOML file lists. Raises NetworkFileError."""
    source = _read(path, "put it beside the network file, or take out the line `procedures` there")
    return _checked(ProceduresFile, _toml(path, source), path, source)


def _read(path: Path, to_do: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise NetworkFileError(f"{path}: cannot be read ({error.strerror}); {to_do}") from error


def _toml(path: Path, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = found[1] if found else len(source.splitlines())
        raise NetworkFileError(f"{path}:{line}: this is no TOML: {error}") from error


def _checked(model: type[M], data: dict[str, Any], path: Path, source: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = _Lines(source)
        told = [f"{path}:{lines.of(place)}: {says}" for one in error.errors() for place, says in _faults(one)]
        raise NetworkFileError("\n".join(told)) from error


def _faults(error: ErrorDetails) -> list[Fault]:
    """One error of pydantic is one mistake, or several when our own rules found them in one table."""
    loc = error["loc"]
    if error["type"] != "faults":
        return [(loc, _told(loc, error["msg"], error["type"]))]
    found: list[Fault] = error["ctx"]["faults"]
    return [((*loc, *place), _told((*loc, *place), says, "faults")) for place, says in found]


def _told(loc: Place, message: str, kind: str) -> str:
    where = ".".join(str(part) for part in loc) or "network"
    if kind == "extra_forbidden":
        return f"{where}: this key is not known; correct its spelling or take it out"
    if kind == "missing":
        return f"{where}: this key is missing; add it"
    if kind == "string_pattern_mismatch":
        return f"{where}: {PATTERNS.get(str(loc[-1]), 'write small letters, digits and hyphens')}"
    return f"{where}: {message.removeprefix('Value error, ')}"


class _Lines:
    """Finds the line of a key in TOML text; tomllib keeps none."""

    def __init__(self, source: str) -> None:
        self._at: dict[Place, int] = {}
        path: Place = ()
        counts: dict[Place, int] = {}
        for number, line in enumerate(source.splitlines(), start=1):
            header = re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]", line)
            if header:
                path = self._path(header[2], counts, repeated=header[1] == "[[")
                self._at.setdefault(path, number)
                continue
            key = re.match(r"\s*([A-Za-z0-9_.\"-]+)\s*=", line)
            if key:
                self._at.setdefault((*path, *key[1].replace('"', "").split(".")), number)

    @staticmethod
    def _path(dotted: str, counts: dict[Place, int], *, repeated: bool) -> Place:
        parts = [part.strip().strip('"') for part in dotted.split(".")]
        path: Place = ()
        for depth, part in enumerate(parts):
            path = (*path, part)
            last = depth == len(parts) - 1
            if last and repeated:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return path

    def of(self, loc: Place) -> int:
        """Return the line of the nearest key that stands in the file, at or above a place; 1 for the whole."""
        while loc:
            if loc in self._at:
                return self._at[loc]
            loc = loc[:-1]
        return 1
