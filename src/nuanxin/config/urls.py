"""Every address of the house, door by door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from nuanxin.web.patterns import entrance
from nuanxin.web.patterns.doorway.second_step import sign_in_code

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", entrance.healthz, name="healthz"),
    path("sign-in/", entrance.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", sign_in_code, name="sign_in_code"),
    path("sign-out/", entrance.SignOut.as_view(), name="sign_out"),
    path("", include("nuanxin.web.patterns.urls")),
    path("", include("nuanxin.web.worker.urls")),
    path("employer/", include("nuanxin.web.employer.urls")),
    path("officer/", include("nuanxin.web.officer.urls")),
    path("leader/", include("nuanxin.web.leader.urls")),
    path("api/v1/", include("nuanxin.web.api.urls")),
]
