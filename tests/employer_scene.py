"""A firm with an account, two sites, a clerk on one of them, another firm; and sheets as clerks fill them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.foundation.common.credit_code import credit_code_check_digit
from nuanxin.foundation.common.identity import id_check_digit
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.monitoring.employers.accounts import name_clerk, open_account
from nuanxin.watch.monitoring.employers.caller import Caller, caller_of
from nuanxin.watch.monitoring.employers.models import EmployerAccount, WageClerk
from nuanxin.watch.monitoring.employers.sheets.columns import COLUMNS, DAYS
from tests.conftest import TODAY, People

BOSS, CLERK, OTHER, RIVAL = "13800000001", "13800000002", "13800000003", "13800000004"
MONTH = Month(2023, 12)
# 2023-12: 21 working days, no statutory holiday; the 5th of January is a Friday.
WORKDAYS = tuple(day.day for day in MONTH.days() if day.weekday() < 5)
DUE = date(2024, 1, 15)


@dataclass
class Firms:
    """Two firms; `clerk` keeps the first site, `other` the second one of the same firm."""

    account: EmployerAccount
    rival: EmployerAccount
    site: Project
    second: Project
    elsewhere: Project
    clerk: WageClerk

    def caller(self, phone: str) -> Caller:
        from nuanxin.foundation.parties.models import phone_index

        found = caller_of(phone_index(phone))
        assert found is not None
        return found


def credit_code(number: int) -> str:
    first = f"9141072{number:010d}"
    return first + credit_code_check_digit(first)


def identity(number: int) -> str:
    first = (
        f"41072119900101{number % 1000:03d}"
        if number < 1000
        else f"4107211985{1 + number % 12:02d}{1 + number // 12 % 28:02d}{number // 336 % 1000:03d}"
    )
    return first + id_check_digit(first)


def make_firms(people: People) -> Firms:
    firm = Employer.objects.create(name="新乡暖阳建筑有限公司", credit_code=credit_code(1), region_id="410721")
    other = Employer.objects.create(name="新乡他山建筑有限公司", credit_code=credit_code(2), region_id="410721")
    same: dict[str, Any] = {"region_id": "410721", "pay_day": 15, "owner_name": "新乡县城投公司", "industry": "housing"}
    site = Project.objects.create(name="和谐苑一期", employer=firm, site_code="HX1A", address="和平路1号", **same)
    second = Project.objects.create(name="和谐苑二期", employer=firm, site_code="HX2A", **same)
    elsewhere = Project.objects.create(name="他山大厦", employer=other, site_code="TS1A", **same)
    LocalSetting.objects.create(
        key="wage.minimum", region_id="410721", value="2000元/月", source="测试文号", valid_from=date(2020, 1, 1)
    )
    account = open_account(employer=firm, contact="钱老板", phone=BOSS, by=people.owner, on=TODAY)
    rival = open_account(employer=other, contact="孙老板", phone=RIVAL, by=people.owner, on=TODAY)
    firms = Firms(account, rival, site, second, elsewhere, clerk=None)  # type: ignore[arg-type]
    boss = firms.caller(BOSS)
    firms.clerk = name_clerk(account=account, project=site, name="马劳资", phone=CLERK, by=boss, on=TODAY)
    name_clerk(account=account, project=second, name="牛劳资", phone=OTHER, by=boss, on=TODAY)
    return firms


def worker_row(number: int, **changes: Any) -> dict[str, str]:
    """A worker of the month by column key and day heading: 21 days of 300 元, all paid."""
    cells: dict[str, Any] = {
        "name": f"工人{number}", "id_number": identity(number), "phone": f"139{number:08d}", "team": "木工班",
        "card": f"62220000{number:08d}", "contract_signed": "是", "pay": "日", "rate_fen": "300", "base_fen": "6300",
        "due_fen": "6300", "net_fen": "6300", "paid_fen": "6300", "paid_on": "2024-01-05", "voucher": "代发001",
        **{f"{day}日": "8" for day in WORKDAYS},
    }  # fmt: skip
    return {key: str(value) for key, value in {**cells, **changes}.items()}


def as_csv(*rows: dict[str, str], encoding: str = "utf-8-sig") -> bytes:
    """The sheet as a .csv with the headings of the template."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*(column.heading for column in COLUMNS), *DAYS])
    keys = [*(column.key for column in COLUMNS), *DAYS]
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return out.getvalue().encode(encoding)
