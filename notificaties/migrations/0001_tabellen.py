"""All tables of the messages; see `afspraken/migrations/0001_tabellen.py`."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('notificaties', '0001_berichten'),
        ('notificaties', '0002_smslimiet'),
        ('notificaties', '0003_agendalinks'),
        ('notificaties', '0004_buitenagenda'),
        ('notificaties', '0005_uitgesteld_sinds'),
        ('notificaties', '0006_antwoorden_per_sms'),
        ('notificaties', '0007_beoordelen_en_opnieuw'),
        ('notificaties', '0008_stapels'),
        ('notificaties', '0009_stapel_alleen_brief'),
        ('notificaties', '0010_beltaak_geen_weg'),
        ('notificaties', '0011_beltaak_ophalen'),
        ('notificaties', '0012_voorstel_voor_een_tijd'),
        ('notificaties', '0013_voorstel_voor_een_bezoek'),
        ('notificaties', '0014_berichten_over_een_aanvraag'),
        ('notificaties', '0015_berichten_van_zittingen'),
    ]

    dependencies = [
        ('afspraken', '0001_tabellen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Kanaalstand',
            fields=[
                ('kanaal', models.CharField(choices=[('EMAIL', 'e-mail'), ('SMS', 'sms'), ('BRIEF', 'brief')], max_length=10, primary_key=True, serialize=False, verbose_name='kanaal')),
                ('fouten', models.PositiveIntegerField(default=0, verbose_name='fouten op rij')),
                ('gepauzeerd_tot', models.DateTimeField(blank=True, null=True, verbose_name='gepauzeerd tot')),
                ('laatste_fout', models.CharField(blank=True, max_length=60, verbose_name='laatste fout')),
                ('gemeld_op', models.DateTimeField(blank=True, null=True, verbose_name='gemeld op')),
            ],
            options={
                'verbose_name': 'stand van een kanaal',
                'verbose_name_plural': 'stand van kanalen',
            },
        ),
        migrations.CreateModel(
            name='SmsAfmelding',
            fields=[
                ('nummer_hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('op', models.DateTimeField(verbose_name='op')),
            ],
            options={
                'verbose_name': 'afmelding van sms',
                'verbose_name_plural': 'afmeldingen van sms',
            },
        ),
        migrations.CreateModel(
            name='Stapel',
            fields=[
                ('nummer', models.BigAutoField(primary_key=True, serialize=False, verbose_name='nummer')),
                ('gemaakt_op', models.DateTimeField(verbose_name='gemaakt op')),
                ('gemaakt_door', models.CharField(max_length=150, verbose_name='gemaakt door')),
                ('geprint_op', models.DateTimeField(blank=True, null=True, verbose_name='geprint op')),
                ('gepost_op', models.DateTimeField(blank=True, null=True, verbose_name='gepost op')),
            ],
            options={
                'verbose_name': 'stapel brieven',
                'verbose_name_plural': 'stapels brieven',
                'ordering': ('-nummer',),
            },
        ),
        migrations.CreateModel(
            name='Berichtadres',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('is_actief', models.BooleanField(default=True, verbose_name='is actief')),
                ('middel', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='berichtadres', to='afspraken.middel', verbose_name='middel')),
            ],
            options={
                'verbose_name': 'berichtadres van een middel',
                'verbose_name_plural': 'berichtadressen van middelen',
            },
        ),
        migrations.CreateModel(
            name='Sjabloon',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('BEVESTIGING', 'bevestiging'), ('WIJZIGING', 'wijziging'), ('ANNULERING', 'annulering'), ('HERINNERING', 'herinnering'), ('MEENEMEN', 'dit meenemen'), ('NABERICHT', 'bericht na afloop'), ('MEDEDELING', 'mededeling aan medewerker'), ('ONDERWEG', 'onderweg'), ('LOOPT_UIT', 'loopt uit'), ('TIJDVAK', 'smaller tijdvak'), ('KLAAR', 'ligt klaar'), ('VOORSTEL', 'voorstel voor een andere tijd'), ('BEZOEKVOORSTEL', 'voorstel voor een bezoek'), ('BEZOEKVRAAG', 'vraag om een bezoek ontvangen'), ('BEZOEKAFWIJZING', 'wij komen niet langs'), ('BEZOEKVERVALLEN', 'geen antwoord op een voorstel'), ('ZITTING_LINK', 'link van een zitting'), ('ZITTING_CODE', 'code voor een zitting'), ('ZITTING_LIJST', 'zitting gesloten'), ('ZITTING_FAMILIE', 'tijd op een zitting'), ('ZITTING_AF', 'zitting geannuleerd'), ('ANTWOORD', 'antwoord op een sms')], max_length=15, verbose_name='soort')),
                ('kanaal', models.CharField(choices=[('EMAIL', 'e-mail'), ('SMS', 'sms'), ('BRIEF', 'brief')], max_length=10, verbose_name='kanaal')),
                ('taal', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'Engels')], max_length=2, verbose_name='taal')),
                ('product', models.ForeignKey(blank=True, help_text='Leeg: voor alle producten.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='afspraken.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'sjabloon',
                'verbose_name_plural': 'sjablonen',
                'ordering': ('soort', 'kanaal', 'taal'),
                'constraints': [
                    models.UniqueConstraint(fields=('soort', 'kanaal', 'taal', 'product'), name='sjabloon_een_per_product', violation_error_message='Dit sjabloon bestaat al.'),
                    models.UniqueConstraint(condition=models.Q(('product__isnull', True)), fields=('soort', 'kanaal', 'taal'), name='sjabloon_een_algemeen', violation_error_message='Dit sjabloon bestaat al.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Sjabloonversie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nummer', models.PositiveIntegerField(verbose_name='nummer')),
                ('status', models.CharField(choices=[('CONCEPT', 'concept'), ('GEPUBLICEERD', 'in gebruik'), ('VERVANGEN', 'vervangen')], default='CONCEPT', max_length=15, verbose_name='status')),
                ('auteur', models.CharField(max_length=150, verbose_name='auteur')),
                ('gewijzigd_op', models.DateTimeField(verbose_name='gewijzigd op')),
                ('gepubliceerd_op', models.DateTimeField(blank=True, null=True, verbose_name='gepubliceerd op')),
                ('titel', models.CharField(blank=True, help_text='Niet bij een sms.', max_length=150, verbose_name='onderwerpregel')),
                ('tekst', models.TextField(max_length=5000, verbose_name='tekst')),
                ('sjabloon', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versies', to='notificaties.sjabloon', verbose_name='sjabloon')),
            ],
            options={
                'verbose_name': 'versie van een sjabloon',
                'verbose_name_plural': 'versies van een sjabloon',
                'ordering': ('sjabloon', '-nummer'),
                'constraints': [
                    models.UniqueConstraint(fields=('sjabloon', 'nummer'), name='sjabloonversie_nummer', violation_error_message='Dit nummer bestaat al.'),
                    models.UniqueConstraint(condition=models.Q(('status', 'GEPUBLICEERD')), fields=('sjabloon',), name='sjabloonversie_een_in_gebruik', violation_error_message='Er is al een versie in gebruik.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SmsAntwoord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider_id', models.CharField(max_length=64, verbose_name='nummer bij de verzender')),
                ('nummer_hash', models.CharField(max_length=64)),
                ('versie', models.PositiveIntegerField(default=0, verbose_name='versie')),
                ('betekenis', models.CharField(choices=[('JA', 'ja'), ('NEE', 'nee'), ('ANNULEER', 'annuleer'), ('VERZET', 'verzet'), ('STOP', 'stop'), ('START', 'start'), ('ANDERS', 'anders')], max_length=10, verbose_name='betekenis')),
                ('gevolg', models.CharField(choices=[('KOMT', 'de klant komt'), ('GEVRAAGD', 'wij vroegen of de klant wil annuleren'), ('GEANNULEERD', 'de klant annuleerde'), ('KON_NIET', 'annuleren kon niet meer'), ('LINK', 'de klant kreeg de link om te verzetten'), ('MEERDERE', 'er waren meer afspraken; de klant kreeg de tijden'), ('BELTAAK', 'voor een medewerker'), ('AFGEMELD', 'dit nummer krijgt geen sms meer'), ('AANGEMELD', 'dit nummer krijgt weer sms'), ('ONBEKEND', 'bij dit nummer hoort geen afspraak')], max_length=15, verbose_name='gevolg')),
                ('op', models.DateTimeField(verbose_name='op')),
                ('afspraak', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sms_antwoorden', to='afspraken.afspraak')),
            ],
            options={
                'verbose_name': 'antwoord per sms',
                'verbose_name_plural': 'antwoorden per sms',
                'ordering': ('-pk',),
                'indexes': [
                    models.Index(fields=['nummer_hash', 'op'], name='smsantwoord_per_nummer'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('provider_id',), name='smsantwoord_eenmaal', violation_error_message='Deze sms is al verwerkt.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Bericht',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('onderwerp', models.CharField(max_length=80, verbose_name='onderwerp')),
                ('versie', models.PositiveIntegerField(default=1, verbose_name='versie')),
                ('soort', models.CharField(choices=[('BEVESTIGING', 'bevestiging'), ('WIJZIGING', 'wijziging'), ('ANNULERING', 'annulering'), ('HERINNERING', 'herinnering'), ('MEENEMEN', 'dit meenemen'), ('NABERICHT', 'bericht na afloop'), ('MEDEDELING', 'mededeling aan medewerker'), ('ONDERWEG', 'onderweg'), ('LOOPT_UIT', 'loopt uit'), ('TIJDVAK', 'smaller tijdvak'), ('KLAAR', 'ligt klaar'), ('VOORSTEL', 'voorstel voor een andere tijd'), ('BEZOEKVOORSTEL', 'voorstel voor een bezoek'), ('BEZOEKVRAAG', 'vraag om een bezoek ontvangen'), ('BEZOEKAFWIJZING', 'wij komen niet langs'), ('BEZOEKVERVALLEN', 'geen antwoord op een voorstel'), ('ZITTING_LINK', 'link van een zitting'), ('ZITTING_CODE', 'code voor een zitting'), ('ZITTING_LIJST', 'zitting gesloten'), ('ZITTING_FAMILIE', 'tijd op een zitting'), ('ZITTING_AF', 'zitting geannuleerd'), ('ANTWOORD', 'antwoord op een sms')], max_length=15, verbose_name='soort')),
                ('moment', models.CharField(blank=True, help_text='Leeg: meteen. Anders zoals -2d.', max_length=20, verbose_name='moment')),
                ('ontvanger', models.CharField(help_text='klant, of middel met zijn nummer.', max_length=40, verbose_name='ontvanger')),
                ('kanaal', models.CharField(choices=[('EMAIL', 'e-mail'), ('SMS', 'sms'), ('BRIEF', 'brief')], max_length=10, verbose_name='kanaal')),
                ('poging', models.PositiveSmallIntegerField(default=0, verbose_name='poging')),
                ('referentie', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='referentie')),
                ('gegevens', models.JSONField(blank=True, default=dict, help_text='Wat een ander onderdeel meegaf.', verbose_name='gegevens')),
                ('status', models.CharField(choices=[('WACHT', 'wacht'), ('OPGEPAKT', 'opgepakt'), ('WORDT_VERZONDEN', 'wordt verzonden'), ('VERZONDEN', 'verzonden'), ('AFGELEVERD', 'afgeleverd'), ('NIET_AFGELEVERD', 'niet afgeleverd'), ('MISLUKT', 'mislukt'), ('ONZEKER', 'onzeker'), ('VERVALLEN', 'vervallen')], default='WACHT', max_length=15, verbose_name='status')),
                ('status_op', models.DateTimeField(verbose_name='status sinds')),
                ('niet_voor', models.DateTimeField(verbose_name='niet voor')),
                ('uitgesteld_sinds', models.DateTimeField(blank=True, help_text='Wanneer het eerst had moeten gaan. Leeg: nooit uitgesteld.', null=True, verbose_name='uitgesteld sinds')),
                ('vervalt_op', models.DateTimeField(blank=True, null=True, verbose_name='vervalt op')),
                ('is_direct', models.BooleanField(default=False, help_text="Antwoord op wat iemand net deed: ook na acht uur 's avonds.", verbose_name='gaat meteen')),
                ('claim', models.UUIDField(blank=True, null=True, verbose_name='claim')),
                ('lease_tot', models.DateTimeField(blank=True, null=True, verbose_name='in handen tot')),
                ('mislukt_aantal', models.PositiveSmallIntegerField(default=0, verbose_name='keer niet aanvaard')),
                ('afwezig_aantal', models.PositiveSmallIntegerField(default=0, verbose_name='keer niet gevonden')),
                ('opgezocht_op', models.DateTimeField(blank=True, null=True, verbose_name='opgezocht op')),
                ('aan', models.CharField(blank=True, max_length=254, verbose_name='aan')),
                ('titel', models.CharField(blank=True, max_length=200, verbose_name='onderwerpregel')),
                ('tekst', models.TextField(blank=True, verbose_name='tekst')),
                ('provider_id', models.CharField(blank=True, max_length=64, verbose_name='nummer bij de verzender')),
                ('beoordeeld_op', models.DateTimeField(blank=True, help_text='Wanneer een medewerker zei wat er met een onzeker bericht moet.', null=True, verbose_name='beoordeeld op')),
                ('fout', models.CharField(blank=True, max_length=60, verbose_name='fout')),
                ('verzonden_op', models.DateTimeField(blank=True, null=True, verbose_name='verzonden op')),
                ('aangemaakt_op', models.DateTimeField(verbose_name='aangemaakt op')),
                ('afspraak', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='berichten', to='afspraken.afspraak')),
                ('klant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='berichten', to='afspraken.klant')),
                ('middel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='berichten', to='afspraken.middel')),
                ('sjabloonversie', models.ForeignKey(blank=True, help_text='Leeg: de tekst die bij het systeem hoort.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notificaties.sjabloonversie')),
                ('stapel', models.ForeignKey(blank=True, help_text='Alleen een brief ligt op een stapel.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='brieven', to='notificaties.stapel', verbose_name='stapel')),
            ],
            options={
                'verbose_name': 'bericht',
                'verbose_name_plural': 'berichten',
                'ordering': ('-pk',),
                'permissions': [('resend_bericht', 'Kan zien wat verstuurd is, en het opnieuw versturen')],
                'indexes': [
                    models.Index(condition=models.Q(('status', 'WACHT')), fields=['niet_voor'], name='bericht_wacht'),
                    models.Index(condition=models.Q(('lease_tot__isnull', False)), fields=['lease_tot'], name='bericht_in_handen'),
                    models.Index(condition=models.Q(('status', 'ONZEKER')), fields=['status_op'], name='bericht_onzeker'),
                    models.Index(condition=models.Q(('aan__gt', ''), ('kanaal', 'SMS')), fields=['aan'], name='bericht_sms_aan'),
                    models.Index(django.db.models.functions.comparison.Coalesce('verzonden_op', 'status_op'), condition=models.Q(('aan__gt', ''), ('kanaal', 'SMS')), name='bericht_sms_sinds'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('onderwerp', 'ontvanger', 'versie', 'soort', 'moment', 'kanaal', 'poging'), name='bericht_eenmaal', violation_error_message='Dit bericht staat er al.'),
                    models.CheckConstraint(condition=models.Q(('stapel__isnull', True), ('kanaal', 'BRIEF'), _connector='OR'), name='bericht_stapel_alleen_brief', violation_error_message='Alleen een brief ligt op een stapel.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('lease_tot__isnull', False), ('status__in', ['OPGEPAKT', 'WORDT_VERZONDEN'])), models.Q(models.Q(('status__in', ['OPGEPAKT', 'WORDT_VERZONDEN']), _negated=True), ('lease_tot__isnull', True)), _connector='OR'), name='bericht_lease_alleen_in_handen', violation_error_message='Alleen een opgepakt bericht is in handen.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Agendalink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('apparaat', models.CharField(max_length=60, verbose_name='apparaat')),
                ('niveau', models.CharField(choices=[('BEZET', 'Alleen bezet'), ('PLAATS', 'Tijd en plaats'), ('VOLLEDIG', 'Tijd, plaats en product')], default='PLAATS', max_length=10, verbose_name='wat de agenda toont')),
                ('seintje', models.PositiveSmallIntegerField(blank=True, choices=[(5, '5 minuten vooraf'), (15, '15 minuten vooraf'), (30, '30 minuten vooraf'), (60, '1 uur vooraf')], null=True, verbose_name='seintje')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('aangemaakt_op', models.DateTimeField(verbose_name='aangemaakt op')),
                ('laatst_gebruikt_op', models.DateTimeField(blank=True, null=True, verbose_name='laatst gebruikt op')),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('gebruiker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agendalinks', to=settings.AUTH_USER_MODEL, verbose_name='gebruiker')),
                ('locatie', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='agendalinks', to='afspraken.locatie', verbose_name='locatie')),
                ('middel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='agendalinks', to='afspraken.middel', verbose_name='middel')),
            ],
            options={
                'verbose_name': 'agendalink',
                'verbose_name_plural': 'agendalinks',
                'ordering': ('-aangemaakt_op',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('locatie__isnull', True), ('middel__isnull', False)), models.Q(('locatie__isnull', False), ('middel__isnull', True)), _connector='OR'), name='agendalink_een_eigenaar', violation_error_message='Een agendalink hoort bij één middel of één locatie.'), models.UniqueConstraint(condition=models.Q(('ingetrokken_op__isnull', True)), fields=('middel', 'gebruiker', 'apparaat'), name='agendalink_een_per_apparaat_en_middel', violation_error_message='Voor dit apparaat is er al een link.'), models.UniqueConstraint(condition=models.Q(('ingetrokken_op__isnull', True)), fields=('locatie', 'gebruiker', 'apparaat'), name='agendalink_een_per_apparaat_en_locatie', violation_error_message='Voor dit apparaat is er al een link.')],
            },
        ),
        migrations.CreateModel(
            name='Beltaak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reden', models.CharField(choices=[('NIET_BEREIKT', 'geen bericht kwam aan'), ('GEEN_WEG', 'wij kunnen deze klant geen bericht sturen'), ('ONZEKER', 'niet zeker of het bericht aankwam'), ('OPHALEN', 'er ligt iets klaar, en de klant weet dat nog niet'), ('ANTWOORD', 'de klant antwoordde per sms')], max_length=15, verbose_name='reden')),
                ('notitie', models.CharField(blank=True, help_text='Wat de klant schreef.', max_length=500, verbose_name='notitie')),
                ('uiterlijk', models.DateTimeField(verbose_name='uiterlijk')),
                ('aangemaakt_op', models.DateTimeField(verbose_name='aangemaakt op')),
                ('gedaan_op', models.DateTimeField(blank=True, null=True, verbose_name='gedaan op')),
                ('gedaan_door', models.CharField(blank=True, max_length=150, verbose_name='gedaan door')),
                ('afspraak', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='beltaken', to='afspraken.afspraak', verbose_name='afspraak')),
                ('bericht', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='beltaken', to='notificaties.bericht')),
            ],
            options={
                'verbose_name': 'beltaak',
                'verbose_name_plural': 'beltaken',
                'ordering': ('uiterlijk',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('gedaan_op__isnull', True)), fields=('afspraak', 'reden'), name='beltaak_een_open', violation_error_message='Deze taak staat al open.')],
            },
        ),
        migrations.CreateModel(
            name='Berichtmoment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('HERINNERING', 'herinnering'), ('MEENEMEN', 'dit meenemen'), ('NABERICHT', 'bericht na afloop')], max_length=15, verbose_name='soort')),
                ('aantal', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='aantal')),
                ('eenheid', models.CharField(choices=[('d', 'dagen'), ('u', 'uren')], max_length=1, verbose_name='eenheid')),
                ('kanaal', models.CharField(blank=True, choices=[('EMAIL', 'e-mail'), ('SMS', 'sms'), ('BRIEF', 'brief')], help_text='Leeg: zoals de klant het liefst wil.', max_length=10, verbose_name='kanaal')),
                ('product', models.ForeignKey(blank=True, help_text='Leeg: voor alle producten zonder eigen momenten.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='berichtmomenten', to='afspraken.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'moment van een bericht',
                'verbose_name_plural': 'momenten van berichten',
                'ordering': ('product', 'soort', 'eenheid', '-aantal'),
                'constraints': [models.UniqueConstraint(fields=('product', 'soort', 'aantal', 'eenheid'), name='berichtmoment_eenmaal_per_product', violation_error_message='Dit moment staat er al.'), models.UniqueConstraint(condition=models.Q(('product__isnull', True)), fields=('soort', 'aantal', 'eenheid'), name='berichtmoment_eenmaal_algemeen', violation_error_message='Dit moment staat er al.')],
            },
        ),
        migrations.CreateModel(
            name='Buitenagenda',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000, verbose_name='webadres')),
                ('is_actief', models.BooleanField(default=True, help_text='Uit: deze agenda houdt geen tijd meer bezet.', verbose_name='is actief')),
                ('laatst_gelukt_op', models.DateTimeField(blank=True, null=True, verbose_name='laatst gelukt')),
                ('laatst_geprobeerd_op', models.DateTimeField(blank=True, null=True, verbose_name='laatst geprobeerd')),
                ('laatste_fout', models.CharField(blank=True, max_length=20, verbose_name='laatste fout')),
                ('onleesbaar', models.PositiveIntegerField(default=0, verbose_name='niet te lezen')),
                ('gelezen_tot', models.DateField(blank=True, null=True, verbose_name='gelezen tot')),
                ('etag', models.CharField(blank=True, max_length=200)),
                ('last_modified', models.CharField(blank=True, max_length=200)),
                ('gewijzigd_op', models.DateTimeField(verbose_name='gewijzigd op')),
                ('middel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='buitenagendas', to='afspraken.middel', verbose_name='middel')),
            ],
            options={
                'verbose_name': 'agenda van buiten',
                'verbose_name_plural': "agenda's van buiten",
                'ordering': ('middel__naam', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('middel', 'url'), name='buitenagenda_een_per_adres', violation_error_message='Deze agenda staat al bij dit middel.')],
            },
        ),
        migrations.CreateModel(
            name='GeannuleerdeInzet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op', models.DateTimeField(db_index=True, verbose_name='op')),
                ('afspraak', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='afspraken.afspraak')),
                ('middel', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='afspraken.middel')),
            ],
            options={
                'verbose_name': 'geannuleerde inzet',
                'verbose_name_plural': 'geannuleerde inzetten',
                'constraints': [models.UniqueConstraint(fields=('middel', 'afspraak'), name='geannuleerde_inzet_eenmaal', violation_error_message='Deze inzet is al geannuleerd.')],
            },
        ),
    ]
