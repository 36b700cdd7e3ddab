"""Money is an int of 分 (1/100 yuan) everywhere; yuan, 万元 and 万人 exist only at the edge, read and printed here.

Sums are exact in 分 and in persons; rounding happens once, when printing, half up.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from nuanxin.foundation.common.text import half_width

FEN_PER_YUAN = 100
YUAN_PER_WAN = 10_000
# One trillion yuan: above any wage table, far below the 64-bit column that stores it.
LARGEST_FEN = 1_000_000_000_000 * FEN_PER_YUAN
_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)


def parse_yuan(value: str | int | float | Decimal) -> int:
    """An amount in yuan, as typed or as a workbook holds it, to 分.

    Text may carry full-width digits, thousands separators, a leading ¥ and a closing 元. Raises ValueError (Chinese)
    for 万元 (the commonest slip: a factor of 10 000), more than two decimals, negatives, and what is no number.
    """
    amount = _decimal(value)
    if not amount.is_finite():
        raise ValueError("金额不是有效数字")
    if amount < 0:
        raise ValueError("金额不能为负数")
    fen = amount * FEN_PER_YUAN
    if fen > LARGEST_FEN:
        raise ValueError("金额超过一万亿元，请核对单位是否为元")
    if fen != fen.to_integral_value():
        raise ValueError("金额最多两位小数（精确到分）")
    return int(fen)


def _decimal(value: str | int | float | Decimal) -> Decimal:
    if isinstance(value, bool) or value is None:
        raise ValueError("金额为空或不是数字")
    if isinstance(value, float):
        # 15 significant digits, as workbooks show them: 0.1 + 0.2 is 0.3 yuan, not thirteen stray decimals.
        return Decimal(format(value, ".15g"))
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    return _decimal_from_text(value)


def _decimal_from_text(value: str) -> Decimal:
    text = re.sub(r"\s", "", half_width(value))
    if not text:
        raise ValueError("金额为空")
    if "万" in text or "亿" in text:
        raise ValueError(f"金额“{value.strip()}”带有万或亿，请换算成元填写")
    text = text.removeprefix("人民币").lstrip("¥￥").removesuffix("元").replace("，", ",")
    if text.startswith("-"):
        raise ValueError("金额不能为负数")
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    raise ValueError(f"金额“{value.strip()}”不是数字，请填写以元为单位的数字，例如 12000 或 12,000.50")


def _round(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def yuan(fen: int) -> str:
    """Print 分 as yuan with thousands separators: 123450 → "1,234.50"."""
    return f"{Decimal(fen) / FEN_PER_YUAN:,.2f}"


def wan_yuan(fen: int, decimals: int = 2) -> str:
    """Print 分 as 万元, rounded half up, without separators: 123456789 → "123.46"."""
    return str(_round(Decimal(fen) / (FEN_PER_YUAN * YUAN_PER_WAN), decimals))


def wan_persons(persons: int, decimals: int = 4) -> str:
    """Print a number of persons as 万人, rounded half up: 223 → "0.0223"."""
    return str(_round(Decimal(persons) / YUAN_PER_WAN, decimals))
