"""The questions of a report, in their order. Each is one short screen; `applies` leaves out what is known already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuanxin.web.worker.report import forms
from nuanxin.web.worker.report.answers import Answers, part

Words = str | Promise


def _complaint(answers: Answers) -> bool:
    return part(answers, "who").get("kind") != "report"


def _without_site(answers: Answers) -> bool:
    return "site" not in answers


@dataclass(frozen=True)
class Question:
    """One screen: `why` says in one line what the answer is for; `summary` names it on the check page."""

    key: str
    title: Words
    form: type[forms.Question]
    summary: Words
    why: Words = ""
    template: str = "worker/question.html"
    applies: Callable[[Answers], bool] = lambda answers: True
    reported: tuple[Words, Words] | None = None  # title and why where somebody else's wages are reported

    def title_for(self, answers: Answers) -> Words:
        return self.reported[0] if self.reported and not _complaint(answers) else self.title

    def why_for(self, answers: Answers) -> Words:
        return self.reported[1] if self.reported and not _complaint(answers) else self.why


QUESTIONS: tuple[Question, ...] = (
    Question(
        "who",
        _("您是哪种情况？"),
        forms.Who,
        _("反映方式"),
        template="worker/choose.html",
    ),
    Question(
        "where",
        _("在哪里干的活？"),
        forms.Where,
        _("干活的地方"),
        why=_("由干活的地方的劳动监察来办。"),
        template="worker/where.html",
        applies=_without_site,
    ),
    Question(
        "employer",
        _("谁欠您的钱？"),
        forms.Debtor,
        _("欠钱的单位或老板"),
        why=_("不知道公司全名也没关系，我们去查。"),
        template="worker/employer.html",
        reported=(_("谁欠了工资？"), _("不知道公司全名也没关系，我们去查。")),
        applies=_without_site,
    ),
    Question(
        "work",
        _("您干的是什么活？"),
        forms.Work,
        _("干的活"),
        template="worker/choose.html",
        reported=(_("那里干的是什么活？"), ""),
    ),
    Question("when", _("欠的是哪几个月的工资？"), forms.When, _("欠薪时间"), why=_("记不准就选大概的月份。")),
    Question(
        "amount",
        _("一共欠您多少钱？"),
        forms.Amount,
        _("欠多少钱"),
        why=_("只算您自己的。算不准可以写大概数。"),
        reported=(_("大概欠了多少钱？"), _("知道多少写多少。")),
    ),
    Question(
        "people",
        _("被欠钱的有几个人？"),
        forms.People,
        _("几个人"),
        template="worker/people.html",
        applies=_complaint,
    ),
    Question(
        "workers",
        _("大概有几个人被欠薪？"),
        forms.Workers,
        _("几个人"),
        why=_("不知道可以不填。"),
        applies=lambda answers: not _complaint(answers),
    ),
    Question(
        "me",
        _("怎么联系您？"),
        forms.Me,
        _("您的姓名电话"),
        why=_("只有办案人员能看到，不会告诉老板。"),
        applies=_complaint,
    ),
    Question(
        "contact",
        _("要不要留个电话？"),
        forms.Contact,
        _("联系电话"),
        why=_("可以不留。留了也只有办案人员能看到，法律规定要为举报人保密。"),
        applies=lambda answers: not _complaint(answers),
    ),
    Question(
        "evidence",
        _("有没有照片、录音？"),
        forms.Proof,
        _("证据"),
        why=_("没有也能提交，以后还可以补。"),
        template="worker/evidence.html",
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}


def asked(answers: Answers) -> list[Question]:
    """The questions of this report."""
    return [question for question in QUESTIONS if question.applies(answers)]


def first_open(answers: Answers) -> Question | None:
    """The first question without an answer; None when everything was answered."""
    return next((question for question in asked(answers) if question.key not in answers), None)


def neighbours(answers: Answers, key: str) -> tuple[Question | None, Question | None]:
    """The question before and the one after."""
    line = asked(answers)
    place = next((n for n, question in enumerate(line) if question.key == key), 0)
    return (line[place - 1] if place else None), (line[place + 1] if place + 1 < len(line) else None)
