"""Acts on a bulletin that is not issued yet: drafted, counted again, written over. Each makes a version; none changes one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from nuanxin.command.bulletins.body import Body, Paragraph, as_json, drafted_again, from_json, typed_over
from nuanxin.command.bulletins.counting.scope import Scope
from nuanxin.command.bulletins.drafting import draft
from nuanxin.command.bulletins.figures import Figure
from nuanxin.command.bulletins.models import Bulletin, BulletinVersion
from nuanxin.command.bulletins.outline import outline
from nuanxin.command.bulletins.seeing import must_draft
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit

HEAD = {"heading": "标题", "addressees": "主送机关", "copied_to": "抄送机关"}
Way = BulletinVersion.Way


@transaction.atomic
def draft_bulletin(
    *,
    campaign: Campaign,
    kind: str,
    region: Region,
    start: date,
    end: date,
    by: Staff,
    on: date,
    subject: Unit | None = None,
) -> Bulletin:
    """A first draft with all figures as the ledger has them on the day. Refusal for what cannot be drafted."""
    of = outline(kind)
    if of.rung:
        raise Refusal(f"{of.name}不能起草", why="这种公文按督促措施起草", remedy="请从督促措施页面起草")
    must_draft(by, campaign.unit, doing=f"起草{campaign.unit.short_name or campaign.unit.name}的{of.name}")
    if start > end or start > on:
        raise Refusal(f"{of.name}不能起草", why="统计起始日期在截止日期或今天以后", remedy="请核对统计时段")
    if not RegionReach.objects.filter(area=campaign.region_id, member=region).exists():
        raise Refusal(f"{of.name}不能起草", why=f"{region.name}不在行动范围内", remedy="请选择行动范围内的地区")
    if of.asks_subject and subject is None:
        raise Refusal(f"{of.name}不能起草", why="没有选择所涉单位", remedy="请选择被约谈的单位")
    return begun(
        Bulletin(
            campaign=campaign, kind=kind, unit=campaign.unit, region=region, start=start, end=end,
            subject=subject if of.asks_subject else None, drafted_by=by,
        ), on,
    )  # fmt: skip


def begun(bulletin: Bulletin, on: date) -> Bulletin:
    """Kept with its first version, as the ledger has it on the day."""
    bulletin.save()
    by = bulletin.drafted_by
    made = draft(outline(bulletin.kind), scope_of(bulletin, on))
    _keep(bulletin, Way.DRAFTED, made.head, made.body, made.figures, by, on)
    record("draft_bulletin", about=bulletin, by=by, details={"kind": bulletin.kind, "figures": len(made.figures)})
    return bulletin


@transaction.atomic
def count_again(*, bulletin: Bulletin, by: Staff, on: date) -> BulletinVersion:
    """The same paper from the ledger as it stands now; what a person wrote stays, with the new figures in it."""
    before = _open(bulletin, by, "重新取数")
    made = draft(outline(bulletin.kind), scope_of(bulletin, on))
    was = figures_of(before)
    body = drafted_again(body_of(before), made.body, was, made.figures)
    version = _keep(bulletin, Way.COUNTED, before.head, body, made.figures, by, on)
    record("count_bulletin_again", about=bulletin, by=by, details={"version": version.number})
    return version


@transaction.atomic
def write_paragraph(*, bulletin: Bulletin, key: str, text: str, base: int, by: Staff) -> BulletinVersion:
    """A paragraph with a person's words; without words it is struck out. `base`: the version that the person had open."""
    before = _open(bulletin, by, "修改正文", base=base)
    figures, body = figures_of(before), body_of(before)
    paragraph = paragraph_of(body, key)
    written = typed_over(paragraph, _one_line(text), figures)
    if written == paragraph:
        raise Refusal("没有需要保存的修改", why="文字与原来相同", remedy="修改后再保存，或返回")
    after = tuple(written if block.key == key else block for block in body)
    said = f"{'删去' if not written.pieces else '修改'}第{_place(body, key)}段"
    version = _keep(bulletin, Way.EDITED, before.head, after, figures, by, before.counted_on, said=said)
    record("write_bulletin_paragraph", about=bulletin, by=by, details={"version": version.number, "paragraph": key})
    return version


@transaction.atomic
def add_paragraph(*, bulletin: Bulletin, after: str, level: int, text: str, base: int, by: Staff) -> BulletinVersion:
    """A paragraph of a person's own, behind the one named; its level gives it 一、（一）or 1."""
    before = _open(bulletin, by, "增加段落", base=base)
    body = body_of(before)
    paragraph_of(body, after)
    words = _one_line(text)
    if not words or level not in (0, 1, 2, 3):
        raise Refusal("段落不能增加", why="没有写内容", remedy="请写明内容和层级")
    place = next(n for n, block in enumerate(body) if block.key == after) + 1
    one = Paragraph(f"own.{before.number + 1}", level, (words,), by_hand=True)
    version = _keep(
        bulletin, Way.EDITED, before.head, (*body[:place], one, *body[place:]), figures_of(before), by,
        before.counted_on, said=f"在第{_place(body, after)}段后增加一段",
    )  # fmt: skip
    record("add_bulletin_paragraph", about=bulletin, by=by, details={"version": version.number})
    return version


@transaction.atomic
def write_head(*, bulletin: Bulletin, head: Mapping[str, str], base: int, by: Staff) -> BulletinVersion:
    """Title, addressees and copies."""
    before = _open(bulletin, by, "修改标题和主送", base=base)
    given = {key: _one_line(head.get(key, "")) for key in HEAD}
    if not given["heading"] or not given["addressees"]:
        raise Refusal("标题和主送不能保存", why="公文须有标题和主送机关", remedy="请填写后保存")
    version = _keep(
        bulletin, Way.EDITED, {**before.head, **given}, body_of(before), figures_of(before), by, before.counted_on,
        said="修改标题和主送",
    )  # fmt: skip
    record("write_bulletin_head", about=bulletin, by=by, details={"version": version.number})
    return version


def scope_of(bulletin: Bulletin, as_of: date) -> Scope:
    """What the paper speaks of, as known on a day; of one on a step, until that day."""
    end = max(bulletin.end, as_of) if bulletin.measure_id else bulletin.end
    return Scope(
        bulletin.campaign,
        bulletin.region,
        bulletin.start,
        end,
        as_of,
        bulletin.subject,
        bulletin.measure,
        outline(bulletin.kind).up,
    )


def latest(bulletin: Bulletin) -> BulletinVersion:
    """The version that stands."""
    found = bulletin.versions.order_by("-number").select_related("by").first()
    assert found is not None, "a bulletin is made with its first version"
    return found


def version_of(bulletin: Bulletin, number: int) -> BulletinVersion:
    """One version; NotFound where there is none of that number."""
    found = bulletin.versions.select_related("by").filter(number=number).first()
    if found is None:
        raise NotFound("没有找到这一稿", why=f"没有第{number}稿", remedy="请从稿本列表打开")
    return found


def body_of(version: BulletinVersion) -> Body:
    return from_json(version.body)


def figures_of(version: BulletinVersion) -> dict[str, Figure]:
    return {key: Figure.from_dict(one) for key, one in version.figures.items()}


def paragraph_of(body: Body, key: str) -> Paragraph:
    """One paragraph; NotFound where there is none."""
    for block in body:
        if isinstance(block, Paragraph) and block.key == key:
            return block
    raise NotFound("没有找到这一段", why="稿件中没有这一段", remedy="请从正文打开")


def _open(bulletin: Bulletin, by: Staff, doing: str, *, base: int = 0) -> BulletinVersion:
    """The version to go on from, with the bulletin held: two people who write at once come one after the other."""
    must_draft(by, bulletin.unit, doing=doing)
    held = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if held.paper_id is not None:
        raise Refusal(f"不能{doing}", why="公文已经制发，内容锁定", remedy="确需更正的，作废后另行起草")
    last = latest(held)
    if base and base != last.number:
        raise Refusal(
            f"不能{doing}",
            why=f"您打开的是第{base}稿，{last.by.name}已存为第{last.number}稿",
            remedy="请复制您写的内容，刷新后再改",
        )
    return last


def _keep(
    bulletin: Bulletin, way: str, head: Mapping[str, str], body: Body, figures: Mapping[str, Figure], by: Staff,
    counted_on: date, *, said: str = "",
) -> BulletinVersion:  # fmt: skip
    number = bulletin.versions.count() + 1
    plain = {key: figure.as_dict() for key, figure in figures.items()}
    return BulletinVersion.objects.create(
        bulletin=bulletin, number=number, way=way, said=said, head=dict(head), body=as_json(body), figures=plain,
        counted_on=counted_on, by=by,
    )  # fmt: skip


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines()).strip()


def _place(body: Body, key: str) -> int:
    return next(n for n, block in enumerate(body, 1) if block.key == key)
