"""A small ledger that only tests know, in a registry of its own, so that no migration is asked for it."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import connection, models

SAMPLES = Apps()


class Firm(models.Model):
    name = models.CharField("企业", max_length=60)

    class Meta:
        apps = SAMPLES
        app_label = "samples"


class Matter(models.Model):
    number = models.CharField("编号", max_length=30)
    worker = models.CharField("姓名", max_length=60)
    identity = models.CharField("身份证号", max_length=18, blank=True)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="企业")
    region = models.CharField("属地", max_length=12)
    state = models.CharField("状态", max_length=10)
    amount = models.BigIntegerField("金额（分）", default=0)
    workers = models.IntegerField("人数", null=True)
    due_on = models.DateField("期限", null=True)
    received_at = models.DateTimeField("收到时间")
    urgent = models.BooleanField("紧急", default=False)

    class Meta:
        apps = SAMPLES
        app_label = "samples"


def make_tables() -> None:
    """Create the two tables in the test database, once."""
    present = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in (Firm, Matter):
            if model._meta.db_table not in present:
                editor.create_model(model)


def drop_tables() -> None:
    """Take them away again; two folders of tests may both ask for it."""
    present = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in (Matter, Firm):
            if model._meta.db_table in present:
                editor.delete_model(model)
