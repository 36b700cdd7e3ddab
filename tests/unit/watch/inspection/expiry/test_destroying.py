"""Pay ledgers and interviews past their period: nothing that something keeps ever goes; what goes leaves its sums."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.intake.destruction.wiping import GONE
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.expiry.destroying import carry_out_expired, decide_expired, propose_expired
from nuanxin.watch.inspection.expiry.keeping import interview_kept, sheet_kept, wages_kept_until
from nuanxin.watch.inspection.expiry.models import ExpiredLine, ExpiredLot
from nuanxin.watch.inspection.field.records import FieldVisit, WorkerInterview
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from tests.conftest import TODAY, People, person
from tests.employer_scene import Firms, make_firms, worker_row
from tests.unit.rights.intake.clues import a_clue
from tests.unit.watch.inspection.making import COUNTY, firm, visited
from tests.unit.watch.monitoring.employers.test_sheets import draft

pytestmark = pytest.mark.django_db
LATER, SETTLED = date(2029, 1, 10), date(2024, 6, 30)


@pytest.fixture
def firms(people: People, settings: Any, tmp_path: Path) -> Firms:
    settings.NUANXIN_WAGES, settings.MEDIA_ROOT = tmp_path / "wages", tmp_path / "files"
    return make_firms(people)


def paid_sheet(firms: Firms) -> WageSheet:
    """Two workers' month, handed in and paid in full."""
    sheet = draft(firms, worker_row(1), worker_row(2))
    told = {"state": "submitted", "submitted_at": sheet.uploaded_at, "submitted_by": "张会计"}
    WageSheet.objects.filter(pk=sheet.pk).update(**told)
    for line in WageLine.objects.filter(sheet=sheet):
        WageLine.objects.filter(pk=line.pk).update(paid_fen=line.net_fen, paid_on=TODAY)
    return WageSheet.objects.select_related("project__region").get(pk=sheet.pk)


def interview(people: People, words: str = "班长扣了我的卡") -> WorkerInterview:
    visit = visited(people.owner, employer=firm())
    record = FieldVisit.objects.create(
        employer=firm(), region_id=COUNTY, visited_on=TODAY, opened_by=people.owner, visit=visit
    )
    return WorkerInterview.objects.create(
        key=uuid4(), record=record, words=words, by=people.owner, made_at=visit.recorded_at
    )


def years(value: Any = 3) -> None:
    told = {"source": "某市档规〔2020〕1号", "valid_from": date(2020, 1, 1)}
    LocalSetting.objects.create(key="retention.interview", region_id="410700", value=value, **told)


def proposed(people: People, sheet: WageSheet, **more: Any) -> ExpiredLot:
    told = {
        "kind": "wages",
        "subjects": [sheet.pk],
        "reason": "期满",
        "settled_on": SETTLED,
        "by": people.owner,
        "on": LATER,
    }
    return propose_expired(**{**told, **more})  # type: ignore[arg-type]


def carried(people: People, lot: ExpiredLot) -> ExpiredLot:
    lot = decide_expired(lot=lot, agreed=True, opinion="", by=people.head, on=LATER)
    return carry_out_expired(lot=lot, first_witness="甲某", second_witness="乙某", by=people.owner, on=LATER)


def test_the_whole_way_leaves_sums_and_no_person(people: People, firms: Firms) -> None:
    sheet = paid_sheet(firms)
    sums = ("due_fen", "net_fen", "paid_fen", "days", "paid_on")
    before = list(WageLine.objects.filter(sheet=sheet).order_by("row").values_list(*sums))
    names = list(WageLine.objects.filter(sheet=sheet).values_list("name", flat=True))
    lot = carried(people, proposed(people, sheet))
    lines = WageLine.objects.filter(sheet=sheet).order_by("row")
    assert {(line.name, line.id_number, line.phone, line.card) for line in lines} == {(GONE, "", "", "")}
    assert list(lines.values_list(*sums)) == before and len(before) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM monitoring_wageline")
        left = str(cursor.fetchall())
    assert not any(name in left for name in names)
    row = ExpiredLine.objects.get()
    assert (row.state, len(row.digest), row.kept_until) == ("destroyed", 64, date(2027, 6, 30))
    assert lot.paper is not None and lot.paper.fields["witnesses"] == ["甲某", "乙某"]
    assert pdf_of(lot.paper).startswith(b"%PDF")
    assert AuditEvent.objects.filter(act="carry_out_expired").exists()
    with pytest.raises(Refusal, match="已经列入"):
        proposed(people, sheet)


def test_two_people_and_two_witnesses(people: People, firms: Firms) -> None:
    sheet = paid_sheet(firms)
    for other in (people.stranger, people.housing, people.statistician):
        with pytest.raises(NotAllowed):
            proposed(people, sheet, by=other)
    lot = proposed(people, sheet, by=people.head)
    with pytest.raises(NotAllowed, match="不能审批自己"):
        decide_expired(lot=lot, agreed=True, opinion="", by=people.head, on=LATER)
    with pytest.raises(NotAllowed):
        decide_expired(lot=lot, agreed=True, opinion="", by=people.owner, on=LATER)
    with pytest.raises(Refusal, match="没有写明理由"):
        decide_expired(lot=lot, agreed=False, opinion=" ", by=people.superior, on=LATER)
    second = person("head2", "钱副队", people.head.unit, "inspection_head")
    decide_expired(lot=lot, agreed=True, opinion="", by=second, on=LATER)
    with pytest.raises(NotAllowed, match="审批人不能经办"):
        carry_out_expired(lot=lot, first_witness="甲", second_witness="乙", by=second, on=LATER)
    with pytest.raises(Refusal, match="监销人"):
        carry_out_expired(lot=lot, first_witness="甲", second_witness="甲", by=people.owner, on=LATER)
    assert not WageLine.objects.filter(name=GONE).exists()


BARS = ("young", "unpaid", "open_clue", "draft", "no_day")


def bar(name: str, sheet: WageSheet, people: People) -> None:
    """Make this true of the sheet, as it may come about at any time."""
    if name == "unpaid":
        WageLine.objects.filter(sheet=sheet).update(paid_fen=0)
    elif name == "open_clue":
        clue = a_clue(people.owner)
        Clue.objects.filter(pk=clue.pk).update(project=sheet.project)
    elif name == "draft":
        WageSheet.objects.filter(pk=sheet.pk).update(state="draft", submitted_at=None, submitted_by="")
    elif name == "young":
        WageLine.objects.filter(sheet=sheet).update(paid_on=LATER - timedelta(days=900))


@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([None, *BARS]), st.sampled_from(["before", "listed", "approved"]))
def test_nothing_that_something_keeps_is_destroyed(people: People, firms: Firms, what: str | None, when: str) -> None:
    if what == "no_day":
        when = "before"
    with transaction.atomic():
        sheet = paid_sheet(firms)
        settled = None if what == "no_day" else SETTLED
        if what and when == "before":
            bar(what, sheet, people)
        try:
            lot = proposed(people, WageSheet.objects.get(pk=sheet.pk), settled_on=settled)
            if what and when == "listed":
                bar(what, sheet, people)
            lot = decide_expired(lot=lot, agreed=True, opinion="", by=people.head, on=LATER)
            if what and when == "approved":
                bar(what, sheet, people)
            carry_out_expired(lot=lot, first_witness="甲", second_witness="乙", by=people.owner, on=LATER)
        except Refusal:
            assert what and when == "before"
        gone = WageLine.objects.filter(sheet=sheet, name=GONE).count()
        assert gone == (2 if what is None else 0)
        transaction.set_rollback(True)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_later_of_both_periods(last: date, settled: date) -> None:
    found = wages_kept_until(last=last, settled_on=settled, years=3, site_years=3)

    def three_years_on(day: date) -> date:
        return day.replace(year=day.year + 3) if (day.month, day.day) != (2, 29) else date(day.year + 3, 2, 28)

    assert found == max(three_years_on(last), three_years_on(settled))
    assert wages_kept_until(last=last, settled_on=None, years=3, site_years=3) is None


def test_interviews_need_the_places_own_period(people: People) -> None:
    row = interview(people)
    told: dict[str, Any] = {
        "kind": "interviews",
        "subjects": [row.pk],
        "reason": "期满",
        "by": people.owner,
        "on": LATER,
    }
    assert "retention.interview" in interview_kept(row, LATER).bars(LATER)[0]
    with pytest.raises(Refusal, match="法律没有规定年数"):
        propose_expired(**told)
    years()
    assert interview_kept(row, LATER).until == date(2027, 1, 10)
    carried(people, propose_expired(**told))
    row.refresh_from_db()
    assert row.words == GONE
    assert "班长" not in str(ExpiredLine.objects.values().get())


def test_a_wrong_setting_keeps_everything(people: People) -> None:
    years("三年")
    assert interview_kept(interview(people), LATER).until is None


def test_what_keeps_a_sheet_is_said(people: People, firms: Firms) -> None:
    sheet = paid_sheet(firms)
    assert sheet_kept(sheet, SETTLED, LATER).bars(LATER) == []
    assert sheet_kept(sheet, SETTLED, TODAY).bars(TODAY)[0].startswith("保管期限未满，须保存至2027-06-30")
    assert sheet_kept(sheet, date(2023, 12, 1), LATER).bars(LATER) == ["结清日期早于最后一次支付"]
    assert sheet_kept(sheet, None, LATER).bars(LATER) == ["没有写明完工并结清工资的日期（条例28）"]
