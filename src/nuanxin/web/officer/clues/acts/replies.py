"""Forms whose words go to the reporter: what he asked stands beside the box, standard texts below it, a last look before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.intake.acceptance import Ground
from nuanxin.rights.intake.answer.checking import Looked, Use
from nuanxin.rights.intake.answer.looking_over import demand_in, look_over_reply
from nuanxin.rights.intake.answer.phrases import note_uses, offered
from nuanxin.rights.intake.channels import SETTLED_CONCLUSIONS, Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.web.officer.clues.acts.declared import ClueForm, Situation, day
from nuanxin.web.officer.clues.acts.forms import long_text, short_text
from nuanxin.web.officer.gate import me, only_post
from nuanxin.web.patterns.fields import DayField

GROUNDS = (
    (Ground.REMIT, "不属于劳动保障监察职权，或者不是欠薪"),
    (Ground.DIVERT, "已经申请仲裁或者提起诉讼"),
    (Ground.LIMITATION, "违法行为终了已超过二年"),
)
# These conclusions are reached by acts of their own.
ELSEWHERE_CLOSED = (*SETTLED_CONCLUSIONS, Conclusion.WITHDRAWN, Conclusion.DUPLICATE, Conclusion.OUT_OF_TIME)


class ReplyForm(ClueForm):
    """`use`: what the words are for; `words`, `about`, `door`: the fields that hold them."""

    use: ClassVar[Use]
    words: ClassVar[str]
    about: ClassVar[str] = ""
    door: ClassVar[str] = ""

    sure = forms.BooleanField(
        label="已看过提示，仍按这样答复", required=False, help_text="发出前会核对答复；有提示时勾选后才发出"
    )
    texts = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)  # keys of inserted standard texts

    def prepare(self, situation: Situation) -> None:
        self.clue = situation.clue
        if not self.is_bound:  # asked only once there is something to be sure about
            self.fields["sure"].widget = forms.HiddenInput()
        check = reverse("officer:reply_check", args=[self.clue.number, self.use])
        self.fields[self.words].widget.attrs |= {
            "hx-post": check, "hx-trigger": "input changed delay:500ms, change from:closest form", "hx-target": "#asked",
            "hx-include": "closest form", "hx-sync": "this:replace",
        }  # fmt: skip

    def clean_texts(self) -> list[str]:
        return [key for key in self.cleaned_data["texts"].split(",") if key]

    def clean(self) -> dict[str, Any]:
        """Point out what the words lack before they go out; who has read that may send them all the same."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or values.get("sure"):
            return values
        for remark in looked(type(self), self.clue, values).remarks:
            self.add_error(self.words, f"{remark.text}请修改，或者勾选“已看过提示，仍按这样答复”。")
        return values


class CloseForm(ReplyForm):
    use, words, about, door = Use.CLOSE, "answer", "conclusion", "right_door"

    conclusion = forms.ChoiceField(
        label="结论", choices=[(c.value, c.label) for c in Conclusion if c not in ELSEWHERE_CLOSED]
    )
    basis = long_text("事实和依据")
    answer = long_text("给反映人的答复", rows=4)
    right_door = short_text("正确的去处（单位、地址、电话）", required=False)


class RefuseForm(ReplyForm):
    use, words, about, door = Use.REFUSE, "reason", "ground", "right_channel"

    ground = forms.ChoiceField(label="不予受理的情形", choices=GROUNDS)
    reason = long_text("事实和理由", rows=4)
    right_channel = long_text("正确的维权途径", required=False, rows=2, help_text="告诉反映人可以去哪里、电话多少")
    conduct_ended_on = DayField(label="核实的行为终了之日", required=False, help_text="仅“超过二年”时填写")
    reconsideration_organ = short_text("复议机关")
    court = short_text("起诉法院")

    def prepare(self, situation: Situation) -> None:
        super().prepare(situation)
        region = situation.clue.unit.region
        self.fields["reconsideration_organ"].initial = f"{region.name}人民政府"
        self.fields["court"].initial = f"{region.name}人民法院"


class MessageForm(ReplyForm):
    """Words to the reporter."""

    use, words = Use.MESSAGE, "text"

    text = long_text("留言", rows=4, help_text="反映人凭查询码在进度页面看到；不要写他人的个人信息")


FORMS: dict[str, type[ReplyForm]] = {form.use: form for form in (CloseForm, RefuseForm, MessageForm)}


def looked(form: type[ReplyForm], clue: Clue, values: Any) -> Looked:
    """The look at what stands in the form, half-filled or whole."""
    return look_over_reply(
        clue=clue,
        use=form.use,
        words=values.get(form.words) or "",
        about=values.get(form.about) or "",
        door=values.get(form.door) or "",
    )


def sent(situation: Situation, values: dict[str, Any], act: Callable[[], Any]) -> Any:
    """Do the act and count the standard texts that went out with it, both or neither."""
    with transaction.atomic():
        done = act()
        note_uses(keys=values["texts"], clue=situation.clue, by=situation.staff, on=day(values))
    return done


def beside(form: type[ReplyForm], situation: Situation, values: Any) -> dict[str, Any]:
    """What stands beside the form: the demand in the reporter's words, each with its tick, and the standard texts."""
    return {
        "demand": demand_in(situation.clue, form.use),
        "looked": looked(form, situation.clue, values),
        "written": bool(values.get(form.words)),
        "phrases": offered(clue=situation.clue, use=form.use, on=occasion.today()),
        "words_id": f"id_{form.words}",
        "about_id": f"id_{form.about}" if form.about else "",
    }


def reply_check(request: HttpRequest, clue: Clue, use: str) -> HttpResponse:
    """The ticks anew while somebody types. Posted, so that no words stand in an address or a log."""
    only_post(request)
    must_hold(me(request), Permission.CLUE_HANDLE, clue, doing="答复反映人")
    form = FORMS[use]
    context = {"looked": looked(form, clue, request.POST), "written": bool(request.POST.get(form.words, "").strip())}
    return render(request, "officer/clues/reply_asked.html", context)
