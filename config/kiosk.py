"""What does the network file say about kiosks? Groups of services, and the procedures that people look for by words."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from config.table import Code, Fault, Model, Names, refuse
from config.ticket import Documents

WORDS = 40
Word = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class Group(Model):
    """Services behind one button, for a branch that has more than fit on a screen."""

    code: Code
    names: Names
    services: Annotated[tuple[Code, ...], Field(min_length=1)]


class KioskScreens(Model):
    """What kiosks offer. groups: each service in one of them, or none at all. dossiers_at_most: how many dossiers who
    files for others may say at the kiosk; 1 means that it is not asked."""

    groups: tuple[Group, ...] = ()
    dossiers_at_most: Annotated[int, Field(ge=1, le=500)] = 500


class EverydayWords(Model):
    """How people call a procedure."""

    vi: Annotated[tuple[Word, ...], Field(max_length=WORDS)] = ()
    en: Annotated[tuple[Word, ...], Field(max_length=WORDS)] = ()
    fr: Annotated[tuple[Word, ...], Field(max_length=WORDS)] = ()


class Procedure(Model):
    """A public procedure and where it is done. also: everyday words. documents: none means those of the service."""

    code: Code
    service: Code
    names: Names
    also: EverydayWords = EverydayWords()
    documents: Documents = Documents()


class ProceduresFile(Model):
    """A file of procedures, which the network file names by `procedures = "FILE"`."""

    procedures: tuple[Procedure, ...]

    @model_validator(mode="after")
    def _each_once(self) -> "ProceduresFile":
        codes = [one.code for one in self.procedures]
        faults: list[Fault] = [
            (("procedures", at, "code"), f"code {code} stands there twice; give each procedure its own")
            for at, code in enumerate(codes)
            if code in codes[:at]
        ]
        return refuse(faults, self)
