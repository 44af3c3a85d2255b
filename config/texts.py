"""How is it said to a person? One catalogue of ICU messages, which the browser reads as well."""

import json
from functools import cache
from pathlib import Path

from icu4py.messageformat import MessageFormat

LANGUAGES = ("vi", "en", "fr")
FOLDER = Path(__file__).parent / "i18n"

Value = str | int | float


def text(key: str, language: str, **values: Value) -> str:
    """Return the message of `area.key` with its values put in. Raises KeyError for an unknown key or language."""
    message: str = _compiled(key, language).format(dict(values))
    return message


def texts(key: str, **values: Value) -> dict[str, str]:
    """Return the message in all languages."""
    return {language: text(key, language, **values) for language in LANGUAGES}


@cache
def area(name: str, language: str) -> dict[str, str]:
    """Return the messages of one area, as its file holds them."""
    path = FOLDER / language / f"{name}.json"
    if language not in LANGUAGES or not path.is_file():
        raise KeyError(f"no texts for {name} in {language}")
    messages: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return messages


@cache
def _compiled(key: str, language: str) -> MessageFormat:
    name, _, rest = key.partition(".")
    messages = area(name, language)
    if rest not in messages:
        raise KeyError(f"no text {key} in {language}")
    return MessageFormat(messages[rest], language)
