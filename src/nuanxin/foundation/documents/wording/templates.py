"""Templates of papers: one YAML file each in papers/, read strictly, so that a slip in a file fails before it prints.

A template says which fields the law wants (with label, reason and article), what the paper says, who signs, which
remedy it teaches. What several papers share (remedy, officers, whom to ask) is declared by one word and written here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from nuanxin.foundation.common.errors import Refusal

FOLDER = Path(__file__).resolve().parent.parent / "papers"
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.:]*)\}")

FieldKind = Literal["text", "day", "moment", "money", "persons", "lines", "table", "tables", "choice"]
Layout = Literal["enforcement", "red_head", "form", "slip", "board"]
Remedy = Literal["none", "decision", "reconsider_first"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PaperField(_Strict):
    """One thing that must be filled. `may_be_none` allows 无 with a reason; nothing may be left blank in silence."""

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = True
    may_be_none: bool = False
    why: str
    article: str = ""
    options: dict[str, str] = Field(default_factory=dict)
    columns: tuple[str, ...] = ()
    at_least: int = 1

    @model_validator(mode="after")
    def _fits_its_kind(self) -> PaperField:
        if (self.kind == "choice") != bool(self.options) or (self.kind == "table") != bool(self.columns):
            raise ValueError(f"{self.key}: options belong to choice, columns to table")
        return self


class Part(_Strict):
    """One piece of the text: a paragraph, a heading, a list, a table or rows of a form; `when` = "field=value"."""

    text: str = ""
    heading: str = ""
    items: str = ""
    outlined: bool = False  # the entries carry 一、（一）1. themselves, which decides their typeface
    table: str = ""
    tables: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    blank_rows: tuple[tuple[str, int], ...] = ()
    when: str = ""


class Template(_Strict):
    """A kind of paper. `reader` is who gets it: what an employer reads may never name who reported."""

    key: str
    version: int
    title: str
    name: str = ""
    number_word: str = ""
    layout: Layout
    reader: Literal["worker", "employer", "police", "file", "public", "organ"]
    addressee: str = ""
    fields: tuple[PaperField, ...]
    parts: tuple[Part, ...]
    cites: tuple[str, ...] = ()
    remedy: Remedy = "none"
    closing: str = ""
    signed: bool = True
    # Whether the organ's seal must be on it before service (with the article), is expected, or has no place.
    seal: Literal["auto", "required", "expected", "none"] = "auto"
    seal_article: str = ""
    officers: bool = False
    contact: bool = True
    sms_allowed: bool = True
    qr: str = ""
    qr_caption: str = ""
    big: str = ""
    copies: str = ""
    open_mark: Literal["published", "proactive", "on_request", "not_open"] = "not_open"

    @model_validator(mode="after")
    def _seal_of_its_layout(self) -> Template:
        if self.seal == "auto":
            official = self.signed and self.layout in ("enforcement", "red_head")
            object.__setattr__(self, "seal", "expected" if official else "none")
        if (self.seal == "required") != bool(self.seal_article):
            raise ValueError(f"{self.key}: a seal that the law requires names its article")
        return self

    @property
    def called(self) -> str:
        """What lists call this kind of paper: its title, or its name where the title is written anew each time."""
        return self.name or self.title

    def field(self, key: str) -> PaperField:
        return next(field for field in self.fields if field.key == key)


_OFFICERS: dict[str, Any] = {
    "key": "officers",
    "label": "承办监察员及执法证号",
    "kind": "lines",
    "at_least": 2,
    "why": "劳动保障监察由不少于两名监察员进行并出示证件",
    "article": "劳动保障监察条例第十六条；行政处罚法第四十二条",
}
_CONTACT: list[dict[str, Any]] = [
    {"key": "contact_name", "label": "联系人", "why": "收到文书的人须知道向谁询问"},
    {"key": "contact_phone", "label": "联系电话", "why": "收到文书的人须知道怎样联系"},
    {"key": "contact_address", "label": "联系地址", "why": "收到文书的人须知道到何处办理"},
]
_REMEDY_FIELDS: dict[Remedy, list[dict[str, Any]]] = {
    "none": [],
    "decision": [
        {
            "key": "reconsideration_organ",
            "label": "行政复议机关",
            "why": "决定须告知申请行政复议的途径",
            "article": "行政复议法第二十条、第二十四条",
        },
        {
            "key": "court",
            "label": "管辖人民法院",
            "why": "决定须告知提起行政诉讼的途径",
            "article": "行政诉讼法第四十六条",
        },
    ],
}
_REMEDY_FIELDS["reconsider_first"] = _REMEDY_FIELDS["decision"]
_REMEDY_TEXT: dict[Remedy, str] = {
    "none": "",
    "decision": (
        "如不服本{paper_noun}，可以自收到本{paper_noun}之日起{law:rem.reconsider}内向{reconsideration_organ}申请行政复议，"
        "也可以自收到本{paper_noun}之日起{law:rem.suit}内直接向{court}提起行政诉讼。复议、诉讼期间，本{paper_noun}不停止执行，"
        "法律另有规定的除外。"
    ),
    # A refusal to act must be brought to reconsideration first (行政复议法 art. 23), and the paper must say so.
    "reconsider_first": (
        "如不服本{paper_noun}，应当自收到本{paper_noun}之日起{law:rem.reconsider}内先向{reconsideration_organ}申请行政复议；"
        "对行政复议决定仍不服的，可以自收到复议决定书之日起{law:rem.suit.after_review}内向{court}提起行政诉讼。"
    ),
}


@cache
def template(key: str) -> Template:
    """The template of that key; Refusal where there is none, ValueError where the file is faulty."""
    path = FOLDER / f"{key}.yaml"
    if not re.fullmatch(r"[a-z_]+", key) or not path.is_file():
        raise Refusal(f"没有“{key}”这种文书", remedy="可用的文书：" + "、".join(template_keys()))
    return _expanded(key, yaml.safe_load(path.read_text(encoding="utf-8")))


def template_keys() -> tuple[str, ...]:
    """Every kind of paper there is."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def _expanded(key: str, raw: dict[str, Any]) -> Template:
    """The declared fields and parts plus what officers, contact and remedy stand for, with all placeholders known."""
    fields = [dict(given, key=name) for name, given in raw.pop("fields").items()]
    parts = [{"text": part} if isinstance(part, str) else part for part in raw.pop("parts")]
    remedy: Remedy = raw.get("remedy", "none")
    fields += _REMEDY_FIELDS[remedy]
    if remedy != "none":
        noun = raw["title"][-3:] if raw["title"].endswith(("决定书", "指令书")) else "文书"
        parts.append({"text": _REMEDY_TEXT[remedy].replace("{paper_noun}", noun)})
    if raw.get("closing"):
        parts.append({"text": raw["closing"]})
    if raw.get("officers"):
        fields.append(_OFFICERS)
    if raw.get("contact", True):
        fields += _CONTACT
    whole = Template.model_validate({**raw, "key": key, "fields": fields, "parts": parts})
    _check_placeholders(whole)
    return whole


def _check_placeholders(whole: Template) -> None:
    known = {field.key for field in whole.fields} | {"unit", "number", "day"}
    texts = [whole.title, whole.addressee, whole.qr, whole.big]
    for part in whole.parts:
        texts += [part.text, part.heading, *(value for _, value in part.rows)]
        texts += [f"{{{name}}}" for name in (part.items, part.table, part.tables, part.when.partition("=")[0]) if name]
    asked = {name for text in texts for name in PLACEHOLDER.findall(text) if not name.startswith("law:")}
    if asked - known:
        raise ValueError(f"papers/{whole.key}.yaml uses fields it does not declare: {sorted(asked - known)}")
