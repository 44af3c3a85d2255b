"""Is anybody who asks too often told so, whatever he brings along?"""

from server.api.limits import TOKEN, token_may_ask
from tests.integration.office import Office


def test_a_made_up_token_does_not_lift_the_limit_of_sign_in(office: Office) -> None:
    anybody = office.client()
    wrong = {"login": "nobody", "password": "wrong"}

    tries = [
        anybody.post("/session", wrong, key=f"{number}").status_code
        if number % 2
        else anybody.send("POST", "/session", json=wrong, headers={"Authorization": f"Bearer {number}"}).status_code
        for number in range(12)
    ]

    assert tries[:10] == [401] * 10
    assert tries[10:] == [429] * 2


def test_a_token_that_asks_more_than_two_thousand_times_a_second_is_held_back() -> None:
    # Two windows of a second at most go by meanwhile, on a machine that is not ten times too slow.
    asked = [token_may_ask("one token") for _ in range(20 * TOKEN.amount)]

    assert all(asked[: TOKEN.amount // 2])
    assert not all(asked)
    assert token_may_ask("another token")


def test_a_hall_behind_one_address_may_sign_in_all_at_once(office: Office) -> None:
    anybody = office.client()

    tries = [
        anybody.post("/session", {"login": f"officer-{number}", "password": "wrong"}).status_code
        for number in range(30)
    ]

    assert tries == [401] * 30
