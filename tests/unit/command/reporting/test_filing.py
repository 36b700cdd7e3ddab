"""A report on its way: prepared, signed, filed, returned, accepted, rolled up, locked, unlocked, compared."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.command.reporting.completeness import Punctuality, completeness, to_remind
from nuanxin.command.reporting.differences import later_changes
from nuanxin.command.reporting.drafting import draft, filled_form, flat_figures, frozen_window, signature
from nuanxin.command.reporting.drill import drill
from nuanxin.command.reporting.filing import explain, file_report, prepare, sign
from nuanxin.command.reporting.models import HandEntry, Report, ReportRound, ReportState
from nuanxin.command.reporting.reviewing import accept_report, lock_round, return_report, unlock
from nuanxin.command.reporting.rounds.entering import enter_by_hand
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People, at, person

pytestmark = pytest.mark.django_db
START, END = date(2023, 11, 15), date(2024, 2, 10)


@pytest.fixture
def city(people: People) -> Any:
    return person("city-statistician", "城统计", receiving_unit(Region.objects.get(pk="410700")), "statistician")


@pytest.fixture
def round(people: People) -> ReportRound:
    return open_round(
        form_key="winter_2023", title="2024年1月报送", region=Region.objects.get(pk="410700"), start=START, end=END,
        due_county=date(2024, 1, 9), due_city=date(2024, 1, 12), by=people.coordinator,
    )  # fmt: skip


@pytest.fixture
def county(round: ReportRound) -> Report:
    return report_of(round, "410721")


def report_of(round: ReportRound, region: str) -> Report:
    return Report.objects.get(round=round, region=region)


def solved(
    people: People, *, region: str = "410721", fen: int = 500000, on: date = date(2024, 1, 5), **more: Any
) -> Settlement:
    clue = Clue.objects.create(
        number=f"线{Clue.objects.count()}", channel="visit", received_on=on, recorded_on=on, region_id=region,
        sector="other", unit=people.owner.unit, officer=people.owner, first_officer=people.owner,
    )  # fmt: skip
    return Settlement.objects.create(
        **{"clue": clue, "region_id": region, "sector": "construction", "solved_by": "filed", "filed_on": on,
           "solved_on": on, "recorded_on": on, "persons": 3, "migrant_persons": 2, "amount_fen": fen,
           "migrant_amount_fen": 0} | more
    )  # fmt: skip


def signed_off(report: Report, people: People) -> Report:
    """Prepared as of today and signed by all; the county's people sign."""
    prepare(report=report, by=people.statistician, as_of=TODAY)
    for field in ("单位负责人", "科（队）负责人"):
        sign(report=report, field=field, text=field[:2], by=people.head)
    for field in ("制表人", "联系电话"):
        sign(report=report, field=field, text="郑统计", by=people.statistician)
    report.refresh_from_db()
    return report


def filed(report: Report, people: People) -> Report:
    return file_report(report=signed_off(report, people), by=people.statistician)


def test_a_round_asks_the_area_and_every_county_and_zone_below(round: ReportRound) -> None:
    asked = set(round.reports.values_list("region_id", flat=True))
    assert {"410700", "410721", "410771", "410772", "410773", "410783"} <= asked
    assert "410721101" not in asked
    assert round.settings["other_ways"] == "outside"


def test_only_the_levels_above_may_open_a_round(people: People) -> None:
    with pytest.raises(Refusal, match="没有权限布置报表"):
        open_round(form_key="winter_2023", title="报", region=Region.objects.get(pk="410700"), start=START, end=END,
                   due_county=TODAY, by=people.statistician)  # fmt: skip


def test_a_filed_report_prints_its_frozen_figures_and_signatures(county: Report, people: People) -> None:
    solved(people)
    report = filed(county, people)
    assert report.state == ReportState.FILED
    printed = filled_form(report)
    assert printed.shown["total"]["8"] == "0.50"
    assert printed.as_json() == draft(report, TODAY).filled.as_json()
    sheet = signature(report)
    assert (sheet.unit_name, sheet.filled_on, sheet.signed["制表人"]) == ("新乡县人力资源和社会保障局", TODAY, "郑统计")
    assert set(AuditEvent.objects.values_list("act", flat=True)) >= {"report.prepared", "report.signed", "report.filed"}


def test_filing_names_everything_that_is_wrong_at_once(county: Report, people: People) -> None:
    solved(people, fen=50)  # three persons for half a yuan: a warning; no money for persons: see below
    solved(people, persons=0, migrant_persons=0, sector="manufacturing")
    prepare(report=county, by=people.statistician, as_of=TODAY)
    with pytest.raises(Refusal) as refused:
        file_report(report=county, by=people.statistician)
    assert "校验不通过：a.zero2" in refused.value.why
    assert "提示未作说明：" in refused.value.why and "a.per_head" in refused.value.why
    assert "未签署：单位负责人、科（队）负责人、制表人、联系电话" in refused.value.why


def test_a_warning_passes_with_a_note(county: Report, people: People) -> None:
    solved(people, fen=200)
    report = signed_off(county, people)
    with pytest.raises(Refusal, match=r"a\.per_head"):
        file_report(report=report, by=people.statistician)
    explain(report=report, check="a.per_head", text="尾款两元，已核对", by=people.statistician)
    assert file_report(report=report, by=people.statistician).notes == {"a.per_head": "尾款两元，已核对"}


def test_filing_refuses_what_changed_after_signing(county: Report, people: People) -> None:
    report = signed_off(county, people)
    solved(people)
    with pytest.raises(Refusal, match="台账有了变化"):
        file_report(report=report, by=people.statistician)


def test_by_hand_only_with_reason_and_attachment_and_never_in_the_total(county: Report, people: People) -> None:
    def enter(cell: str, value: int | None, reason: str = "法院来函", attachment: str = "函.pdf") -> HandEntry:
        return enter_by_hand(
            report=county, cell=cell, value=value, reason=reason, attachment=attachment, by=people.statistician
        )

    for wrong in (
        ("court.cases", 2, " "),
        ("court.cases", 2, "函", ""),
        ("total.4", 2),
        ("court.dogs", 2),
        ("other.4", -1),
    ):
        with pytest.raises(Refusal, match="不能手工填报"):
            enter(*wrong)  # type: ignore[arg-type]
    prepare(report=county, by=people.statistician, as_of=TODAY)
    first, second = enter("court.cases", 2), enter("court.cases", 5)
    enter("other.10", 4)
    county.refresh_from_db()
    assert (flat_figures(county)["court.cases"], flat_figures(county)["total.10"]) == (5, 4)
    first.refresh_from_db()
    assert first.replaced_by == second
    assert county.frozen["by_hand"] == {"court.cases": 5, "other.10": 4}
    enter("court.cases", None)
    county.refresh_from_db()
    assert flat_figures(county)["court.cases"] == 0
    assert county.signed == {}


def test_only_the_own_unit_fills_and_only_its_head_signs(county: Report, people: People, city: Any) -> None:
    for act in (
        lambda: prepare(report=county, by=city, as_of=TODAY),
        lambda: prepare(report=county, by=people.stranger, as_of=TODAY),
        lambda: sign(report=county, field="单位负责人", text="某", by=people.statistician),
        lambda: accept_report(report=county, by=people.statistician),
    ):
        with pytest.raises(Refusal, match="没有权限"):
            act()
    with pytest.raises(Refusal, match="晚于今天"):
        prepare(report=county, by=people.statistician, as_of=date(2024, 1, 11))


def test_after_filing_the_county_cannot_change_and_after_acceptance_only_an_unlock_opens_it(
    county: Report, people: People, city: Any
) -> None:
    report = filed(county, people)
    for state in ("已上报", "已接收"):
        with pytest.raises(Refusal, match=f"这份报表{state}"):
            enter_by_hand(
                report=report, cell="other.4", value=1, reason="补", attachment="单.pdf", by=people.statistician
            )
        if state == "已上报":
            accept_report(report=report, by=city)
    with pytest.raises(Refusal, match="只有“已上报”的报表可以退回"):
        return_report(report=report, reason="改", by=city)
    with pytest.raises(Refusal, match="没有写明理由"):
        unlock(report=report, reason=" ", by=city)
    unlock(report=report, reason="县里漏报", by=city)
    report.refresh_from_db()
    assert (report.state, report.return_reason) == (ReportState.RETURNED, "县里漏报")
    trace = report.events.filter(kind="unlocked").get()
    assert (trace.by, trace.reason, trace.cells["rows"]["total"]["4"]) == (city, "县里漏报", 0)
    assert filed(report, people).state == ReportState.FILED


def test_a_returned_report_is_corrected_and_filed_again(county: Report, people: People, city: Any) -> None:
    report = return_report(report=filed(county, people), reason="第4列与台账不符", by=city)
    assert (report.state, report.signed) == (ReportState.RETURNED, {})
    solved(people)
    again = filed(report, people)
    assert flat_figures(again)["total.4"] == 1
    assert [event.cells["rows"]["total"]["4"] for event in again.events.filter(kind="filed")] == [0, 1]


def roll_up(round: ReportRound, people: People, city: Any) -> tuple[Report, Report]:
    """Two county facts of rounding kind, one of the city itself; the county's file accepted, the city's prepared."""
    solved(people, fen=4999)
    solved(people, fen=7777, region="410700")
    solved(people, fen=100000, region="410724")  # its county has not reported: not in the sum
    county, whole = report_of(round, "410721"), report_of(round, "410700")
    for_county = signed_off(county, people)
    explain(report=for_county, check="a.per_head", text="已核对", by=people.statistician)
    accept_report(report=file_report(report=for_county, by=people.statistician), by=city)
    prepare(report=whole, by=city, as_of=TODAY)
    whole.refresh_from_db()
    return county, whole


def test_the_city_sums_accepted_files_in_fen_and_its_own_facts(round: ReportRound, people: People, city: Any) -> None:
    _, whole = roll_up(round, people, city)
    assert flat_figures(whole)["total.8"] == 4999 + 7777
    assert filled_form(whole).shown["total"]["8"] == "0.01"  # rounded once, at the top
    assert list(whole.frozen["below"]) == ["410721"]
    assert "410724" in whole.frozen["missing"] and "410721" not in whole.frozen["missing"]


def test_a_standing_sum_holds_the_files_below(round: ReportRound, people: People, city: Any) -> None:
    county, whole = roll_up(round, people, city)
    head = person("city-head", "市队长", whole.unit, "inspection_head")
    explain(report=whole, check="a.per_head", text="已核对", by=city)
    for field, by in (("单位负责人", head), ("科（队）负责人", head), ("制表人", city), ("联系电话", city)):
        sign(report=whole, field=field, text="签", by=by)
    file_report(report=whole, by=city)
    with pytest.raises(Refusal, match="汇总表已上报"):
        unlock(report=county, reason="改", by=city)
    with pytest.raises(Refusal, match=r"尚未接收：.*获嘉县（填报中）"):
        lock_round(round=round, by=city)
    Report.objects.filter(round=round, state=ReportState.DRAFT).delete()
    assert lock_round(round=round, by=city) == 2
    county.refresh_from_db()
    assert county.state == ReportState.LOCKED
    return_or_unlock = unlock(report=whole, reason="市级复核", by=city)
    assert return_or_unlock.state == ReportState.RETURNED
    assert unlock(report=county, reason="随市级复核", by=city).state == ReportState.RETURNED


def test_later_changes_stand_beside_with_the_rows_that_explain_them(county: Report, people: People) -> None:
    wrong = solved(people)
    report = filed(county, people)
    Settlement.objects.filter(pk=wrong.pk).update(withdrawn_on=date(2024, 1, 20))
    right = solved(people, fen=400000, recorded_on=date(2024, 1, 20), corrects=wrong)
    late = solved(people, recorded_on=TODAY)  # recorded on the day of filing, after it
    assert later_changes(report, date(2024, 1, 20)) != []
    found = {each.cell: each for each in later_changes(report, date(2024, 1, 20))}
    assert (found["total.8"].filed, found["total.8"].now) == (500000, 900000)
    assert found["total.8"].name == "合计第8列（涉及金额合计）"
    assert {row.pk for row in found["total.8"].came} == {right.pk, late.pk}
    assert {row.pk for row in found["total.8"].went} == {wrong.pk}
    assert flat_figures(report)["total.8"] == 500000
    assert drill("construction.8", frozen_window(report)).figure == 500000


def test_who_is_late_and_who_is_missing(round: ReportRound, county: Report, people: People) -> None:
    filed(county, people)  # due on the 9th, filed on the 10th
    with occasion(at=at(date(2024, 1, 15))):
        stand = {each.report.region_id: each for each in completeness(round, date(2024, 1, 15))}
    assert (stand["410721"].punctuality, stand["410721"].days) == (Punctuality.SENT_LATE, 1)
    assert (stand["410724"].punctuality, stand["410724"].days) == (Punctuality.MISSING, 6)
    assert (stand["410700"].punctuality, stand["410700"].days) == (Punctuality.MISSING, 3)
    assert {each.report.region_id for each in to_remind(round, date(2024, 1, 11))} == {"410700"}
    assert len(to_remind(round, date(2024, 1, 4))) == round.reports.count() - 2  # three working days before
    assert to_remind(round, date(2024, 1, 6)) == []  # a Saturday


def test_cumulative_figures_below_the_last_filed_ask_for_a_note(county: Report, people: People, city: Any) -> None:
    first = solved(people)
    filed(county, people)
    Settlement.objects.filter(pk=first.pk).update(withdrawn_on=TODAY)
    later = open_round(
        form_key="winter_2023", title="二月", region=Region.objects.get(pk="410700"), start=START,
        end=date(2024, 2, 20), due_county=date(2024, 2, 6), by=people.coordinator,
    )  # fmt: skip
    made = prepare(report=report_of(later, "410721"), by=people.statistician, as_of=TODAY)
    mono = next(check for check in made.filled.checks if check.key == "a.mono")
    assert not mono.ok and "合计第4列（立案）由1减为0" in mono.message
