"""Bank card numbers: the Luhn check. Account numbers carry no check digit, so failing only warns."""

import re

from nuanxin.foundation.common.text import half_width


def card_digits(text: str) -> str:
    """The number without spaces and hyphens, half-width."""
    return re.sub(r"[\s-]", "", half_width(text))


def looks_like_card(text: str) -> bool:
    """True when 12–19 digits pass the Luhn check (ISO/IEC 7812)."""
    digits = card_digits(text)
    if not re.fullmatch(r"\d{12,19}", digits, re.ASCII):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
