"""督促措施: reminder, pressing, listing, interview, bulletin; what the unit answered; how it ended; which clues and tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.bulletins.from_rung import draft_on_measure, draftable, issued_on, papers_on
from nuanxin.command.bulletins.outline import outline
from nuanxin.command.bulletins.seeing import bulletins_for
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.ladder.models import Cause, MeasureLink, Rung, UnitMeasure
from nuanxin.command.dispatch.ladder.taking import (
    MeasureFacts,
    answer_measure,
    close_measure,
    measures_on,
    take_measure,
    trace,
)
from nuanxin.command.dispatch.pack.contents import UNFINISHED
from nuanxin.command.dispatch.seeing import (
    campaigns_seen,
    led_by,
    measures_seen,
    must_lead,
    must_speak_for,
    one,
    speaks_for,
    spoken_units,
)
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import holds, posts_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.dispatch.scope import DESK
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def _state(row: UnitMeasure) -> Light:
    """Closed, answered, or how near the day of the answer is."""
    if row.closed_on:
        return Light("done", "已销号", row.closed_on)
    if row.answered_on:
        return Light("watch", "已答复，待销号", row.answered_on)
    return due_light(due_on=row.answer_due_on, today=occasion.today())


def _about_clue(number: str) -> Q:
    """Every step that names the clue, or was taken on top of one that does."""
    clue = Clue.objects.filter(number=number.strip()).first()
    return Q(pk__in=[one.pk for one in measures_on(clue)] if clue else [])


MEASURES = Listing(
    "dispatch_measures",
    "督促措施",
    (
        Column("unit", "被督促单位", "unit.short_name", kind="link", frozen=True),
        Column("rung", "措施", "get_rung_display"),
        Column("cause", "原因", "get_cause_display"),
        Column("text", "具体情况"),
        Column("taken_on", "日期", kind="day", sortable="taken_on"),
        Column("state", "答复", _state, "light"),
        Column("by_unit", "督促单位", "by_unit.short_name"),
        Column("campaign", "专项行动", lambda row: row.campaign.title if row.campaign else "", default=False),
    ),
    (
        Filter("q", "单位、情况", lookup=("unit__name", "text")),
        Filter("clue", "线索编号", lookup=_about_clue, first=False),
        Filter("rung", "措施", "choice", choices=[(str(value), str(label)) for value, label in Rung.choices]),
        Filter("open", "未销号", "bool", lambda _: Q(closed_on__isnull=True)),
        Filter("cause", "原因", "choice", choices=[(str(value), str(label)) for value, label in Cause.choices], first=False),
        Filter("taken_on", "日期", "day_range", first=False),
    ),
    default_order=("-taken_on", "-pk"),
    row_url=lambda row: reverse("officer:dispatch_measure", args=[row.pk]),
    unit="项",
    empty="还没有督促措施。对进展慢、监管不力的单位，按提醒、催办、挂牌督办、约谈、通报逐级办理。",
)  # fmt: skip


class MeasureForm(PatternForm):
    """Which unit, how strong, why; which clues and tasks it is about."""

    unit = forms.ModelChoiceField(label="被督促单位", queryset=Unit.objects.none(), empty_label="请选择")
    rung = forms.ChoiceField(label="措施", choices=Rung.choices, help_text="逐级办理；越级的须写明理由")
    cause = forms.ChoiceField(label="原因", choices=Cause.choices)
    text = forms.CharField(label="具体情况", widget=forms.Textarea(attrs={"rows": 4}))
    clues = forms.CharField(
        label="关联线索编号", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="每行一个或用顿号隔开；须是该单位承办或其辖区内的"
    )  # fmt: skip
    shares = forms.ModelMultipleChoiceField(label="关联的超期任务", queryset=TaskShare.objects.none(), required=False)
    campaign = forms.ModelChoiceField(
        label="专项行动", queryset=Campaign.objects.none(), required=False, empty_label="不限"
    )
    answer_due_on = DayField(label="要求答复日期", required=False)
    skipped_why = short_text("越级的理由", required=False, size=300)

    def __init__(self, *args: Any, staff: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._staff = staff
        campaigns = campaigns_seen(staff)
        late = TaskShare.objects.filter(
            Q(task__campaign__in=campaigns.values("pk")), state__in=UNFINISHED, due_on__lt=occasion.today()
        )
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = units
        fields["campaign"].queryset = campaigns
        fields["shares"].queryset = late.select_related("task", "unit").order_by("unit_id", "due_on")
        fields["shares"].label_from_instance = _share_words

    def clean_clues(self) -> list[Clue]:
        """The numbers as clues that the person may see; an unknown one is named."""
        numbers = self.cleaned_data["clues"].replace("、", " ").replace("，", " ").replace(",", " ").split()
        found = {clue.number: clue for clue in clues_for(self._staff).filter(number__in=numbers)}
        if missing := [number for number in numbers if number not in found]:
            raise forms.ValidationError(f"没有找到线索 {'、'.join(missing)}，请核对编号。")
        return [found[number] for number in dict.fromkeys(numbers)]


def _share_words(share: TaskShare) -> str:
    return f"{share.unit.short_name}：{share.task.text[:40]}（{share.due_on}到期）"


class WordsForm(PatternForm):
    """An answer or a reason."""

    text = forms.CharField(label="内容", widget=forms.Textarea(attrs={"rows": 5}))


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_measures(request: HttpRequest) -> HttpResponseBase:
    """Steps against units of the area, and those against or by the own unit."""
    staff = me(request)
    actions = []
    if holds(staff, P.CAMPAIGN_MANAGE):
        actions = [Action("督促单位", reverse("officer:dispatch_measure_new"), primary=True)]
    return listing_page(request, MEASURES, measures_seen(staff), actions=actions)


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_measure_new(request: HttpRequest) -> HttpResponse:
    """Take a step on a unit of the area."""
    staff = me(request)
    by_unit = managing_unit(staff)

    def run(v: dict[str, Any]) -> UnitMeasure:
        facts = MeasureFacts(v["rung"], v["cause"], v["text"], v["answer_due_on"], v["skipped_why"], v["campaign"])
        return take_measure(
            unit=v["unit"], facts=facts, by_unit=by_unit, by=staff, on=occasion.today(), clues=v["clues"], shares=v["shares"]
        )  # fmt: skip

    return act_page(
        request, MeasureForm, run=run, title="督促单位", back_url=reverse("officer:dispatch_measures"), done="已登记。",
        form_kwargs={"staff": staff, "units": spoken_units(staff).exclude(pk=by_unit.pk)},
        next_url=lambda made: reverse("officer:dispatch_measure", args=[made.pk]),
        context={"crumbs": [DESK, ("督促措施", reverse("officer:dispatch_measures")), ("督促单位", "")]},
    )  # fmt: skip


def managing_unit(staff: Any) -> Unit:
    """The unit in whose name the person leads."""
    return next((post.unit for post in posts_of(staff) if led_by(staff, post.unit)), staff.unit)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_measure(request: HttpRequest, number: int) -> HttpResponse:
    """One step: the way that led here, what it is about, what was answered."""
    staff = me(request)
    measure = one(measures_seen(staff), number, "项督促措施")
    steps = trace(measure)
    about = MeasureLink.objects.filter(measure__in=steps)
    seen = clues_for(staff).filter(pk__in=about.values("clue")).select_related("employer", "unit")
    context = {
        "measure": measure,
        "steps": steps,
        "later": measure.followed_by.all(),
        "light": _state(measure),
        "clues": seen,
        "hidden": about.filter(clue__isnull=False).values("clue").distinct().count() - seen.count(),
        "shares": TaskShare.objects.filter(pk__in=about.values("share")).select_related("task", "unit"),
        "draftable": draftable(measure, staff),
        "papers": _papers(measure, staff),
        "may_answer": not measure.answered_on and not measure.closed_on and speaks_for(staff, measure.unit),
        "may_close": not measure.closed_on and led_by(staff, measure.by_unit),
        "crumbs": [DESK, ("督促措施", reverse("officer:dispatch_measures")), (str(measure), "")],
    }
    return render(request, "officer/dispatch/measure.html", context)


def _papers(measure: UnitMeasure, staff: Any) -> list[tuple[Any, str, bool]]:
    """What was drafted from the step: drafts for those who see them, what was issued for whoever sees the step."""
    drafts = set(bulletins_for(staff).filter(measure=measure).values_list("pk", flat=True))
    issued = set(issued_on(measure).values_list("pk", flat=True))
    found = [(one, outline(one.kind).name, one.pk in drafts) for one in papers_on(measure)]
    return [line for line in found if line[2] or line[0].paper_id in issued]


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_measure_draft(request: HttpRequest, number: int) -> HttpResponse:
    """One button: the paper on the step is drafted, and opened."""
    measure = one(measures_seen(me(request)), number, "项督促措施")
    must_lead(me(request), measure.by_unit, doing="起草公文")
    return press(
        request, lambda: draft_on_measure(measure=measure, by=me(request), on=occasion.today()), done="初稿已写好，请逐段核对。",
        back_url=reverse("officer:dispatch_measure", args=[number]),
        next_url=lambda made: reverse("officer:bulletin", args=[made.pk]),
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_measure_paper(request: HttpRequest, number: int, paper: int) -> HttpResponse:
    """The issued paper on the step, for the unit that it is on too."""
    measure = one(measures_seen(me(request)), number, "项督促措施")
    found = issued_on(measure).filter(pk=paper).first()
    if found is None:
        raise NotFound("没有找到这份公文", why="没有制发，或者已经作废", remedy="请从督促措施页面打开")
    answer = HttpResponse(pdf_of(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="measure-{measure.pk}-{found.pk}.pdf"'
    return answer


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_measure_answer(request: HttpRequest, number: int) -> HttpResponse:
    """The unit answers."""
    measure = one(measures_seen(me(request)), number, "项督促措施")
    must_speak_for(me(request), measure.unit, doing="答复督促措施")
    return _words(request, measure, "答复", lambda text: answer_measure(measure=measure, text=text, by=me(request), on=occasion.today()))  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_measure_close(request: HttpRequest, number: int) -> HttpResponse:
    """Taken off, with the reason."""
    measure = one(measures_seen(me(request)), number, "项督促措施")
    must_lead(me(request), measure.by_unit, doing="销号")
    return _words(request, measure, "销号", lambda text: close_measure(measure=measure, why=text, by=me(request), on=occasion.today()))  # fmt: skip


def _words(request: HttpRequest, measure: UnitMeasure, doing: str, run: Any) -> HttpResponse:
    return act_page(
        request, WordsForm, run=lambda v: run(v["text"]), title=f"{doing}：{measure}", save=doing, done=f"已{doing}。",
        back_url=reverse("officer:dispatch_measure", args=[measure.pk]), intro=measure.text,
        context={"crumbs": [DESK, ("督促措施", reverse("officer:dispatch_measures")), (doing, "")]},
    )  # fmt: skip
