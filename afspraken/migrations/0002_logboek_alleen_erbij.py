"""The database itself refuses to change or delete a line of the log, whoever asks.

On SQLite only changing is refused: Django empties a table there with DELETE, one row at a time, so
`flush` (the demo, the tests) could do nothing any more. On PostgreSQL it empties with TRUNCATE.
The owner of the database can drop the trigger; what he then does, the chain of seals still tells.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION afspraken_logboek_alleen_erbij() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of the log is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER logboek_alleen_erbij BEFORE UPDATE OR DELETE ON afspraken_logregel
    FOR EACH ROW EXECUTE FUNCTION afspraken_logboek_alleen_erbij();
"""

POSTGRESQL_BACK = """
DROP TRIGGER logboek_alleen_erbij ON afspraken_logregel;
DROP FUNCTION afspraken_logboek_alleen_erbij();
"""

SQLITE = """
CREATE TRIGGER logboek_alleen_erbij BEFORE UPDATE ON afspraken_logregel
BEGIN
    SELECT RAISE(ABORT, 'a line of the log is never changed');
END;
"""

SQLITE_BACK = "DROP TRIGGER logboek_alleen_erbij;"


def guard(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if _is_postgresql(schema_editor) else SQLITE)


def let_go(apps, schema_editor):
    schema_editor.execute(POSTGRESQL_BACK if _is_postgresql(schema_editor) else SQLITE_BACK)


def _is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


class Migration(migrations.Migration):
    dependencies = [("afspraken", "0001_tabellen")]

    operations = [migrations.RunPython(guard, let_go)]
