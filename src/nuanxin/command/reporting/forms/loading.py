"""Forms read from their YAML files; a slip names the file and the key, in one go for all slips."""

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


class _NoDoubles(yaml.SafeLoader):
    """YAML that refuses a key written twice, which plain loaders take silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}”写了两次", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


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
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_NoDoubles)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise BadInput(Fault(f"{path.name}：不是有效的 YAML：{getattr(wrong, 'problem', wrong)}", row=line)) from wrong
    try:
        return Form.model_validate(content)
    except ValidationError as wrong:
        raise BadInput([Fault(f"{path.name}：{_place(slip)}：{slip['msg']}") for slip in wrong.errors()]) from wrong


def _place(slip: Any) -> str:
    return ".".join(str(part) for part in slip["loc"]) or "全表"
