"""Does who sees nothing get everything: is each screen reached by keys, read out, and in words that a voice can say?"""

import re
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from config.texts import LANGUAGES, text
from kiosk.plan import words_of_stop
from kiosk.speech import Speech, sayable
from tests.browser.agent import (
    ELSEWHERE,
    MINE,
    OFFER,
    a_page,
    a_state,
    a_status,
    a_ticket,
    an_agent,
    names,
    services,
)
from tests.browser.listening import LISTENING, phonemes
from tests.browser.panels import FLAT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

STAGE = Path(__file__).parents[2] / "kiosk" / "page" / "model" / "stage.ts"
# Behind a PIN, for who sees; and what stands too short to be walked on, heard on the way to the ticket.
NOT_WALKED = {"staff", "sending"}
# What a voice takes for a pause, and "+", which it says. It may misread whatever else is no letter and no digit.
PAUSES = set(" ,.;:?!…'’“”«»()-+\u00a0\u202f")
LOUDEST, QUIETEST = 32767, 3000
SECONDS_A_WORD = 0.12
Said = tuple[str, str]


class Visit:
    """Somebody with keys and a headset before a page. screens: what each said, by its name and by language."""

    def __init__(self, browser: Browser, answers: dict[str, Any]) -> None:
        self.page: Page = a_page(browser, an_agent(answers), FLAT, script=LISTENING)
        self.screens: dict[str, dict[str, dict[str, Any]]] = {}
        self.page.keyboard.press("F1")

    def hear(self, name: str, seen: str) -> None:
        """Hear a screen in each language, its head and all round what can be chosen. seen: what shows that it came."""
        expect(self.page.locator(seen).first).to_be_visible()
        told = {language: self.page.evaluate("(one) => window.goRound(one)", language) for language in LANGUAGES[::-1]}
        self.screens[name] = told

    def choose(self, selector: str, at: int = 0) -> None:
        """Go to a choice by arrow keys, and press Enter."""
        wanted = self.page.locator(f"#page {selector}").nth(at)
        expect(wanted).to_be_visible()
        wanted.evaluate("(one) => window.goTo(one)")
        expect(wanted).to_be_focused()
        self.page.keyboard.press("Enter")

    def back(self, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press("Escape")


def to_a_number(browser: Browser) -> Visit:
    unknown = a_ticket(print="unknown", print_reason="no-acknowledgement")
    papers = {"/tickets": (201, unknown), "/tickets/t-1": unknown, "/tickets/t-1/came-out": a_ticket()}
    visit = Visit(browser, papers | {"/advice": {"offers": [OFFER]}})
    visit.hear("home", ".services")
    visit.choose(".ways button")
    visit.page.keyboard.type("khai")
    visit.hear("search", ".results li")
    visit.choose(".results button")
    visit.hear("procedure", ".papers")
    visit.back(2)
    visit.choose(".ways button", 1)
    visit.hear("appointment", ".appointment")
    visit.back()
    visit.choose(".ways button", 2)
    visit.hear("scan", ".scan")
    visit.back()
    visit.choose(".ways button", 3)
    visit.page.keyboard.type("12")
    visit.hear("dossiers", ".pad button:nth-child(12):not(:disabled)")
    visit.choose(".pad button", 11)
    visit.hear("home for many", ".ways .back")
    visit.choose(".services button", 2)
    visit.hear("priority", ".question .answer")
    visit.choose(".below button", 1)
    visit.hear("needs", ".needs button")
    visit.back()
    visit.choose(".question .answer")
    visit.hear("advice", ".both .answer")
    visit.choose(".both .answer")
    visit.hear("ticket, did it come out", ".came button")
    visit.choose(".came button")
    visit.hear("ticket", ".issued .done")
    return visit


def to_what_one_has(browser: Browser) -> Visit:
    visit = Visit(browser, {})
    visit.page.keyboard.type(f"http://localhost:8080/t/{MINE['token']}\n")
    visit.hear("mine", ".mine .deeds button")
    visit.choose(".deeds button", 2)
    visit.hear("mine-service", ".services button")
    visit.back()
    visit.choose(".deeds button", 4)
    visit.hear("mine-cancel", ".question .answer")
    visit.page.keyboard.type("2222-2222\n")
    visit.hear("no-appointment", ".no-appointment .answer")
    visit.choose(".no-appointment .answer")
    visit.hear("later", ".later .answer")
    visit.choose(".later .answer")
    visit.hear("booked", ".booked .done")
    return visit


def to_a_group(browser: Browser) -> Visit:
    family = {"code": "family", "names": names("Gia đình", "Family", "Famille"), "services": ["s2", "s9"]}
    visit = Visit(browser, {"/state": a_state(services=services(9), groups=[family])})
    visit.hear("home with groups", ".services .group")
    visit.choose(".services button")
    visit.hear("group", ".services .letter")
    return visit


def to_another_branch(browser: Browser) -> Visit:
    closed = [one | {"open": False, "intake_closed": "full", "elsewhere": ELSEWHERE} for one in services(2)]
    visit = Visit(browser, {"/state": a_state(services=closed + services()[2:])})
    visit.choose(".services button")
    visit.hear("later, closed", ".later .still-open")
    return visit


def to_another_branch_without_a_line(browser: Browser) -> Visit:
    closed = [one | {"open": False, "elsewhere": ELSEWHERE} for one in services()]
    stopped = words_of_stop("full", as_of="10:42")
    visit = Visit(browser, {"/state": a_state(services=closed, link="down", stopped=stopped), "/dates": {"dates": []}})
    visit.hear("stopped", ".stopped button")
    visit.choose(".stopped button")
    visit.hear("later-services", ".services")
    visit.choose(".services button")
    visit.hear("later, cut off", ".later .still-open")
    return visit


def to_a_number_without_paper(browser: Browser) -> Visit:
    door = {"opens_at": "2026-11-24T08:00:00+07:00", "draw_at": "2026-11-24T07:30:00+07:00"}
    lost = a_ticket(print="failed", print_reason="paper-out", back_at="2026-11-24T08:20:00+07:00", draw_at=None)
    answers = {"/tickets": (201, lost), "/tickets/t-1": lost, "/status": a_status("paper-out")}
    visit = Visit(browser, answers | {"/state": a_state(open=False, door=door)})
    visit.hear("home at the door", ".door")
    visit.choose(".services button")
    visit.choose(".question .answer")
    visit.hear("ticket, not printed", ".issued .lost")
    return visit


def to_nothing(browser: Browser) -> Visit:
    visit = Visit(browser, {"/state": a_state(open=False)})
    visit.hear("closed", "main .plain")
    return visit


WALKS: tuple[Callable[[Browser], Visit], ...] = (
    to_a_number,
    to_what_one_has,
    to_a_group,
    to_another_branch,
    to_another_branch_without_a_line,
    to_a_number_without_paper,
    to_nothing,
)


@pytest.fixture(scope="module")
def heard(browser: Browser) -> dict[str, dict[str, dict[str, Any]]]:
    """What each screen said, by its name and by language."""
    return {name: told for walk in WALKS for name, told in walk(browser).screens.items()}


def of(heard: dict[str, dict[str, dict[str, Any]]]) -> Iterator[Said]:
    """Each sentence once, as its voice gets it."""
    everything = {(tongue, said) for told in heard.values() for one in told.values() for tongue, said in one["said"]}
    return iter(sorted((tongue, sayable(said, tongue)) for tongue, said in everything))


def test_every_screen_is_reached_by_keys_read_from_its_head_and_each_choice_on_it_speaks(
    heard: dict[str, dict[str, dict[str, Any]]],
) -> None:
    of_the_page = set(re.findall(r"\| \{ name: '([\w-]+)'", STAGE.read_text(encoding="utf-8")))

    assert of_the_page - NOT_WALKED <= heard.keys()
    for name, told in heard.items():
        for language, one in told.items():
            where = f"{name} in {language}"
            assert (where, one["unreached"], one["mute"]) == (where, [], [])
            assert one["head"], where
            assert language in {tongue for tongue, _ in one["head"]}, where
        # Said in each language, not in one for all.
        assert len({str(one["head"]) for one in told.values()}) == len(LANGUAGES) or name == "stopped"


def test_what_is_new_is_read_whole(heard: dict[str, dict[str, dict[str, Any]]]) -> None:
    def read(name: str, language: str = "vi") -> str:
        return " ".join(said for tongue, said in heard[name][language]["head"] if tongue == language)

    assert "Thứ Tư 25 tháng 11, 8 giờ 30" in read("booked")
    assert "K 7 M 2 9 Q X A" in read("booked")
    assert "mở cửa đến 17 giờ, đi khoảng 12 phút, chờ 5 đến 10 phút" in read("later, closed")
    assert "open from 13:30 to 17 o’clock, about 21 minutes away" in read("later, closed", "en")
    assert text("kiosk.later_hint", "fr", dates="cut") in read("later, cut off", "fr")
    assert "Theo tin lúc 10 giờ 42" in read("stopped")
    assert "14 giờ 30" in read("no-appointment")
    assert MINE["branch_names"]["fr"] in read("mine", "fr")
    assert text("kiosk.appointment_hint", "en", scan="yes") in read("appointment", "en")


def test_no_word_of_what_is_said_is_left_out_or_spelled_by_its_signs(
    heard: dict[str, dict[str, dict[str, Any]]],
) -> None:
    said = list(of(heard))

    assert {sign for _, words in said for sign in words if not sign.isalnum()} <= PAUSES
    # A code is said sign by sign: a voice makes one word of what stands together.
    assert [words for _, words in said if re.search(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{3,}", words)] == []
    words = sorted({(tongue, word) for tongue, sentence in said for word in re.findall(r"\w[\w’'-]*", sentence)})
    sounds = dict(zip(words, phonemes(words), strict=True))
    assert [word for word, sound in sounds.items() if not sound] == []
    # "letter 1 E A 7" is what English makes of a Vietnamese vowel.
    assert [word for word, sound in sounds.items() if re.search(r"lˌ?ˈ?ɛtə|lˌ?ˈ?ɛtʁ", sound) and len(sound) > 20] == []


def test_the_head_of_every_screen_becomes_a_clip_that_is_heard_whole(
    heard: dict[str, dict[str, dict[str, Any]]], tmp_path: Path
) -> None:
    heads = sorted({tuple(one["head"][0]) for told in heard.values() for one in told.values()})
    voice = Speech(tmp_path)
    found = {}
    for tongue, said in heads:
        with wave.open(str(voice.clip(said, tongue))) as clip:
            samples = array("h", clip.readframes(clip.getnframes()))
            seconds = clip.getnframes() / clip.getframerate()
        loudest = max(abs(one) for one in samples)
        found[said] = QUIETEST < loudest < LOUDEST and seconds > SECONDS_A_WORD * len(said.split())
    voice.close()

    assert [said for said, is_heard in found.items() if not is_heard] == []
