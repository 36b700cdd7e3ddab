"""From a rung of the ladder to the issued paper and back: what it names, one at a time, the unit is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.command.bulletins.body import Link, Paragraph, text_of
from nuanxin.command.bulletins.from_rung import draft_on_measure, draftable, issued_on, papers_on
from nuanxin.command.bulletins.issuing import fields_of, issue_bulletin, void_bulletin
from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.bulletins.opening import opened
from nuanxin.command.bulletins.writing import body_of, count_again, draft_bulletin, figures_of, latest, write_paragraph
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.ladder.taking import MeasureFacts, answer_measure, take_measure
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.notifications.models import Message
from tests.conftest import TODAY, People
from tests.unit.command.bulletins.scene import make_scene
from tests.unit.command.dispatch.scene import clue_of

pytestmark = pytest.mark.django_db


def climbed(people: People, *rungs: str) -> UnitMeasure:
    """The steps taken on the county one after another, the first on two clues of it and answered; the last."""
    late = clue_of(people.owner, "L1", due=-2, employer_said="宏达劳务")
    early = clue_of(people.owner, "L2", due=5, persons=4, amount_fen=300_000)
    for n, rung in enumerate(rungs):
        last = take_measure(
            unit=people.head.unit, by_unit=people.superior.unit, by=people.superior, on=TODAY,
            facts=MeasureFacts(rung, "weak", f"第{'一二三'[n]}次仍无进展", TODAY + timedelta(days=9), "群体性事件"),
            clues=[late, early] if n == 0 else [],
        )  # fmt: skip
        if n == 0 and len(rungs) > 1:
            answer_measure(measure=last, text="正在办理", by=people.head, on=TODAY)
    return last


def said(bulletin: Bulletin) -> str:
    return "\n".join(fields_of(bulletin, latest(bulletin))["body"])


def fill(bulletin: Bulletin, people: People) -> None:
    for block in body_of(latest(bulletin)):
        if isinstance(block, Paragraph) and "【" in (text := text_of(block.pieces, figures_of(latest(bulletin)))):
            filled = text.replace("【", "").replace("】", "")
            write_paragraph(bulletin=bulletin, key=block.key, text=filled, base=0, by=people.superior)


def test_the_interview_names_what_the_steps_name(people: People) -> None:
    measure = climbed(people, "remind", "interview")
    bulletin = draft_on_measure(measure=measure, by=people.superior, on=TODAY)
    text = said(bulletin)
    assert text.startswith("你单位存在监管不力的问题。")  # no campaign: none is named
    assert "涉及欠薪线索2件、7人、0.40万元，其中截至2024年1月10日逾期未办结1件。" in text
    assert "1.线索L1（宏达劳务）应于2024年1月8日前办结，已逾期2天，涉及3人、0.10万元。" in text
    assert "线索L2（用人单位不详）2023年12月31日收到" in text
    assert "2024年1月10日提醒：第一次仍无进展。2024年1月10日答复：正在办理。" in text
    assert "请于2024年1月19日前书面报送" in text
    figures = figures_of(latest(bulletin))
    linked = {piece.figure for block in body_of(latest(bulletin)) if isinstance(block, Paragraph) for piece in block.pieces if isinstance(piece, Link)}  # fmt: skip
    assert len(linked) == 4 + 3 + 2
    for key in linked:
        found = opened(figures[key], TODAY)
        assert found.sum == figures[key].value and (found.rows.count() == 1 or "." not in key), key
    # Counted again ten days later both are late; the paper as it was stays as it was.
    count_again(bulletin=bulletin, by=people.superior, on=TODAY + timedelta(days=10))
    assert "逾期未办结2件" in said(bulletin) and "已逾期12天" in said(bulletin)
    assert "逾期未办结1件" in "".join(fields_of(bulletin, bulletin.versions.get(number=1))["body"])


def test_in_a_campaign_the_paper_says_so_and_names_its_late_tasks(people: People) -> None:
    scene = make_scene(people)
    facts = MeasureFacts("interview", "overdue", "任务逾期", None, "任务已逾期多日", scene.campaign)
    late = scene.shares[1]
    measure = take_measure(unit=late.unit, by_unit=people.superior.unit, by=people.superior, on=TODAY, facts=facts, shares=[late])  # fmt: skip
    text = said(draft_on_measure(measure=measure, by=people.superior, on=TODAY))
    assert text.startswith("在根治欠薪冬季专项行动中，你单位存在线索、任务超期的问题。") and "未完成任务1项。" in text
    assert "“对在建工程项目全面排查”应于2023年12月20日前完成，已逾期21天。" in text and "【整改时限】书面报送" in text
    with pytest.raises(Refusal, match="从督促措施页面起草"):
        draft_bulletin(
            campaign=scene.campaign, kind="measure_interview", region=scene.city, start=TODAY, end=TODAY, by=people.superior, on=TODAY
        )  # fmt: skip


def test_one_paper_a_rung_until_it_is_void_and_the_unit_is_told(people: People) -> None:
    people.superior.unit.document_word = "新人社"
    people.superior.unit.save()
    mild = climbed(people, "remind")
    assert draftable(mild, people.superior) is None
    with pytest.raises(Refusal, match="没有对应的公文"):
        draft_on_measure(measure=mild, by=people.superior, on=TODAY)
    facts = MeasureFacts("bulletin", "false", "虚假办结", None, "情节严重")
    measure = take_measure(unit=people.head.unit, by_unit=people.superior.unit, by=people.superior, on=TODAY, facts=facts)  # fmt: skip
    assert draftable(measure, people.head) is None
    with pytest.raises(NotAllowed):
        draft_on_measure(measure=measure, by=people.head, on=TODAY)
    first = draft_on_measure(measure=measure, by=people.superior, on=TODAY)
    assert latest(first).head["heading"] == "关于新乡县人力资源和社会保障局数据不实、虚假办结问题的通报"
    assert "宏达劳务" not in said(first)  # a bulletin is read by many
    with pytest.raises(Refusal, match="已有公文"):
        draft_on_measure(measure=measure, by=people.superior, on=TODAY)
    fill(first, people)
    version = latest(first)
    head = version.head | {"addressees": "各县（市、区）人力资源和社会保障局"}
    type(version).objects.filter(pk=version.pk).update(head=head)
    paper = issue_bulletin(bulletin=first, version=version.number, signer="陈某", by=people.superior, on=TODAY)
    assert list(issued_on(measure)) == [paper]
    told = Message.objects.filter(template="measure_paper", channel="in_site")
    assert [(row.to, paper.number in row.body, "虚假" in row.body) for row in told] == [("head", True, False)]
    void_bulletin(bulletin=first, reason="数据有误", by=people.superior, on=TODAY)
    assert not issued_on(measure).exists()
    second = draft_on_measure(measure=measure, by=people.superior, on=TODAY)
    assert list(papers_on(measure)) == [second, first]
