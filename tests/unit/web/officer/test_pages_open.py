"""Smoke."""
from __future__ import annotations
from typing import Any
import pytest
from tests.journeys.scene import Scene
pytestmark = pytest.mark.django_db

def test_all(scene: Scene, enter: Any) -> None:
    c = enter(scene.people.head)
    o = enter(scene.people.owner)
    n, k = scene.received.number, scene.case.pk
    bad = []
    urls = ["/officer/", "/officer/?whose=unit", "/officer/clues/", "/officer/clues/?due=week&pressed=1", "/officer/clues/new/", "/officer/clues/new/?reception=1", "/officer/reception/", "/officer/reception/?day=2023-12-04",
      f"/officer/clues/{n}/", f"/officer/clues/{scene.filed.number}/", *[f"/officer/clues/{scene.filed.number}/?tab={t}" for t in ("claims","reporter","moves","papers","links")], f"/officer/clues/{n}/?tab=links",
      "/officer/cases/", *[f"/officer/cases/{k}/?tab={t}" for t in ("steps","money","confirm","agreement","papers","police","closing")], f"/officer/cases/{scene.coordination.pk}/?tab=agreement",
      f"/officer/cases/{k}/steps/order/", f"/officer/cases/{k}/close/", f"/officer/cases/{k}/withdraw/", f"/officer/cases/{scene.coordination.pk}/agreement/",
      "/officer/duplicates/", "/officer/visits/", "/officer/visits/new/", f"/officer/visits/{scene.visit.pk}/", "/officer/employers/", f"/officer/employers/{scene.received.employer_id}/", "/officer/projects/", f"/officer/projects/{scene.received.project_id}/", f"/officer/projects/{scene.received.project_id}/board/",
      "/officer/import/", "/officer/import/template/", "/officer/export/", "/officer/routing/", "/officer/routing/new/", "/officer/search/"]
    from nuanxin.web.officer.clues.acts.table import ACTS
    urls += [f"/officer/clues/{n}/acts/{a.key}/" for a in ACTS]
    for u in urls:
        for cl in (c, o):
            r = cl.get(u)
            if r.status_code not in (200, 403, 409): bad.append((u, r.status_code))
    assert bad == []
