"""Workbooks in: a trial run first, faults by row and column, bad rows back as a workbook."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.ledger.files.workbook import write_template
from nuanxin.command.ledger.importing import Import, import_clues, import_ledger
from nuanxin.command.ledger.mapping import names_of, renaming
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.intake.channels import Channel
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm

LARGEST = 200 * 2**20
SHOWN = 100
ENDINGS = (".xlsx", ".csv", ".xlsm", ".txt")
KINDS = (("clues", "线索表（.xlsx 或 .csv）"), ("ledger", "整本台账（线索、办理、文书、检查）"))


class ImportForm(PatternForm):
    """What is to be imported. A second send of the same file carries its token instead."""

    kind = forms.ChoiceField(label="导入内容", choices=KINDS, widget=forms.RadioSelect, initial="clues")
    file = forms.FileField(label="文件（200 MB 以内）", required=False)
    channel = forms.ChoiceField(label="渠道栏空白时按", choices=[("", "（不代填）"), *Channel.choices], required=False)
    region = forms.ChoiceField(label="区划代码栏空白时按", required=False)
    mapping = forms.ChoiceField(label="表头按", required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, regions: Any = (), mappings: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "（不代填）"), *regions]  # type: ignore[attr-defined]
        kept = [(name, f"已保存的对应：{name}") for name in mappings]
        self.fields["mapping"].choices = [("", "我们的模板"), *kept]  # type: ignore[attr-defined]


def _shelf() -> Path:
    """Where files wait between the trial run and the import; outside of everything that is served."""
    folder = Path(settings.NUANXIN_HOME) / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_file(request: HttpRequest, token: str) -> Path | None:
    """The file of a token that this session was given; nothing else can be named."""
    known: dict[str, str] = request.session.get("incoming", {})
    if token not in known:
        return None
    path = _shelf() / known[token]
    return path if path.is_file() else None


def _keep(request: HttpRequest, file: Any) -> tuple[str, Path]:
    ending = Path(file.name).suffix.lower()
    if ending not in ENDINGS:
        raise Refusal("不能导入这个文件", why=f"文件类型“{ending or '无后缀'}”不支持", remedy="请上传 .xlsx 或 .csv")
    if file.size > LARGEST:
        raise Refusal("不能导入这个文件", why="文件超过 200 MB", remedy="请分成几个文件导入")
    token = secrets.token_hex(12)
    path = _shelf() / f"{token}{ending}"
    with path.open("wb") as target:
        for piece in file.chunks():
            target.write(piece)
    request.session["incoming"] = {**request.session.get("incoming", {}), token: path.name}
    return token, path


@officer_page(Permission.CLUE_IMPORT)
def import_page(request: HttpRequest) -> HttpResponse:
    """Choose, try, look, import."""
    regions = list(visible_regions(request))
    asked = {name: request.GET.get(name, "") for name in ("token", "mapping", "kind")}
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        initial={name: value for name, value in asked.items() if value},
        regions=regions,
        mappings=names_of(me(request).unit),
    )
    context: dict[str, Any] = {"crumbs": [("工作台", reverse("officer:desk")), ("导入", "")]}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            context |= _run(request, form.cleaned_data)
        except (BadInput, Refusal) as wrong:
            form.add_error("file", str(wrong))
            if isinstance(wrong, BadInput):  # the file was taken in, its table was not
                context["headings_url"] = _headings_url(request, form.cleaned_data)
    if form.errors:
        status = 422
    if context.get("token"):
        form.data = {**request.POST.dict(), "token": context["token"]}
        context["headings_url"] = _headings_url(request, form.cleaned_data)
    return render(request, "officer/ledger/import.html", context | {"form": form}, status=status)


def _headings_url(request: HttpRequest, values: dict[str, Any]) -> str:
    """Where the headings of the file that was sent last are mapped."""
    incoming: dict[str, str] = request.session.get("incoming", {})
    # An error of the field has taken the file out of the values; the one sent last is the one meant.
    token = next(reversed(incoming), "") if request.FILES.get("file") else values.get("token")
    if not token or not (path := kept_file(request, token)) or not path.is_file():
        return ""
    return reverse("officer:import_headings", args=[token]) + f"?kind={values['kind']}"


def _run(request: HttpRequest, values: dict[str, Any]) -> dict[str, Any]:
    """One pass over the file: as a trial, or in earnest with the token of the trial."""
    path = kept_file(request, values["token"])
    token = values["token"]
    if values["file"]:
        token, path = _keep(request, values["file"])
    if path is None:
        raise Refusal("没有选择文件", remedy="请选择文件后先试导入")
    earnest = request.POST.get("act") == "import" and not values["file"]
    errors = path.with_name(f"{token}-errors.xlsx")
    errors.unlink(missing_ok=True)
    done = _import(request, values, path, errors, earnest)
    if earnest:
        path.unlink(missing_ok=True)
        messages.success(request, "导入完成。")
    tallies = [(name, tally.as_json()) for name, tally in done.tallies.items() if tally.read]
    return {
        "tallies": [
            (name, counts, counts["errors"][:SHOWN], counts.get("warnings", [])[:SHOWN]) for name, counts in tallies
        ],
        "ignored": done.ignored,
        "mapped": [(name, table.items()) for name, table in renaming(me(request).unit, values["mapping"]).items()],
        "earnest": earnest,
        "token": "" if earnest else token,
        "errors_token": token if errors.exists() and any(counts["rejected"] for _, counts in tallies) else "",
    }


def _import(request: HttpRequest, values: dict[str, Any], path: Path, errors: Path, earnest: bool) -> Import:
    common: dict[str, Any] = {
        "path": path,
        "on": occasion.today(),
        "by": me(request),
        "dry_run": not earnest,
        "errors_to": errors,
        "renamed": renaming(me(request).unit, values["mapping"]),
    }
    if values["kind"] == "ledger":
        return import_ledger(**common)
    return import_clues(**common, channel=values["channel"], region=values["region"])


@officer_page(Permission.CLUE_IMPORT)
def import_errors(request: HttpRequest, token: str) -> HttpResponseBase:
    """The rows that came back, each with its reason."""
    known: dict[str, str] = request.session.get("incoming", {})
    path = _shelf() / f"{token}-errors.xlsx"
    if token not in known or not path.is_file():
        raise NotFound("没有找到退回的表", why="可能已经过期", remedy="请重新试导入")
    return FileResponse(path.open("rb"), as_attachment=True, filename="退回的行.xlsx")


@officer_page(Permission.CLUE_IMPORT)
def import_template(request: HttpRequest) -> HttpResponseBase:
    """An empty workbook with every heading."""
    return sent(lambda path: write_template(path), "台账导入模板.xlsx")


def sent(make: Any, name: str) -> FileResponse:
    """A file made in a folder of its own, gone once it is open."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        make(path)
        handle = path.open("rb")
    return FileResponse(handle, as_attachment=True, filename=name)
