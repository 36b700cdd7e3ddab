"""Between the demonstration's firm and the office: projects filed, visits asked for, a key, an order answered with more time."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, phone_index
from nuanxin.rights.cases.casefile.party import papers_served_on
from nuanxin.rights.cases.models import Case
from nuanxin.watch.inspection.helping.wishing import ask_service, book_wish, decline_wish
from nuanxin.watch.monitoring.employers.accounts import open_account
from nuanxin.watch.monitoring.employers.caller import Caller, caller_of
from nuanxin.watch.monitoring.employers.filing.confirming import confirm_filing, return_filing
from nuanxin.watch.monitoring.employers.filing.models import ProjectFiling
from nuanxin.watch.monitoring.employers.filing.proposing import ProjectFacts, file_project
from nuanxin.watch.monitoring.employers.models import EmployerAccount
from nuanxin.watch.monitoring.employers.papers.answering import PaperAnswer, reply_to_paper
from nuanxin.watch.monitoring.employers.papers.more_time import decide_more_time
from nuanxin.watch.monitoring.employers.tokens import issue_employer_token
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast
from nuanxin.web.terminal.demo.playing import Stage
from nuanxin.web.terminal.demo.watch.employers_stories import CONTACT

ORDERED = "13900010004"  # the contact of a firm on which an order was served
MOST_ANSWERED = 2


def play_office(*, cast: Cast, inventor: Inventor, today: date) -> dict[str, int]:
    """Filings and wishes in every state, a key for the wage system, orders answered. After `play_employers`; once."""
    account = EmployerAccount.objects.filter(phone_index=phone_index(CONTACT), closed_on__isnull=True).first()
    if account is None or ProjectFiling.objects.filter(account=account).exists():
        return {"filings": 0, "answered_orders": 0}
    stage = Stage(cast, inventor, today, today - timedelta(days=6))
    with stage.morning() as on:
        _file(account, cast, on)
        _wish(account, cast, on)
        later = on + timedelta(days=180)
        by = _caller(CONTACT)
        issue_employer_token(account=account, project=None, purpose="工资软件", valid_to=later, by=by, on=on)
    return {"filings": ProjectFiling.objects.count(), "answered_orders": _answer_orders(stage)}


def _caller(phone: str) -> Caller:
    found = caller_of(phone_index(phone))
    assert found is not None
    return found


def _file(account: EmployerAccount, cast: Cast, on: date) -> None:
    """One confirmed, one returned, one that waits."""
    by, region = _caller(CONTACT), Region.objects.get(pk=COUNTY)
    rows = [
        file_project(
            account=account, region=region, by=by, on=on,
            facts=ProjectFacts(
                name=f"暖阳花园{part}", address="新乡县金穗大道90号", owner_name="新乡县安居投资有限公司", industry="housing",
                pay_day=15, starts_on=on, government=True, permit_number=f"4107212024{number:03d}",
            ),
        )
        for number, part in enumerate(("三期", "四期", "幼儿园"), 1)
    ]  # fmt: skip
    confirm_filing(filing=rows[0], project=None, by=cast.inspector, on=on)
    return_filing(filing=rows[1], reason="名称和施工许可证不一致，请核对", by=cast.inspector, on=on)


def _wish(account: EmployerAccount, cast: Cast, on: date) -> None:
    """One booked, one declined, one that waits."""
    by, day = _caller(CONTACT), on + timedelta(days=10)
    for answer in ("book", "decline", ""):
        wish = ask_service(account=account, project=None, wish="工资表、工资清单怎么做", wished_for=day, by=by, on=on)
        if answer == "book":
            book_wish(wish=wish, booked_for=day, staff=cast.second, by=cast.inspector, on=on)
        elif answer:
            decline_wish(wish=wish, reason="已经约好一次，一起讲解", by=cast.inspector, on=on)


def _answer_orders(stage: Stage) -> int:
    """Firms with an order in a case that runs: an account, an answer, time asked for; the first time is granted."""
    open_cases = Case.objects.filter(closed_on__isnull=True, clue__employer__credit_code__isnull=False)
    held = EmployerAccount.objects.filter(closed_on__isnull=True).values("employer")
    firms = Employer.objects.filter(~Q(pk__in=held), pk__in=open_cases.values("clue__employer")).order_by("pk")
    answered = 0
    for firm in firms:
        served = [one for one in papers_served_on([firm.pk]) if one.paper.kind == "correction_order" and not one.closed]
        if not served or answered == MOST_ANSWERED:
            continue
        with stage.morning() as on:
            if served[0].served_on > on:
                continue
            officer = served[0].case.officer
            phone = f"{int(ORDERED) + answered}"
            open_account(employer=firm, contact="周经理", phone=phone, by=officer, on=on)
            until = max(on, served[0].due_on or on) + timedelta(days=10)
            answer = PaperAnswer(text="正在筹款，先付一半，余款请宽限", voucher="", more_time_until=until)
            reply = reply_to_paper(served=served[0], answer=answer, by=_caller(phone), on=on)
            if answered == 0 and reply.paper.status == Paper.Status.ISSUED:
                decide_more_time(reply=reply, until=until, reason="已付一半，有付款计划", by=officer, on=on)
        answered += 1
    return answered
