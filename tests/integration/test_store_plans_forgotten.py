"""Are plans, absences and alerts of long ago erased, and does what still counts stay?"""

from datetime import timedelta

from sqlalchemy import func, insert, select

from server.actions.forget import forget_old_plans
from server.database import moves, tables
from server.database.store import Store
from server.domain.moves import MoveKind
from server.domain.staff import Span
from tests.integration.databases import HERE

DAY = timedelta(days=1)


def test_what_ended_long_ago_is_forgotten_with_its_calculation_and_what_goes_on_stays(store: Store) -> None:
    now = store.now()
    long_ago, lately = Span(now - 9 * DAY, now - 8 * DAY), Span(now - 9 * DAY, now + DAY)
    place = {"kind": MoveKind.OPEN, "branch": HERE, "services": [], "travel_s": 0}
    with store.writing() as connection:
        runs = [moves.add_run(connection, kind="suggest", by="m", now=long_ago.start, request={}) for _ in range(3)]
        moves.add_run(connection, kind="suggest", by="m", now=now, request={})
        for run, span in zip(runs, (long_ago, lately), strict=False):
            moves.add_move(connection, run, reason={}, effects=[], start=span.start, end=span.end, **place)
            moves.add_absence(connection, badge="1", kind="sick", span=span, note=None, by="m")
        alert = {"branch": HERE, "code": "crowd", "since": long_ago.start}
        ended = (long_ago.end, lately.start + 8.5 * DAY, None)
        connection.execute(insert(tables.alert), [alert | {"ended_at": at} for at in ended])

    forgotten = [forget_old_plans(store, older_than=7 * DAY) for _ in range(2)]

    with store.read() as connection:
        left = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar()
            for table in (tables.plan_run, tables.move, tables.absence, tables.alert)
        }
        kept = list(connection.execute(select(tables.move.c.run_id)).scalars())
    assert forgotten == [2, 0]
    assert left == {"plan_run": 2, "move": 1, "absence": 1, "alert": 2}
    assert kept == [runs[1]]
