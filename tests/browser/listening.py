"""What does who sees nothing hear of the kiosk's page, and what does the voice make of the words?

`python -m tests.browser.listening` reads [[language, text], …] and tells their phonemes, in a process of its own as
everywhere: espeak-ng may hang or crash.
"""

import ctypes
import json
import sys
from collections.abc import Iterable, Sequence
from subprocess import run

import espeakng_loader

from display.speech_process import VOICES

# In place of the machine's sound: what is to be played is written down, and over at once. `goTo` and `goRound` press
# arrow keys only; what has the focus then is the page's own doing.
LISTENING = """
window.played = [];
window.Audio = class {
    volume = 1;
    set src(url) {
        const asked = new URL(url, location.href).searchParams;
        window.played.push([asked.get('language'), asked.get('text')]);
    }
    play() {
        setTimeout(() => this.onended?.());
        return Promise.resolve();
    }
    pause() {}
};
const rest = (ms) => new Promise((over) => setTimeout(over, ms));
const choices = () => [...document.querySelectorAll('#page button:not(:disabled), #page input:not(:disabled)')];
const down = () => (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
const said = async (quiet = 12) => {
    for (let count = -1; count !== window.played.length; await rest(quiet)) count = window.played.length;
    return window.played.splice(0);
};
window.goTo = (one) => {
    for (let left = choices().length; left >= 0 && document.activeElement !== one; left -= 1) down();
};
window.goRound = async (language) => {
    document.querySelector(`.top [lang="${language}"]`).click();
    await said();
    const head = document.querySelector('main [tabindex="-1"], main input');
    document.activeElement?.blur();
    head.focus();
    const told = { head: await said(), said: [], mute: [], unreached: [] };
    const reached = new Set();
    for (const _ of choices()) {
        down();
        reached.add(document.activeElement);
        const words = await said(6);
        if (!words.length) told.mute.push(document.activeElement.outerHTML);
        told.said.push(...words);
    }
    told.said.push(...told.head);
    told.unreached = choices().filter((one) => !reached.has(one)).map((one) => one.outerHTML);
    return told;
};
"""
_RETRIEVAL, _UTF8, _IPA = 1, 1, 2
WITHIN_S = 60


def phonemes(said: Sequence[tuple[str, str]]) -> list[str]:
    """Return the phonemes of each (language, text)."""
    command = (sys.executable, "-m", "tests.browser.listening")
    done = run(command, input=json.dumps(said), capture_output=True, text=True, check=True, timeout=WITHIN_S)
    told: list[str] = json.loads(done.stdout)
    return told


def _read(said: Iterable[tuple[str, str]]) -> list[str]:
    engine = ctypes.CDLL(espeakng_loader.get_library_path())
    engine.espeak_Initialize(_RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0)
    engine.espeak_TextToPhonemes.restype = ctypes.c_char_p
    found = []
    for language, text in said:
        if engine.espeak_SetVoiceByName(VOICES[language].encode()) != 0:
            raise RuntimeError(f"no voice for {language}")
        left, parts = ctypes.c_char_p(text.encode()), []
        while left.value:
            parts.append((engine.espeak_TextToPhonemes(ctypes.byref(left), _UTF8, _IPA) or b"").decode())
        found.append(" ".join(parts).strip())
    return found


if __name__ == "__main__":
    print(json.dumps(_read(json.load(sys.stdin))))
