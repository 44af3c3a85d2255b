"""What time is it in the product, and does a branch's time never run back?"""

from datetime import UTC, datetime, timedelta

import pytest

from server.domain.clock import ClockRow, branch_time
from tests.builders import NINE, minutes

SET_AT = datetime(2030, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("speed", "product"), [(1, 3), (20, 60), (0.5, 1.5), (0, 0)])
def test_the_products_clock_runs_at_its_speed_from_where_it_was_set(speed: float, product: float) -> None:
    clock = ClockRow(wall_at=SET_AT, product_at=NINE, speed=speed, epoch=1)

    assert clock.now(SET_AT) == NINE
    assert clock.now(SET_AT + minutes(3)) == NINE + minutes(product)


def test_a_wall_clock_in_another_zone_tells_the_same_time() -> None:
    clock = ClockRow(wall_at=SET_AT, product_at=NINE, speed=20, epoch=1)
    elsewhere = datetime.fromisoformat("2030-01-01T19:01:00+07:00")

    assert clock.now(elsewhere) == NINE + minutes(20)


@pytest.mark.parametrize(
    ("last", "stamped"),
    [
        (None, NINE),
        (NINE - minutes(1), NINE),
        (NINE, NINE),
        (NINE + minutes(1), NINE + minutes(1)),
        (NINE + timedelta(microseconds=1), NINE + timedelta(microseconds=1)),
    ],
)
def test_a_change_is_never_stamped_before_the_branchs_last_event(last: datetime | None, stamped: datetime) -> None:
    assert branch_time(NINE, last) == stamped
