"""The forms behind the questions. Few fields each, errors in plain words, every wrong answer kept on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.identity import IdNumber
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.phone import normalise_phone
from nuanxin.web.patterns.fields import YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.worker.report.places import place_choices

PIN = re.compile(r"(-?\d{1,2}\.\d{1,6}),(-?\d{1,3}\.\d{1,6}),(\d{1,7})", re.ASCII)
MONTHS_SHOWN = 60
MOST_YUAN = 100_000_000_00  # 分: one worker's wages of more than a hundred million 元 are a slip of the finger
MOST_PEOPLE = 5000


class Question(PatternForm):
    """A question's form. `ask_for`: what to say where a field was left empty."""

    ask_for: ClassVar[dict[str, Any]] = {}
    context: dict[str, Any]

    def __init__(self, *args: Any, context: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.context = context or {}
        super().__init__(*args, **kwargs)
        for name, words in self.ask_for.items():
            self.fields[name].error_messages |= {"required": words}

    def told(self) -> dict[str, Any]:
        """The answer as plain values, to be kept."""
        return dict(self.cleaned_data)


class Who(Question):
    """投诉 in one's own name, or 举报 without a name: two things, kept apart (劳动保障监察条例 第九条)."""

    kind = forms.ChoiceField(
        label=_("您是哪种情况？"),
        choices=[
            ("complaint", _("我被欠了工资，我要讨回来")),
            ("report", _("我知道有人欠薪，不留姓名")),
        ],
    )
    ask_for = {"kind": _("请点一种情况。")}
    icons = {"complaint": "coin", "report": "lock"}
    notes = {
        "complaint": _("这叫“投诉”。要留姓名和电话，办完会给您答复。"),
        "report": _("这叫“举报”。可以不留姓名电话，我们替您保密。"),
    }


class Where(Question):
    """The county decides who is competent; the words of the place help the inspector to find it."""

    region = forms.ChoiceField(label=_("哪个县（市、区）"), choices=[])
    place = forms.CharField(
        label=_("具体地点"), max_length=120, help_text=_("写路名、村名、厂名、工地名都行。"), required=False
    )
    project = forms.CharField(
        label=_("工地名称（不是工地不用填）"), max_length=120, required=False, help_text=_("工地大门牌子上的名字。")
    )
    pin = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    ask_for = {"region": _("请选一个县（市、区）。")}

    def clean_pin(self) -> str:
        """ "lat,lon,metres" from the phone; what a phone cannot have said is dropped, for nobody typed it."""
        return str(self.cleaned_data["pin"]) if read_pin(self.cleaned_data["pin"]) else ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("请选择")), *place_choices(self.context.get("city", ""))]


class Debtor(Question):
    """Who owes, in the worker's words; not knowing is an answer."""

    name = forms.CharField(label=_("公司或者老板的名字"), max_length=120, required=False)
    foreman = forms.CharField(
        label=_("带班、包工头的姓名和电话（可以不填）"), max_length=80, required=False, help_text=_("知道多少写多少。")
    )
    unknown = forms.BooleanField(label=_("我不知道谁欠"), required=False)

    def clean(self) -> dict[str, Any]:
        answer = dict(self.cleaned_data)
        if not answer.get("name") and not answer.get("unknown"):
            self.add_error("name", ValidationError(_("请写公司或老板的名字；不知道就勾上“我不知道谁欠”。")))
        return answer


class Work(Question):
    """A picture for each kind of work; behind it lies the row of the winter form."""

    kind = forms.ChoiceField(
        label=_("您干的是什么活？"),
        choices=[
            ("site", _("建筑、装修、修路")),
            ("factory", _("工厂、车间")),
            ("rider", _("送餐、快递、网约车")),
            ("service", _("饭店、商店、保安保洁")),
            ("farm", _("种植、养殖、绿化")),
            ("other", _("别的活")),
        ],
    )
    ask_for = {"kind": _("请点一种。")}
    icons = {
        "site": "w-site",
        "factory": "w-factory",
        "rider": "w-rider",
        "service": "w-service",
        "farm": "w-farm",
        "other": "w-other",
    }
    notes: ClassVar[dict[str, str | Promise]] = {}


def month_choices() -> Iterator[tuple[str, str]]:
    """The months up to this one, newest first, written out."""
    month = Month.of(occasion.today())
    yield "", gettext("请选择")
    for back in range(MONTHS_SHOWN):
        shown = month.shifted(-back)
        yield str(shown), gettext("%(year)d年%(month)d月") % {"year": shown.year, "month": shown.month}


class When(Question):
    """From which month to which month; months are chosen, never typed."""

    owed_from = forms.ChoiceField(label=_("从哪个月"), required=False)
    owed_to = forms.ChoiceField(label=_("到哪个月"), required=False)
    unknown = forms.BooleanField(label=_("说不清"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = list(month_choices())
        for name in ("owed_from", "owed_to"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = months

    def clean(self) -> dict[str, Any]:
        answer = dict(self.cleaned_data)
        if answer.get("unknown"):
            return answer | {"owed_from": "", "owed_to": ""}
        since, until = answer.get("owed_from", ""), answer.get("owed_to", "")
        if not since and "owed_from" not in self.errors:
            self.add_error("owed_from", ValidationError(_("请选月份；记不清就勾上“说不清”。")))
        elif since and until and since > until:
            self.add_error("owed_to", ValidationError(_("“到哪个月”比“从哪个月”还早，请改一改。")))
        return answer | {"owed_to": until or since}


class Amount(Question):
    """In 元, kept in 分; not knowing is an answer."""

    amount = YuanField(label=_("多少钱"), required=False, least=1_00, most=MOST_YUAN, doubtful_from=200_000_00)
    unknown = forms.BooleanField(label=_("不清楚"), required=False)

    def clean(self) -> dict[str, Any]:
        answer = dict(self.cleaned_data)
        if answer.get("unknown"):
            return answer | {"amount": None}
        if answer.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", ValidationError(_("请写多少钱；不知道就勾上“不清楚”。")))
        return answer


class People(Question):
    """For oneself or for several: those join by a link, each with his own amount."""

    kind = forms.ChoiceField(
        label=_("被欠钱的有几个人？"),
        choices=[("alone", _("只有我自己")), ("several", _("还有工友"))],
    )
    number = forms.IntegerField(
        label=_("大约一共几个人（连您自己）"), required=False, min_value=2, max_value=MOST_PEOPLE
    )
    ask_for = {"kind": _("请点一种。")}
    icons = {"alone": "user", "several": "users"}
    notes = {"several": _("填完后给您一个链接，工友点开写自己的钱数。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = self.fields["number"]
        number.widget.attrs |= {"inputmode": "numeric"}
        number.error_messages |= {
            "invalid": _("请写数字，例如 12。"),
            "min_value": _("连您自己至少 2 个人。"),
            "max_value": _("人数太多了，请核对。"),
        }


class Workers(Question):
    """How many, as far as the reporter knows."""

    number = forms.IntegerField(label=_("人数"), required=False, min_value=1, max_value=MOST_PEOPLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = self.fields["number"]
        number.widget.attrs |= {"inputmode": "numeric"}
        number.error_messages |= {
            "invalid": _("请写数字，例如 12。"),
            "min_value": _("至少 1 个人。"),
            "max_value": _("人数太多了，请核对。"),
        }


class _Phone(Question):
    """What the two forms with a telephone share."""

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])


def read_pin(text: str) -> tuple[str, str, int] | None:
    """(latitude, longitude, accuracy in metres) of a position of WGS-84; None where it is none."""
    found = PIN.fullmatch(text)
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return None
    return found[1], found[2], int(found[3])


def read_phone(text: str) -> str:
    """A telephone number in its written form. Raises ValidationError with the Chinese reason."""
    if not text.strip():
        return ""
    try:
        return normalise_phone(text)
    except ValueError as wrong:
        raise ValidationError(f"{wrong}。") from wrong


def read_id(text: str) -> str:
    """An identity number with its check digit. Raises ValidationError with the Chinese reason."""
    if not text.strip():
        return ""
    try:
        return IdNumber(text).text
    except ValueError as wrong:
        raise ValidationError(f"{wrong}。") from wrong


def phone_input() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})


def id_input() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})


class _Numbered(_Phone):
    """A telephone, and a number of identity that is agreed to apart."""

    def clean_id_number(self) -> str:
        return read_id(self.cleaned_data["id_number"])

    def clean(self) -> dict[str, Any]:
        """The number is a sensitive datum: agreed to apart, or left out (个人信息保护法 第二十九条)."""
        said = dict(self.cleaned_data)
        if said.get("id_number") and not said.get("agree_id"):
            self.add_error("agree_id", ValidationError(_("同意的话请打勾；不同意就把身份证号删掉，一样能反映。")))
        return said


class Me(_Numbered):
    """Name and telephone of who complains; the identity number helps, and may come later."""

    name = forms.CharField(label=_("您的姓名"), max_length=40, help_text=_("和身份证上一样。"))
    phone = forms.CharField(
        label=_("手机号"), max_length=30, widget=phone_input(), help_text=_("办案人员用它联系您，进度也发到这里。")
    )
    id_number = forms.CharField(
        label=_("身份证号（可以后补）"),
        max_length=24,
        required=False,
        widget=id_input(),
        help_text=_("用来核对工资表、防止别人冒领。"),
    )
    agree_id = forms.BooleanField(label=_("填了身份证号的请打勾：同意用它核对工资表"), required=False)
    migrant = forms.ChoiceField(
        label=_("您的户口"),
        choices=[("yes", _("农村户口")), ("no", _("城镇户口"))],
        widget=forms.RadioSelect,
        required=False,
    )
    ask_for = {"name": _("请写您的姓名。"), "phone": _("请写手机号，不然办案人员找不到您。")}


class Contact(_Phone):
    """A reporter may leave a telephone, sealed; or nothing at all."""

    phone = forms.CharField(label=_("电话（可以不填）"), max_length=30, required=False, widget=phone_input())


class Proof(Question):
    """What the worker adds in his own words; the files themselves go up one by one (evidence.py)."""

    say = forms.CharField(
        label=_("还有什么要说的（可以不填）"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class Joined(_Numbered):
    """What a workmate says at the link of a group: his name, his telephone, his own sum, and that it is true."""

    name = forms.CharField(label=_("您的姓名"), max_length=40)
    phone = forms.CharField(label=_("手机号"), max_length=30, widget=phone_input())
    amount = YuanField(label=_("欠您多少钱"), least=1_00, most=MOST_YUAN, doubtful_from=200_000_00)
    id_number = forms.CharField(label=_("身份证号（可以后补）"), max_length=24, required=False, widget=id_input())
    agree_id = forms.BooleanField(label=_("填了身份证号的请打勾：同意用它核对工资表"), required=False)
    migrant = forms.ChoiceField(
        label=_("您的户口"),
        choices=[("yes", _("农村户口")), ("no", _("城镇户口"))],
        widget=forms.RadioSelect,
        required=False,
    )
    agree = forms.BooleanField(label=_("我说的是真的，同意和工友一起反映"))
    ask_for = {
        "name": _("请写您的姓名。"),
        "phone": _("请写手机号。"),
        "amount": _("请写欠您多少钱。"),
        "agree": _("同意的话请打勾。"),
    }
