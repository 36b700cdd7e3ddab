"""A progress report cites the filed table of its round, says so, and shows beside it what the ledger counts now."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nuanxin.command.bulletins.counting.filed import answers
from nuanxin.command.bulletins.issuing import fields_of
from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.bulletins.opening import opened
from nuanxin.command.bulletins.writing import count_again, draft_bulletin, figures_of, latest
from nuanxin.command.reporting.drafting import draft
from nuanxin.command.reporting.forms.loading import form
from nuanxin.command.reporting.models import Report, ReportRound
from tests.conftest import People, at
from tests.unit.command.bulletins.scene import END, ON, START, Scene, make_scene, solved


def test_a_form_answers_for_its_counters_and_for_sums_over_every_sector() -> None:
    found = dict(answers(form("winter_2023")))
    assert found["employers_inspected", ()] == "total.1"
    assert found["solved_amount", (("sector", "manufacturing"),)] == "manufacturing.8"
    assert found["government_projects_checked", ()] == "government.checked" and found["listed", ()] == "listed"
    assert len(found) == 14 * 4 + len(form("winter_2023").item_units)


@pytest.fixture
def scene(people: People) -> Scene:
    return make_scene(people)


def filed(scene: Scene, start: date = START) -> Report:
    """The winter form of the city, filed on the third of January as the ledger stood."""
    round = ReportRound.objects.create(
        form="winter_2023", form_version="2023-11", title="1月3日报送", region=scene.city, start=start, end=END,
        due_county=date(2024, 1, 3), milestone=scene.campaign.milestones.get(),
    )  # fmt: skip
    report = Report(round=round, region=scene.city, unit=scene.campaign.unit, as_of=END)
    report.save()
    report.frozen = draft(report, END).as_frozen()
    report.state, report.filed_at, report.filed_by = "filed", at(date(2024, 1, 3)), scene.people.superior
    report.save()
    return report


def progress(scene: Scene) -> Bulletin:
    return draft_bulletin(
        campaign=scene.campaign, kind="progress_report", region=scene.city, start=START, end=END, by=scene.people.superior, on=ON
    )  # fmt: skip


def said(bulletin: Bulletin) -> str:
    return "\n".join(fields_of(bulletin, latest(bulletin))["body"])


@pytest.mark.django_db
def test_as_filed_with_the_ledger_beside_it(scene: Scene) -> None:
    report = filed(scene)
    solved(scene.people, scene.people.stranger.unit, date(2023, 12, 31), 6, 10_000_00, "B-9")
    bulletin = progress(scene)
    text = said(bulletin)
    assert "非立案方式解决3件，涉及劳动者24人、工资46.57万元" in text  # not 4 and 30
    assert (
        "2024年1月3日上报的《根治欠薪冬季专项行动情况》中有的以上报数为准，其余为截至2023年12月31日的台账数。" in text
    )
    figure = figures_of(latest(bulletin))["persons"]
    assert figure.label.endswith("（上报数）") and figure.cell == "total.6"
    found = opened(figure, ON)
    assert (list(found.rows), found.sum, found.now) == ([report], 24, 30)
    assert figures_of(latest(bulletin))["open"].source == "counter"  # the form has no such figure
    desk = Client()
    desk.force_login(scene.people.superior)
    page = desk.get(f"/officer/bulletins/{bulletin.pk}/versions/1/figures/persons/").content.decode()
    assert f"/officer/reports/{report.pk}/cell/total.6/" in page and "今天重新统计为 30 人" in page
    # Returned, it counts no more: counted again, the paper has the ledger's figures and says nothing of a report.
    Report.objects.filter(pk=report.pk).update(state="returned")
    count_again(bulletin=bulletin, by=scene.people.superior, on=ON)
    assert "非立案方式解决4件，涉及劳动者30人" in said(bulletin) and "上报的《" not in said(bulletin)


@pytest.mark.django_db
def test_a_report_of_another_window_or_filed_later_is_not_cited(scene: Scene) -> None:
    report = filed(scene, start=date(2023, 11, 1))
    assert "上报的《" not in said(progress(scene))
    ReportRound.objects.update(start=START)
    Report.objects.filter(pk=report.pk).update(filed_at=at(date(2024, 1, 11)))
    assert "上报的《" not in said(progress(scene))
    Report.objects.filter(pk=report.pk).update(filed_at=at(ON))
    assert "上报的《" in said(progress(scene))
    monthly = draft_bulletin(campaign=scene.campaign, kind="monthly_bulletin", region=scene.city, start=START, end=END, by=scene.people.superior, on=ON)  # fmt: skip
    assert all(one.source != "filed" for one in figures_of(latest(monthly)).values())  # only what goes up cites
