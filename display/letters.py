"""Which letters sound alike over a loudspeaker? A distance between their names in Vietnamese, English and French.

Names are written in IPA, a sign a sound, by the usual names of the letters in each language (Vietnamese of Hanoi). Two
names are as far apart as the cheapest way to turn one into the other costs. A change of voicing or nasality counts most
and a change of place least, because noise hides place first: G. A. Miller and P. E. Nicely, "An Analysis of Perceptual
Confusions Among Some English Consonants", J. Acoust. Soc. Am. 27, 338-352 (1955). Vowels carry most of the energy and
stay apart. The costs themselves are ours, set so that letters known to be confused (B/P/D/T/V, M/N, S/X, A/H/K, I/Y,
Q/U) come out close.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

CLOSE = 0.75
FIRST = ("A", "M", "Q", "T", "X")

_VI = """A=a B=ɓ,e C=s,e D=z,e Đ=ɗ,e E=ɛ F=ɛ,p,f,ə G=ʒ,e H=h,a,t,5 I=i,ŋ,a,n,5 J=ʒ,i K=k,a L=ɛ,l,ə,2 M=ɛ,m,ə,2
N=ɛ,n,ə,2 O=ɔ P=p,e Q=k,w,i R=ɛ,r,ə,2 S=ɛ,t,s,i,2 T=t,e U=u V=v,e W=v,e,k,ɛ,p,5 X=i,k,s,i,2 Y=i,z,a,j,2 Z=z,ɛ,t,5
0=h,o,ŋ 1=m,o,t,6 2=h,a,j 3=ɓ,a 4=ɓ,o,n,5 5=n,a,m 6=s,a,w,5 7=ɓ,a,j,4 8=t,a,m,5 9=ʃ,i,n,5"""
_EN = """A=e,j B=b,i C=s,i D=d,i Đ=d,i E=i F=ɛ,f G=ʒ,i H=e,j,ʃ I=a,j J=ʒ,e,j K=k,e,j L=ɛ,l M=ɛ,m N=ɛ,n O=o,w P=p,i
Q=k,j,u R=a,r S=ɛ,s T=t,i U=j,u V=v,i W=d,ə,b,l,j,u X=ɛ,k,s Y=w,a,j Z=z,ɛ,d
0=z,i,r,o 1=w,ə,n 2=t,u 3=θ,r,i 4=f,ɔ 5=f,a,j,v 6=s,i,k,s 7=s,ɛ,v,ə,n 8=e,j,t 9=n,a,j,n"""
_FR = """A=a B=b,e C=s,e D=d,e Đ=d,e E=ə F=ɛ,f G=ʒ,e H=a,ʃ I=i J=ʒ,i K=k,a L=ɛ,l M=ɛ,m N=ɛ,n O=o P=p,e Q=k,y R=ɛ,r
S=ɛ,s T=t,e U=y V=v,e W=d,u,b,l,ə,v,e X=i,k,s Y=i,g,r,ɛ,k Z=z,ɛ,d
0=z,e,r,o 1=œ 2=d,ø 3=t,r,w,a 4=k,a,t,r 5=s,ɛ,k 6=s,i,s 7=s,ɛ,t 8=y,i,t 9=n,œ,f"""
# voiced, nasal, manner (0 stop, 1 fricative, 2 like a vowel), place (0 lips to 4 throat)
_CONSONANTS = {
    "p": (0, 0, 0, 0), "b": (1, 0, 0, 0), "ɓ": (1, 0, 0, 0), "t": (0, 0, 0, 1), "d": (1, 0, 0, 1), "ɗ": (1, 0, 0, 1),
    "k": (0, 0, 0, 3), "g": (1, 0, 0, 3), "f": (0, 0, 1, 0), "v": (1, 0, 1, 0), "θ": (0, 0, 1, 1), "s": (0, 0, 1, 1),
    "z": (1, 0, 1, 1), "ʃ": (0, 0, 1, 2), "ʒ": (1, 0, 1, 2), "h": (0, 0, 1, 4), "m": (1, 1, 0, 0), "n": (1, 1, 0, 1),
    "ŋ": (1, 1, 0, 3), "l": (1, 0, 2, 1), "r": (1, 0, 2, 2), "j": (1, 0, 2, 2), "w": (1, 0, 2, 0),
}  # fmt: skip
# height (0 closed to 3 open), back (0 front to 2 back), rounded
_VOWELS = {
    "i": (0, 0, 0), "y": (0, 0, 1), "u": (0, 2, 1), "e": (1, 0, 0), "ø": (1, 0, 1), "o": (1, 2, 1), "ə": (2, 1, 0),
    "ɛ": (2, 0, 0), "œ": (2, 0, 1), "ɔ": (2, 2, 1), "a": (3, 1, 0),
}  # fmt: skip
_VOICED, _NASAL, _MANNER, _PLACE = 0.35, 0.45, 0.3, 0.07
_HEIGHT, _BACK, _ROUND = 0.35, 0.35, 0.3
_A_CONSONANT, _A_VOWEL, _A_TONE, _UNLIKE = 0.5, 0.8, 0.2, 1.0


def _table(told: str) -> dict[str, tuple[str, ...]]:
    return {sign: tuple(sounds.split(",")) for sign, _, sounds in (one.partition("=") for one in told.split())}


NAMES = {"vi": _table(_VI), "en": _table(_EN), "fr": _table(_FR)}


@cache
def distance(one: str, other: str, language: str) -> float:
    """Return how far apart the names of two letters or digits sound in a language; 0 for the same."""
    return _edits(NAMES[language][one], NAMES[language][other])


def nearest(one: str, other: str, languages: Iterable[str]) -> tuple[float, str]:
    """Return the least distance of two signs and the language in which they are so near."""
    return min((distance(one, other, language), language) for language in languages)


def close_pairs(letters: Iterable[str], languages: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the pairs of letters that may be taken for each other, each with the language where it is worst."""
    pairs = ((one, other, nearest(one, other, languages)) for one, other in combinations(sorted(letters), 2))
    return [(one, other, language) for one, other, (apart, language) in pairs if apart < CLOSE]


def confusions(language: str) -> list[tuple[float, str, str]]:
    """Return which letters and digits may be taken for each other, nearest first: the distance, and both."""
    pairs = ((round(distance(one, other, language), 2), one, other) for one, other in combinations(NAMES[language], 2))
    return sorted(pair for pair in pairs if pair[0] < CLOSE)


@cache
def mistakable(letters: frozenset[str], languages: tuple[str, ...]) -> frozenset[str]:
    """Return the letters of a set that may be taken for another one of it."""
    return frozenset(letter for one, other, _ in close_pairs(letters, languages) for letter in (one, other))


def choose(count: int, languages: Sequence[str]) -> list[str]:
    """Return so many letters to give to services: each the one that is farthest from those before it."""
    chosen = list(FIRST[:count])
    free = [sign for sign in NAMES["vi"] if sign.isalpha() and sign != "Đ" and sign not in chosen]
    while len(chosen) < count and free:
        best = max(free, key=lambda sign: min(nearest(sign, one, languages)[0] for one in chosen))
        chosen.append(best)
        free.remove(best)
    return chosen


def _edits(one: Sequence[str], other: Sequence[str]) -> float:
    """Edit distance with costs of sounds."""
    before = [0.0]
    for sound in other:
        before.append(before[-1] + _weight(sound))
    for sound in one:
        row = [before[0] + _weight(sound)]
        for at, against in enumerate(other):
            row.append(
                min(before[at] + _change(sound, against), before[at + 1] + _weight(sound), row[at] + _weight(against))
            )
        before = row
    return before[-1]


def _weight(sound: str) -> float:
    if sound.isdigit():
        return _A_TONE
    return _A_VOWEL if sound in _VOWELS else _A_CONSONANT


def _change(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one.isdigit() and other.isdigit():
        return _A_TONE
    if one in _VOWELS and other in _VOWELS:
        high, back, rounded = (abs(a - b) for a, b in zip(_VOWELS[one], _VOWELS[other], strict=True))
        return high * _HEIGHT + back * _BACK + rounded * _ROUND
    if one in _CONSONANTS and other in _CONSONANTS:
        voiced, nasal, manner, place = (abs(a - b) for a, b in zip(_CONSONANTS[one], _CONSONANTS[other], strict=True))
        return min(_UNLIKE, voiced * _VOICED + nasal * _NASAL + manner * _MANNER + min(2, place) * _PLACE)
    return 2 * _UNLIKE
