"""What someone with all rights on the database can do to the log: go around its guards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import QuerySet

from afspraken.models import Logregel

TRIGGER = "logboek_alleen_erbij"


def change_line(pk: int, **values: object) -> None:
    """Change one line of the log, with the trigger out of the way."""
    with unguarded():
        assert QuerySet(Logregel).filter(pk=pk).update(**values) == 1


def remove_line(pk: int) -> None:
    """Delete one line of the log, with the trigger out of the way."""
    with unguarded():
        assert QuerySet(Logregel).filter(pk=pk).delete()[0] == 1


@contextmanager
def unguarded() -> Iterator[None]:
    """The log without its trigger."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE afspraken_logregel DISABLE TRIGGER {TRIGGER}")
            yield
            cursor.execute(f"ALTER TABLE afspraken_logregel ENABLE TRIGGER {TRIGGER}")
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [TRIGGER])
            [definition] = cursor.fetchone()
            cursor.execute(f"DROP TRIGGER {TRIGGER}")
            yield
            cursor.execute(definition)
