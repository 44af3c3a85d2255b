"""Does the page play what it should, with real sounds and films: one after the other, whole, and never in silence?"""

import array
import base64
import math
import wave
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import LANDSCAPE
from tests.browser.hall_world import Hall, a_call, a_view
from tests.browser.seen import until

pytestmark = pytest.mark.browser
CHIME = "/api/v1/chime.wav"
CALLS, AT_ONCE = 5, 2
CHIME_S, CLIP_S, SHOW_S = 0.2, 0.5, 8
# However many wait behind it, a call is seen for so long; a screen may draw it a frame late.
LEAST_MS, FRAME_MS = 3000, 17
# Between the page's setting its clock and the test's seeing the number, sounds begin; a busy machine may stand still.
BUSY_MS = 500
# The page's own audio elements, and the numbers that fill its screen, with the times of both.
WATCHED = """
window.heard = [];
const Real = window.Audio;
window.Audio = function (url) {
  const audio = new Real(url);
  const one = { url, from: null, until: null, length: null };
  window.heard.push(one);
  audio.addEventListener('playing', () => { one.from ??= performance.now(); });
  audio.addEventListener('ended', () => {
    one.until = performance.now();
    one.length = audio.played.length && audio.played.end(0) - audio.played.start(0);
  });
  return audio;
};
window.filled = {};
addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
  const now = [...document.querySelectorAll('.filling .number')].map((one) => one.textContent.replace(/\\s/g, ''));
  for (const number of now) window.filled[number] ??= { from: performance.now(), until: null };
  for (const [number, one] of Object.entries(window.filled)) {
    if (!now.includes(number)) one.until ??= performance.now();
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true }));
"""
# A film of a second, made by the browser itself.
FILM = """() => new Promise((resolve) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [64, 36];
  const pen = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = () => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(',')[1]);
    reader.readAsDataURL(new Blob(parts));
  };
  let at = 0;
  const drawing = setInterval(() => {
    pen.fillStyle = `hsl(${(at += 9)} 90% 50%)`;
    pen.fillRect(0, 0, 64, 36);
  }, 40);
  recorder.start();
  setTimeout(() => { clearInterval(drawing); recorder.stop(); }, 1000);
})"""


def tone(seconds: float, hertz: float) -> bytes:
    """Return a WAV of a tone."""
    samples = array.array(
        "h", (round(9000 * math.sin(math.tau * hertz * at / 22_050)) for at in range(int(22_050 * seconds)))
    )
    told = BytesIO()
    with wave.open(told, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(22_050)
        out.writeframes(samples.tobytes())
    return told.getvalue()


def a_hall_with_sounds(browser: Browser, clips: int) -> tuple[Hall, Page]:
    files = {f"/{seq}.wav": ("audio/wav", tone(CLIP_S, 200 + 50 * seq)) for seq in range(1, clips + 1)}
    hall = Hall(a_view(counters=0), files={CHIME: ("audio/wav", tone(CHIME_S, 800)), **files})
    return hall, hall.page(browser, size=LANDSCAPE, script=WATCHED)


def of(page: Page, name: str) -> Any:
    return page.evaluate(f"window.{name}")


def test_calls_of_one_moment_are_heard_whole_in_order_and_each_is_seen_for_its_least_time(
    browser: Browser,
) -> None:
    hall, page = a_hall_with_sounds(browser, CALLS)
    calls = [a_call(seq, seq, show_s=SHOW_S) for seq in range(1, CALLS + 1)]

    hall.show(counters=CALLS, called=CALLS, calls=calls[::-1])
    until(page, lambda: page.evaluate("(all) => window.heard.filter((one) => one.until).length === all", 2 * CALLS))
    until(page, lambda: page.evaluate("(all) => Object.values(window.filled).length === all", CALLS))
    # The last one has nobody behind it, and stays.
    page.wait_for_timeout(LEAST_MS)

    heard = of(page, "heard")
    assert [one["url"].partition("?")[0] for one in heard] == [
        url for seq in range(1, CALLS + 1) for url in (CHIME, f"/{seq}.wav")
    ]
    assert all(before["until"] <= after["from"] for before, after in pairwise(heard))
    for one in heard:
        assert one["length"] == pytest.approx(CHIME_S if one["url"] == CHIME else CLIP_S, abs=0.05)
    filled, now = of(page, "filled"), page.evaluate("performance.now()")
    assert list(filled) == [one["number"] for one in calls]
    times = [(one["from"], one["until"] or now) for one in filled.values()]
    assert all(end - begun >= LEAST_MS - BUSY_MS for begun, end in times), filled
    # While more wait than the screen holds, each has only its least time; those after them have longer.
    assert all(end - begun < SHOW_S * 1000 - LEAST_MS for begun, end in times[:AT_ONCE]), filled
    assert times == sorted(times)
    assert all(times[at][1] <= times[at + AT_ONCE][0] + FRAME_MS for at in range(CALLS - AT_ONCE)), filled


def test_where_speech_fails_the_chime_is_heard_the_number_is_seen_and_the_screen_says_so(browser: Browser) -> None:
    hall, page = a_hall_with_sounds(browser, 0)

    hall.show(counters=1, called=1, calls=[a_call(1, 1)])
    expect(page.locator(".filling .number")).to_have_text("M 0001")
    expect(page.get_by_text("Âm thanh đang lỗi, xin quý khách theo dõi màn hình")).to_be_visible()

    chime, clip = of(page, "heard")
    assert (chime["url"], clip["url"], clip["until"]) == (CHIME, "/1.wav", None)
    assert chime["length"] == pytest.approx(CHIME_S, abs=0.05)


def test_a_silent_screen_tells_that_it_is_silent_and_one_over_a_counter_only_the_calls_that_stand_on_it(
    browser: Browser,
) -> None:
    sign = {"code": "2", "state": "open", "services": ["s0"], "number": "M0002", "back_at": None}
    hall = Hall(a_view(counters=0, signs=[sign]))
    over, silent = hall.page(browser, size=LANDSCAPE, over="2"), hall.page(browser, size=LANDSCAPE, query="?sound=0")

    hall.show(counters=2, called=2, signs=[sign], calls=[a_call(2, 2), a_call(1, 1)])
    until(silent, lambda: sum(bool(one["entries"]) for one in hall.told) == 2)

    told = [sorted((one["call"], one["what"]) for one in each["entries"]) for each in hall.told if each["entries"]]
    both = [(f"tay-ho-{seq}", what) for seq in (1, 2) for what in ("shown", "silent")]
    assert sorted(told) == [both, [("tay-ho-2", "shown")]]
    over.close()


def test_a_display_is_silent_while_another_one_of_its_room_speaks_alone(browser: Browser) -> None:
    hall, page = a_hall_with_sounds(browser, 2)
    hall.speaks = lambda: ("tay-ho-1", "elsewhere") in told(hall)
    page.wait_for_event("requestfinished", lambda request: request.url.endswith("/hall/told"))

    with page.expect_request_finished(lambda request: "tay-ho-1" in (request.post_data or "")):
        hall.show(counters=1, called=1, calls=[a_call(1, 1)])
        expect(page.locator(".filling .number")).to_have_text("M 0001")
    assert hall.told[-1]["sound"] == "elsewhere"
    hall.show(counters=2, called=2, calls=[a_call(2, 2), a_call(1, 1)])
    until(page, lambda: ("tay-ho-2", "said") in told(hall))

    assert [one["url"].partition("?")[0] for one in of(page, "heard")] == [CHIME, "/2.wav"]


def told(hall: Hall) -> list[tuple[str, str]]:
    """Return what a hall's page told of each call, in its order."""
    return [(entry["call"], entry["what"]) for one in hall.told for entry in one["entries"]]


def test_films_are_played_to_their_end_and_pictures_follow_them(browser: Browser) -> None:
    blank = browser.new_context().new_page()
    film = base64.b64decode(blank.evaluate(FILM))
    picture = Path(__file__).parents[2] / "docs" / "pictures" / "phone.png"
    hall = Hall(
        a_view(counters=0),
        files={"/media/a.webm": ("video/webm", film), "/media/b.png": ("image/png", picture.read_bytes())},
        media=["/media/a.webm", "/media/b.png"],
    )

    page = hall.page(browser, size=LANDSCAPE)
    video = page.locator(".idle video")
    expect(video).to_have_attribute("src", "/media/a.webm")
    until(page, lambda: page.evaluate("() => document.querySelector('.idle video')?.currentTime > 0.3"))
    assert video.evaluate("(film) => film.muted && film.videoWidth === 64")

    # The film ends after a second.
    expect(page.locator(".idle img")).to_have_attribute("src", "/media/b.png", timeout=5000)
