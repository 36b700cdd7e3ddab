"""Unified social credit codes (统一社会信用代码), GB 32100-2015: 17 characters and a check character, modulo 31."""

import re

from nuanxin.foundation.common.text import half_width

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O S V Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ALLOWED = set(ALPHABET)


def credit_code_check_digit(first17: str) -> str:
    """The 18th character for 17 characters of the alphabet; ValueError (Chinese) for others."""
    if len(first17) != 17 or not set(first17) <= _ALLOWED:
        raise ValueError("统一社会信用代码前17位只能是数字和大写字母（不含I、O、S、V、Z）")
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(first17, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def parse_credit_code(text: str) -> str:
    """The code in half-width upper case without spaces; ValueError (Chinese) says what is wrong with it."""
    code = re.sub(r"[\s-]", "", half_width(text)).upper()
    if not code:
        raise ValueError("统一社会信用代码为空")
    if len(code) == 15 and code.isdigit():
        raise ValueError("15位工商注册号已停用，请填写18位统一社会信用代码")
    if len(code) != 18:
        raise ValueError(f"统一社会信用代码应为18位，现为{len(code)}位")
    if strange := sorted(set(code) - _ALLOWED):
        raise ValueError(
            f"统一社会信用代码不含字符“{''.join(strange)}”（不使用I、O、S、V、Z，请核对是否为1、0、5、U、2）"
        )
    if credit_code_check_digit(code[:17]) != code[17]:
        raise ValueError("统一社会信用代码校验位不符，请逐位核对")
    return code


def is_credit_code(text: str) -> bool:
    try:
        parse_credit_code(text)
    except ValueError:
        return False
    return True
