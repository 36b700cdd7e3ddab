"""Text as people type it and as it is compared: full-width signs, stray spaces, legal forms of company names."""

import re
import unicodedata
from functools import lru_cache

# Longest first: 有限责任公司 must not leave 责任公司 behind.
_LEGAL_FORMS = ("股份有限责任公司", "有限责任公司", "股份有限公司", "有限公司")
_LEGAL_FORM = re.compile("(?:集团)?(?:" + "|".join(_LEGAL_FORMS) + ")")
_GROUP_AT_END = re.compile("集团(?:公司)?$")
_SHORTEST_KEY = 2
_PLAIN_HAN = re.compile("[\u4e00-\u9fa5]+")  # letters all, and none that NFKC would change
_HALF_WIDTH = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def half_width(text: str) -> str:
    """Full-width letters, digits and signs to ASCII, ideographic space to space; Chinese punctuation stays.

    >>> half_width("４１０７　ＡＢ－１")
    '4107 AB-1'
    """
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def filled_lines(text: str) -> list[str]:
    """The lines that say something, without the spaces around them.

    >>> filled_lines(" 甲 \n\n乙")
    ['甲', '乙']
    """
    return [line.strip() for line in text.splitlines() if line.strip()]


@lru_cache(maxsize=100_000)  # the same names come again and again in an import, a look-up, a report
def name_key(text: str) -> str:
    """The form under which names of employers, projects and people are compared.

    NFKC, upper case, without spaces, punctuation and brackets (what stands inside brackets is kept) and without the
    legal form (有限公司, 集团股份有限公司 …). Branches keep their own tail: 甲建筑有限公司 and 甲建筑有限公司第一分公司
    stay two keys. Never empty unless the text has no letter or digit at all.

    >>> name_key("河南六建（集团）有限公司")
    '河南六建'
    """
    key = _letters(text)
    while (shorter := _without_legal_form(key)) != key:
        key = shorter
    return key


def _letters(text: str) -> str:
    if _PLAIN_HAN.fullmatch(text):
        return text
    while True:
        plain = unicodedata.normalize("NFKC", text).upper()
        plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")
        if plain == text:
            return plain
        text = plain


def _without_legal_form(key: str) -> str:
    shorter = _GROUP_AT_END.sub("", _LEGAL_FORM.sub("", key, count=1))
    return shorter if len(shorter) >= _SHORTEST_KEY else key
