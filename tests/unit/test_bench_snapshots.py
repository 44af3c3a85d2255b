"""Public columns: tickets are rebuilt by the published rules, and a quantile is learned from what was visible."""

import lzma
from pathlib import Path

import numpy as np
import pytest

from bench import snapshots
from server.planning.boosting import Growth, fit
from server.planning.published import Asked, QueueDay, learn

HEADER = "office,queue,letter,date,time,stated_service_min,open_counters,waiting,called\n"


def a_file(path: Path, *, called: list[int], waiting: list[int], day: str = "2020-01-02") -> Path:
    lines = [
        f"O,1,A,{day},{(480 + at) // 60:02}:{(480 + at) % 60:02},10,2,{queue},A{number:03}"
        for at, (number, queue) in enumerate(zip(called, waiting, strict=True))
    ]
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write(HEADER + "\n".join(lines) + "\n")
    return path


def test_a_ticket_waits_until_its_number_is_called(tmp_path: Path) -> None:
    called = [at // 3 for at in range(90)]
    waiting = [5 + (at >= 30) for at in range(90)]

    (day,) = snapshots.read(a_file(tmp_path / "a.xz", called=called, waiting=waiting))

    at, waits = zip(*snapshots.tickets(day), strict=True)
    assert 30 in at
    # At minute 30 number 10 is called and 16 is issued (5 + 1 waiting, and one more called): it is called at minute 48.
    assert waits[at.index(30)] == 48 - 30
    assert snapshots.les(day, np.array([30.0])).tolist() == [30 - 15]


@pytest.mark.parametrize(
    ("called", "waiting"),
    [
        ([at // 3 for at in range(59)], [5] * 59),
        ([at // 3 for at in range(90)], [2] * 90),
        ([at // 9 for at in range(90)], [5] * 90),
        ([at // 3 + 40 * (at > 50) for at in range(90)], [5] * 90),
        ([at // 3 - 5 * (at % 10 == 0) + 5 for at in range(90)], [5] * 90),
    ],
)
def test_queue_days_that_cannot_be_trusted_are_left_out(tmp_path: Path, called: list[int], waiting: list[int]) -> None:
    assert snapshots.read(a_file(tmp_path / "a.xz", called=called, waiting=waiting)) == []


def test_boosting_finds_the_quantile_of_each_group() -> None:
    chance = np.random.default_rng(1)
    group = chance.integers(0, 2, 4000).astype(float)
    value = chance.exponential(1.0, 4000) * (1 + 4 * group)

    fitted = fit(group[:, None], value, np.zeros(4000), level=0.9, growth=Growth(trees=80, rate=0.2, share=1.0))

    told = fitted.predict(np.array([[0.0], [1.0]]), np.zeros(2))
    assert told == pytest.approx([2.30, 11.5], rel=0.12)


def a_queue_day(date: str, pace: int) -> QueueDay:
    minute = np.arange(480.0, 800.0)
    called = np.floor((minute - 480) / pace)
    waiting = 6 + np.floor(4 * np.sin(minute / 25))
    issued = np.maximum.accumulate(called + waiting)
    none = np.zeros_like(minute)
    return QueueDay("O", str(pace), date, minute, called, issued, waiting, none + 2, none + 10, none, none)


def asked(day: QueueDay) -> Asked:
    at, wait = zip(*snapshots.tickets(day), strict=True)
    return Asked(day, np.array(at, dtype=np.float64), np.array(wait))


def test_what_is_usual_at_a_queue_is_learned_and_the_quantiles_are_ordered() -> None:
    past = [asked(a_queue_day(f"2020-01-0{day}", pace)) for day in range(2, 6) for pace in (2, 5)]
    today = asked(a_queue_day("2020-01-06", 5))

    told = learn(past, lambda seed: Growth(trees=40, rate=0.2, least=5, seed=seed)).predict(today)

    assert (np.diff(told, axis=1) >= 0).all()
    assert np.abs(told[:, 1] - today.wait).mean() < 0.25 * today.wait.mean()


def test_a_prediction_sees_nothing_of_what_comes_after_the_ticket() -> None:
    past = [asked(a_queue_day(f"2020-01-0{day}", 3)) for day in range(2, 5)]
    model = learn(past, lambda seed: Growth(trees=5, seed=seed))
    day = a_queue_day("2020-01-06", 3)
    cut = 150
    early = [at for at in asked(day).at if at < cut]
    columns = {
        name: getattr(day, name)[:cut] for name in day.__dataclass_fields__ if name not in ("office", "queue", "date")
    }
    seen = QueueDay("O", "3", "2020-01-06", **columns)

    whole, so_far = (model.predict(Asked(one, np.array(early), np.zeros(len(early)))) for one in (day, seen))

    assert len(early) > 5
    assert whole.tolist() == so_far.tolist()
