"""Is everything that a hall may be told worded in three languages, and cut into pieces that can be recorded?"""

import re
from datetime import time

import pytest

from config.load import hanoi_path, load_network
from config.texts import LANGUAGES
from display.clips import announcement
from display.hours import hour_words
from display.manner import LONG_S, SHOW_S, Manner, manner
from display.pack import all_pieces
from display.speaker import RATE
from display.words import SILENT, STOP_MS, STOPS, TOLD, Facts, arguments, pieces, sentence, written

FACTS = Facts(number="A007", counter="21", service="Đất đai", time=time(13, 0), minutes=15)
SENTENCES = [
    ("short", "vi", "A, không, không, bảy. Quầy số hai mươi mốt."),
    ("short", "en", "A, zero, zero, seven. Counter twenty-one."),
    ("short", "fr", "A, zéro, zéro, sept. Guichet vingt et un."),
    (
        "transfer",
        "vi",
        "Quý khách có số thứ tự A, không, không, bảy được chuyển tiếp sang lĩnh vực Đất đai, "
        "xin vui lòng chờ được gọi.",
    ),
    (
        "lunch",
        "vi",
        "Đã đến giờ nghỉ trưa, chi nhánh làm việc lại lúc mười ba giờ. Số thứ tự của quý khách vẫn được giữ.",
    ),
    (
        "lunch",
        "en",
        "It is time for lunch, the branch opens again at one o’clock in the afternoon. Your ticket keeps its place.",
    ),
    ("closing", "fr", "L’antenne cesse de recevoir les dossiers à treize heures. Merci de votre visite."),
    (
        "missed",
        "vi",
        "Quý khách có số thứ tự A, không, không, bảy đã được gọi mà chưa có mặt. Nếu quay lại trong vòng mười lăm "
        "phút, xin quý khách gặp cán bộ hướng dẫn, số thứ tự này vẫn còn giá trị.",
    ),
    (
        "apology",
        "en",
        "Ticket A, zero, zero, seven: we are sorry, you have waited longer than we told you. Please keep waiting.",
    ),
]
HOURS = [
    (time(8), "vi", "tám giờ"),
    (time(11, 30), "vi", "mười một giờ ba mươi phút"),
    (time(16, 5), "vi", "mười sáu giờ năm phút"),
    (time(21, 15), "vi", "hai mươi mốt giờ mười lăm phút"),
    (time(8), "en", "eight o’clock in the morning"),
    (time(12), "en", "twelve noon"),
    (time(12, 30), "en", "twelve thirty in the afternoon"),
    (time(13, 5), "en", "one oh five in the afternoon"),
    (time(18), "en", "six o’clock in the evening"),
    (time(0, 10), "en", "twelve ten in the morning"),
    (time(0), "fr", "zéro heure"),
    (time(1), "fr", "une heure"),
    (time(8), "fr", "huit heures"),
    (time(13, 30), "fr", "treize heures trente"),
    (time(21, 21), "fr", "vingt et une heures vingt et une"),
]


@pytest.mark.parametrize(("kind", "language", "words"), SENTENCES)
def test_an_announcement_is_the_sentence_of_the_catalogue(kind: str, language: str, words: str) -> None:
    assert sentence(kind, FACTS, language=language) == words


@pytest.mark.parametrize(("at", "language", "words"), HOURS)
def test_a_time_is_said_as_people_of_that_language_say_it(at: time, language: str, words: str) -> None:
    assert hour_words(at, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TOLD)
def test_every_announcement_is_polite_whole_and_leaves_no_digit_to_the_voice(kind: str, language: str) -> None:
    said = sentence(kind, FACTS, language=language)

    assert said[-1] == "."
    assert not re.search(r"[\d{}]", said)
    assert language != "vi" or kind == "short" or "quý khách" in said.lower()


@pytest.mark.parametrize("kind", TOLD)
def test_an_announcement_without_what_it_tells_of_is_refused(kind: str) -> None:
    if not arguments(kind):
        assert sentence(kind, Facts(), language="vi")
        return
    with pytest.raises(ValueError, match="is missing"):
        sentence(kind, Facts(), language="vi")


@pytest.mark.parametrize(
    ("kind", "language", "words"),
    [
        ("transfer", "en", "Ticket A 007: you have been transferred to Đất đai. Please wait to be called."),
        ("pause", "fr", "Le guichet 21 est en pause. Merci de patienter, votre numéro garde sa place."),
        ("closing", "vi", "Chi nhánh sẽ ngừng tiếp nhận hồ sơ lúc 13:00. Xin cảm ơn quý khách."),
    ],
)
def test_on_a_screen_it_stands_with_figures(kind: str, language: str, words: str) -> None:
    assert written(kind, FACTS, language=language) == words


def test_nothing_is_written_of_what_is_not_known() -> None:
    with pytest.raises(ValueError, match="the number is missing"):
        written("transfer", Facts(), language="vi")


def test_an_unknown_announcement_is_refused() -> None:
    with pytest.raises(ValueError, match="no such announcement"):
        pieces("shout", FACTS, language="vi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TOLD)
def test_the_pieces_of_an_announcement_say_what_its_sentence_says(kind: str, language: str) -> None:
    def words(told: str) -> list[str]:
        return re.findall(r"[^\s,.:;]+", told)

    made_of = [word for piece in pieces(kind, FACTS, language=language) for word in words(piece.says)]

    assert made_of == words(sentence(kind, FACTS, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_a_hall_may_hear_is_to_be_recorded(language: str) -> None:
    network = load_network(hanoi_path())
    read_only = {piece.key for kind in SILENT for piece in pieces(kind, FACTS, language=language)} - {"time-13-00"}
    used = {service.letter for service in network.services}

    found = all_pieces(network, language)

    assert not read_only & found.keys()
    assert {key[-1] for key in found if key.startswith("letter-")} == used
    assert {key for key in found if key.startswith("time-")} == {"time-11-30", "time-13-00", "time-17-00"}
    assert {key.split("-")[0] for key in found} >= set(TOLD) - SILENT


def test_a_pause_follows_where_the_sentence_has_a_stop() -> None:
    found = pieces("short", FACTS, language="vi")

    assert [piece.key for piece in found] == ["letter-A", "digit-0", "digit-0", "digit-7", "short-1", "count-21"]
    assert found[3].pause_ms == STOP_MS > found[2].pause_ms
    assert not any(piece.says[0] in STOPS for piece in found)


@pytest.mark.parametrize(
    ("priority", "needs", "how"),
    [
        (None, [], Manner()),
        ("ordinary", [], Manner()),
        ("priority", [], Manner(rate=115, show_s=LONG_S)),
        (None, ["deaf"], Manner(rate=115, times=2, show_s=LONG_S)),
        (None, ["wheelchair"], Manner(rate=115, show_s=LONG_S)),
        (None, ["low-vision"], Manner(rate=115, times=2, show_s=LONG_S)),
        ("priority", ["wheelchair", "low-vision"], Manner(rate=115, times=2, show_s=LONG_S)),
    ],
)
def test_a_need_makes_a_call_slower_longer_or_repeated(priority: str | None, needs: list[str], how: Manner) -> None:
    assert manner(priority=priority, needs=needs) == how
    assert SHOW_S < LONG_S
    assert how.rate <= RATE


def test_what_everybody_can_see_does_not_tell_one_need_from_another() -> None:
    seen = {manner(priority=None, needs=[need]).show_s for need in ("deaf", "low-vision", "wheelchair", "interpreter")}
    seen.add(manner(priority="priority", needs=[]).show_s)

    assert len(seen) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_need_is_ever_said(language: str) -> None:
    plain = announcement("call", FACTS, language=language)
    needy = announcement("call", FACTS, language=language, manner=manner(priority="priority", needs=["deaf"]))

    assert needy.sentence == plain.sentence
    assert needy.rate < plain.rate
