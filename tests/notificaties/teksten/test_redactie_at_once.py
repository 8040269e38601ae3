"""Two editors publish at the same moment, from two threads on one database."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from notificaties.models import Sjabloonversie
from notificaties.teksten import redactie
from notificaties.teksten.redactie import Intussen, Plek
from notificaties.teksten.weergave import Tekst
from tests.cast import NOW

PLEK = Plek("BEVESTIGING", "EMAIL", "nl")


@pytest.mark.django_db(transaction=True)
def test_one_wins_and_the_others_are_told():
    gezien = redactie.read(PLEK).kenmerk
    start, ends = Barrier(4), []

    def publish(auteur: str) -> None:
        start.wait()
        try:
            text = Tekst("Dag", f"Van {auteur}")
            redactie.publish(PLEK, text, gezien=gezien, auteur=auteur, door="1", now=NOW)
            ends.append("published")
        except Intussen:
            ends.append("told")
        finally:
            connection.close()

    threads = [Thread(target=publish, args=(name,)) for name in ("anna", "bram", "cor", "dirk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["published", "told", "told", "told"]
    assert Sjabloonversie.objects.count() == 1
