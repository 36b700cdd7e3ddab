"""What the adviser asks about a matter, as plain values. Two sorts of facts, and the difference is the point.

Stated facts may be unknown (None): nobody has asked yet. Events are on record or they are not; no record means that the
house knows of none. Money in 分; days inclusive.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.law.records import COUNTRY


def _stated(label: str, question: str, unit: str = "") -> dict[str, str]:
    """A fact that somebody has to say: its name, the question that brings it out, its unit."""
    return {"label": label, "question": question, "unit": unit}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One matter on one day. Raises ValueError where days that depend on one another stand in the wrong order."""

    today: date = field(metadata={"label": "今天"})
    place: str = field(default=COUNTRY, metadata={"label": "用工所在地"})

    # Stated: who.
    migrant: bool | None = field(default=None, metadata=_stated("农民工", "本人是不是农村户口"))
    over_age: bool | None = field(default=None, metadata=_stated("已过退休年龄", "本人是不是已经过了退休年龄"))
    persons: int | None = field(default=None, metadata=_stated("人数", "一共几个人被拖欠", "人"))
    hardship: bool | None = field(default=None, metadata=_stated("生活困难", "吃住、看病是不是已经有困难"))
    # Stated: who owes.
    employer_known: bool | None = field(default=None, metadata=_stated("单位明确", "单位或者项目叫什么、在哪里"))
    project: bool | None = field(default=None, metadata=_stated("工程建设项目", "是不是工地（工程建设项目）上的活"))
    individual_contractor: bool | None = field(
        default=None, metadata=_stated("由个人雇用（包工头）", "是单位招的还是包工头个人叫的")
    )
    unit_above: bool | None = field(default=None, metadata=_stated("有把活包给包工头的单位", "包工头上面有没有单位"))
    able_to_pay: bool | None = field(default=None, metadata=_stated("单位有能力支付", "单位现在有没有钱付"))
    willing: bool | None = field(
        default=None, metadata=_stated("单位承认欠薪、愿意签字", "单位认不认账、愿不愿意坐下来签字")
    )
    # Stated: what is owed.
    owed_until: date | None = field(default=None, metadata=_stated("欠薪到（至少）", "欠到哪一天"))
    employed: bool | None = field(default=None, metadata=_stated("还在该单位干活", "现在还在不在那里干"))
    ended_on: date | None = field(default=None, metadata=_stated("劳动关系终止日", "哪一天离开的"))
    amount_fen: int | None = field(default=None, metadata=_stated("欠薪总额", "一共欠多少", "分"))
    largest_fen: int | None = field(default=None, metadata=_stated("一人最多被欠", "每个人各欠多少", "分"))
    largest_months: int | None = field(default=None, metadata=_stated("该人被欠月数", "被欠最多的人欠了几个月", "个月"))
    iou: bool | None = field(default=None, metadata=_stated("有工资欠条", "手里有没有工资欠条"))
    iou_due_on: date | None = field(default=None, metadata=_stated("欠条约定的还款日", "欠条写明哪一天还"))
    other_issue: bool | None = field(
        default=None, metadata=_stated("还有其他劳动争议", "除了工资，还要不要经济补偿、工伤等别的")
    )
    mutual_debts: bool | None = field(default=None, metadata=_stated("双方另有债务", "本人是不是也欠单位的钱"))
    # Stated: what stands ready to pay from.
    deposit: bool | None = field(default=None, metadata=_stated("有工资保证金或保函", "这个项目存没存工资保证金"))
    fund: bool | None = field(default=None, metadata=_stated("本地有应急周转金", "本地有没有应急周转金"))

    # On record: the employer, the report, labour inspection.
    fled: bool = field(default=False, metadata={"label": "单位（老板）逃匿、联系不上"})
    received_on: date | None = field(default=None, metadata={"label": "向本平台反映"})
    by_worker: bool = field(default=False, metadata={"label": "本人实名投诉"})
    asked_on: tuple[date, ...] = field(default=(), metadata={"label": "向对方要过、向部门求助过"})
    accepted_on: date | None = field(default=None, metadata={"label": "监察受理"})
    refused_on: date | None = field(default=None, metadata={"label": "监察不予受理"})
    inspection_ended_on: date | None = field(default=None, metadata={"label": "监察结案"})
    order_served_on: date | None = field(default=None, metadata={"label": "责令限期支付送达"})
    order_until: date | None = field(default=None, metadata={"label": "责令支付期限"})
    decision_served_on: date | None = field(default=None, metadata={"label": "行政处理决定送达"})
    decision_until: date | None = field(default=None, metadata={"label": "处理决定履行期限"})
    review_on: date | None = field(default=None, metadata={"label": "申请行政复议"})
    referred_on: date | None = field(default=None, metadata={"label": "移送公安"})
    # On record: agreement.
    mediation_on: date | None = field(default=None, metadata={"label": "申请调解"})
    mediation_refused: bool = field(default=False, metadata={"label": "对方拒绝调解"})
    agreement_on: date | None = field(default=None, metadata={"label": "调解协议生效"})
    default_on: date | None = field(default=None, metadata={"label": "协议到期未付"})
    confirmed_on: date | None = field(default=None, metadata={"label": "司法确认"})
    notary_on: date | None = field(default=None, metadata={"label": "申请公证"})
    notarised_on: date | None = field(default=None, metadata={"label": "还款协议公证（有强制执行效力）"})
    certificate_on: date | None = field(default=None, metadata={"label": "出具执行证书"})
    # On record: arbitration and court.
    arbitration_on: date | None = field(default=None, metadata={"label": "申请仲裁"})
    arbitration_accepted_on: date | None = field(default=None, metadata={"label": "仲裁受理"})
    arbitration_refused_on: date | None = field(default=None, metadata={"label": "仲裁不予受理通知送达"})
    award_on: date | None = field(default=None, metadata={"label": "收到仲裁裁决书"})
    award_final: bool | None = field(default=None, metadata=_stated("裁决是一裁终局", "裁决书有没有写明是终局裁决"))
    said_seized: bool = field(default=False, metadata={"label": "本人说已在仲裁或者法院（日期没有登记）"})
    suit_on: date | None = field(default=None, metadata={"label": "起诉"})
    payment_order_on: date | None = field(default=None, metadata={"label": "申请支付令"})
    payment_order_void: bool = field(default=False, metadata={"label": "支付令因异议失效"})
    title_due_on: date | None = field(default=None, metadata={"label": "生效文书的履行期最后一日"})
    enforcement_on: date | None = field(default=None, metadata={"label": "申请法院执行"})
    # On record: help.
    aid_on: date | None = field(default=None, metadata={"label": "申请法律援助"})
    support_on: date | None = field(default=None, metadata={"label": "申请支持起诉"})
    relief_on: date | None = field(default=None, metadata={"label": "申请临时救助"})
    drawn_on: date | None = field(default=None, metadata={"label": "保证金支付通知"})
    advance_on: date | None = field(default=None, metadata={"label": "申请周转金垫付"})
    petition_on: date | None = field(default=None, metadata={"label": "信访登记"})
    paid_all: bool = field(default=False, metadata={"label": "全部付清并经本人确认"})

    def __post_init__(self) -> None:
        if self.owed_until and self.ended_on and self.owed_until > self.ended_on:
            raise ValueError("欠薪到的日期晚于劳动关系终止日")
        if self.employed and self.ended_on:
            raise ValueError("还在干活，却有劳动关系终止日")


STATED: tuple[str, ...] = tuple(each.name for each in fields(Facts) if "question" in each.metadata)


def _of(name: str) -> Field[Any]:
    return Facts.__dataclass_fields__[name]


def label_of(name: str) -> str:
    """The Chinese name of a fact."""
    return str(_of(name).metadata["label"])


def question_of(name: str) -> str:
    """What to ask the worker where the fact is unknown; empty for what is only ever on record."""
    return str(_of(name).metadata.get("question", ""))


def is_yes_no(name: str) -> bool:
    """Whether the fact is answered by yes or no."""
    return str(Facts.__annotations__[name]).startswith("bool")


def shown(name: str, value: Any) -> str:
    """The value in Chinese: unknown is never shown as no."""
    if isinstance(value, bool):
        return "是" if value else ("否" if question_of(name) else "没有记录")
    if value is None:
        return "不知道" if question_of(name) else "没有记录"
    if isinstance(value, tuple):
        return "、".join(chinese_day(day) for day in value) or "没有记录"
    if isinstance(value, date):
        return chinese_day(value)
    unit = str(_of(name).metadata.get("unit", ""))
    return f"{yuan(value)}元" if unit == "分" else f"{value}{unit}"
