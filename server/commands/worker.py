"""`motcua worker`: what is done beside answering: waits, suggestions, and what is due on timers."""

import os
import threading
from typing import TYPE_CHECKING

import click

from config.settings import settings
from server.database import schema

if TYPE_CHECKING:
    from huey import SqliteHuey

    from server.database.store import Store

ENDS_WITHIN_S = 5.0


@click.command()
def worker() -> None:
    """Compute waits, begin each branch's day, forget what is over. `serve` answers everything without it."""
    from huey import SqliteHuey
    from huey.consumer_options import ConsumerConfig

    from server.commands.opened import opened
    from server.gunicorn_server import log_as
    from server.worker.predictor import Predictor
    from server.worker.suggesting import Suggester
    from server.worker.watchman import Watchman

    log_as(settings())
    settings().data.mkdir(parents=True, exist_ok=True)
    with opened() as store:
        serving = schema.Serving(store.engine)
        huey = SqliteHuey("motcua", filename=os.fspath(settings().data / "worker.sqlite3"))

        _on_timers(huey, store)
        over = threading.Event()
        suggester = Suggester(settings().database)
        watchman = Watchman(store)
        loop = Predictor(store, beside=(suggester.look, watchman.look))
        predictor = threading.Thread(target=loop.run, kwargs={"until": over.is_set}, name="predictor", daemon=True)
        predictor.start()
        click.echo("motcua worker: computes waits, begins days and forgets what is over")
        config = ConsumerConfig(workers=1, worker_type="thread", initial_delay=1.0, max_delay=5.0)
        config.validate()
        try:
            huey.create_consumer(**config.values).run()
        finally:
            over.set()
            suggester.close()
            predictor.join(timeout=ENDS_WITHIN_S)
            serving.close()


def _on_timers(huey: "SqliteHuey", store: "Store") -> None:
    from huey import crontab

    from server.actions import start_day
    from server.actions.forget import forget_old
    from server.actions.leave_counters import leave_counters
    from server.worker.measuring import measure_advice

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def begin_days() -> None:
        """Close yesterday where nobody has changed anything yet today."""
        store.refresh()
        start_day.begin_days(store)

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def leave() -> None:
        """Close the counters that lent officers have left."""
        store.refresh()
        leave_counters(store)

    @huey.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
    def forget() -> None:
        """Forget answers, tokens and plans, and what halls and kiosks told long ago."""
        forget_old(store)

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def measure() -> None:
        """See what following the advice has saved."""
        measure_advice(store)
