"""What do all tables of the network file share? Names, codes, and how a mistake is told with its place."""

from collections.abc import Iterable, Sequence, Set
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Place = tuple[int | str, ...]
Fault = tuple[Place, str]


class Model(BaseModel):
    """Every table of the file: unknown keys are refused, so that a misspelt one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(Model):
    vi: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    en: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    fr: Annotated[str, StringConstraints(min_length=1, max_length=120)]


M = TypeVar("M", bound=Model)


def refuse(faults: Sequence[Fault], model: M) -> M:
    """Return the model, or raise with every fault and its place, which the reader of the file turns into lines."""
    if faults:
        told = "; ".join(says for _, says in faults)
        raise PydanticCustomError("faults", "{told}", {"told": told, "faults": list(faults)})
    return model


def repeats(table: str, key: str, values: Sequence[str]) -> list[Fault]:
    """Return a fault for each value that stands there a second time."""
    return [
        ((table, at, key), f"{key} {value} stands there twice; give each of the {table} its own")
        for at, value in enumerate(values)
        if value in values[:at]
    ]


def unknown(place: Place, where: str, what: str, codes: Iterable[str], known: Set[str]) -> list[Fault]:
    """Return a fault for each code that is not known."""
    return [
        (place, f"{where}: there is no {what} {code}; add it or correct the name")
        for code in codes
        if code not in known
    ]
