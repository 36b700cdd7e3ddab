"""Tasks: what a notice orders, asks, encourages or allows, with the bodies that have to do it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nuanxin.command.notices.fields.mentions import Mention, mentions, role_names
from nuanxin.command.notices.fields.parts import Part
from nuanxin.command.notices.words.forms_of_words import words
from nuanxin.foundation.common.reading.official.bodies import is_vague, names_of
from nuanxin.foundation.common.reading.official.letters import Passage

TEXT_LENGTH = 40
_REPORTS = re.compile(r"(?:每[日天周旬月季年]|每季度|每半年|按[日周月季]|定期).{0,30}(?:报送|上报|报告|填报|报)")
_CLOSING_NOTE = re.compile(r"（(?=[^。]{0,200}(?:牵头|责任|负责|配合|落实))[^（）]*(?:（[^（）]*）[^（）]*)*）[。；]?$")
_ROLES_ALONE = re.compile(r"（?(?:牵头|责任|配合|参与|主办|承办|协办)(?:单位|部门)[：:]")
_TIME_ALONE = re.compile(r"^(?:[^，。]{2,8}阶段：)?(?:从|自|于)?\d[^，。要应须]{2,30}[。；]?$")
_ONLY_TIME = re.compile(
    r"^[（]?(?:时间|完成时限|期限)?[：]?[^，]{0,6}\d{1,4}年?[^，]{0,20}(?:底|前|日|月|止|完成)[）]?[。；]?$"
)
_CONTACT = re.compile(r"联系(?:人|方式|电话)|咨询电话|电子邮箱|[^，。；]{2,30}\d{3,4}-?\d{7,8}[。；]?$")
# 自查自纠阶段（11月25日至12月10日）。 names a stage and orders nothing; its time is that of the work told behind it.
_STAGE = re.compile(r"^[^，。；：]{2,16}（[^（）]*\d[^（）]*）。?$")


@dataclass
class Task:
    """`passage` is its text from the first word that orders; `units` in order; `sentences` all that belong to it."""

    section: str | None
    passage: Passage
    units: list[str]
    sentences: list[Passage] = field(default_factory=list)
    actors: tuple[str, ...] = ()


def tasks_of(part: Part, addressed: frozenset[str], deadlined: frozenset[int]) -> list[Task]:
    """The tasks of one part. `deadlined`: source places at which a deadline begins (see `deadlines`)."""
    if part.kind in ("goal", "condition", "time"):
        return []
    from_heading = _heading_units(part)
    whole = part.body
    if whole is None or not whole.text:
        return _of_heading(part, from_heading, addressed)
    tasks: list[Task] = []
    stage: list[Passage] = []
    one_only = bool(_CLOSING_NOTE.search(whole.text))
    for sentence in whole.sentences():
        if not tasks and _STAGE.match(sentence.text) and not words().orders.search(sentence.text):
            stage.append(sentence)
            continue
        found = mentions(sentence, addressed)
        if tasks and _ROLES_ALONE.match(sentence.text):
            said = sentence.text.rstrip("。；")
            roles = role_names(said[1:].removesuffix("）") if said.startswith("（") else said)
            for task in tasks:
                task.units += [n for n in roles if n not in task.units and not is_vague(n)]
            continue
        if not _orders(sentence, part, found):
            if tasks and part.section is not None:
                tasks[-1].sentences.append(sentence)
            continue
        actors = next((m.names for m in found if m.acts), ())
        own_time = bool(deadlined & set(sentence.where)) or bool(_REPORTS.search(sentence.text))
        if tasks and (one_only or not _begins_anew(tasks[-1], actors, own_time, sentence)):
            tasks[-1].sentences.append(sentence)
        else:
            tasks.append(Task(part.section, _from_the_order(sentence, found), [], [sentence]))
        current = tasks[-1]
        current.actors = current.actors or actors
        current.units += [n for m in found for n in m.names if n not in current.units]
    for task in tasks:
        if not any(deadlined & set(sentence.where) for sentence in task.sentences):
            task.sentences = [*stage, *task.sentences]
        task.units = list(dict.fromkeys([*from_heading, *task.units])) if from_heading else task.units
    return tasks


def _begins_anew(task: Task, actors: tuple[str, ...], own_time: bool, sentence: Passage) -> bool:
    if _ONLY_TIME.match(sentence.text):
        return False
    if actors and set(actors) != set(task.actors):
        return True
    return own_time


def _orders(sentence: Passage, part: Part, found: list[Mention]) -> bool:
    text, forms = sentence.text, words()
    if (
        len(text) < 4
        or _CONTACT.match(text)
        or (_TIME_ALONE.match(text) and not forms.orders.search(text) and not found)
    ):
        return False
    ordered = forms.orders.search(text) is not None
    if part.kind == "content":
        return any(m.acts for m in found) and ordered
    if part.section is None:
        if forms.formulas.search(text) and not _order_behind_formula(text):
            return False
        return ordered or (part.kind == "closing" and any(m.acts for m in found))
    if forms.formulas.search(text) and not any(m.acts for m in found):
        return False
    if forms.facts.search(text):
        return _order_clause(text, found) > 0 or _orders_before_fact(text, found)
    return True


def _order_behind_formula(text: str) -> bool:
    """现将该通知转发给你们，希望各地…: the order stands behind the handing on."""
    return (
        re.search(
            r"(?:你们|转发|印发)[^。]{0,6}，.*?(?:请|希望|要(?!求))(?!.{0,14}(?:遵照|贯彻|认真|结合|抓好)(?:贯彻|组织)?.{0,8}(?:执行|落实))",
            text,
        )
        is not None
    )


def _order_clause(text: str, found: list[Mention]) -> int:
    """Where the clause begins that orders, behind clauses that state facts; 0 if there is none."""
    start = 0
    for m in re.finditer(r"[，；]", text):
        clause = text[start : m.start()]
        if words().facts.search(clause) and not words().orders.search(text[:start]):
            rest = text[m.end() :]
            if words().orders.search(rest) or any(x.acts and x.start >= m.end() for x in found):
                return m.end()
        start = m.end()
    return 0


def _orders_before_fact(text: str, found: list[Mention]) -> bool:
    fact = words().facts.search(text)
    return bool(fact) and (words().orders.search(text[: fact.start()]) is not None if fact else False)


def _from_the_order(sentence: Passage, found: list[Mention]) -> Passage:
    """The sentence from its first word that orders: reasons, purposes and 现将…转发 stand before it."""
    text = sentence.text
    start = _order_clause(text, found)
    if not start and words().reasons.match(text):
        for m in re.finditer(r"，", text):
            rest = text[m.end() :]
            clause = rest.split("，")[0]
            acts = any(x.acts and m.end() <= x.start <= m.end() + 6 for x in found)
            if acts or words().orders.match(clause) or re.match(r"(?:决定|拟)", clause):
                start = m.end()
                break
    return sentence.cut(start)


def _heading_units(part: Part) -> tuple[str, ...]:
    """A heading, or its parent's, that is nothing but a list of bodies gives the work to them."""
    for heading in (part.heading.text if part.heading else "", *reversed(part.above)):
        bare = re.sub(r"(?:职责|工作职责|任务|责任|主要职责|（[^（）]*(?:牵头|责任)[^（）]*）)$", "", heading)
        if 3 <= len(bare) <= 40 and not re.search(
            r"^(?:加强|强化|完善|健全|建立|做好|落实|发挥|组织|成立|推动|推进|规范)", bare
        ):
            names = _whole_list(bare)
            if names:
                return names
    return ()


def _whole_list(text: str) -> tuple[str, ...]:
    from nuanxin.foundation.common.reading.official.bodies import is_body

    return names_of(text) if is_body(text) else ()


def _of_heading(part: Part, from_heading: tuple[str, ...], addressed: frozenset[str]) -> list[Task]:
    item = part.item
    if part.heading is None or item is None or item.has_children or part.kind != "work" or not item.parents:
        return []
    if from_heading or len(part.heading) < 4:
        return []
    units = [n for m in mentions(part.heading, addressed) for n in m.names]
    return [Task(part.section, part.heading, list(dict.fromkeys(units)), [part.heading])]
