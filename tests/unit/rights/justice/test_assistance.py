"""Letters between units: sent, signed for, replied or returned, seen at both ends and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.intake.models import HelperTask
from nuanxin.rights.intake.visibility import may_see
from nuanxin.rights.justice.assistance.letters import (
    letter_of,
    letters_for,
    recall_letter,
    receive_letter,
    reply_to_letter,
    return_letter,
    send_letter,
)
from nuanxin.rights.justice.assistance.models import AssistanceLetter
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue, on_day

pytestmark = pytest.mark.django_db
ASKED = "请向返乡的五名劳动者核实欠薪月份"


def letter(people: People) -> AssistanceLetter:
    clue = make_clue(people)
    people.stranger.unit.document_word = "获人社"
    people.stranger.unit.save()
    assert not may_see(people.stranger, clue)
    with on_day(TODAY - timedelta(days=3)) as on:
        return send_letter(
            clue=clue, to_unit=people.stranger.unit, kind="ask", asked=ASKED, by=people.owner, on=on, due_on=TODAY
        )


def test_letter_reply_seen_at_both_ends(people: People) -> None:
    sent = letter(people)
    assert sent.paper is not None and "协函字" in sent.paper.number
    assert may_see(people.stranger, sent.clue)
    assert list(letters_for(people.stranger)) == list(letters_for(people.owner)) == [sent]
    assert not letters_for(people.housing).exists()
    with pytest.raises(NotFound):
        letter_of(people.housing, sent.pk)
    with pytest.raises(NotAllowed):
        receive_letter(letter=sent, by=people.owner, on=TODAY)
    receive_letter(letter=sent, by=people.stranger, on=TODAY)
    with pytest.raises(Refusal, match="已于"):
        receive_letter(letter=sent, by=people.stranger, on=TODAY)
    with pytest.raises(Refusal, match="日期早于"):
        reply_to_letter(letter=sent, reply="已核实", by=people.stranger, on=TODAY - timedelta(days=1))
    answered = reply_to_letter(letter=sent, reply="已逐人核实三个月", by=people.stranger, on=TODAY)
    assert (answered.answer, answered.answered_by) == ("replied", people.stranger)
    assert Paper.objects.get(kind="assistance_reply").unit == people.stranger.unit
    assert HelperTask.objects.get(pk=sent.task_id).done_on == TODAY
    with pytest.raises(Refusal, match="已复函"):
        return_letter(letter=sent, reason="不是本县", by=people.stranger, on=TODAY)


def test_returned_with_the_reason(people: People) -> None:
    sent = letter(people)
    with pytest.raises(Refusal, match="没有写明理由"):
        return_letter(letter=sent, reason=" ", by=people.stranger, on=TODAY)
    back = return_letter(letter=sent, reason="劳动者已经外出，户籍在邻县", by=people.stranger, on=TODAY)
    assert back.get_answer_display() == "已退回"


def test_recalled_by_who_sent_it(people: People) -> None:
    sent = letter(people)
    recall_letter(letter=sent, reason="本人已到本县", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="已撤回"):
        receive_letter(letter=sent, by=people.stranger, on=TODAY)
