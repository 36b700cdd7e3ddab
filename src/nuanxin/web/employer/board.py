"""维权信息告示牌 of a site: fill what is missing, print, hang, photograph."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.text import filled_lines
from nuanxin.foundation.documents.rendering.pdf import render_pdf
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.board import (
    FIXED,
    add_photo,
    board_fields,
    board_paper,
    known_fields,
    last_of,
    missing_fields,
    photo_of,
    print_board,
)
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.web.employer.gate import employer_page
from nuanxin.web.patterns.forms import PatternForm

NONE = "无："


class BoardForm(PatternForm):
    """The firm's own fields of the board; what the place decides is shown beside and cannot be written."""

    def __init__(self, *args: Any, known: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in board_fields():
            if one.key in FIXED:
                continue
            common: dict[str, Any] = {"label": one.label, "required": False, "initial": _written(known.get(one.key))}
            if one.options:
                field: forms.Field = forms.ChoiceField(choices=list(one.options.items()), **common)
                field.widget.attrs["class"] = "form-select"
            else:
                lines = one.kind == "lines"
                note = _("一行一家；没有分包的写“无：没有分包”。") if lines else ""
                widget = forms.Textarea(attrs={"rows": 2}) if lines else forms.TextInput()
                field = forms.CharField(max_length=300, widget=widget, help_text=note, **common)
                field.widget.attrs["class"] = "form-control"
            self.fields[one.key] = field

    @property
    def filled(self) -> dict[str, Any]:
        """The values as the paper wants them."""
        kinds = {one.key: one.kind for one in board_fields()}
        return {key: _read(str(value or "").strip(), kinds[key]) for key, value in self.cleaned_data.items()}


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return f"{NONE}{value['none']}"
    return "\n".join(value) if isinstance(value, list) else value


def _read(said: str, kind: str) -> Any:
    if kind != "lines":
        return said
    if said.replace(":", "：").startswith(NONE):
        return {"none": said[len(NONE) :].strip()}
    return filled_lines(said)


@employer_page
def board(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Fill and print. Where a lawful field is missing, the page says which and whose turn it is."""
    project, _account = caller.site(number)
    address, today = _address(request, project), occasion.today()
    known = known_fields(project, address, today)
    form = BoardForm(request.POST if request.method == "POST" else None, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            print_board(project=project, fields=form.filled, report_url=address, by=caller, on=today)
        except Refusal as refused:
            form.add_error(None, ValidationError(str(refused)))
            known |= form.filled
        else:
            messages.success(request, _("告示牌做好了，请打印、张贴，再拍照上传。"))
            return redirect("employer:board", number=number)
    drawn = {
        "project": project,
        "form": form,
        "fixed": [(one.label, known.get(one.key)) for one in board_fields() if one.key in FIXED],
        "missing": missing_fields(known),
        "printed": last_of(project, "printed"),
        "photo": last_of(project, "photographed"),
        "back_url": reverse("employer:site", args=[number]),
    }
    return render(request, "employer/board.html", drawn, status=422 if form.errors else 200)


@employer_page
def board_pdf(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """The board as it was last printed, with what the place says today."""
    project, _account = caller.site(number)
    printed = last_of(project, "printed")
    if printed is None:
        raise NotFound("还没有做好的告示牌", remedy="请先补齐内容")
    known = known_fields(project, _address(request, project), occasion.today())
    content = render_pdf(board_paper(project, known, printed.happened_on), fonts_folder=settings.NUANXIN_HOME / "fonts")
    response = HttpResponse(content, content_type="application/pdf")
    name = quote(f"告示牌{project.name}.pdf", safe="")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response


@employer_page
def photo(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Show the photo; take a new one by the button."""
    project, _account = caller.site(number)
    if request.method == "POST":
        file = request.FILES.get("photo")
        if file is None:
            raise Refusal("照片不能上传", why="没有选照片", remedy="请先拍照或者选一张照片")
        add_photo(project=project, content=file.read(), by=caller, on=occasion.today())
        messages.success(request, _("照片已上传。"))
        return redirect("employer:board", number=number)
    row = last_of(project, "photographed")
    if row is None:
        raise NotFound("还没有照片", remedy="请先上传")
    response = HttpResponse(photo_of(row), content_type=row.media_type)
    response.headers["Content-Disposition"] = "inline"
    return response


def _address(request: HttpRequest, project: Project) -> str:
    """Where the code on the board leads: the report with this site filled in."""
    return request.build_absolute_uri(f"{reverse('worker:begin')}?site={project.site_code or ''}")
