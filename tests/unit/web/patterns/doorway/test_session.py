"""Signing in and what stands before every page: change of password, second step, idle time, one session; all on record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.account.models import SecondFactor
from nuanxin.foundation.organisations.account.one_time_code import code_at, new_secret
from nuanxin.foundation.organisations.account.passwords import set_password
from nuanxin.foundation.organisations.account.resetting import reset_password
from nuanxin.foundation.organisations.account.second_factor import enrol
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.foundation.organisations.tokens import Scope, issue_token
from tests.conftest import TODAY, People, at, person

pytestmark = pytest.mark.django_db
WORD, NEW = "Plum-Blossom-7", "Winter&Wages-9"
NOW = at(TODAY)
CHANGE, ENROL, CODE = "/officer/account/password/", "/officer/account/second-factor/", "/sign-in/code/"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def signed_in(staff: Any, *, must_change: bool = False, on: date = TODAY, client: Client | None = None) -> Client:
    """Name and password on the sign-in page."""
    set_password(staff, WORD, must_change=must_change, on=on)
    return knock(staff, client or Client())


def knock(staff: Any, client: Client, word: str = WORD) -> Client:
    client.post("/sign-in/", {"username": staff.username, "password": word})
    return client


def enrolled(staff: Any, moment: Any = NOW) -> str:
    secret = new_secret()
    enrol(secret=secret, code=code_at(secret, moment), by=staff, at=moment)
    return secret


def leads_to(client: Client, address: str) -> str:
    response = client.get(address)
    return str(response.headers.get("Location", response.status_code))


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("act", flat=True))


class TestChangeOfPassword:
    """A first, reset or expired password is good for nothing but to be changed."""

    @pytest.mark.parametrize(
        "page", ["/officer/", "/officer/clues/", "/leader/", "/officer/account/", ENROL, "/officer/staff/"]
    )
    def test_every_page_leads_to_the_change(self, people: People, page: str) -> None:
        client = signed_in(people.owner, must_change=True)
        assert leads_to(client, page) == CHANGE
        assert client.post(page).headers["Location"] == CHANGE

    def test_until_it_is_done(self, people: People) -> None:
        client = signed_in(people.owner, must_change=True)
        assert "这是初始密码" in client.get(CHANGE).content.decode()
        done = client.post(CHANGE, {"current": WORD, "new": NEW, "again": NEW})
        assert done.headers["Location"] == "/officer/"
        assert client.get("/officer/").status_code == 200
        assert acts()[-1] == "change_password"

    def test_the_way_out_stays_open_and_the_workers_door_too(self, people: People) -> None:
        client = signed_in(people.owner, must_change=True)
        assert client.get("/").status_code == 200
        assert client.get("/healthz").status_code == 200
        assert client.post("/sign-out/").headers["Location"] == "/sign-in/"

    def test_an_old_one_must_be_changed_by_setting(self, people: People, settings: Any) -> None:
        client = signed_in(people.owner, on=TODAY - timedelta(days=90))
        assert leads_to(client, "/officer/") == CHANGE
        settings.NUANXIN_PASSWORD_DAYS = 0
        assert leads_to(client, "/officer/") == "200"

    def test_tokens_of_the_interface_go_on(self, people: People) -> None:
        security = person("security", "卫安全", people.owner.unit, "security_admin")
        until = TODAY + timedelta(days=9)
        _, text = issue_token(account=people.owner, purpose="对接", scopes=[Scope.CLUES_READ], valid_to=until, by=security, on=TODAY)  # fmt: skip
        set_password(people.owner, WORD, must_change=True, on=TODAY)
        assert Client().get("/api/v1/clues", headers={"authorization": f"Bearer {text}"}).status_code == 200

    def test_part_of_a_page_sends_the_whole_page_away(self, people: People) -> None:
        client = signed_in(people.owner, must_change=True)
        answer = client.get("/officer/clues/", headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, CHANGE)

    def test_what_is_wrong_stands_at_its_field(self, people: People) -> None:
        client = signed_in(people.owner)
        short = client.post(CHANGE, {"current": WORD, "new": "short", "again": "short"})
        assert short.status_code == 422
        assert "至少要10个" in short.content.decode()
        assert (
            "两次输入的新密码不一样"
            in client.post(CHANGE, {"current": WORD, "new": NEW, "again": "x"}).content.decode()
        )
        wrong = client.post(CHANGE, {"current": "guess", "new": NEW, "again": NEW})
        assert "现在的密码不对" in wrong.content.decode()
        assert Staff.objects.get(pk=people.owner.pk).check_password(WORD)

    def test_whoever_guesses_at_an_open_desk_is_put_out(self, people: People) -> None:
        client = signed_in(people.owner)
        for _ in range(5):
            answer = client.post(CHANGE, {"current": "guess", "new": NEW, "again": NEW})
        assert answer.headers["Location"] == "/sign-in/"
        assert leads_to(client, "/officer/").startswith("/sign-in/")

    def test_other_sessions_end_this_one_goes_on(self, people: People) -> None:
        here = signed_in(people.owner)
        elsewhere = knock(people.owner, Client())
        assert elsewhere.get("/officer/").status_code == 200
        here.post(CHANGE, {"current": WORD, "new": NEW, "again": NEW})
        assert here.get("/officer/").status_code == 200
        assert leads_to(elsewhere, "/officer/").startswith("/sign-in/")

    def test_a_reset_ends_all_of_them(self, people: People) -> None:
        security = person("security", "卫安全", people.owner.unit, "security_admin")
        client = signed_in(people.owner)
        first = reset_password(staff=people.owner, reason="忘记", by=security, on=TODAY)
        assert leads_to(client, "/officer/").startswith("/sign-in/")
        assert leads_to(knock(people.owner, Client(), first), "/officer/") == CHANGE


class TestSecondStep:
    """Administrators sign in with a code; who has none enrols before anything else."""

    @pytest.mark.parametrize("duty", ["system_admin", "security_admin", "audit_admin"])
    def test_an_administrator_enrols_first(self, people: People, duty: str) -> None:
        admin = person("admin", "管理员", people.owner.unit, duty)
        client = signed_in(admin)
        for page in ("/officer/", "/officer/account/", "/officer/staff/", "/officer/audit/"):
            assert leads_to(client, page) == ENROL
        page = client.get(ENROL).content.decode()
        assert "<svg" in page
        assert "style=" not in page
        secret = page.partition('class="nx-secret">')[2].partition("<")[0].replace(" ", "")
        answer = client.post(ENROL, {"code": code_at(secret, NOW)}).content.decode()
        assert answer.count("<li><code>") == 10
        assert leads_to(client, "/officer/") == "200"
        assert acts()[-1] == "enrol_second_factor"

    def test_the_change_of_password_comes_before(self, people: People) -> None:
        client = signed_in(people.auditor, must_change=True)
        assert leads_to(client, "/officer/audit/") == CHANGE
        client.post(CHANGE, {"current": WORD, "new": NEW, "again": NEW})
        assert leads_to(client, "/officer/audit/") == ENROL

    def test_a_wrong_code_does_not_enrol(self, people: People) -> None:
        client = signed_in(people.auditor)
        first = client.get(ENROL).content.decode()
        answer = client.post(ENROL, {"code": "000000"})
        assert answer.status_code == 422
        assert "口令不对" in answer.content.decode()
        secret = first.partition('class="nx-secret">')[2].partition("<")[0]
        assert secret in answer.content.decode()
        assert not SecondFactor.objects.exists()

    def test_the_drawn_secret_lies_sealed_in_the_session(self, people: People) -> None:
        client = signed_in(people.auditor)
        page = client.get(ENROL).content.decode()
        secret = page.partition('class="nx-secret">')[2].partition("<")[0].replace(" ", "")
        assert secret not in repr(dict(client.session.items()))

    def test_nobody_is_in_between_password_and_code(self, people: People) -> None:
        secret = enrolled(people.auditor, at(TODAY, 8))
        client = signed_in(people.auditor)
        assert leads_to(client, "/officer/audit/").startswith("/sign-in/")
        done = client.post(CODE, {"code": code_at(secret, NOW)})
        assert done.headers["Location"] == "/officer/"
        assert client.get("/officer/audit/").status_code == 200
        assert AuditEvent.objects.filter(act="sign_in").get().details["how"] == "密码和动态口令"

    def test_optional_for_others_but_then_asked(self, people: People) -> None:
        assert leads_to(signed_in(people.owner), "/officer/") == "200"
        secret = enrolled(people.owner, at(TODAY, 8))
        client = signed_in(people.owner)
        assert leads_to(client, "/officer/").startswith("/sign-in/")
        client.post(CODE, {"code": code_at(secret, NOW)})
        assert leads_to(client, "/officer/") == "200"

    def test_wrong_codes_lock_over_all_sessions(self, people: People) -> None:
        secret = enrolled(people.auditor, at(TODAY, 8))
        for _ in range(5):
            client = signed_in(people.auditor, client=Client())
            answer = client.post(CODE, {"code": "000000"})
            assert answer.status_code == 422
        fresh = signed_in(people.auditor, client=Client())
        assert "已锁定15分钟" in fresh.post(CODE, {"code": code_at(secret, NOW)}).content.decode()
        assert acts().count("wrong_second_factor") == 5

    def test_the_password_waits_five_minutes(self, people: People) -> None:
        secret = enrolled(people.auditor, at(TODAY, 8))
        client = signed_in(people.auditor)
        with occasion(at=NOW + timedelta(seconds=301), source="test"):
            late = client.post(CODE, {"code": code_at(secret, NOW + timedelta(seconds=301))})
        assert late.headers["Location"] == "/sign-in/"
        assert not AuditEvent.objects.filter(act="sign_in").exists()

    def test_without_a_password_there_is_no_code_to_ask(self, db: None) -> None:
        assert leads_to(Client(), CODE) == "/sign-in/"

    def test_who_becomes_administrator_signs_in_anew(self, people: People) -> None:
        client = signed_in(people.owner)
        assert leads_to(client, "/officer/") == "200"
        enrolled(people.owner, at(TODAY, 8))
        Post.objects.filter(staff=people.owner).update(duty="audit_admin")
        assert leads_to(client, "/officer/").startswith("/sign-in/")

    def test_a_recovery_code_in_place_of_the_telephone(self, people: People) -> None:
        secret = new_secret()
        codes = enrol(secret=secret, code=code_at(secret, NOW), by=people.auditor, at=NOW)
        client = signed_in(people.auditor)
        answer = client.post(CODE, {"code": codes[0]}, follow=True)
        assert "还剩9个" in answer.content.decode()
        fresh = client.post("/officer/account/recovery-codes/").content.decode()
        assert codes[1] not in fresh
        assert fresh.count("<li><code>") == 10

    def test_the_way_on_stays_in_the_house(self, people: People) -> None:
        secret = enrolled(people.auditor, at(TODAY, 8))
        set_password(people.auditor, WORD, must_change=False, on=TODAY)
        client = Client()
        client.post("/sign-in/", {"username": "auditor", "password": WORD, "next": "https://elsewhere.example/"})
        assert client.post(CODE, {"code": code_at(secret, NOW)}).headers["Location"] == "/officer/"


class TestDemonstration:
    """Whoever tries the demonstration clicks his way in; elsewhere no code ever stands on a page."""

    @pytest.fixture
    def demo(self, people: People, settings: Any) -> Any:
        settings.NUANXIN_DEMO = True
        return person("demo-audit", "韩审计", people.owner.unit, "audit_admin")

    def test_the_code_stands_on_the_page(self, demo: Any) -> None:
        client = signed_in(demo)
        page = client.get(ENROL).content.decode()
        shown = page.partition('data-value="')[2].partition('"')[0]
        assert client.post(ENROL, {"code": shown}).status_code == 200
        with occasion(at=NOW + timedelta(minutes=1), source="test"):
            again = signed_in(demo, client=Client())
            shown = again.get(CODE).content.decode().partition('data-value="')[2].partition('"')[0]
            assert again.post(CODE, {"code": shown}).headers["Location"] == "/officer/"
            assert again.get("/officer/audit/").status_code == 200

    def test_the_shared_password_stays(self, demo: Any) -> None:
        client = signed_in(demo)
        client.post(CHANGE, {"current": WORD, "new": NEW, "again": NEW})
        assert Staff.objects.get(pk=demo.pk).check_password(WORD)

    @pytest.mark.parametrize(("demonstration", "name"), [(False, "demo-audit2"), (True, "auditor2")])
    def test_never_otherwise(self, people: People, settings: Any, demonstration: bool, name: str) -> None:
        settings.NUANXIN_DEMO = demonstration
        staff = person(name, "韩审计", people.owner.unit, "audit_admin")
        assert "data-value" not in signed_in(staff).get(ENROL).content.decode()
        enrolled(staff)
        assert "data-value" not in signed_in(staff, client=Client()).get(CODE).content.decode()


class TestLimits:
    """A session ends by itself."""

    def test_idle(self, people: People, settings: Any) -> None:
        settings.NUANXIN_IDLE_MINUTES = 30
        client = signed_in(people.owner)
        for minutes in (20, 40, 60):
            with occasion(at=NOW + timedelta(minutes=minutes), source="test"):
                assert leads_to(client, "/officer/") == "200"
        with occasion(at=NOW + timedelta(minutes=91), source="test"):
            answer = client.get("/officer/clues/", follow=True)
        assert answer.redirect_chain[0][0] == "/sign-in/?next=/officer/clues/"
        assert "超过30分钟没有操作" in answer.content.decode()
        assert acts()[-1] == "session_ended"

    def test_typing_is_no_idleness(self, people: People) -> None:
        client = signed_in(people.owner)
        for minutes in (25, 50):
            with occasion(at=NOW + timedelta(minutes=minutes), source="test"):
                assert client.get("/officer/account/alive/").status_code == 204
        with occasion(at=NOW + timedelta(minutes=75), source="test"):
            assert leads_to(client, "/officer/") == "200"

    def test_after_eight_hours_however_busy(self, people: People, settings: Any) -> None:
        settings.NUANXIN_IDLE_MINUTES = 0
        client = signed_in(people.owner)
        with occasion(at=NOW + timedelta(hours=8), source="test"):
            assert leads_to(client, "/officer/") == "200"
        with occasion(at=NOW + timedelta(hours=8, seconds=1), source="test"):
            assert leads_to(client, "/officer/").startswith("/sign-in/")

    def test_one_session_by_setting(self, people: People, settings: Any) -> None:
        first, second = signed_in(people.owner), knock(people.owner, Client())
        assert (leads_to(first, "/officer/"), leads_to(second, "/officer/")) == ("200", "200")
        settings.NUANXIN_ONE_SESSION = True
        assert "已在别处登录" in first.get("/officer/", follow=True).content.decode()
        assert leads_to(second, "/officer/") == "200"

    def test_a_stopped_account_is_out_at_once(self, people: People) -> None:
        client = signed_in(people.owner)
        Staff.objects.filter(pk=people.owner.pk).update(is_active=False)
        assert leads_to(client, "/officer/").startswith("/sign-in/")


class TestOnRecord:
    """The history of an account holds good and bad tries."""

    def test_history(self, people: People) -> None:
        set_password(people.owner, WORD, must_change=False, on=TODAY)
        client = Client()
        client.post("/sign-in/", {"username": "owner", "password": "guess"})
        knock(people.owner, client)
        page = client.get("/officer/account/").content.decode()
        assert page.index("登录</td>") < page.index("密码错误")
        client.post("/sign-out/")
        assert acts() == ["sign_in_failed", "sign_in", "sign_out"]

    def test_nobodys_name_is_kept_of_an_unknown_account(self, people: People) -> None:
        Client().post("/sign-in/", {"username": "my-secret-password", "password": "x"})
        assert acts() == []

    def test_locking_is_on_record_once(self, people: People) -> None:
        set_password(people.owner, WORD, must_change=False, on=TODAY)
        client = Client()
        for _ in range(8):
            answer = client.post("/sign-in/", {"username": "owner", "password": "guess"})
        assert "账号已暂时锁定" in answer.content.decode()
        assert leads_to(knock(people.owner, client), "/officer/").startswith("/sign-in/")
        assert acts().count("sign_in_locked") == 1
        assert acts().count("sign_in_failed") <= 5

    def test_one_sees_only_ones_own_history(self, people: People) -> None:
        signed_in(people.colleague)
        client = signed_in(people.owner)
        assert client.get("/officer/account/").content.decode().count("<tr><td") == 1


class TestNothingStaysBehind:
    """After signing out neither the browser nor the session holds anything."""

    def test_pages_are_not_kept_by_the_browser(self, people: People) -> None:
        client = signed_in(people.owner)
        for page in ("/officer/", "/officer/clues/", "/officer/account/", CHANGE, ENROL):
            assert "no-store" in client.get(page).headers["Cache-Control"]

    def test_an_old_session_key_is_worth_nothing(self, people: People) -> None:
        client = signed_in(people.owner)
        old = client.cookies["sessionid"].value
        client.post("/sign-out/")
        client.cookies["sessionid"] = old
        assert leads_to(client, "/officer/").startswith("/sign-in/")

    def test_signing_in_gives_a_new_session_key(self, people: People) -> None:
        client = Client()
        client.get("/report/")
        before = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
        signed_in(people.owner, client=client)
        assert client.cookies["sessionid"].value != before
