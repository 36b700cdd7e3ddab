"""One message: when by which way, what was heard, the chain it belongs to; its proof as a paper for the file."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.documents.rendering.pdf import render_pdf
from nuanxin.foundation.documents.wording.composing import Block, Sheet
from nuanxin.foundation.notifications.escalation.showing import masked, shown
from nuanxin.foundation.notifications.models import Chain, Message
from nuanxin.foundation.notifications.proof import Proof, print_proof, reports_of
from nuanxin.foundation.notifications.texts import text
from nuanxin.web.officer.gate import me, only_post, own_page
from nuanxin.web.officer.messages.files import File, file_of, may_print, may_see_message

NOTE = (
    "本单按系统的发送记录生成，记载消息的内容、发送和承运方回执，可以附卷。"
    "短信、语音等通知不代替法律文书的送达；法律文书的送达以送达回证为准。"
)


@own_page
def sent_message(request: HttpRequest, number: int) -> HttpResponse:
    """The record of one message, numbers masked."""
    found, file = _found(request, number)
    carried = found.merged_into or found
    rows = shown(Chain.objects.filter(pk=found.chain_id)) if found.chain_id else []
    context = {
        "message": found,
        "carried": carried,
        "to": masked(found),
        "purpose": text(found.template).purpose,
        "reports": reports_of([carried]),
        "chains": rows,
        "file": file,
        "may_print": may_print(me(request), found, file) and bool(found.to),
        "crumbs": [("工作台", reverse("officer:desk")), *([(file.title, file.url)] if file else []), ("消息记录", "")],
    }
    return render(request, "officer/messages/sent.html", context)


@own_page
def message_proof(request: HttpRequest, number: int) -> HttpResponse:
    """The paper; printing is written down, so it is a button."""
    only_post(request)
    found, file = _found(request, number)
    if not may_print(me(request), found, file):
        why = "通知记录单写有接收人的姓名和号码，只有所涉事项的承办单位可以打印"
        raise NotAllowed("您没有权限打印通知记录单", why=why, remedy="请承办人打印")
    proof = print_proof(message=found, by=me(request))
    unit = me(request).unit
    sheet = proof_sheet(proof, agency=unit.name if unit else "", by=me(request).name, file=file)
    content = render_pdf(sheet, fonts_folder=settings.NUANXIN_HOME / "fonts")
    response = HttpResponse(content, content_type="application/pdf")
    name = quote(f"通知记录单{found.pk}.pdf", safe="")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response


def proof_sheet(proof: Proof, *, agency: str, by: str, file: File | None) -> Sheet:
    """The proof as a paper. Layout only."""
    head = (("所涉事项", file.title),) if file else ()
    printed = occasion.now().astimezone(occasion.BEIJING)
    tail = (
        ("正文摘要（SM3）", proof.body_digest),
        ("记录摘要（SM3）", proof.digest),
        ("打印", f"{by} {printed:%Y-%m-%d %H:%M}"),
    )
    reports = proof.reports or (("", "没有收到承运方的送达回执", ""),)
    return Sheet(
        layout="form",
        agency=agency,
        title="通知记录单",
        number="",
        addressee="",
        blocks=(
            Block("form", cells=(*head, *proof.lines)),
            Block("table", "送达回执", ("时间", "结果", "说明"), reports),
            Block("form", cells=tail),
        ),
        signed=False,
        day=chinese_day(printed.date()),
        copies=NOTE,
        check=proof.digest[:8],
    )


def _found(request: HttpRequest, number: int) -> tuple[Message, File | None]:
    found = Message.objects.select_related("merged_into", "chain", "staff").filter(pk=number).first()
    file = file_of(found) if found else None
    if found is None or not may_see_message(me(request), found, file):
        raise NotFound("没有找到这条消息", remedy="请从线索、案件或者“消息”页面打开")
    return found, file
