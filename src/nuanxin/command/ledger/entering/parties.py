"""Employers and projects of a chunk of rows: found by credit code, else by name and place, or entered; in few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nuanxin.command.ledger.cells import known_name_key
from nuanxin.command.ledger.rows import Row
from nuanxin.command.ledger.sheets import UNKNOWN_EMPLOYER
from nuanxin.foundation.parties.models import Employer, EmployerAlias, Project

_LONGEST = 200


@dataclass(frozen=True)
class EmployerSaid:
    """An employer as a row names it. Without a credit code it is one with the same name in the same region."""

    name: str
    credit_code: str
    region: str
    sector: str = ""

    @property
    def key(self) -> tuple[str, str] | str | None:
        if self.credit_code:
            return self.credit_code
        key = "" if self.name == UNKNOWN_EMPLOYER else known_name_key(self.name)[:_LONGEST]
        return (self.region, key) if key else None


@dataclass(frozen=True)
class ProjectSaid:
    """A project as a row names it: known by region and name."""

    name: str
    region: str
    government: bool | None = None
    state_firm: bool | None = None

    @property
    def key(self) -> tuple[str, str] | None:
        key = known_name_key(self.name)[:_LONGEST]
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
        for pk, code, name_key in Employer.objects.filter(credit_code__in=codes).values_list(
            "pk", "credit_code", "name_key"
        ):
            self.employers[str(code)] = pk
            self.names[str(code)] = (pk, {name_key})
        if codes:
            by_pk = {pk: code for code, (pk, _) in self.names.items() if code in new}
            for pk, key in EmployerAlias.objects.filter(employer__in=by_pk).values_list("employer_id", "name_key"):
                self.names[by_pk[pk]][1].add(key)
        keys = [key for key in new if isinstance(key, tuple)]
        nameless = Employer.objects.filter(
            credit_code=None, merged_into=None, region__in={r for r, _ in keys}, name_key__in={k for _, k in keys}
        )
        for pk, region, key in nameless.order_by("-pk").values_list("pk", "region_id", "name_key"):
            if (region, key) in new:
                self.employers[(str(region), key)] = pk

    def _enter_employers(self, said: list[EmployerSaid]) -> None:
        new = {one.key: one for one in reversed(said) if one.key and one.key not in self.employers}
        made = [
            Employer(
                name=one.name if one.name != UNKNOWN_EMPLOYER else one.credit_code,
                name_key=known_name_key(one.name if one.name != UNKNOWN_EMPLOYER else one.credit_code)[:_LONGEST],
                credit_code=one.credit_code or None,
                region_id=one.region,
                sector=one.sector,
            )
            for one in reversed(new.values())
        ]
        for employer in Employer.objects.bulk_create(made, batch_size=1000):
            if employer.credit_code:
                self.employers[employer.credit_code] = employer.pk
                self.names[employer.credit_code] = (employer.pk, {employer.name_key})
            else:
                self.employers[(str(employer.region_id), employer.name_key)] = employer.pk

    def _learn_names(self, said: list[EmployerSaid]) -> None:
        """Another name for a known credit code is an alias; a code that was entered without a name takes the first."""
        aliases = []
        for one in said:
            key = known_name_key(one.name)[:_LONGEST]
            if not one.credit_code or one.name == UNKNOWN_EMPLOYER or not key:
                continue
            pk, keys = self.names[one.credit_code]
            if key in keys:
                continue
            if keys == {known_name_key(one.credit_code)}:
                Employer.objects.filter(pk=pk).update(name=one.name, name_key=key)
            else:
                aliases.append(EmployerAlias(employer_id=pk, name=one.name, name_key=key))
            keys.add(key)
        EmployerAlias.objects.bulk_create(aliases, batch_size=1000)

    def _find_projects(self, said: list[ProjectSaid]) -> None:
        new = {one.key for one in said if one.key and one.key not in self.projects}
        if new:
            found = Project.objects.filter(
                merged_into=None, region__in={r for r, _ in new}, name_key__in={k for _, k in new}
            )
            for pk, region, key in found.order_by("-pk").values_list("pk", "region_id", "name_key"):
                if (region, key) in new:
                    self.projects[(region, key)] = pk

    def _enter_projects(self, said: list[ProjectSaid]) -> None:
        new = {one.key: one for one in reversed(said) if one.key and one.key not in self.projects}
        made = [
            Project(
                name=one.name,
                name_key=key[1],
                region_id=one.region,
                government=one.government,
                state_firm=one.state_firm,
            )
            for key, one in reversed(new.items())
            if key
        ]
        for project in Project.objects.bulk_create(made, batch_size=1000):
            self.projects[(project.region_id, project.name_key)] = project.pk


def employer_said(row: Row) -> EmployerSaid:
    said = row.said
    return EmployerSaid(said["employer"], said["credit_code"], said["region"], said["sector"] or "")


def project_said(row: Row) -> ProjectSaid:
    said = row.said
    return ProjectSaid(said["project"], said["region"], said["government"], said["state_firm"])
