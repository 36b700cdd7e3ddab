"""What the two commands of the exchange ask of their caller: a place, a member of staff, a passphrase in a file."""

from __future__ import annotations

from pathlib import Path

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region, Staff


def region_called(code: str, option: str) -> Region:
    """BadInput: no such place."""
    found = Region.objects.filter(pk=code.strip()).first()
    if found is None:
        raise BadInput(Fault(f"没有区划代码“{code}”", column=option, remedy="请核对区划代码"))
    return found


def staff_called(username: str) -> Staff:
    """BadInput: no such account in use."""
    found = Staff.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise BadInput(Fault(f"没有账号“{username}”，或者已经停用", column="--by", remedy="请写办理人的账号"))
    return found


def passphrase_in(file: Path) -> str:
    """The first line. BadInput: the file cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as wrong:
        fault = Fault(f"读不了口令文件{file}", column="--passphrase-file", remedy="请写明放口令的文件")
        raise BadInput(fault) from wrong
    return lines[0] if lines else ""
