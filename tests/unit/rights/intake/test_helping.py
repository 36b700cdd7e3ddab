"""Tasks of other bodies: who is told, who signs, what a body without people does, and that the file waits for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.intake.answer import close_clue
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Clue, ClueEvent, HelperTask
from nuanxin.rights.intake.transfer import ask_helper, enter_paper_reply, finish_helper, withdraw_helper
from nuanxin.web.officer.clues.acts.helping import bodies
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db
# The bodies that RT-05 names.
NAMED = (
    UnitKind.HOUSING, UnitKind.TRANSPORT, UnitKind.WATER, UnitKind.POLICE, UnitKind.COURT, UnitKind.PROCURATORATE,
    UnitKind.JUSTICE, UnitKind.UNION, UnitKind.BANK, UnitKind.FINANCE,
)  # fmt: skip


def body(kind: UnitKind, region: str = "410721") -> Unit:
    name = f"新乡县{kind.label}"
    unit, _ = Unit.objects.get_or_create(
        code=f"{kind.value}-{region}", defaults={"name": name, "short_name": name, "kind": kind, "region_id": region}
    )
    return unit


def asked(clue: Clue, unit: Unit, by: Any) -> HelperTask:
    return ask_helper(clue=clue, unit=unit, task="提供用工备案", by=by, on=TODAY, due_on=TODAY + timedelta(3))


def end(clue: Clue, by: Any) -> Clue:
    words = "经查银行流水，您的工资已经付清，没有拖欠"
    return close_clue(clue=clue, conclusion=Conclusion.UNFOUNDED, basis="流水", answer=words, by=by, on=TODAY)


def test_every_named_body_can_be_chosen_those_of_the_place_first(people: People) -> None:
    clue = a_clue(people.owner)
    far = body(UnitKind.WATER, "410724")
    near = {kind: body(kind) for kind in NAMED}
    groups = dict(bodies(clue))
    for kind in NAMED:
        assert str(near[kind].pk) in [key for key, _ in groups[kind.label]]
    assert [key for key, _ in groups["水利"]] == [str(near[UnitKind.WATER].pk), str(far.pk)]
    assert str(clue.unit_id) not in [key for rows in groups.values() for key, _ in rows]


def test_asked_signed_and_told_to_both_sides(people: People) -> None:
    clue = a_clue(people.owner)
    task = asked(clue, people.housing.unit, people.owner)
    told = Message.objects.get(template="officer_helper_asked", channel="in_site")
    assert told.to == "housing" and "提供用工备案" in told.body and clue.number in told.body
    done = finish_helper(helper=task, reply="已提供", by=people.housing, on=TODAY)
    assert (done.done_by, done.done_on, done.signed_by) == (people.housing, TODAY, "")
    back = Message.objects.get(template="officer_helper_done", channel="in_site")
    assert back.to == "owner"
    with pytest.raises(Refusal, match="已于2024-01-10结束"):
        withdraw_helper(helper=task, reason="不需要", by=people.owner, on=TODAY)


def test_the_file_closes_only_when_all_tasks_have_ended(people: People) -> None:
    clue = a_clue(people.owner)
    own, bank, wrong = (
        asked(clue, unit, people.owner) for unit in (people.housing.unit, body(UnitKind.BANK), body(UnitKind.WATER))
    )
    ends: tuple[Callable[[], HelperTask], ...] = (
        lambda: finish_helper(helper=own, reply="已提供", by=people.housing, on=TODAY),
        lambda: enter_paper_reply(helper=bank, reply="流水已附", signed_by="县工行 张经理", by=people.owner, on=TODAY),
        lambda: withdraw_helper(helper=wrong, reason="不是水利工程", by=people.owner, on=TODAY),
    )
    for act in ends:
        with pytest.raises(Refusal, match="协办事项还没有完成"):
            end(clue, people.owner)
        act()
    assert end(clue, people.owner).state == "closed"
    texts = list(
        ClueEvent.objects.filter(clue=clue, kind__in=["finish_helper", "withdraw_helper"]).values_list(
            "text", flat=True
        )
    )
    assert any("来函签字人县工行 张经理" in text for text in texts) and any("不是水利工程" in text for text in texts)


def test_who_has_people_signs_himself(people: People) -> None:
    clue = a_clue(people.owner)
    task = asked(clue, people.housing.unit, people.owner)
    with pytest.raises(Refusal, match="有在岗人员"):
        enter_paper_reply(helper=task, reply="来函", signed_by="某人", by=people.owner, on=TODAY)
    bank = asked(clue, body(UnitKind.BANK), people.owner)
    for by in (people.housing, people.stranger, people.superior):
        with pytest.raises(Refusal, match="没有权限"):
            enter_paper_reply(helper=bank, reply="来函", signed_by="某人", by=by, on=TODAY)
        with pytest.raises(Refusal, match="没有权限"):
            withdraw_helper(helper=bank, reason="不需要", by=by, on=TODAY)
    with pytest.raises(Refusal, match="由谁签字"):
        enter_paper_reply(helper=bank, reply="来函", signed_by=" ", by=people.owner, on=TODAY)


def test_no_end_without_a_signature(people: People) -> None:
    task = asked(a_clue(people.owner), people.housing.unit, people.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelperTask.objects.filter(pk=task.pk).update(done_on=TODAY)


def test_the_list_on_the_helping_unit_s_desk(people: People, client: Any) -> None:
    mine, other = a_clue(people.owner), a_clue(people.owner)
    asked(mine, people.housing.unit, people.owner)
    asked(other, body(UnitKind.WATER), people.owner)
    client.force_login(people.housing, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/officer/helping/?standing=open").content.decode()
    assert mine.number in page and other.number not in page and "王承办" in page
    address = f"/officer/clues/{mine.number}/acts/reply/"
    task = HelperTask.objects.get(clue=mine)
    client.post(address, {"task": task.pk, "reply": "备案已附", "on": TODAY.isoformat()})
    after = client.get("/officer/helping/?standing=done").content.decode()
    assert "已反馈：备案已附" in after and "孙住建" in after
    assert "没有请本单位协办" in client.get("/officer/helping/?standing=open").content.decode()
