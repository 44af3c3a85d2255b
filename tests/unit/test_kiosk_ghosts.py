"""Is each id that nobody got a number for voided once, and no id that somebody got?"""

from kiosk.ghosts import Ghosts


def test_all_are_told_in_the_order_in_which_they_came() -> None:
    ghosts, told = Ghosts(), list[str]()
    for name in "abc":
        ghosts.add(name)

    ghosts.void(lambda name: told.append(name) or True)
    ghosts.void(lambda name: told.append(name) or True)

    assert told == ["a", "b", "c"]
    assert len(ghosts) == 0


def test_what_the_server_did_not_take_in_stays_for_the_next_time() -> None:
    ghosts, told = Ghosts(), list[str]()
    for name in "ab":
        ghosts.add(name)

    ghosts.void(lambda name: told.append(name) or False)
    ghosts.void(lambda name: told.append(name) or True)

    assert told == ["a", "a", "b"]


def test_an_id_that_is_asked_for_again_is_not_voided() -> None:
    ghosts, told = Ghosts(), list[str]()
    ghosts.add("a")

    mine = ghosts.claim("a")
    ghosts.void(lambda name: told.append(name) or True)

    assert (mine, told) == (True, [])


def test_an_id_that_is_being_voided_cannot_be_claimed() -> None:
    ghosts, claims = Ghosts(), list[bool]()
    ghosts.add("a")

    ghosts.void(lambda name: claims.append(ghosts.claim(name)) or True)

    assert claims == [False]
    assert ghosts.claim("a")
