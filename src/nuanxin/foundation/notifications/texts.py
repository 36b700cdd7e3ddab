"""The texts of messages: one YAML file each in templates/, in numbered versions. A sent message names its version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from nuanxin.foundation.common.errors import Refusal

FOLDER = Path(__file__).resolve().parent / "templates"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
# A lock screen is read by whoever lies beside the phone: foreman, room mates. Nothing there may tell of a complaint.
TELLING_WORDS = ("欠薪", "拖欠", "投诉", "举报", "工资", "维权", "监察", "讨薪", "仲裁")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Version(_Strict):
    """One version of a text: `notice` for the lock screen (neutral), `body` with placeholders, the names they need."""

    version: int
    notice: str
    body: str
    fields: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Version:
        told = [word for word in TELLING_WORDS if word in self.notice]
        if told:
            raise ValueError(f"锁屏提示不能出现“{told[0]}”")
        if set(_PLACEHOLDER.findall(self.body)) != set(self.fields) or _PLACEHOLDER.search(self.notice):
            raise ValueError("正文的占位与 fields 不一致，或者锁屏提示带有占位")
        return self


class Text(_Strict):
    """A kind of message: what it is for, and its versions, the newest last. `kind`: its name in the boxes of staff."""

    purpose: str
    kind: str = ""
    versions: tuple[Version, ...]

    @model_validator(mode="after")
    def _numbered(self) -> Text:
        if [one.version for one in self.versions] != list(range(1, len(self.versions) + 1)):
            raise ValueError("版本号应从1起连续")
        return self

    @property
    def current(self) -> Version:
        return self.versions[-1]


@cache
def text(key: str) -> Text:
    """The text of that key; Refusal where there is none."""
    path = FOLDER / f"{key}.yaml"
    if not re.fullmatch(r"[a-z_]+", key) or not path.is_file():
        raise Refusal(f"没有“{key}”这种消息", remedy="可用的消息：" + "、".join(text_keys()))
    return Text.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def kinds() -> dict[str, str]:
    """Key → name of the messages that lie in boxes of staff."""
    return {key: found.kind for key in text_keys() if (found := text(key)).kind}


def text_keys() -> tuple[str, ...]:
    """Every kind of message there is."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def body_of(version: Version, values: Mapping[str, str]) -> str:
    """The text with its values; Refusal that names what is missing, unknown or blank."""
    missing = [name for name in version.fields if not values.get(name, "").strip()]
    unknown = sorted(set(values) - set(version.fields))
    if missing or unknown:
        why = "；".join([*(f"缺少“{name}”" for name in missing), *(f"多出“{name}”" for name in unknown)])
        raise Refusal("消息不能生成", why=why, remedy="请核对消息模板所需的内容")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], version.body)
