"""The log is append-only by the database's own hand, whoever holds the connection."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit_auditevent BEGIN SELECT RAISE(ABORT, '审计记录不得修改'); END",
    "CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit_auditevent BEGIN SELECT RAISE(ABORT, '审计记录不得删除'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '审计记录不得修改或删除'; END $$",
    "CREATE TRIGGER audit_never_changed BEFORE UPDATE OR DELETE ON audit_auditevent "
    "FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
