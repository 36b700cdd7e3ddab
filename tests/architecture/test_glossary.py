"""GLOSSARY.md ties each official Chinese term to one English name, and knows every model."""

from __future__ import annotations

import re
from collections import Counter

from django.apps import apps

from tests.architecture.house import ROOT

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROW = re.compile(r"^\| ([^|]+?) \| `([^`|]+)` \|", re.MULTILINE)


def glossary() -> list[tuple[str, str]]:
    return ROW.findall((ROOT / "GLOSSARY.md").read_text())


def own_models() -> list[type]:
    return [m for m in apps.get_models() if m.__module__.startswith("nuanxin.")]


def test_one_term_one_name() -> None:
    terms = Counter(term for term, _ in glossary())
    names = Counter(name for _, name in glossary())
    assert [t for t, n in (terms + names).items() if n > 1] == []


def test_every_model_is_in_the_glossary() -> None:
    known = {(term, name) for term, name in glossary()}
    missing = [(str(m._meta.verbose_name), m.__name__) for m in own_models()]
    assert [pair for pair in missing if pair not in known] == []


def test_every_model_and_field_has_its_chinese_term() -> None:
    nameless = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.fields
        if not field.primary_key and field.name != "password" and field.name != "last_login"
        if not CHINESE.search(str(field.verbose_name))
    ]
    assert nameless == []
