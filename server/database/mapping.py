"""How do the domain's objects become rows? Imperatively, so that the domain stays free of the database."""

from sqlalchemy.orm import registry, relationship

from server.database import tables
from server.domain.counter import Counter
from server.domain.ticket import Step, Ticket

mapper = registry(metadata=tables.metadata)


def map_domain() -> None:
    """Map the domain's classes; a second time does nothing."""
    if mapper.mappers:
        return
    mapper.map_imperatively(
        Ticket,
        tables.ticket,
        properties={
            "steps": relationship(Step, order_by=tables.step.c.position, lazy="selectin", cascade="save-update, merge"),
        },
    )
    mapper.map_imperatively(Step, tables.step)
    mapper.map_imperatively(Counter, tables.counter, exclude_properties=["active", "position"])
