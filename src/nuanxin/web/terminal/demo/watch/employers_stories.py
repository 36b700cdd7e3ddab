"""A firm at its own door: an account, a wage clerk, two months' sheets, slips answered, the board printed and hung."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.parties.models import Employer, Project, phone_index
from nuanxin.watch.monitoring.employers.accounts import name_clerk, open_account
from nuanxin.watch.monitoring.employers.board import add_photo, print_board
from nuanxin.watch.monitoring.employers.caller import Caller, caller_of
from nuanxin.watch.monitoring.employers.models import EmployerAccount, WageLine, WageSheet
from nuanxin.watch.monitoring.employers.sheets.columns import COLUMNS, DAYS
from nuanxin.watch.monitoring.employers.sheets.figures import usual_due_day
from nuanxin.watch.monitoring.employers.sheets.submitting import confirm_sheet, keep_draft
from nuanxin.watch.monitoring.employers.slips import answer_slip, record_signed, send_slips
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast
from nuanxin.web.terminal.demo.playing import Stage

CONTACT, CLERK, SECOND = "13900010001", "13900010002", "13900010003"
NAME = "新乡县暖阳建筑工程有限公司"
WORKERS = 36
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def play_employers(*, cast: Cast, inventor: Inventor, today: date) -> dict[str, int]:
    """One firm with two sites. Its first site has two months handed in, a correction, slips in every state and a board that
    hangs; the second one waits with a draft. Returns counts. The telephones stand here: the demonstration shows the code.
    """
    if EmployerAccount.objects.filter(phone_index=phone_index(CONTACT)).exists():
        return {"sheets": 0}
    stage = Stage(cast, inventor, today, today - timedelta(days=75))
    firm = Employer.objects.create(
        name=NAME,
        credit_code=inventor.firm().credit_code,
        sector="construction",
        region_id=COUNTY,
        phone="0373-5550310",
    )
    first, second = (_site(firm, name, code) for name, code in (("暖阳花园一期", "NYHY1"), ("暖阳花园二期", "NYHY2")))
    with stage.morning() as on:
        account = open_account(employer=firm, contact="孙建业", phone=CONTACT, by=cast.inspector, on=on)
        boss = _caller(CONTACT)
        name_clerk(account=account, project=first, name="马会计", phone=CLERK, by=boss, on=on)
        name_clerk(account=account, project=second, name="林资料", phone=SECOND, by=boss, on=on)
        name_clerk(account=account, project=second, name="马会计", phone=CLERK, by=boss, on=on)
        _board(first, _caller(CLERK), on)
    crew = [_worker(inventor, number) for number in range(WORKERS)]
    this = Month.of(today)
    stage.day = this.first_day
    with stage.morning() as on:
        _hand_in(first, this.shifted(-2), crew, on, unpaid=0)
        _hand_in(first, this.shifted(-1), crew[:-2], on, unpaid=6)
        last = _hand_in(first, this.shifted(-1), crew[:-1], on, unpaid=3)
        _slips(last, on)
        _draft(second, this.shifted(-1), crew[:12], on, unpaid=12, caller=_caller(SECOND))
    return {"sheets": WageSheet.objects.filter(account=account).count()}


def _site(firm: Employer, name: str, code: str) -> Project:
    return Project.objects.create(
        name=name,
        employer=firm,
        owner_name="新乡县安居投资有限公司",
        region_id=COUNTY,
        address="新乡县金穗大道88号",
        industry="housing",
        government=True,
        state_firm=False,
        site_code=code,
        pay_day=15,
    )


def _caller(phone: str) -> Caller:
    found = caller_of(phone_index(phone))
    assert found is not None
    return found


def _worker(inventor: Inventor, number: int) -> dict[str, str]:
    person = inventor.person()
    return {
        "name": person.name,
        "id_number": person.id_number,
        "phone": person.phone,
        "team": ("木工班", "钢筋班", "瓦工班")[number % 3],
        "card": f"6217009900{number:09d}",
        "contract_signed": "否" if number == 7 else "是",
        "pay": "日",
        "rate_fen": str((280, 300, 320)[number % 3]),
    }


def _cells(worker: dict[str, str], month: Month, days: list[int], *, paid: bool, on: date) -> dict[str, str]:
    due = str(int(worker["rate_fen"]) * len(days))
    payment = {"paid_fen": due, "paid_on": on.isoformat(), "voucher": f"代发{month}"} if paid else {"paid_fen": "0"}
    return {**worker, "base_fen": due, "due_fen": due, "net_fen": due, **payment, **{f"{day}日": "8" for day in days}}


def _draft(
    site: Project, month: Month, crew: list[dict[str, str]], on: date, *, unpaid: int, caller: Caller
) -> WageSheet:
    """The sheet of a month: its working days, the last `unpaid` workers without their money, one of them far too little pay."""
    calendar = WorkingCalendar()
    days = [day.day for day in month.days() if calendar.is_working(day)]
    rows = [_cells(one, month, days, paid=at < len(crew) - unpaid, on=on) for at, one in enumerate(crew)]
    if unpaid:
        rows[0] |= dict.fromkeys(("base_fen", "due_fen", "net_fen"), "1500")
        rows[0]["paid_fen"] = "1500" if rows[0]["paid_fen"] != "0" else "0"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*(column.heading for column in COLUMNS), *DAYS])
    writer.writerows([row.get(key, "") for key in (*(column.key for column in COLUMNS), *DAYS)] for row in rows)
    due_on = usual_due_day(site, month) or month.last_day
    return keep_draft(
        project=site,
        month=month,
        due_on=due_on,
        content=out.getvalue().encode(),
        file_name=f"{month}工资考勤表.csv",
        by=caller,
        on=on,
    )


def _hand_in(site: Project, month: Month, crew: list[dict[str, str]], on: date, *, unpaid: int) -> WageSheet:
    caller = _caller(CLERK)
    return confirm_sheet(sheet=_draft(site, month, crew, on, unpaid=unpaid, caller=caller), by=caller, on=on)


def _slips(sheet: WageSheet, on: date) -> None:
    """Sent to all; some signed on paper, some answered by themselves, one says that nothing came."""
    caller = _caller(CLERK)
    send_slips(sheet=sheet, link=lambda code: f"http://127.0.0.1:8000/employer/slip/{code}/", by=caller, on=on)
    lines = list(WageLine.objects.filter(sheet=sheet).order_by("row"))
    for line in lines[:8]:
        answer_slip(line=line, answer="wrong" if line.row == lines[0].row else "received", on=on)
    answer_slip(line=lines[-1], answer="not_paid", note="钱还没有到卡里", on=on)
    record_signed(sheet=sheet, lines=[line.pk for line in lines[8:20]], by=caller, on=on)


def _board(site: Project, caller: Caller, on: date) -> None:
    fields = {
        "owner": "新乡县安居投资有限公司 0373-5550320",
        "general_contractor": f"{NAME}暖阳花园项目部，项目经理周海",
        "subcontractors": {"none": "劳务由总包直接组织"},
        "industry_authority": "新乡县住房和城乡建设局",
        "wage_officer": f"马会计 {CLERK}",
        "pay_day": "每月15日",
        "industry_phone": "0373-5550200",
        "arbitration": "新乡县劳动人事争议仲裁院，青年路1号",
        "legal_aid": "新乡县法律援助中心 12348",
        "paper_size": "A3",
    }
    report_url = f"http://127.0.0.1:8000/report/?site={site.site_code}"
    print_board(project=site, fields=fields, report_url=report_url, by=caller, on=on)
    add_photo(project=site, content=_PICTURE, by=caller, on=on)
