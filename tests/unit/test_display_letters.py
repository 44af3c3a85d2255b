"""Are letters that are known to be confused told as close, and does the example's network keep apart?"""

from itertools import combinations

import pytest
from click.testing import CliRunner

from config.load import hanoi_path, load_network
from display.letters import CLOSE, NAMES, choose, close_pairs, confusions, distance, mistakable, nearest
from display.voice_command import voice

LANGUAGES = ("vi", "en", "fr")
# Groups of spelling alphabets and of the service's own experience: each member has at least one near neighbour.
CONFUSED = ["BD", "BP", "BV", "PT", "DT", "TV", "MN", "SX", "AH", "AK", "IY", "QU", "LR", "GJ", "FS"]
KEPT_APART = [*combinations("AMQTX", 2), ("M", "T"), ("W", "Z"), ("A", "Z"), ("M", "X")]


@pytest.mark.parametrize("pair", CONFUSED)
def test_letters_that_people_confuse_are_close_in_some_language(pair: str) -> None:
    assert nearest(pair[0], pair[1], LANGUAGES)[0] < CLOSE


@pytest.mark.parametrize("pair", KEPT_APART)
def test_the_letters_to_begin_with_are_far_apart_in_every_language(pair: tuple[str, str]) -> None:
    assert nearest(*pair, LANGUAGES)[0] >= CLOSE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_distance_is_none_to_itself_the_same_both_ways_and_no_shortcut_is_shorter(language: str) -> None:
    signs = list(NAMES[language])

    for one, other in combinations(signs, 2):
        assert distance(one, one, language) == 0
        assert distance(one, other, language) == pytest.approx(distance(other, one, language))
        direct = distance(one, other, language)
        assert all(direct <= distance(one, by, language) + distance(by, other, language) + 1e-9 for by in signs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_and_digit_has_a_name(language: str) -> None:
    assert set(NAMES[language]) == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789Đ")


def test_a_change_of_place_is_the_least_of_all() -> None:
    assert distance("M", "N", "en") < distance("B", "P", "en")
    assert distance("B", "D", "en") < distance("B", "P", "en")


def test_eight_letters_are_found_for_the_services_of_a_branch_and_none_are_close() -> None:
    chosen = choose(8, LANGUAGES)

    assert len(set(chosen)) == 8
    assert close_pairs(chosen, LANGUAGES) == []


def test_more_letters_than_keep_apart_are_given_all_the_same() -> None:
    assert len(set(choose(20, LANGUAGES))) == 20


def test_only_letters_that_have_a_like_are_mistakable() -> None:
    assert mistakable(frozenset("MNXT"), ("vi", "en", "fr")) == {"M", "N"}
    assert mistakable(frozenset("M"), ("vi",)) == frozenset()


def test_the_letters_of_the_example_are_those_that_the_distance_chooses_and_are_not_taken_for_each_other() -> None:
    letters = [service.letter for service in load_network(hanoi_path()).services]

    assert set(letters) == set(choose(len(letters), LANGUAGES))
    assert close_pairs(letters, LANGUAGES) == []


def test_a_close_pair_is_told_with_the_language_where_it_is_worst() -> None:
    assert close_pairs("NAM", LANGUAGES) == [("M", "N", "en")]


@pytest.mark.parametrize(
    ("language", "pairs"), [("vi", ["DG", "DĐ", "BP", "37"]), ("en", ["MN", "BD", "FS"]), ("fr", ["MN"])]
)
def test_the_table_of_a_language_holds_its_known_confusions_letters_and_digits_the_nearest_first(
    language: str, pairs: list[str]
) -> None:
    table = confusions(language)

    assert set(pairs) <= {one + other for _, one, other in table} | {other + one for _, one, other in table}
    assert table == sorted(table)
    assert all(apart < CLOSE for apart, _, _ in table)


def test_the_table_is_printed_by_a_command_with_the_letters_to_choose() -> None:
    told = CliRunner().invoke(voice, ["letters", "--language", "en"]).output.splitlines()

    assert "M\tN\t0.07" in told
    assert told[-1] == (
        "Letters of the network: A M Q T W X Y Z; those that keep apart best in vi, en, fr: A M Q T W X Y Z"
    )
