"""Telephone numbers of the mainland, in one written form, so that the same number is found again."""

import re

from nuanxin.foundation.common.text import half_width

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_AREA = r"(?:010|02\d|0[3-9]\d{2})"
_LANDLINE = re.compile(rf"({_AREA})(\d{{7,8}})(?:[#x转](\d{{1,6}}))?", re.ASCII)
_SERVICE = re.compile(r"1(?:1\d|2[0-2]|23\d{2})|9\d{4,5}|[48]00\d{7}", re.ASCII)


def normalise_phone(text: str) -> str:
    """Mobile → 11 digits; landline → 0373-3012345 (extension -801); service numbers (12333, 400…) as digits.

    ValueError (Chinese) says what is missing.
    """
    if _MOBILE.fullmatch(text):  # nine of ten, as it should be
        return text
    plain = re.sub(r"[\s()（）—–·.]", "", half_width(text)).lower().replace("分机", "转")
    plain = re.sub(r"^(?:\+|00)86-?", "", plain)
    if not plain:
        raise ValueError("电话号码为空")
    digits = plain.replace("-", "")
    if re.fullmatch(r"861[3-9]\d{9}", digits, re.ASCII):
        digits = digits[2:]
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    if re.fullmatch(r"1\d*", digits, re.ASCII):
        raise ValueError(f"手机号码应为11位且以13至19开头，现为{len(digits)}位")
    if re.fullmatch(r"[2-9]\d{6,7}", digits, re.ASCII):
        raise ValueError("固定电话缺少区号，请写成 0373-3012345")
    # A hyphen after the number proper separates an extension: 0373-3012345-801.
    with_extension = re.sub(rf"^({_AREA}-?\d{{7,8}})-(\d{{1,6}})$", r"\1转\2", plain, flags=re.ASCII)
    found = _LANDLINE.fullmatch(with_extension.replace("-", ""))
    if not found:
        raise ValueError("电话号码格式不对，请填写11位手机号码或带区号的固定电话")
    area, number, extension = found.groups()
    return f"{area}-{number}" + (f"-{extension}" if extension else "")


def is_mobile(text: str) -> bool:
    try:
        return _MOBILE.fullmatch(normalise_phone(text)) is not None
    except ValueError:
        return False
