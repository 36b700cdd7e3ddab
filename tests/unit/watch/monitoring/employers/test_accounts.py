"""Who may open a firm's account, whom the firm names, and what a telephone opens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.foundation.common.occasion import now, occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.parties.models import Employer, phone_index
from nuanxin.watch.monitoring.employers.accounts import close_account, end_clerk, name_clerk, open_account
from nuanxin.watch.monitoring.employers.caller import caller_of
from nuanxin.watch.monitoring.employers.models import SignInCode, WageClerk
from nuanxin.watch.monitoring.employers.signing_in import (
    CODES_AN_HOUR,
    MINUTES,
    MOST_TRIES,
    ask_code,
    drop_old_codes,
    sign_in,
)
from tests.conftest import TODAY, People
from tests.employer_scene import BOSS, CLERK, OTHER, RIVAL, Firms, credit_code

pytestmark = pytest.mark.django_db


def test_only_the_place_of_the_firm_opens_its_account(people: People, firms: Firms) -> None:
    firm = Employer.objects.create(name="另一家", credit_code=credit_code(9), region_id="410721")
    for who in (people.stranger, people.auditor, people.housing):
        with pytest.raises(NotAllowed):
            open_account(employer=firm, contact="甲", phone="13900000000", by=who, on=TODAY)
    assert open_account(employer=firm, contact="甲", phone="139 0000 0000", by=people.colleague, on=TODAY).pk


def test_a_firm_needs_a_credit_code_and_has_one_account(people: People, firms: Firms) -> None:
    with pytest.raises(Refusal, match="统一社会信用代码"):
        nameless = Employer.objects.create(name="无码", region_id="410721")
        open_account(employer=nameless, contact="甲", phone=BOSS, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="已有账号"):
        open_account(employer=firms.account.employer, contact="乙", phone=RIVAL, by=people.owner, on=TODAY)
    with pytest.raises(BadInput, match="手机"):
        other = Employer.objects.create(name="座机", credit_code=credit_code(8), region_id="410721")
        open_account(employer=other, contact="甲", phone="0373-5551111", by=people.owner, on=TODAY)


def test_one_login_several_sites(people: People, firms: Firms) -> None:
    assert [project.name for project, _ in firms.caller(BOSS).sites] == ["和谐苑一期", "和谐苑二期"]
    assert [project.name for project, _ in firms.caller(CLERK).sites] == ["和谐苑一期"]
    name_clerk(
        account=firms.rival, project=firms.elsewhere, name="马劳资", phone=CLERK, by=firms.caller(RIVAL), on=TODAY
    )
    assert [project.name for project, _ in firms.caller(CLERK).sites] == ["和谐苑一期", "他山大厦"]
    with pytest.raises(NotFound):
        firms.caller(CLERK).site(firms.second.pk)


def test_a_clerk_names_nobody_and_no_firm_names_for_another(firms: Firms) -> None:
    with pytest.raises(NotAllowed):
        name_clerk(account=firms.account, project=firms.site, name="甲", phone=RIVAL, by=firms.caller(CLERK), on=TODAY)
    with pytest.raises(NotAllowed):
        name_clerk(
            account=firms.account, project=firms.elsewhere, name="甲", phone=CLERK, by=firms.caller(BOSS), on=TODAY
        )
    with pytest.raises(NotAllowed):
        end_clerk(clerk=firms.clerk, by=firms.caller(RIVAL), on=TODAY)


def test_what_is_ended_or_closed_opens_nothing_at_once(people: People, firms: Firms) -> None:
    end_clerk(clerk=firms.clerk, by=firms.caller(BOSS), on=TODAY)
    assert caller_of(phone_index(CLERK)) is None
    close_account(account=firms.account, reason="企业注销", by=people.owner, on=TODAY)
    assert caller_of(phone_index(BOSS)) is None and caller_of(phone_index(OTHER)) is None
    assert WageClerk.objects.filter(account=firms.account).count() == 2


def test_the_code_comes_by_message_and_opens_once(firms: Firms) -> None:
    code = ask_code(phone=CLERK, address="10.0.0.1")
    message = Message.objects.get(template="login_code")
    assert message.to == CLERK and code in message.body and message.urgent
    assert SignInCode.objects.get().digest != code
    assert sign_in(phone=CLERK, code=code).name == "马劳资"
    with pytest.raises(Refusal):
        sign_in(phone=CLERK, code=code)


def test_an_unknown_telephone_gets_nothing_and_the_same_answer(firms: Firms) -> None:
    assert ask_code(phone="13911112222", address="10.0.0.1") == ""
    assert not Message.objects.exists() and SignInCode.objects.count() == 1
    with pytest.raises(Refusal) as unknown:
        sign_in(phone="13911112222", code="000000")
    ask_code(phone=CLERK, address="10.0.0.1")
    with pytest.raises(Refusal) as wrong:
        sign_in(phone=CLERK, code="wrong")
    assert str(unknown.value) == str(wrong.value)


def test_guessing_stops(firms: Firms) -> None:
    code = ask_code(phone=CLERK, address="10.0.0.1")
    for _ in range(MOST_TRIES):
        with pytest.raises(Refusal):
            sign_in(phone=CLERK, code="x")
    with pytest.raises(Refusal):
        sign_in(phone=CLERK, code=code)


def test_asking_too_often_stops_for_known_and_unknown_alike(firms: Firms) -> None:
    for phone in (CLERK, "13911112222"):
        for _ in range(CODES_AN_HOUR):
            ask_code(phone=phone, address="")
        with pytest.raises(Refusal, match="太多"):
            ask_code(phone=phone, address="")


def test_a_code_grows_old(firms: Firms) -> None:
    code = ask_code(phone=CLERK, address="")
    with occasion(at=now() + timedelta(minutes=MINUTES, seconds=1)), pytest.raises(Refusal):
        sign_in(phone=CLERK, code=code)
    with occasion(at=now() + timedelta(days=2)):
        assert drop_old_codes() == 1
