"""A file that came is taken in whole or refused whole, with every reason at once; the same file again changes nothing."""

from __future__ import annotations

from django.db import transaction

from nuanxin.command.reporting.exchange.asked import check_asked, keep_asked
from nuanxin.command.reporting.exchange.content import Content, minute, unpacked
from nuanxin.command.reporting.exchange.filed import check_filed, keep_filed
from nuanxin.command.reporting.models import ExchangeFile
from nuanxin.command.reporting.rounds.opening import filling_unit
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, NotAllowed, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, within


@transaction.atomic
def take_exchange(*, file: bytes, passphrase: str, by: Staff) -> tuple[ExchangeFile, bool]:
    """The row of the file, and whether it had been taken before. BadInput and Refusal name what is wrong; nothing is kept then."""
    content = unpacked(file, passphrase)
    said = content.manifest
    sender, receiver = _places(content)
    up = said.direction == "up"
    must_be_ours(by, receiver, up)
    kind = ExchangeFile.Kind.TAKEN_UP if up else ExchangeFile.Kind.TAKEN_DOWN
    Region.objects.select_for_update().get(pk=receiver.pk)  # two clerks with two files: one after the other
    held = ExchangeFile.objects.filter(kind=kind, region=receiver, other=sender).order_by("-made_at")
    digest = sm3(file).hex()
    if same := held.filter(digest=digest).first():
        return same, True
    if (latest := held.first()) and latest.made_at > said.made_at:
        raise Refusal(
            "不能导入这个文件", why=f"它生成于{minute(said.made_at)}，比已经导入的（{minute(latest.made_at)}生成）旧",
            remedy="请导入最新的文件",
        )  # fmt: skip
    faults = check_filed(content, sender, receiver) if up else check_asked(content, sender, receiver)
    if faults:
        raise BadInput([Fault(one, remedy="整个文件没有导入") for one in faults])
    row = ExchangeFile.objects.create(
        kind=kind, region=receiver, other=sender, other_unit=said.sender_unit, made_at=said.made_at, made_by=said.made_by,
        digest=digest, counts=said.counts, by=by,
    )  # fmt: skip
    row.changed = keep_filed(content, row, by) if up else keep_asked(content, row, sender, by)
    row.save(update_fields=["changed"])
    record("report.exchange_taken", about=row, by=by, details={"from": sender.pk, "digest": digest, **row.changed})
    return row, False


def must_be_ours(by: Staff, receiver: Region, up: bool) -> None:
    """What was filed is taken by who accepts reports there, what is asked by who fills them there."""
    if up:
        allowed = may(by, Permission.REPORT_ACCEPT, FileFacts(region=receiver.pk))
    else:
        allowed = may(by, Permission.REPORT_FILL, FileFacts(region=receiver.pk, unit_id=filling_unit(receiver).pk))
    if not allowed:
        raise NotAllowed(
            "不能导入这个文件",
            why=f"它是给{receiver.name}的，您不在那里办理报表",
            remedy="请核对文件，或者交给收件单位导入",
        )


def _places(content: Content) -> tuple[Region, Region]:
    said = content.manifest
    known = {one.pk: one for one in Region.objects.filter(pk__in=[said.sender, said.receiver])}
    if len(known) != 2:
        raise BadInput(Fault("文件的发送地和接收地不对，或者本系统没有这个区划", remedy="请核对区划设置"))
    above, below = (said.receiver, said.sender) if said.direction == "up" else (said.sender, said.receiver)
    if below not in set(within(above)):
        raise BadInput(Fault(f"{known[below].name}不在{known[above].name}的辖区内", remedy="请核对区划设置"))
    return known[said.sender], known[said.receiver]
