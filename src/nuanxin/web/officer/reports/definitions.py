"""The catalogue of forms and of what can be counted; a new form or version is handed in here as YAML."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.book import book
from nuanxin.command.reporting.definitions import as_text, define_form
from nuanxin.command.reporting.forms.layout import LARGEST, form_layout
from nuanxin.command.reporting.forms.loading import FOLDER, LONGEST_TEXT, form, known_forms
from nuanxin.command.reporting.models import FormDefinition, ReportRound
from nuanxin.foundation.common.errors import BadInput, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import holds, posts_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm, form_page


class DefinitionForm(PatternForm):
    unit = forms.ModelChoiceField(label="制定单位", queryset=Unit.objects.none())
    file = forms.FileField(
        label="表式文件（YAML 或空白 Excel 表）",
        required=False,
        help_text="YAML 可下载样表改写；Excel 先读成文字，核对后再启用",
    )
    key = forms.CharField(label="键（Excel 用）", required=False, max_length=60, help_text="如 legal_service_2024")
    version = forms.CharField(label="版本（Excel 用）", required=False, max_length=20, initial="1")
    text = forms.CharField(
        label="表式文字（YAML）", required=False, widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text="不写 counts 的格由填报单位填写；counts 写指标目录里的键",
    )  # fmt: skip

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=[post.unit_id for post in posts_of(staff)])
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = units.first()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file and str(file.name).lower().endswith(".xlsx"):
            return given | {"layout": self._layout(given)}
        if file and file.size > LONGEST_TEXT * 3:
            raise forms.ValidationError("文件太大，不是一张报表的定义")
        if file:
            try:
                given["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError("文件不是 UTF-8 编码的文字，请另存为 UTF-8 后再上传") from None
        if not given.get("text", "").strip():
            raise forms.ValidationError("请上传文件或粘贴文字")
        return given

    def _layout(self, given: dict[str, Any]) -> dict[str, Any]:
        key, version = given.get("key", "").strip(), given.get("version", "").strip()
        if not key or not version:
            raise forms.ValidationError("上传 Excel 时请同时填写键和版本")
        try:
            return form_layout(given["file"].read(LARGEST + 1), key=key, version=version, source="")
        except BadInput as wrong:
            raise forms.ValidationError([str(fault) for fault in wrong.faults]) from None


@officer_page(Permission.REPORT_VIEW)
def report_forms(request: HttpRequest) -> HttpResponse:
    """Every form with its version, who made it and how many rounds use it."""
    rounds = list(ReportRound.objects.values_list("form", "form_version"))
    lines = [(form(key), "系统自带", None, True, rounds.count((key, form(key).version))) for key in known_forms()]
    handed_in = [
        (row, row.unit.name, row.entered_at, row.in_force, rounds.count((row.key, row.version)))
        for row in FormDefinition.objects.select_related("unit")
    ]
    context = {
        "lines": [*lines, *handed_in],
        "may_open": holds(me(request), Permission.REPORT_ACCEPT),
        "crumbs": [("报表", reverse("officer:reports")), ("报表目录", "")],
    }
    return render(request, "officer/reports/forms.html", context)


@officer_page(Permission.REPORT_ACCEPT)
def report_form_new(request: HttpRequest) -> HttpResponse:
    """Hand in a form or its next version."""
    staff, back = me(request), reverse("officer:report_forms")

    def run(given: dict[str, Any]) -> Any:
        if "layout" not in given:
            return define_form(text=given["text"], unit=given["unit"], by=staff)
        read = DefinitionForm(staff=staff, initial={"text": as_text(given["layout"]), "unit": given["unit"]})
        intro = "已从 Excel 读出表式，还没有启用。请核对行、列、单位和依据（source），由台账统计的列补上 counts，再点“校验并启用”。"
        return form_page(request, read, title="上传表式", save="校验并启用", back_url=back, intro=intro)

    return act_page(
        request,
        DefinitionForm,
        run=run,
        title="上传表式",
        save="校验并启用",
        back_url=back,
        done=lambda row: f"《{row.title}》{row.version}版已启用，可以布置。",
        form_kwargs={"staff": staff},
        intro="同一 key 再次上传须换新的 version；已经布置的各期仍用原版本，直到在该期点“换用新表式”。",
    )


@officer_page(Permission.REPORT_VIEW)
def report_form_text(request: HttpRequest, form: str, version: str) -> HttpResponse:
    """A form's definition as text, to keep or to write the next one from."""
    if form in known_forms():
        text = (FOLDER / f"{form}.yaml").read_text(encoding="utf-8")
    elif row := FormDefinition.objects.filter(key=form, version=version).first():
        text = row.text
    else:
        raise NotFound("没有找到这张报表", why=f"没有“{form}”的{version}版", remedy="请从报表目录中选择")
    response = HttpResponse(text, content_type="text/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{form}.yaml"'
    return response


@officer_page(Permission.REPORT_VIEW)
def report_counters(request: HttpRequest) -> HttpResponse:
    """What can be counted: key, name, unit, splits, exactly what, and by which authority."""
    splits = book().splits
    context = {
        "counters": [
            (key, one, [(split, splits[split]) for split in one.splits]) for key, one in book().counters.items()
        ],
        "splits": splits.items(),
        "crumbs": [
            ("报表", reverse("officer:reports")),
            ("报表目录", reverse("officer:report_forms")),
            ("指标目录", ""),
        ],
    }
    return render(request, "officer/reports/counters.html", context)
