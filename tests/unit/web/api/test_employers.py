"""A firm's own wage system: the checks of the workbook, faults by row and column, handed in once, only its own sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.watch.monitoring.employers.accounts import close_account
from nuanxin.watch.monitoring.employers.models import EmployerToken, WageLine, WageSheet
from nuanxin.watch.monitoring.employers.sheets.from_systems import hand_in_rows
from nuanxin.watch.monitoring.employers.sheets.submitting import confirm_sheet, keep_draft
from nuanxin.watch.monitoring.employers.tokens import (
    MOST_OPEN,
    caller_by_token,
    issue_employer_token,
    revoke_employer_token,
)
from tests.conftest import TODAY, People
from tests.employer_scene import (
    BOSS,
    CLERK,
    DUE,
    MONTH,
    RIVAL,
    WORKDAYS,
    Firms,
    as_csv,
    identity,
    make_firms,
    worker_row,
)

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def firms(people: People, settings: Any, tmp_path: Path) -> Iterator[Firms]:
    settings.NUANXIN_WAGES = tmp_path / "wages"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    yield make_firms(people)


def key(firms: Firms, **more: Any) -> str:
    facts = {
        "account": firms.account,
        "project": None,
        "purpose": "用友工资",
        "valid_to": LATER,
        "by": firms.caller(BOSS),
    }
    return issue_employer_token(**{**facts, "on": TODAY, **more})[1]


def row(number: int, **changes: Any) -> dict[str, Any]:
    """The same worker as `worker_row`, as a system sends him."""
    told = {
        "name": f"工人{number}", "id_number": identity(number), "phone": f"139{number:08d}", "team": "木工班",
        "card": f"62220000{number:08d}", "contract_signed": True, "pay": "day", "rate_fen": 30000, "base_fen": 630000,
        "due_fen": 630000, "net_fen": 630000, "paid_fen": 630000, "paid_on": "2024-01-05", "voucher": "代发001",
        "attendance": [8 if day in WORKDAYS else 0 for day in range(1, 32)],
    }  # fmt: skip
    return {**told, **changes}


def put(text: str, site: int, *rows: dict[str, Any], query: str = "", **changes: Any) -> Any:
    body = {"due_on": str(DUE), "rows": list(rows), **changes}
    return Client().put(
        f"/api/v1/employer/sites/{site}/wages/2023-12{query}", body, content_type="application/json",
        headers={"authorization": f"Bearer {text}"},
    )  # fmt: skip


def test_the_same_rows_as_the_workbook(firms: Firms) -> None:
    """The slow twin: what the system hands in is, cell by cell, what the clerk's file would have been."""
    answer = put(key(firms), firms.site.pk, row(1), row(2, paid_fen=0, paid_on=None, voucher=""))
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["workers"], told["due_fen"], told["paid_fen"]) == (2, 1260000, 630000)
    assert told["told"] == [
        {"row": 2, "column": "paid_fen", "message": "还差6,300.00元没有发；请在应发日期前发到本人卡里"}
    ]
    assert told["created"] and not told["corrects"]
    by_file = keep_draft(
        project=firms.second, month=MONTH, due_on=DUE, by=firms.caller(BOSS), on=TODAY, file_name="x.csv",
        content=as_csv(worker_row(1), worker_row(2, paid_fen="0", paid_on="", voucher="")),
    )  # fmt: skip
    confirm_sheet(sheet=by_file, by=firms.caller(BOSS), on=TODAY)
    apart = ("id", "sheet_id", "row", "slip_code", "slip_sent_at", "id_index")
    both = [
        [{k: v for k, v in line.__dict__.items() if k not in apart and not k.startswith("_")}
         for line in WageLine.objects.filter(sheet__project=site, sheet__state="submitted").order_by("row")]
        for site in (firms.site, firms.second)
    ]  # fmt: skip
    assert both[0] == both[1] and len(both[0]) == 2
    assert AuditEvent.objects.filter(act="submit_wage_sheet").earliest("pk").actor.startswith("接口“用友工资”")


def test_handed_in_once_and_corrected_by_other_content(firms: Firms) -> None:
    text = key(firms)
    assert put(text, firms.site.pk, row(1)).status_code == 201
    again = put(text, firms.site.pk, row(1))
    assert (again.status_code, again.json()["created"], WageSheet.objects.count()) == (200, False, 1)
    other = put(text, firms.site.pk, row(1), row(2))
    assert other.status_code == 201 and other.json()["corrects"]
    assert [one.state for one in WageSheet.objects.order_by("pk")] == ["replaced", "submitted"]
    here = f"/api/v1/employer/sites/{firms.site.pk}/wages/2023-12"
    held = Client().get(here, headers={"authorization": f"Bearer {text}"})
    assert held.json()["workers"] == 2 and "rows" not in held.json()


def test_a_draft_of_the_clerk_stays(firms: Firms) -> None:
    keep_draft(
        project=firms.site, month=MONTH, due_on=DUE, by=firms.caller(CLERK), on=TODAY, file_name="x.csv",
        content=as_csv(worker_row(7)),
    )  # fmt: skip
    put(key(firms), firms.site.pk, row(1))
    assert sorted(WageSheet.objects.values_list("state", flat=True)) == ["draft", "submitted"]


@pytest.mark.parametrize(
    ("changes", "place", "says"),
    [
        ({"phone": "12"}, (2, "phone"), "联系电话"),
        ({"id_number": "410721199001010011"}, (2, "id_number"), "证件号码"),
        ({"due_fen": 700000}, (2, "due_fen"), "应发合计"),
        ({"rate_fen": -1}, (2, "rate_fen"), ""),
        ({"pay": "year"}, (2, "pay"), ""),
        ({"attendance": [25]}, (2, "attendance.0"), ""),
        ({"paid_on": "5.1."}, (2, "paid_on"), ""),
        ({"id_number": identity(1)}, (2, "id_number"), "第1行"),
    ],
)
def test_faults_by_row_and_column(firms: Firms, changes: dict[str, Any], place: tuple[int, str], says: str) -> None:
    answer = put(key(firms), firms.site.pk, row(1), row(2, **changes))
    assert answer.status_code == 422
    found = {(one.get("row"), one["column"]): one["message"] for one in answer.json()["faults"]}
    assert place in found and says in found[place]
    assert not WageSheet.objects.exists(), "a month's payroll is one paper"


def test_check_only_keeps_nothing(firms: Firms) -> None:
    answer = put(key(firms), firms.site.pk, row(1, paid_fen=0, paid_on=None, voucher=""), query="?check_only=true")
    assert (answer.status_code, answer.json()["state"], answer.json()["told_count"]) == (200, "checked", 1)
    assert not WageSheet.objects.exists()
    assert put(key(firms), firms.site.pk, row(1), due_on="2024-05-01").status_code == 422


def test_only_the_firms_own_sites_and_only_while_the_key_holds(firms: Firms, people: People) -> None:
    text, one_site = key(firms), key(firms, project=firms.second)
    sites = Client().get("/api/v1/employer/sites", headers={"authorization": f"Bearer {text}"}).json()
    assert [one["name"] for one in sites] == ["和谐苑一期", "和谐苑二期"]
    assert put(text, firms.elsewhere.pk, row(1)).status_code == 404
    assert put(one_site, firms.site.pk, row(1)).status_code == 404
    assert put("x" * 43, firms.site.pk, row(1)).status_code == 401
    assert caller_by_token(text, LATER) and caller_by_token(text, LATER + timedelta(days=1)) is None
    number = EmployerToken.objects.earliest("pk").pk
    with pytest.raises(NotFound):
        revoke_employer_token(number=number, by=firms.caller(RIVAL), on=TODAY)
    revoke_employer_token(number=number, by=firms.caller(BOSS), on=TODAY)
    assert put(text, firms.site.pk, row(1)).status_code == 401
    close_account(account=firms.account, reason="注销", by=people.owner, on=TODAY)
    assert caller_by_token(one_site, TODAY) is None


def test_who_issues_and_for_how_long(firms: Firms) -> None:
    for changes in ({"by": firms.caller(CLERK)}, {"by": firms.caller(RIVAL)}):
        with pytest.raises(NotFound):
            key(firms, **changes)
    for changes in (
        {"valid_to": TODAY},
        {"valid_to": TODAY + timedelta(days=400)},
        {"project": firms.elsewhere},
        {"purpose": " "},
    ):
        with pytest.raises(Refusal):
            key(firms, **changes)
    for _ in range(MOST_OPEN):
        key(firms)
    with pytest.raises(Refusal, match="在用的令牌"):
        key(firms)


def test_a_machine_reads_no_orders_and_names_no_clerks(firms: Firms) -> None:
    machine = caller_by_token(key(firms), TODAY)
    assert machine is not None and machine.accounts == ()
    with pytest.raises(NotAllowed):
        hand_in_rows(project=firms.elsewhere, month=MONTH, due_on=DUE, rows=[row(1)], by=machine, on=TODAY)


def test_the_key_is_shown_once(firms: Firms) -> None:
    from django.test import Client as Browser

    from nuanxin.foundation.common.occasion import now
    from nuanxin.foundation.parties.models import phone_index
    from nuanxin.web.employer.gate import KEY

    browser, here = Browser(), f"/employer/firms/{firms.account.pk}/tokens/"
    session = browser.session
    session[KEY] = {"phone": phone_index(BOSS), "at": int(now().timestamp())}
    session.save()
    page = browser.post(here, {"purpose": "金蝶", "project": "", "valid_to": str(LATER)}).content.decode()
    text = page.split("<code>")[1].split("</code>")[0]
    assert caller_by_token(text, TODAY) is not None and text not in browser.get(here).content.decode()
    held = EmployerToken.objects.get()
    assert text not in str(held.__dict__)
    browser.post(f"/employer/tokens/{held.pk}/end/")
    assert caller_by_token(text, TODAY) is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wrong=st.dictionaries(st.sampled_from(["name", "phone", "card", "note", "voucher"]), st.text(max_size=30)))
def test_whatever_a_system_sends_is_taken_or_named(firms: Firms, wrong: dict[str, str]) -> None:
    machine = caller_by_token(fresh_key(firms), TODAY)
    assert machine is not None
    told = {**row(1), "paid_on": TODAY, **wrong}
    try:
        done = hand_in_rows(
            project=firms.site, month=MONTH, due_on=DUE, rows=[told], by=machine, on=TODAY, check_only=True
        )
    except BadInput as named:
        assert all(fault.row == 1 and fault.column in told for fault in named.faults)
    else:
        assert done.sheet is None


def fresh_key(firms: Firms) -> str:
    EmployerToken.objects.all().delete()
    return key(firms)
