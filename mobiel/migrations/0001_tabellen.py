"""All tables of the visits; see `afspraken/migrations/0001_tabellen.py`."""

import afspraken.models.afspraken
import datetime
import django.core.validators
import django.db.models.deletion
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('mobiel', '0001_veldwerkers_routes_bezoeken'),
        ('mobiel', '0002_meldingen_van_onderweg'),
        ('mobiel', '0003_bezoekaanvragen'),
        ('mobiel', '0004_veilig_onderweg'),
        ('mobiel', '0005_bellen_over_een_aanvraag'),
        ('mobiel', '0006_zittingen'),
        ('mobiel', '0007_opvolging'),
        ('mobiel', '0008_met_twee_tegelijk'),
    ]

    dependencies = [
        ('afspraken', '0001_tabellen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Aanvraagproduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('beslisdagen', models.PositiveSmallIntegerField(default=3, help_text='Werkdagen na de aanvraag.', verbose_name='beslissen binnen')),
                ('antwoorddagen', models.PositiveSmallIntegerField(default=3, help_text='Dagen dat wij een voorstel vasthouden.', verbose_name='antwoord binnen')),
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bezoekaanvraag', to='afspraken.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'bezoek op aanvraag',
                'verbose_name_plural': 'bezoeken op aanvraag',
                'ordering': ('product__naam',),
            },
        ),
        migrations.CreateModel(
            name='Bezoek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duur', models.PositiveSmallIntegerField(help_text='Minuten bij de klant.', verbose_name='duur')),
                ('breedtegraad', models.FloatField(null=True, verbose_name='breedtegraad')),
                ('lengtegraad', models.FloatField(null=True, verbose_name='lengtegraad')),
                ('eisen', models.JSONField(blank=True, default=list, verbose_name='eisen')),
                ('mede', models.JSONField(blank=True, default=list, verbose_name='eisen aan wie meegaat')),
                ('samen_op', models.DateTimeField(blank=True, null=True, verbose_name='samen om')),
                ('met_twee', models.BooleanField(default=False, verbose_name='ga met twee')),
                ('belofte_van', models.DateTimeField(verbose_name='beloofd van')),
                ('belofte_tot', models.DateTimeField(verbose_name='beloofd tot')),
                ('afgekondigd_op', models.DateTimeField(blank=True, null=True, verbose_name='afgekondigd op')),
                ('afspraak', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bezoek', to='afspraken.afspraak', verbose_name='afspraak')),
            ],
            options={
                'verbose_name': 'bezoek',
                'verbose_name_plural': 'bezoeken',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('duur__gte', 5)), name='bezoek_duurt_iets', violation_error_message='Een bezoek duurt ten minste vijf minuten.'),
                    models.CheckConstraint(condition=models.Q(('belofte_van__lt', models.F('belofte_tot'))), name='bezoek_belofte_in_volgorde', violation_error_message='De belofte begint voor zij eindigt.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Bezoekaanvraag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=afspraken.models.afspraken.new_code, max_length=64, unique=True, verbose_name='code')),
                ('adres', models.JSONField(blank=True, default=dict, verbose_name='adres')),
                ('reden', models.TextField(max_length=1000, verbose_name='reden')),
                ('voorkeur', models.CharField(blank=True, max_length=200, verbose_name='wanneer het uitkomt')),
                ('toegang', models.CharField(blank=True, max_length=200, verbose_name='hoe komen wij binnen')),
                ('begeleider', models.CharField(blank=True, max_length=100, verbose_name='wie is er nog bij')),
                ('status', models.CharField(choices=[('NIEUW', 'te beoordelen'), ('VOORGESTELD', 'voorstel gedaan'), ('AANVAARD', 'afgesproken'), ('AFGEWEZEN', 'afgewezen'), ('INGETROKKEN', 'ingetrokken')], default='NIEUW', max_length=12, verbose_name='status')),
                ('status_op', models.DateTimeField(verbose_name='status sinds')),
                ('ontvangen_op', models.DateTimeField(verbose_name='ontvangen op')),
                ('beslis_voor', models.DateTimeField(verbose_name='beslissen voor')),
                ('antwoord_voor', models.DateTimeField(blank=True, null=True, verbose_name='antwoord voor')),
                ('bellen_voor', models.DateTimeField(blank=True, help_text='Leeg: een bericht kwam aan, of er is gebeld.', null=True, verbose_name='bellen voor')),
                ('besluit', models.TextField(blank=True, max_length=500, verbose_name='reden van afwijzen')),
                ('token_hash', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('versie', models.PositiveIntegerField(default=1, verbose_name='versie')),
                ('afspraak', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bezoekaanvraag', to='afspraken.afspraak')),
                ('klant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bezoekaanvragen', to='afspraken.klant')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.product')),
            ],
            options={
                'verbose_name': 'bezoekaanvraag',
                'verbose_name_plural': 'bezoekaanvragen',
                'ordering': ('beslis_voor', 'pk'),
                'indexes': [
                    models.Index(condition=models.Q(('status__in', ['NIEUW', 'VOORGESTELD'])), fields=['beslis_voor'], name='bezoekaanvraag_open'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'VOORGESTELD'), _negated=True), models.Q(('afspraak__isnull', False), ('antwoord_voor__isnull', False)), _connector='OR'), name='bezoekaanvraag_voorstel_met_termijn', violation_error_message='Een voorstel heeft een tijd en een termijn.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Markering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('toelichting', models.CharField(max_length=200, verbose_name='wat moet de medewerker weten')),
                ('met_twee', models.BooleanField(default=False, verbose_name='ga met twee')),
                ('tot', models.DateField(verbose_name='tot en met')),
                ('op', models.DateTimeField(verbose_name='op')),
                ('afspraak', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='afspraken.afspraak')),
                ('door', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'markering',
                'verbose_name_plural': 'markeringen',
                'ordering': ('tot', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Opvolging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reden', models.CharField(choices=[('HERBOEKT', 'Er is een nieuw bezoek'), ('WIL_NIET', 'De klant wil geen nieuw bezoek'), ('KLANT_BELT', 'De klant neemt zelf contact op'), ('NIET_BEREIKT', 'De klant is niet te bereiken'), ('ANDERS', 'Het is op een andere manier geregeld')], max_length=12, verbose_name='reden')),
                ('op', models.DateTimeField(verbose_name='op')),
                ('afspraak', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='opvolging', to='afspraken.afspraak', verbose_name='afspraak')),
                ('door', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nieuw', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='afspraken.afspraak', verbose_name='nieuw bezoek')),
            ],
            options={
                'verbose_name': 'opvolging',
                'verbose_name_plural': 'opvolgingen',
                'ordering': ('-op',),
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dag', models.DateField(verbose_name='dag')),
                ('begin', models.DateTimeField(verbose_name='begin')),
                ('einde', models.DateTimeField(verbose_name='einde')),
                ('versie', models.PositiveIntegerField(default=1, verbose_name='versie')),
                ('vervoer', models.CharField(choices=[('AUTO', 'auto'), ('FIETS', 'fiets')], max_length=5, verbose_name='vervoer')),
                ('lunch_van', models.DateTimeField(blank=True, null=True, verbose_name='lunch vanaf')),
                ('lunch_tot', models.DateTimeField(blank=True, null=True, verbose_name='lunch begint uiterlijk')),
                ('lunch_duur', models.PositiveSmallIntegerField(default=0, help_text='Minuten. 0: geen lunch.', verbose_name='duur van de lunch')),
                ('lunch_begin', models.DateTimeField(blank=True, null=True, verbose_name='lunch begint')),
                ('lunch_einde', models.DateTimeField(blank=True, null=True, verbose_name='lunch eindigt')),
                ('rit_terug', models.PositiveIntegerField(default=0, help_text='Seconden van het laatste bezoek naar het eindpunt.', verbose_name='rit terug')),
                ('is_geschat', models.BooleanField(default=False, help_text='De reistijden zijn hemelsbreed geschat, omdat de dienst niet antwoordde.', verbose_name='reistijd geschat')),
                ('blokkade', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='route', to='afspraken.blokkade')),
                ('eindigt_bij', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.locatie', verbose_name='eindigt bij')),
                ('koffer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.middel', verbose_name='koffer')),
                ('locatie', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='afspraken.locatie', verbose_name='plaats')),
                ('middel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='afspraken.middel', verbose_name='medewerker')),
                ('vertrekt_van', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.locatie', verbose_name='vertrekt van')),
                ('voertuig', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.middel', verbose_name='voertuig')),
            ],
            options={
                'verbose_name': 'route',
                'verbose_name_plural': 'routes',
                'ordering': ('dag', 'middel'),
                'indexes': [
                    models.Index(fields=['dag'], name='route_per_dag'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('middel', 'dag'), name='route_een_per_medewerker_en_dag', violation_error_message='Deze medewerker heeft die dag al een route.'),
                    models.CheckConstraint(condition=models.Q(('begin__lt', models.F('einde'))), name='route_begin_voor_einde', violation_error_message='De dienst begint voor zij eindigt.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('lunch_begin__isnull', True), ('lunch_einde__isnull', True)), models.Q(('lunch_begin__isnull', False), ('lunch_einde__isnull', False), ('lunch_begin__lt', models.F('lunch_einde'))), _connector='OR'), name='route_lunch_in_volgorde', violation_error_message='De lunch begint voor zij eindigt.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deel', models.PositiveSmallIntegerField(default=0, verbose_name='deel')),
                ('volgorde', models.PositiveSmallIntegerField(verbose_name='volgorde')),
                ('rit', models.PositiveIntegerField(help_text='Seconden op weg ernaartoe.', verbose_name='rit')),
                ('aankomst', models.DateTimeField(verbose_name='aankomst')),
                ('begin', models.DateTimeField(verbose_name='begin')),
                ('einde', models.DateTimeField(verbose_name='einde')),
                ('bezoek', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='mobiel.bezoek')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='mobiel.route')),
            ],
            options={
                'verbose_name': 'stop',
                'verbose_name_plural': 'stops',
                'ordering': ('route', 'volgorde'),
                'constraints': [
                    models.UniqueConstraint(fields=('route', 'volgorde'), name='stop_volgorde_eenmaal', violation_error_message='Op deze plek in de route staat al een bezoek.'),
                    models.UniqueConstraint(fields=('route', 'bezoek'), name='stop_bezoek_eenmaal', violation_error_message='Dit bezoek staat al in deze route.'),
                    models.CheckConstraint(condition=models.Q(('aankomst__lte', models.F('begin')), ('begin__lte', models.F('einde'))), name='stop_in_volgorde_van_tijd', violation_error_message='Aankomst, begin en einde komen na elkaar.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Toestel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sleutel_hash', models.CharField(max_length=64, unique=True)),
                ('sessie', models.CharField(blank=True, max_length=64)),
                ('naam', models.CharField(max_length=60, verbose_name='toestel')),
                ('sinds', models.DateTimeField(verbose_name='in gebruik sinds')),
                ('gezien_op', models.DateTimeField(verbose_name='laatst gezien')),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('gebruiker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='toestellen', to=settings.AUTH_USER_MODEL)),
                ('ingetrokken_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'toestel',
                'verbose_name_plural': 'toestellen',
                'ordering': ('-gezien_op',),
            },
        ),
        migrations.CreateModel(
            name='Veldactie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(unique=True)),
                ('soort', models.CharField(choices=[('ONDERWEG', 'onderweg'), ('AANGEKOMEN', 'aangekomen'), ('KLAAR', 'klaar'), ('NIET_THUIS', 'niet thuis'), ('LOOPT_UIT', 'loopt uit'), ('NOG_BEZIG', 'nog bezig'), ('SPOED', 'spoed')], max_length=10, verbose_name='soort')),
                ('versie', models.PositiveIntegerField(default=0, verbose_name='versie')),
                ('gedaan_op', models.DateTimeField(verbose_name='gedaan op')),
                ('op', models.DateTimeField(verbose_name='ontvangen op')),
                ('uitkomst', models.CharField(choices=[('TOEGEPAST', 'toegepast'), ('DUBBEL', 'stond er al'), ('CONFLICT', 'past niet')], max_length=9, verbose_name='uitkomst')),
                ('reden', models.CharField(blank=True, choices=[('', '-'), ('NIET_VAN_U', 'het bezoek staat niet meer op deze route'), ('AFGEZEGD', 'de afspraak was al afgezegd'), ('VERPLAATST', 'de afspraak was al verplaatst'), ('TEGENSTRIJDIG', 'er was al iets anders gemeld'), ('TE_VROEG', 'het beloofde tijdvak was nog niet begonnen'), ('KLOK', 'de klok van de telefoon loopt verkeerd'), ('SPOED', 'spoed')], max_length=13, verbose_name='reden')),
                ('resultaat', models.CharField(blank=True, choices=[('GELUKT', 'Alles is gedaan'), ('VERVOLG', 'Er is een vervolg nodig'), ('NIET_GELUKT', 'Het is niet gelukt')], max_length=11, verbose_name='resultaat')),
                ('notitie', models.CharField(blank=True, max_length=200, verbose_name='notitie')),
                ('legitimatie', models.BooleanField(default=False, help_text='Alleen dat het bewijs is gezien; geen nummer.', verbose_name='legitimatie gezien')),
                ('afgehandeld_op', models.DateTimeField(blank=True, null=True, verbose_name='afgehandeld op')),
                ('afgehandeld_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('bezoek', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='acties', to='mobiel.bezoek')),
                ('middel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='veldacties', to='afspraken.middel')),
                ('toestel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mobiel.toestel')),
            ],
            options={
                'verbose_name': 'melding van onderweg',
                'verbose_name_plural': 'meldingen van onderweg',
                'ordering': ('gedaan_op', 'pk'),
                'indexes': [
                    models.Index(fields=['middel', 'gedaan_op'], name='veldactie_per_dag'),
                    models.Index(condition=models.Q(('afgehandeld_op__isnull', True), models.Q(('reden', ''), _negated=True)), fields=['op'], name='veldactie_open'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('soort', 'SPOED'), ('uitkomst', 'CONFLICT'), ('bezoek__isnull', False), _connector='OR'), name='veldactie_van_een_bezoek', violation_error_message='Zeg over welk bezoek dit gaat.'),
                    models.UniqueConstraint(condition=models.Q(('soort__in', ['ONDERWEG', 'AANGEKOMEN', 'KLAAR', 'NIET_THUIS']), ('uitkomst', 'TOEGEPAST')), fields=('bezoek', 'versie', 'soort'), name='veldactie_stap_eenmaal', violation_error_message='Dit is al gemeld.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Veldwerker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vervoer', models.CharField(choices=[('AUTO', 'auto'), ('FIETS', 'fiets')], default='AUTO', max_length=5, verbose_name='vervoer')),
                ('lunch_van', models.TimeField(default=datetime.time(12, 0), verbose_name='lunch vanaf')),
                ('lunch_tot', models.TimeField(default=datetime.time(13, 15), help_text='Uiterlijk dan vertrekt de medewerker van het bezoek voor de lunch.', verbose_name='lunch begint uiterlijk')),
                ('lunch_duur', models.PositiveSmallIntegerField(default=30, help_text='Minuten. 0: geen lunch in de route.', validators=[django.core.validators.MaxValueValidator(120)], verbose_name='duur van de lunch')),
                ('noodtelefoon', phonenumber_field.modelfields.PhoneNumberField(blank=True, help_text='Staat op de telefoon van de medewerker, onder Spoed.', max_length=128, region='NL', verbose_name='noodtelefoon')),
                ('eindigt_bij', models.ForeignKey(blank=True, help_text='Leeg: waar de medewerker vertrok.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.locatie', verbose_name='eindigt bij')),
                ('koffer', models.ForeignKey(blank=True, help_text='Gaat altijd mee. Is die dag dan bezet voor anderen.', limit_choices_to={'soort': 'KOFFER'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.middel', verbose_name='koffer')),
                ('middel', models.OneToOneField(limit_choices_to={'soort': 'AMBTENAAR'}, on_delete=django.db.models.deletion.CASCADE, related_name='veldwerker', to='afspraken.middel', verbose_name='medewerker')),
                ('noodcontact', models.ForeignKey(blank=True, help_text='Deze collega kijkt wat er is als de medewerker niets meer laat horen.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noodcontact')),
                ('vertrekt_van', models.ForeignKey(blank=True, help_text='Leeg: het adres van de plaats waar het rooster op staat.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.locatie', verbose_name='vertrekt van')),
                ('voertuig', models.ForeignKey(blank=True, help_text='Is die dag dan bezet voor anderen. Leeg: eigen vervoer.', limit_choices_to={'soort': 'VOERTUIG'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.middel', verbose_name='voertuig')),
            ],
            options={
                'verbose_name': 'veldwerker',
                'verbose_name_plural': 'veldwerkers',
                'ordering': ('middel__naam',),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('lunch_van__lte', models.F('lunch_tot'))), name='veldwerker_lunch_in_volgorde', violation_error_message='De lunch begint niet na het uiterlijke begin.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Zitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plaatsen', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(40)], verbose_name='plaatsen')),
                ('plaatsminuten', models.PositiveSmallIntegerField(verbose_name='minuten per bewoner')),
                ('opzet_minuten', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='minuten om klaar te zetten')),
                ('stilte', models.JSONField(blank=True, default=list, verbose_name='rusttijden')),
                ('sluit_op', models.DateTimeField(verbose_name='aanmelden kan tot')),
                ('gesloten_op', models.DateTimeField(blank=True, null=True, verbose_name='gesloten op')),
                ('status', models.CharField(choices=[('OPEN', 'open voor aanmelden'), ('GESLOTEN', 'gesloten'), ('GEANNULEERD', 'geannuleerd')], default='OPEN', max_length=11, verbose_name='status')),
                ('reeks', models.UUIDField(blank=True, db_index=True, null=True, verbose_name='reeks')),
                ('aangemaakt_op', models.DateTimeField(verbose_name='aangemaakt op')),
                ('versie', models.PositiveIntegerField(default=1, verbose_name='versie')),
                ('afspraak', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='zitting', to='afspraken.afspraak', verbose_name='afspraak')),
                ('middel', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='zitting', to='afspraken.middel', verbose_name='middel')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.product', verbose_name='product voor elke bewoner')),
            ],
            options={
                'verbose_name': 'zitting',
                'verbose_name_plural': 'zittingen',
                'ordering': ('afspraak__begin', 'pk'),
                'indexes': [
                    models.Index(condition=models.Q(('status', 'OPEN')), fields=['sluit_op'], name='zitting_open'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('plaatsen__gte', 1), ('plaatsminuten__gte', 5)), name='zitting_heeft_plaatsen', violation_error_message='Een zitting heeft plaatsen van vijf minuten of meer.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('gesloten_op__isnull', True), ('status', 'OPEN')), models.Q(('gesloten_op__isnull', False), ('status', 'GESLOTEN')), ('status', 'GEANNULEERD'), _connector='OR'), name='zitting_gesloten_met_moment', violation_error_message='Van een gesloten zitting is bekend wanneer.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Zittingproduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minuten', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(120), django.core.validators.StepValueValidator(5)], verbose_name='minuten per bewoner')),
                ('opzet_minuten', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MaxValueValidator(120), django.core.validators.StepValueValidator(5)], verbose_name='minuten om klaar te zetten')),
                ('bezoek', models.ForeignKey(help_text='Als welk bezoek de hele zitting op de route staat.', limit_choices_to={'aanbieder': 'bezoek'}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='afspraken.product', verbose_name='bezoek')),
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='zittingproduct', to='afspraken.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'product op een zitting',
                'verbose_name_plural': 'producten op een zitting',
                'ordering': ('product__naam',),
            },
        ),
        migrations.CreateModel(
            name='Zittingtoegang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('CONTACT', 'contactpersoon'), ('FAMILIE', 'familie of vertegenwoordiger')], max_length=8, verbose_name='soort')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('code', models.CharField(default=afspraken.models.afspraken.new_code, max_length=64, unique=True)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('aangemaakt_op', models.DateTimeField(verbose_name='aangemaakt op')),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('code_hash', models.CharField(blank=True, max_length=64)),
                ('code_tot', models.DateTimeField(blank=True, null=True, verbose_name='code geldt tot')),
                ('pogingen', models.PositiveSmallIntegerField(default=0, verbose_name='pogingen met deze code')),
                ('gevraagd_op', models.DateTimeField(blank=True, null=True, verbose_name='code gevraagd op')),
                ('gevraagd', models.PositiveSmallIntegerField(default=0, verbose_name='codes in dit uur')),
                ('gevraagd_sinds', models.DateTimeField(blank=True, null=True, verbose_name='uur begon op')),
                ('zitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='toegangen', to='mobiel.zitting')),
            ],
            options={
                'verbose_name': 'toegang tot een zitting',
                'verbose_name_plural': 'toegangen tot zittingen',
                'ordering': ('pk',),
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ingetrokken_op__isnull', True)), fields=('zitting', 'soort', 'email'), name='zittingtoegang_een_per_adres', violation_error_message='Dit e-mailadres heeft al een link.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Bewoner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('volgorde', models.PositiveSmallIntegerField(verbose_name='volgorde')),
                ('naam', models.CharField(blank=True, max_length=150, verbose_name='naam')),
                ('kamer', models.CharField(blank=True, max_length=20, verbose_name='kamer')),
                ('vertegenwoordiger', models.CharField(blank=True, max_length=150, verbose_name='vertegenwoordiger')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres van de vertegenwoordiger')),
                ('telefoon', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region='NL', verbose_name='telefoonnummer van de vertegenwoordiger')),
                ('bijzonderheden', models.CharField(blank=True, max_length=200, verbose_name='bijzonderheden')),
                ('door', models.CharField(choices=[('CONTACT', 'contactpersoon'), ('FAMILIE', 'familie of vertegenwoordiger'), ('SERVICEPUNT', 'servicepunt'), ('AFDELING', 'op de afdeling')], max_length=11, verbose_name='aangemeld door')),
                ('inloop', models.BooleanField(default=False, verbose_name='kwam erbij')),
                ('status', models.CharField(choices=[('AANGEMELD', 'aangemeld'), ('AFGEMELD', 'afgemeld'), ('GEHOLPEN', 'geholpen'), ('NIET_GEZIEN', 'niet gezien')], default='AANGEMELD', max_length=11, verbose_name='status')),
                ('status_op', models.DateTimeField(verbose_name='status sinds')),
                ('reden', models.CharField(blank=True, choices=[('AFWEZIG', 'niet aanwezig'), ('ZIEK', 'te ziek'), ('WIL_NIET', 'wil niet'), ('PAPIEREN', 'papieren of pasfoto ontbreken'), ('GEEN_TIJD', 'er was geen tijd meer')], max_length=9, verbose_name='waarom niet gezien')),
                ('aangemeld_op', models.DateTimeField(verbose_name='aangemeld op')),
                ('begin', models.DateTimeField(blank=True, null=True, verbose_name='begin')),
                ('einde', models.DateTimeField(blank=True, null=True, verbose_name='einde')),
                ('afspraak', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bewoner', to='afspraken.afspraak')),
                ('zitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bewoners', to='mobiel.zitting')),
                ('toegang', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bewoners', to='mobiel.zittingtoegang')),
            ],
            options={
                'verbose_name': 'bewoner',
                'verbose_name_plural': 'bewoners',
                'ordering': ('zitting', 'volgorde', 'pk'),
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('status', 'AFGEMELD'), _negated=True), fields=('zitting', 'volgorde'), name='bewoner_plaats_eenmaal', violation_error_message='Deze plaats is al vergeven.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('begin__isnull', True), ('einde__isnull', True)), ('begin__lt', models.F('einde')), _connector='OR'), name='bewoner_tijd_in_volgorde', violation_error_message='Het begin moet voor het einde liggen.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'NIET_GEZIEN'), models.Q(('reden', ''), _negated=True)), models.Q(models.Q(('status', 'NIET_GEZIEN'), _negated=True), ('reden', '')), _connector='OR'), name='bewoner_niet_gezien_met_reden', violation_error_message='Zeg waarom de bewoner niet is gezien.'),
                ],
            },
        ),
    ]
