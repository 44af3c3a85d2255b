"""What did following the advice save? What was expected here, less the time until the call there."""

from sqlalchemy import select, update

from server.database import tables
from server.database.store import Store

_A, _T = tables.advice.c, tables.ticket.c
AT_A_TIME = 200


def measure_advice(store: Store) -> int:
    """Write down what was saved by whoever has been called since; returns how many."""
    wanted = (
        select(_A.ticket_id, _A.at, _A.here_s, _T.called_at)
        .join(tables.ticket, _T.id == _A.onward_id)
        .where(_A.saved_s.is_(None), _T.called_at.is_not(None))
        .limit(AT_A_TIME)
    )
    with store.read() as connection:
        rows = connection.execute(wanted).all()
    if rows:
        with store.writing() as connection:
            for row in rows:
                saved_s = row.here_s - round((row.called_at - row.at).total_seconds())
                connection.execute(update(tables.advice).where(_A.ticket_id == row.ticket_id).values(saved_s=saved_s))
    return len(rows)
