"""对应表头: which column of a file from another system is which of ours; said once, kept by name, used again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nuanxin.command.ledger.files.reading import headings_in
from nuanxin.command.ledger.mapping import keep_mapping, names_of, renaming, suggested
from nuanxin.command.ledger.sheets import SHEETS
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.web.officer.acting import attempt
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.ledger.sheets import kept_file
from nuanxin.web.patterns.forms import PatternForm, form_page


class HeadingsForm(PatternForm):
    """One choice for each column of ours: the file's heading, or none."""

    name = forms.CharField(label="保存为（例如系统名称）", max_length=60)

    def __init__(self, *args: Any, found: dict[str, list[str]], known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections: list[tuple[str, tuple[str, ...]]] = [("名称", ("name",))]
        for place, (sheet, headings) in enumerate(found.items()):
            fitting = suggested(SHEETS[sheet], headings, known.get(sheet, {}))
            choices = [("", "（文件里没有）"), *((heading, heading) for heading in dict.fromkeys(headings))]
            names = []
            for column in SHEETS[sheet].columns:
                name = f"s{place}_{column.name}"
                self.fields[name] = forms.ChoiceField(
                    label=column.heading + ("（必填列）" if column.required else ""),
                    choices=choices,
                    required=False,
                    initial=fitting.get(column.heading, ""),
                    widget=forms.Select(attrs={"class": "form-select"}),
                )
                names.append(name)
            sections.append((f"工作表“{sheet}”", tuple(names)))
        self.sections = tuple(sections)
        self.found = found

    def told(self) -> dict[str, list[tuple[str, str]]]:
        """Sheet → (the file's heading, ours), for every column that was given one."""
        given = {}
        for place, sheet in enumerate(self.found):
            pairs = [(self.cleaned_data[f"s{place}_{column.name}"], column.heading) for column in SHEETS[sheet].columns]
            given[sheet] = [(theirs, ours) for theirs, ours in pairs if theirs]
        return given


@officer_page(Permission.CLUE_IMPORT)
def import_headings(request: HttpRequest, token: str) -> HttpResponse:
    """Map the headings of the file under this token; back to the trial run with the mapping chosen."""
    path = kept_file(request, token)
    if path is None:
        raise NotFound("没有找到要对应的文件", why="可能已经导入或者过期", remedy="请在导入页面重新选择文件")
    kind = "ledger" if request.GET.get("kind") == "ledger" else "clues"
    unit = me(request).unit
    again = request.GET.get("mapping", "")
    known = renaming(unit, again) if again in names_of(unit) else {}
    found = headings_in(path, clues_only=kind == "clues")
    form = HeadingsForm(request.POST or None, found=found, known=known, initial={"name": again})
    if request.method == "POST" and form.is_valid():
        name = attempt(form, lambda v: _keep(request, form, v["name"]))
        if form.is_valid():
            messages.success(request, f"已保存表头对应“{name}”，请试导入核对。")
            query = urlencode({"token": token, "mapping": name, "kind": kind})
            return HttpResponseRedirect(f"{reverse('officer:import')}?{query}")
    back = reverse("officer:import")
    return form_page(
        request,
        form,
        title="对应表头",
        save="保存并返回试导入",
        back_url=back,
        intro="左边是我们的列，右边选文件里的表头；没有对应的列照原样留作附注。同一名称再保存即更新，以前的留存。",
        template="officer/act.html",
        context={"crumbs": [("工作台", reverse("officer:desk")), ("导入", back), ("对应表头", "")]},
    )


@transaction.atomic
def _keep(request: HttpRequest, form: HeadingsForm, name: str) -> str:
    unit = me(request).unit
    if unit is None:
        raise Refusal("不能保存表头对应", why="您的账号没有所在单位", remedy="请系统管理员核对")
    for sheet, pairs in form.told().items():
        twice = {theirs for theirs, _ in pairs if [one for one, _ in pairs].count(theirs) > 1}
        if twice:
            why = f"“{sheet}”表里，“{'、'.join(sorted(twice))}”对应了两列"
            raise Refusal("不能保存表头对应", why=why, remedy="文件的一列只能对应我们的一列")
        keep_mapping(unit=unit, name=name, sheet=sheet, headings=dict(pairs), by=me(request), at=occasion.now())
    return name.strip()
