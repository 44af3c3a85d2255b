"""How is a paper ticket laid out? The `[ticket]` table of the network file: its blocks, their order, their sizes."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, field_validator, model_validator

from config.table import Fault, Model, refuse

Block = Literal["branch", "number", "service", "zone", "rule", "wait", "ahead", "issued", "documents", "code", "keep"]
BLOCKS: tuple[Block, ...] = get_args(Block)
IN_ORDER: tuple[Block, ...] = (
    "branch", "rule", "number", "service", "zone", "rule",
    "wait", "ahead", "issued", "documents", "code", "keep",
)  # fmt: skip
DOCUMENTS = 8
Document = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class Documents(Model):
    """What a visitor should have ready for a service, in each language the same things in the same order."""

    vi: tuple[Document, ...] = ()
    en: tuple[Document, ...] = ()
    fr: tuple[Document, ...] = ()

    @model_validator(mode="after")
    def _the_same(self) -> "Documents":
        faults: list[Fault] = [
            ((language,), f"list {len(self.vi)} documents here as in vi, the same in the same order")
            for language in ("en", "fr")
            if len(getattr(self, language)) != len(self.vi)
        ]
        if len(self.vi) > DOCUMENTS:
            faults.append((("vi",), f"list at most {DOCUMENTS} documents: more make the paper too long to be read"))
        return refuse(faults, self)


class TicketLayout(Model):
    """The form of all tickets of the network.

    blocks: what stands on a ticket, from the top; what has no value on a ticket (no zone, no link) is left out of it.
    A rule is a line across. Not chosen here, since always printed where it is true: the mark of a reprint, and why a
    number comes from the kiosk's reserve. number_mm: height of the number. The others: sizes of letters in points
    (1/72 inch), as a printed page is measured; 12 is the least that clear print asks for, 16 the least of large print.
    large_by: how much larger the large-print ticket is. vietnamese_below: in another language, whether what matters
    stands below in Vietnamese too, for staff and companions.
    """

    blocks: tuple[Block, ...] = IN_ORDER
    number_mm: Annotated[float, Field(ge=12, le=30)] = 16
    service_pt: Annotated[float, Field(ge=14, le=40)] = 20
    text_pt: Annotated[float, Field(ge=12, le=30)] = 14
    small_pt: Annotated[float, Field(ge=12, le=24)] = 12
    large_by: Annotated[float, Field(ge=1.2, le=2)] = 1.35
    code_mm: Annotated[float, Field(ge=20, le=60)] = 34
    vietnamese_below: bool = True

    @field_validator("blocks", mode="before")
    @classmethod
    def _known(cls, value: object) -> object:
        if not isinstance(value, list | tuple):
            raise ValueError("write a list of blocks, like " + ", ".join(BLOCKS))
        for block in value:
            if block not in BLOCKS:
                raise ValueError(f"there is no block {block}; write some of {', '.join(BLOCKS)}")
        return value

    @model_validator(mode="after")
    def _usable(self) -> "TicketLayout":
        faults: list[Fault] = [
            (("blocks",), f"block {block} stands there twice; take one of them out")
            for at, block in enumerate(self.blocks)
            if block != "rule" and block in self.blocks[:at]
        ]
        if "number" not in self.blocks:
            faults.append((("blocks",), "a ticket needs the block number: nobody can be called without it"))
        if self.small_pt > self.text_pt:
            faults.append((("small_pt",), "small letters are larger than the others; write at most text_pt"))
        if self.text_pt > self.service_pt:
            faults.append((("service_pt",), "the service is smaller than the text; write at least text_pt"))
        return refuse(faults, self)
