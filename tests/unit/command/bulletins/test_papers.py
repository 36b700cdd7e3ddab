"""The five papers: drafted from the ledger, every figure opens to rows that amount to it, written over, compared, issued once."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.command.bulletins.body import Link, Paragraph, Table, text_of
from nuanxin.command.bulletins.issuing import fields_of, issue_bulletin, preview, void_bulletin
from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.bulletins.opening import opened
from nuanxin.command.bulletins.outline import on_campaigns
from nuanxin.command.bulletins.versions import difference
from nuanxin.command.bulletins.writing import (
    add_paragraph,
    body_of,
    count_again,
    draft_bulletin,
    figures_of,
    latest,
    write_head,
    write_paragraph,
)
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.services.events.materials.models import Material
from nuanxin.services.events.practices.models import Practice
from tests.conftest import People
from tests.unit.command.bulletins.scene import END, ON, START, Scene, make_scene, solved

pytestmark = pytest.mark.django_db
ALL = [of.key for of in on_campaigns()]


@pytest.fixture
def scene(people: People) -> Scene:
    return make_scene(people)


def drafted(scene: Scene, kind: str = "monthly_bulletin") -> Bulletin:
    return draft_bulletin(
        campaign=scene.campaign, kind=kind, region=scene.city, start=START, end=END, by=scene.people.superior, on=ON,
        subject=scene.people.stranger.unit,
    )  # fmt: skip


def text(bulletin: Bulletin) -> str:
    return "\n".join(fields_of(bulletin, latest(bulletin))["body"])


def fill(bulletin: Bulletin, scene: Scene) -> None:
    """What the outline leaves open is filled, as the clerk would."""
    for block in body_of(latest(bulletin)):
        if isinstance(block, Paragraph) and "【" in (said := text_of(block.pieces, figures_of(latest(bulletin)))):
            said = said.replace("【", "").replace("】", "")
            write_paragraph(bulletin=bulletin, key=block.key, text=said, base=0, by=scene.people.superior)


def test_the_monthly_bulletin_says_what_the_ledger_has(scene: Scene) -> None:
    said = text(drafted(scene))
    assert (
        "解决欠薪问题3件，比上期增加2，为24名劳动者追回工资46.57万元。行动以来累计解决4件，涉及27人、52.57万元。"
        in said
    )
    assert (
        "行动部署到2个单位，0个单位已签收。共分派任务3项，截至2023年12月31日完成1项，完成率33.3%；逾期未完成2项。"
        in said
    )
    assert "承担任务1项，逾期未完成1项。" in said and "应于2023年12月20日前完成，已逾期11天。" in said
    assert "为12名劳动者追回工资34.57万元" in said


@pytest.mark.parametrize("kind", ALL)
def test_every_figure_of_every_paper_opens_to_rows_that_amount_to_it(kind: str, scene: Scene) -> None:
    bulletin = drafted(scene, kind)
    version = latest(bulletin)
    figures = figures_of(version)
    linked = set()
    for block in body_of(version):
        runs = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block.pieces]
        linked |= {piece.figure for run in runs for piece in run if isinstance(piece, Link)}
    assert linked and linked <= set(figures)
    for figure in figures.values():
        if figure.parts:
            assert set(figure.parts) <= set(figures)
            continue
        found = opened(figure, ON)
        if figure.unit == "天":
            assert found.rows.count() == 1
        else:
            assert found.sum == figure.value, figure.key
    assert sheet_of(preview(bulletin, version)).blocks


def test_a_figure_typed_over_is_marked_and_the_rest_follows_the_ledger(scene: Scene) -> None:
    bulletin = drafted(scene)
    key = next(
        block.key
        for block in body_of(latest(bulletin))
        if isinstance(block, Paragraph) and Link("solved") in block.pieces
    )
    said = "本月解决欠薪3件，为24名劳动者追回工资46.57万元，另有2件正在协调。"
    write_paragraph(bulletin=bulletin, key=key, text=said, base=1, by=scene.people.superior)
    solved(scene.people, scene.people.stranger.unit, date(2023, 12, 31), 6, 10_000_00, "B-9")
    count_again(bulletin=bulletin, by=scene.people.superior, on=ON)
    assert "本月解决欠薪4件，为30名劳动者追回工资47.57万元，另有2件正在协调。" in text(bulletin)
    before, after = bulletin.versions.get(number=2), bulletin.versions.get(number=3)
    found = difference(before, after)
    assert ("3", "4") in {(one.before, one.after) for one in found.figures if one.key == "solved"}
    assert any(one.is_changed and ("out", "3") in one.pieces for one in found.text)
    assert "本月解决欠薪3件，为24名劳动者" in "".join(
        fields_of(bulletin, before)["body"]
    )  # an earlier version never changes


def test_two_people_do_not_write_over_one_another(scene: Scene) -> None:
    bulletin = drafted(scene)
    write_paragraph(bulletin=bulletin, key="1", text="现通报如下。", base=1, by=scene.people.superior)
    with pytest.raises(Refusal, match="您打开的是第1稿"):
        write_paragraph(bulletin=bulletin, key="1", text="通报如下。", base=1, by=scene.people.superior)
    with pytest.raises(NotAllowed):
        write_paragraph(bulletin=bulletin, key="1", text="通报如下。", base=2, by=scene.people.head)
    with pytest.raises(NotAllowed):
        draft_bulletin(campaign=scene.campaign, kind="monthly_bulletin", region=scene.city, start=START, end=END, by=scene.people.head, on=ON)  # fmt: skip


def test_issued_once_with_the_next_number_and_then_locked(scene: Scene) -> None:
    me = scene.people.superior
    first, second = drafted(scene), drafted(scene, "progress_report")
    with pytest.raises(Refusal, match="整改时限"):
        issue_bulletin(bulletin=first, version=1, signer="陈某", by=me, on=ON)
    assert not Paper.objects.exists()
    fill(first, scene)
    fill(second, scene)
    add_paragraph(bulletin=first, after="1", level=0, text="请认真阅读。", base=0, by=me)
    write_head(bulletin=second, head={"heading": "关于冬季行动进展的报告", "addressees": "省厅", "copied_to": "市政府办公室"}, base=0, by=me)  # fmt: skip
    with pytest.raises(Refusal, match="重新核对"):
        issue_bulletin(bulletin=first, version=1, signer="陈某", by=me, on=ON)
    papers = [issue_bulletin(bulletin=one, version=latest(one).number, signer="陈某", by=me, on=ON) for one in (first, second)]  # fmt: skip
    assert [paper.number for paper in papers] == ["新人社文〔2024〕1号", "新人社文〔2024〕2号"]
    sheet = sheet_of(papers[0])
    assert "请认真阅读。" in [block.text for block in sheet.blocks] and not sheet.signer
    assert [block.text for block in sheet.blocks if block.kind == "heading"][:2] == ["一、总体情况", "二、任务推进情况"]
    assert next(block.text for block in sheet.blocks if block.kind == "subheading") == "（一）线索办理"
    assert [annex.text for annex in sheet.annexes] == ["各地区进展情况表", "各单位任务完成情况表"]
    assert sheet_of(papers[1]).signer == "陈某"  # what goes up names who signed it
    for act in (
        lambda: count_again(bulletin=first, by=me, on=ON),
        lambda: issue_bulletin(bulletin=first, version=latest(first).number, signer="陈某", by=me, on=ON),
    ):
        with pytest.raises(Refusal, match="已经制发"):
            act()
    void_bulletin(bulletin=first, reason="数据有误", by=me, on=ON)
    first.paper.refresh_from_db()  # type: ignore[union-attr]
    assert first.paper.number == papers[0].number and first.paper.status == Paper.Status.VOIDED  # type: ignore[union-attr]


def test_the_summary_has_the_four_counts_and_the_practices_that_were_checked(scene: Scene) -> None:
    county, me = scene.people.owner.unit, scene.people.superior
    for title, checked in (("先行垫付", ON), ("未核对", None)):
        Practice.objects.create(
            unit=county, region_id=county.region_id, title=title, text="设立周转金，当天垫付。", recorded_on=START,
            recorded_by=scene.people.owner, checked_on=checked, checked_by=scene.people.head if checked else None,
        )  # fmt: skip
    for made in (500, 700):
        Material.objects.create(
            unit=county, region_id=county.region_id, kind="handbook", title="维权手册", made_on=START, made=made, recorded_on=START,
            recorded_by=scene.people.owner,
        )  # fmt: skip
    bulletin = draft_bulletin(campaign=scene.campaign, kind="work_summary", region=scene.city, start=START, end=END, by=me, on=ON)  # fmt: skip
    said = text(bulletin)
    assert "提供法律援助0人次，救助困难农民工0人；举办活动0场、0人次，制作宣传品1200份" in said
    assert "1.先行垫付（新乡县人力资源和社会保障局）。设立周转金，当天垫付。" in said and "未核对" not in said
    assert "1.提供法律援助人次：0人次。" in said and "2.组织活动场次：【尚无统计口径，由各单位报送后填写】场。" in said
    found = opened(figures_of(latest(bulletin))["made"], ON)
    assert (found.rows.count(), found.sum, found.now) == (2, 1200, 1200)
