"""The names of a party: entered, withdrawn with a reason, and what it was called before it was renamed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.merging import Party, kind_of, locked, must_decide
from nuanxin.foundation.parties.models import EmployerAlias, OtherName, ProjectAlias, WorkerAlias

_ALIASES: dict[str, type[EmployerAlias] | type[ProjectAlias] | type[WorkerAlias]] = {
    "employer": EmployerAlias,
    "project": ProjectAlias,
    "worker": WorkerAlias,
}
Alias = EmployerAlias | ProjectAlias | WorkerAlias


@transaction.atomic
def add_alias(
    *, party: Party, name: str, by: Staff, on: date, kind: str = OtherName.Kind.SAID, until: date | None = None
) -> Alias | None:
    """Another name by which a party is known; None where it is its name or a standing alias already."""
    must_decide(by, party, doing="登记别名")
    if not name_key(name):
        raise Refusal("别名不能登记", why="名称里没有文字", remedy="请填写曾用名、简称或俗称")
    return _enter(locked(party), name.strip(), kind, by, on, until)


@transaction.atomic
def withdraw_alias(*, alias: Alias, reason: str, by: Staff, on: date) -> Alias:
    """The name was entered by mistake: it finds the party no more; the row stays with its reason."""
    must_decide(by, alias.party, doing="撤回别名")
    locked(alias.party)
    alias.refresh_from_db()
    if alias.withdrawn_on or not reason.strip():
        why = f"已于{alias.withdrawn_on}撤回" if alias.withdrawn_on else "没有写明理由"
        raise Refusal(f"别名“{alias}”不能撤回", why=why, remedy="请核对后办理")
    alias.withdrawn_on, alias.withdrawn_by, alias.withdrawn_for = on, by, reason.strip()[:200]
    alias.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_for"])
    details = {"name": alias.name, "on": on}
    record("party.alias_withdrawn", about=alias.party, by=by, reason=reason, details=details)
    return alias


@transaction.atomic
def rename_party(*, party: Party, name: str, reason: str, by: Staff, on: date) -> Party:
    """The party has a new name from that day; the old one stays among its names as 曾用名 and still finds it."""
    must_decide(by, party, doing="更改名称")
    party = locked(party)
    before, name = party.name, name.strip()
    longest = party._meta.get_field("name").max_length or 0
    why = ""
    if not name_key(name) or len(name) > longest:
        why = f"名称里没有文字，或者超过{longest}个字"
    elif name == before:
        why = "与现在的名称相同"
    elif not reason.strip():
        why = "没有写明依据"
    if why:
        raise Refusal(f"“{before}”不能更名", why=why, remedy="请按营业执照、备案资料或证件填写，并写明依据")
    party.name = name
    party.save()
    _enter(party, before, OtherName.Kind.FORMER, by, on, on)
    record("party.renamed", about=party, by=by, reason=reason, details={"before": before, "name": name, "on": on})
    return party


def names_of(party: Party) -> list[Alias]:
    """All other names, withdrawn ones included, in the order of entry."""
    rows: list[Alias] = list(party.aliases.select_related("added_by", "withdrawn_by").order_by("pk"))
    return rows


def alias_at(party: Party, number: int) -> Alias | None:
    """One of the party's own names by its key."""
    return _ALIASES[kind_of(party)].objects.filter(party=party.pk, pk=number).first()


def _enter(party: Party, name: str, kind: str, by: Staff, on: date, until: date | None) -> Alias | None:
    model, key = _ALIASES[kind_of(party)], name_key(name)
    if key == name_key(party.name) or model.objects.filter(party=party.pk, name_key=key, withdrawn_on=None).exists():
        return None
    alias: Alias = model.objects.create(
        party_id=party.pk, name=name[:200], name_key=key[:200], kind=kind, until=until, added_on=on, added_by=by
    )
    record("party.alias", about=party, by=by, details={"name": name, "kind": kind, "on": on})
    return alias
