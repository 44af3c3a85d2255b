"""How long is the wait where only columns are published: the last called, how many wait, how many counters are open?

For offices whose tickets and counters are not known one by one. Learned from past days: three quantiles by boosting, on
the scale log(3 min + wait), beginning at people ahead times the queue's usual minutes a person.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from server.planning.boosting import Boosted, Growth, fit
from server.planning.times import Floats

LEVELS = (0.1, 0.5, 0.9)
SEEDS = (1, 2)
OFFSET_MIN = 3.0
SPANS = (10, 20, 30, 60, 90)
CALLS = (3, 5, 10, 20)
EARLIER = (1, 2, 4, 8, 12)
SHORT_START, LONG_START = 1.0, 200.0
FAR_MIN = 120.0


@dataclass(frozen=True)
class QueueDay:
    """One queue on one day, minute by minute as far as it was seen; called and issued never fall.

    beside, open_beside: who waits and which counters are open in the office's other queues.
    """

    office: str
    queue: str
    date: str
    minute: Floats
    called: Floats
    issued: Floats
    waiting: Floats
    counters: Floats
    stated: Floats
    beside: Floats
    open_beside: Floats


@dataclass(frozen=True)
class Asked:
    """Tickets of one queue-day. at: the places of their minutes; wait: minutes, only used to learn."""

    day: QueueDay
    at: Floats
    wait: Floats


@dataclass(frozen=True)
class Usual:
    """Minutes that one person ahead usually adds, by queue and by office, and from how many tickets that is known."""

    queue: Mapping[tuple[str, str], tuple[float, int]]
    office: Mapping[str, tuple[float, int]]
    all: float

    def of(self, day: QueueDay) -> tuple[float, int]:
        """Return a queue's usual minutes, its office's where it is new."""
        return self.queue.get((day.office, day.queue)) or (self.office.get(day.office, (self.all, 0))[0], 0)


@dataclass(frozen=True)
class Published:
    """A fitted predictor: quantile -> its fits, whose mean is told."""

    usual: Usual
    fits: Sequence[Sequence[Boosted]]

    def predict(self, asked: Asked) -> Floats:
        """Return (ticket, quantile) in minutes, ordered."""
        known = seen(asked.day, asked.at, self.usual)
        start = _start(asked, self.usual)
        told = np.array([np.mean([one.predict(known, start) for one in fits], axis=0) for fits in self.fits]).T
        return np.sort(np.maximum(np.exp(told) - OFFSET_MIN, 0.0), axis=1)


def learn(past: Sequence[Asked], growth: Callable[[int], Growth] = lambda seed: Growth(seed=seed)) -> Published:
    """Fit to past days. What is usual on a day is taken from the other days, so that no answer leaks into it."""
    parts: list[tuple[Floats, Floats, Floats]] = []
    for day in sorted({one.day.date for one in past}):
        usual = _usual([one for one in past if one.day.date != day])
        parts += [
            (seen(one.day, one.at, usual), _start(one, usual), np.log(one.wait + OFFSET_MIN))
            for one in past
            if one.day.date == day
        ]
    known, start, value = (np.concatenate([part[at] for part in parts]) for at in range(3))
    fits = [[fit(known, value, start, level=level, growth=growth(seed)) for seed in SEEDS] for level in LEVELS]
    return Published(_usual(past), fits)


def _usual(past: Sequence[Asked]) -> Usual:
    queues: dict[tuple[str, str], list[Floats]] = defaultdict(list)
    offices: dict[str, list[Floats]] = defaultdict(list)
    for one in past:
        each = one.wait / np.maximum(_ahead(one), 1.0)
        queues[one.day.office, one.day.queue].append(each)
        offices[one.day.office].append(each)
    every = [each for many in offices.values() for each in many]
    return Usual(
        {key: _middle(many) for key, many in queues.items()},
        {key: _middle(many) for key, many in offices.items()},
        _middle(every)[0] if every else 5.0,
    )


def _middle(many: Sequence[Floats]) -> tuple[float, int]:
    values = np.concatenate(many)
    return float(np.median(values)), len(values)


def _places(at: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return at.astype(np.intp)


def _ahead(asked: Asked) -> Floats:
    at = _places(asked.at)
    return asked.day.issued[at] - asked.day.called[at]


def _start(asked: Asked, usual: Usual) -> Floats:
    guess = np.clip(_ahead(asked) * usual.of(asked.day)[0], SHORT_START, LONG_START)
    return np.log(guess + OFFSET_MIN)


def seen(day: QueueDay, when: Floats, usual: Usual) -> Floats:
    """Return (ticket, column): all that is visible when each ticket is issued. when: places of its minutes."""
    at = _places(when)
    now, called, issued = day.minute[at], day.called[at], day.issued[at]
    ahead = issued - called
    each, known = usual.of(day)
    since_issue = now - day.minute[np.searchsorted(day.issued, called)]
    head = now - day.minute[np.minimum(np.searchsorted(day.issued, called + 1), at)]
    columns = [
        ahead,
        day.waiting[at],
        day.counters[at],
        day.stated[at],
        ahead * day.stated[at] / np.maximum(day.counters[at], 1),
        now,
        np.full_like(now, date.fromisoformat(day.date).weekday()),
        now - day.minute[0],
        called,
        since_issue,
        head,
        since_issue - head,
        now - day.minute[np.searchsorted(day.called, called)],
        np.full_like(now, each),
        np.full_like(now, known),
        np.full_like(now, usual.office.get(day.office, (usual.all, 0))[0]),
        ahead * each,
        day.beside[at],
        day.open_beside[at],
    ]
    return np.stack([*columns, *_rates(day, at, ahead), *_latest(day, at, ahead)], axis=1)


def _rates(day: QueueDay, at: np.ndarray[tuple[int], np.dtype[np.intp]], ahead: Floats) -> list[Floats]:
    """Calls and arrivals a minute lately, open counters lately, and the wait if calls went on at that rate."""
    now, called, issued = day.minute[at], day.called[at], day.issued[at]
    open_sum = np.concatenate(([0.0], np.cumsum(day.counters)))
    found = []
    for span in (*SPANS, 24 * 60):
        back = np.minimum(np.searchsorted(day.minute, now - span), at)
        passed = np.maximum(now - day.minute[back], 1.0)
        rate = (called - day.called[back]) / passed
        found += [
            rate,
            (issued - day.issued[back]) / passed,
            (open_sum[at + 1] - open_sum[back]) / (at + 1 - back),
            ahead / np.maximum(rate, 1 / FAR_MIN),
        ]
    return found


def _latest(day: QueueDay, at: np.ndarray[tuple[int], np.dtype[np.intp]], ahead: Floats) -> list[Floats]:
    """How long the last few calls took, and the waits of the last few who were called; unknown early in the day."""
    now, called = day.minute[at], day.called[at]
    found = []
    for count in CALLS:
        took = np.where(
            called - count >= day.called[0], now - day.minute[np.searchsorted(day.called, called - count)], np.nan
        )
        found += [took, ahead * took / count]
    for count in EARLIER:
        number = called - count
        wait = day.minute[np.searchsorted(day.called, number)] - day.minute[np.searchsorted(day.issued, number)]
        found.append(np.where(number > day.issued[0], wait, np.nan))
    return found
