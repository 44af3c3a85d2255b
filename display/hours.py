"""How is a time of day said? Vietnamese and French by 24 hours, English by 12 with the part of the day."""

from datetime import time

from display.numerals import cardinal

NOON = 12
EVENING = 18


def hour_words(at: time, language: str) -> str:
    """Return a time of day to the minute in words: "mười ba giờ ba mươi phút"."""
    return {"vi": _vietnamese, "en": _english, "fr": _french}[language](at)


def _vietnamese(at: time) -> str:
    minutes = f" {cardinal(at.minute, 'vi')} phút" if at.minute else ""
    return f"{cardinal(at.hour, 'vi')} giờ{minutes}"


def _english(at: time) -> str:
    if (at.hour, at.minute) == (NOON, 0):
        return "twelve noon"
    part = "in the morning" if at.hour < NOON else "in the afternoon" if at.hour < EVENING else "in the evening"
    hour = cardinal(at.hour % 12 or 12, "en")
    if at.minute == 0:
        return f"{hour} o’clock {part}"
    minutes = cardinal(at.minute, "en")
    return f"{hour} {'oh ' if at.minute < 10 else ''}{minutes} {part}"


def _french(at: time) -> str:
    """An hour is feminine: une heure, vingt et une heures; zero and one take no s."""
    hour = cardinal(at.hour, "fr")
    hour = f"{hour}e" if hour == "un" or hour.endswith(" un") else hour
    minutes = _feminine(cardinal(at.minute, "fr")) if at.minute else ""
    return f"{hour} {'heure' if at.hour < 2 else 'heures'} {minutes}".strip()


def _feminine(minutes: str) -> str:
    """A minute is feminine too: quatorze heures vingt et une."""
    return f"{minutes}e" if minutes == "un" or minutes.endswith(" un") else minutes
