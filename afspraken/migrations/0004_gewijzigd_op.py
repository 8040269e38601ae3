"""When what a calendar shows of an appointment last changed; until now that was its status."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Greatest


def fill(apps, schema_editor):
    rows = apps.get_model("afspraken", "Afspraak").objects.using(schema_editor.connection.alias)
    rows.update(gewijzigd_op=Greatest(F("status_op"), F("aangemaakt_op")))


class Migration(migrations.Migration):
    dependencies = [("afspraken", "0003_voorkeur_voor_berichten")]

    operations = [
        migrations.AddField(
            "afspraak", "gewijzigd_op", models.DateTimeField(verbose_name="gewijzigd op", null=True)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "afspraak", "gewijzigd_op", models.DateTimeField(verbose_name="gewijzigd op")
        ),
    ]
