"""Employers and projects of a chunk of rows: found by credit code, else by name and place, or entered; in few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from nuanxin.command.ledger.entering.pouring import Funnel, reserve_ids, rows_among
from nuanxin.command.ledger.rows import Row
from nuanxin.command.ledger.sheets import UNKNOWN_EMPLOYER
from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.parties.models import Employer, EmployerAlias, Project

_LONGEST = 200
_EMPLOYER = Funnel(Employer, ("id", "name", "name_key", "credit_code", "region_id", "sector"))
_PROJECT = Funnel(Project, ("id", "name", "name_key", "region_id", "government", "state_firm"))


@dataclass(frozen=True)
class EmployerSaid:
    """An employer as a row names it. Without a credit code it is one with the same name in the same region."""

    name: str
    credit_code: str
    region: str
    sector: str = ""

    @cached_property
    def key(self) -> tuple[str, str] | str | None:
        if self.credit_code:
            return self.credit_code
        key = "" if self.name == UNKNOWN_EMPLOYER else name_key(self.name)[:_LONGEST]
        return (self.region, key) if key else None


@dataclass(frozen=True)
class ProjectSaid:
    """A project as a row names it: known by region and name."""

    name: str
    region: str
    government: bool | None = None
    state_firm: bool | None = None

    @cached_property
    def key(self) -> tuple[str, str] | None:
        key = name_key(self.name)[:_LONGEST]
        return (self.region, key) if key else None


@dataclass
class Parties:
    """What was found or entered while a file goes by; asked again only for what is new."""

    employers: dict[tuple[str, str] | str, int] = field(default_factory=dict)
    projects: dict[tuple[str, str], int] = field(default_factory=dict)
    names: dict[str, tuple[int, set[str]]] = field(default_factory=dict)  # credit code → employer, keys of its names

    def forget(self) -> None:
        """After a transaction that did not come through."""
        self.employers.clear()
        self.projects.clear()
        self.names.clear()

    def employer(self, said: EmployerSaid) -> int | None:
        key = said.key
        return self.employers[key] if key else None

    def project(self, said: ProjectSaid) -> int | None:
        key = said.key if said.name else None
        return self.projects[key] if key else None

    def settle(self, employers: Iterable[EmployerSaid], projects: Iterable[ProjectSaid]) -> None:
        """Make sure that every party named is known, with the names under which it goes."""
        said = list(employers)
        self._find_employers(said)
        self._enter_employers(said)
        self._learn_names(said)
        named = [project for project in projects if project.name and project.key]
        self._find_projects(named)
        self._enter_projects(named)

    def _find_employers(self, said: list[EmployerSaid]) -> None:
        new = {one.key for one in said if one.key and one.key not in self.employers}
        codes = [key for key in new if isinstance(key, str)]
        for pk, code, key in rows_among(Employer, "credit_code", codes, ("id", "credit_code", "name_key")):
            self.employers[str(code)] = pk
            self.names[str(code)] = (pk, {key})
        if codes:
            by_pk = {pk: code for code, (pk, _) in self.names.items() if code in new}
            for pk, key in rows_among(EmployerAlias, "party_id", by_pk, ("party_id", "name_key")):
                self.names[by_pk[pk]][1].add(key)
        named = {key[1] for key in new if isinstance(key, tuple)}
        wanted = ("id", "region_id", "name_key", "credit_code", "merged_into_id")
        for pk, region, key, code, merged_into in sorted(rows_among(Employer, "name_key", named, wanted), reverse=True):
            if (region, key) in new and code is None and merged_into is None:
                self.employers[(region, key)] = pk  # the oldest of several

    def _enter_employers(self, said: list[EmployerSaid]) -> None:
        new = {one.key: one for one in reversed(said) if one.key and one.key not in self.employers}
        wanted = [(key, one) for key, one in reversed(new.items()) if key]
        for pk, (key, one) in zip(reserve_ids(Employer, len(wanted)), wanted, strict=True):
            self.employers[key] = pk
            if one.credit_code:
                self.names[one.credit_code] = (pk, {_entered_name(one)[1]})
        _EMPLOYER.pour(
            (self.employers[key], *_entered_name(one), one.credit_code or None, one.region, one.sector)
            for key, one in wanted
        )

    def _learn_names(self, said: list[EmployerSaid]) -> None:
        """Another name for a known credit code is an alias; a code that was entered without a name takes the first."""
        aliases = []
        for one in said:
            key = name_key(one.name)[:_LONGEST]
            if not one.credit_code or one.name == UNKNOWN_EMPLOYER or not key:
                continue
            pk, keys = self.names[one.credit_code]
            if key in keys:
                continue
            if keys == {name_key(one.credit_code)}:
                Employer.objects.filter(pk=pk).update(name=one.name, name_key=key)
            else:
                aliases.append(EmployerAlias(party_id=pk, name=one.name, name_key=key))
            keys.add(key)
        EmployerAlias.objects.bulk_create(aliases, batch_size=1000)

    def _find_projects(self, said: list[ProjectSaid]) -> None:
        new = {one.key for one in said if one.key and one.key not in self.projects}
        if new:
            wanted = ("id", "region_id", "name_key", "merged_into_id")
            found = rows_among(Project, "name_key", {name for _, name in new}, wanted)
            for pk, region, key, merged_into in sorted(found, reverse=True):
                if (region, key) in new and merged_into is None:
                    self.projects[(region, key)] = pk  # the oldest of several

    def _enter_projects(self, said: list[ProjectSaid]) -> None:
        new = {one.key: one for one in reversed(said) if one.key and one.key not in self.projects}
        wanted = [(key, one) for key, one in reversed(new.items()) if key]
        self.projects.update(zip((key for key, _ in wanted), reserve_ids(Project, len(wanted)), strict=True))
        _PROJECT.pour(
            (self.projects[key], one.name, key[1], one.region, one.government, one.state_firm) for key, one in wanted
        )


def _entered_name(said: EmployerSaid) -> tuple[str, str]:
    """Name and compared name of a new employer; the code stands in for a name nobody knows."""
    name = said.name if said.name != UNKNOWN_EMPLOYER else said.credit_code
    return name, name_key(name)[:_LONGEST]


# The same parties come again and again, each with its key worked out.
_employer_said = lru_cache(maxsize=50_000)(EmployerSaid)
_project_said = lru_cache(maxsize=50_000)(ProjectSaid)


def employer_said(row: Row) -> EmployerSaid:
    """A name that a machine read makes nobody an employer before a person has gone over it."""
    said = row.said
    name = UNKNOWN_EMPLOYER if "employer" in row.read else said["employer"]
    return _employer_said(name, said["credit_code"], said["region"], said["sector"] or "")


def project_said(row: Row) -> ProjectSaid:
    said = row.said
    return _project_said(
        "" if "project" in row.read else said["project"], said["region"], said["government"], said["state_firm"]
    )
