"""Nothing that is open, held, unpaid, not recovered or within its period is ever destroyed, whatever happens between the acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.intake.destruction.proposing import decide_destruction, propose_destruction
from nuanxin.rights.intake.destruction.reach import reachable
from nuanxin.rights.intake.destruction.records import DestructionLine, DestructionList
from nuanxin.rights.intake.destruction.staying import FILES, STAYS
from nuanxin.rights.intake.destruction.wiping import GONE, goes, scrubbed
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration.facts import ClaimFacts
from nuanxin.rights.intake.retention.records import LegalHold
from tests.conftest import People
from tests.unit.rights.cases.making import claims
from tests.unit.rights.intake.clues import a_clue
from tests.unit.rights.intake.destruction.making import LATER, carried, set_years

BARS = ("young", "held", "open_case", "unpaid", "open")
Moment = st.sampled_from(["before", "listed", "approved"])


def bar(clue: Clue, name: str, people: People) -> None:
    """Make this true of the clue, as it may come about at any time."""
    if name == "young":
        Clue.objects.filter(pk=clue.pk).update(closed_on=LATER - timedelta(days=3000))
    elif name == "open":
        Clue.objects.filter(pk=clue.pk).update(closed_on=None, conclusion="", state="handling")
    elif name == "held":
        LegalHold.objects.create(clue=clue, reason="诉讼", since=LATER, by=people.head)
    elif name == "open_case":
        Case.objects.create(
            clue=clue, procedure="coordination", procedure_version="x", step="", unit=clue.unit, officer=people.owner, opened_on=LATER
        )  # fmt: skip
    else:
        Payment.objects.filter(claim__clue=clue).update(amount_fen=999_999)


def closed_clue(people: People, n: int) -> Clue:
    """One worker, verified and paid to the last 分, closed longer ago than the period."""
    clue = a_clue(people.owner, amount_fen=None, claims=(ClaimFacts(name=f"工人{n}", amount_fen=1_000_000),))
    claim = claims(clue)[0]
    on = date(2024, 1, 10)
    Verification.objects.create(claim=claim, verified_fen=1_000_000, basis="工资表", verified_on=on, by=people.owner)
    Payment.objects.create(
        claim=claim, source="employer", amount_fen=1_000_000, paid_on=on, voucher=f"{n}", by=people.owner
    )
    Clue.objects.filter(pk=clue.pk).update(received_on=on, closed_on=on, conclusion="filed_solved", state="closed")
    return Clue.objects.get(pk=clue.pk)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.none(), st.tuples(st.sampled_from(BARS), Moment)), min_size=1, max_size=3))
def test_nothing_that_something_keeps_is_destroyed(people: People, plan: list[tuple[str, str] | None]) -> None:
    from django.db import transaction

    with transaction.atomic():
        if not apps.get_model("organisations.LocalSetting").objects.filter(key="retention.clue").exists():
            set_years()
        clues = [closed_clue(people, n) for n, _ in enumerate(plan)]

        def happen(moment: str) -> None:
            for clue, one in zip(clues, plan, strict=True):
                if one is not None and one[1] == moment:
                    bar(clue, one[0], people)

        happen("before")
        lots: list[DestructionList] = []
        for clue in clues:
            try:
                lots.append(propose_destruction(clues=[clue], reason="期满", by=people.owner, on=LATER))
            except Refusal:
                continue
        happen("listed")
        lots = [decide_destruction(lot=lot, refused={}, by=people.head, on=LATER) for lot in lots]
        happen("approved")
        for lot in lots:
            if lot.state == DestructionList.State.APPROVED:
                carried(people, lot)
        gone = set(DestructionLine.objects.filter(state="destroyed").values_list("clue", flat=True))
        assert gone == {clue.pk for clue, one in zip(clues, plan, strict=True) if one is None}
        for clue in clues:
            name = claims(clue)[0].worker.name
            assert (name == GONE) == (clue.pk in gone)
        transaction.set_rollback(True)


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.dates().map(str))
words = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1).filter(lambda t: t != GONE)
trees = st.recursive(
    plain | words,
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["name", "fen", "张三"]), inner),
)


@given(trees)
def test_no_word_is_left_in_scrubbed_json_and_every_number_is(tree: Any) -> None:
    def leaves(value: Any, *, under_names: bool) -> list[Any]:
        if isinstance(value, dict):
            kept = [each for key, each in value.items() if under_names or str(key).isascii()]
            return [leaf for each in kept for leaf in leaves(each, under_names=under_names)]
        if isinstance(value, list):
            return [leaf for each in value for leaf in leaves(each, under_names=under_names)]
        return [value]

    before, after = leaves(tree, under_names=False), leaves(scrubbed(tree), under_names=True)
    twin = [GONE if isinstance(leaf, str) and not leaf.isascii() else leaf for leaf in before]
    assert after == twin


def test_every_sealed_column_goes_or_is_named_here() -> None:
    """A room that seals something of its own cannot be forgotten: it hangs on a clue, or its keeping is decided here."""
    elsewhere = {
        "organisations.SecondFactor": "of an account, not of a file",
        "parties.Worker": "goes with the last file of the person",
        "intake.ClaimDraft": "never handed in: dropped after thirty days",
        "monitoring.EmployerAccount": "of a firm's account, not of a file",
        "monitoring.WageClerk": "of a firm's account, not of a file",
        "monitoring.WageLine": "the pay ledger of a project, kept at least three years after it ends (条例 15, 28)",
        "inspection.WorkerInterview": "of an inspection's record, not of a clue's file",
    }
    for model in apps.get_models():
        sealed = [each for each in model._meta.concrete_fields if isinstance(each, EncryptedTextField)]
        if sealed and model._meta.label not in elsewhere:
            assert model in reachable(), model._meta.label
            assert all(goes(model, each) for each in sealed), model._meta.label


def test_every_column_that_stays_is_one() -> None:
    for name in (*STAYS, *FILES):
        label, _, column = name.rpartition(".")
        model = apps.get_model(label)
        assert model in reachable(), name
        assert model._meta.get_field(column), name
