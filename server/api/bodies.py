"""Of what are bodies made? The shapes that several kinds of them share."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Short = Annotated[str, StringConstraints(max_length=200)]
Id = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")
]
Language = Literal["vi", "en", "fr"]
Need = Literal["deaf", "low-vision", "wheelchair", "interpreter"]
Instant = Annotated[AwareDatetime, Field(strict=False)]
Names = dict[str, str]
BranchPaused = Literal["evacuation", "interruption"] | None
IntakeClosed = Literal["full", "early"] | None


class Body(BaseModel):
    """A request's body: strict about types, deaf to members that it does not know."""

    model_config = ConfigDict(extra="ignore", strict=True)


class EmptyIn(Body):
    """No member is read."""


class Priority(BaseModel):
    code: str
    names: Names
