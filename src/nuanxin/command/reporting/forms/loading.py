"""Forms read from YAML, a file of the folder or a text; a slip names where it is and what to write, all slips in one go."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from nuanxin.command.reporting.forms.model import Form
from nuanxin.foundation.common.errors import BadInput, Fault

FOLDER = Path(__file__).parent
WINTER = "winter_2023"
LONGEST_TEXT = 200_000  # characters of an uploaded form: far above any real one
_REMEDY = "请对照报表目录中的样表改正后重新上传"
_SAID = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个键，请检查拼写",
    "int_type": "应当是整数",
    "string_type": "应当是文字（数字请加引号）",
    "list_type": "应当是列表",
    "dict_type": "应当是“键: 值”",
    "bool_type": "应当是 true 或 false",
    "model_type": "应当是“键: 值”",
}


class _NoDoubles(yaml.SafeLoader):
    """YAML that refuses a key written twice, which plain loaders take silently, and aliases, which grow without bound."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int):
                raise yaml.constructor.ConstructorError(None, None, "键应当是文字", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}”写了两次", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "不能使用“*”引用", self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


@lru_cache
def form(key: str = WINTER) -> Form:
    """The form of a key, e.g. "winter_2023". BadInput when there is none or its file is wrong."""
    path = FOLDER / f"{key}.yaml"
    if not key.isidentifier() or not path.is_file():
        raise BadInput(Fault(f"没有报表“{key}”", remedy=f"可用的报表：{'、'.join(known_forms())}"))
    return read_form(path)


def known_forms() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read_form(path: Path) -> Form:
    """A form from a file. BadInput with one fault a slip: file, key, what is wrong."""
    return read_text(path.read_text(encoding="utf-8"), path.name)


@lru_cache(maxsize=64)
def read_text(text: str, name: str) -> Form:
    """A form from YAML or JSON text. BadInput with one fault a slip."""
    if len(text) > LONGEST_TEXT:
        raise BadInput(Fault(f"{name}：超过{LONGEST_TEXT}字，不是一张报表的定义", remedy=_REMEDY))
    try:
        content = yaml.load(text, Loader=_NoDoubles)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, RecursionError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        line = mark.line + 1 if mark else None
        said = getattr(wrong, "problem", None) or "层次过深或有不能识别的字符"
        raise BadInput(Fault(f"{name}：不是有效的 YAML：{said}", row=line, remedy=_REMEDY)) from wrong
    return built(content, name)


def built(content: Any, name: str) -> Form:
    """A form from a plain dict, as read from a file or from a notice. BadInput with one fault a slip."""
    if not isinstance(content, dict):
        raise BadInput(Fault(f"{name}：全表：应当是“键: 值”，从 key、version、title 写起", remedy=_REMEDY))
    try:
        return Form.model_validate(_with_text_keys(content))
    except ValidationError as wrong:
        raise BadInput(
            [Fault(f"{name}：{_place(slip)}：{_said(slip)}", remedy=_REMEDY) for slip in wrong.errors()]
        ) from wrong


def _with_text_keys(content: dict[Any, Any]) -> dict[Any, Any]:
    """Columns are numbered: `1:` is as good as `"1":`."""
    return {
        part: {str(key): value for key, value in held.items()} if isinstance(held, dict) else held
        for part, held in content.items()
    }


def _place(slip: Any) -> str:
    return ".".join(str(part) for part in slip["loc"] if "[" not in str(part)) or "全表"


def _said(slip: Any) -> str:
    return _SAID.get(slip["type"]) or str(slip["msg"]).removeprefix("Value error, ")
