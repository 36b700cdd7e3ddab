"""How a name sounds, written without tones and without the distinctions that are lost on the telephone. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOLDS = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([ie]n)g$"), r"\1"))
# Surnames that are read otherwise than the same character in a dictionary.
_AS_SURNAME = {"曾": "zēng", "单": "shàn", "仇": "qiú", "解": "xiè", "查": "zhā", "朴": "piáo", "盖": "gě", "尉": "wèi"}


@lru_cache(maxsize=45_000)
def _syllable(sign: str) -> str:
    """The first reading of one character, folded (zh z, ch c, sh s, ing in, eng en); other signs stay."""
    from pypinyin import pinyin_dict  # 40,000 readings: only who asks how a name sounds waits for them

    reading = _AS_SURNAME.get(sign) or pinyin_dict.pinyin_dict.get(ord(sign))
    if not reading:
        return sign.lower()
    plain = unicodedata.normalize("NFD", reading.split(",")[0])
    folded = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    for pattern, kept in _FOLDS:
        folded = pattern.sub(kept, folded)
    return folded


@lru_cache(maxsize=100_000)
def syllables(text: str) -> tuple[str, ...]:
    """One folded syllable a character: homophones give the same.

    >>> syllables("张伟") == syllables("章玮")
    True
    """
    return tuple(_syllable(sign) for sign in text)
