"""What may be seen of a person's data without a reason (law.md mask.*). Too short to mask in part means all hidden."""

import re

_COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠"
        "公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘令狐呼延轩辕百里东郭南门西门左丘拓跋第五纳兰",
    )
)


def _mask(text: str, head: int, stars: int, tail: int) -> str:
    text = text.strip()
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * stars + text[-tail:]


def mask_id(text: str) -> str:
    """First 6, eight stars in place of the birth date, last 4; passports and other short numbers: first 1, last 2."""
    if len(text.strip()) < 15:
        return _mask(text, 1, max(4, len(text.strip()) - 3), 2)
    return _mask(text, 6, 8, 4)


def mask_phone(text: str) -> str:
    """First 3, four stars, last 4."""
    return _mask(text, 3, 4, 4)


def mask_card(text: str) -> str:
    """First 6 (the bank's number), four stars, last 4."""
    return _mask(text, 6, 4, 4)


def mask_name(text: str) -> str:
    """Surname and one star, whatever the length of the given name."""
    text = text.strip()
    if not text:
        return ""
    surname = text[:2] if len(text) > 2 and text[:2] in _COMPOUND_SURNAMES else text[:1]
    return f"{surname}*"
