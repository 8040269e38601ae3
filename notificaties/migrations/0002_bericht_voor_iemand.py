from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def end_those_for_nobody(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What waits for nobody never goes out, and would refuse the constraint."""
    rows = apps.get_model("notificaties", "Bericht").objects.filter(
        afspraak=None, klant=None, aan="", status__in=["WACHT", "OPGEPAKT", "WORDT_VERZONDEN"]
    )
    rows.update(status="VERVALLEN", claim=None, lease_tot=None)


class Migration(migrations.Migration):

    dependencies = [
        ("notificaties", "0001_tabellen"),
    ]

    operations = [
        migrations.RunPython(end_those_for_nobody, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="bericht",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("afspraak__isnull", False),
                    ("klant__isnull", False),
                    models.Q(("aan", ""), _negated=True),
                    models.Q(
                        ("status__in", ["WACHT", "OPGEPAKT", "WORDT_VERZONDEN"]), _negated=True
                    ),
                    _connector="OR",
                ),
                name="bericht_is_voor_iemand",
                violation_error_message="Dit bericht is voor niemand.",
            ),
        ),
    ]
