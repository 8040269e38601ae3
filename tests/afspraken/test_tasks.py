"""The clock knows every job, and every job does its one thing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from afspraken import tasks
from afspraken.conf.celery import app


def test_the_clock_only_asks_for_jobs_that_exist():
    app.loader.import_default_modules()
    asked = {entry["task"] for entry in app.conf.beat_schedule.values()}
    known = {name for name in app.tasks if not name.startswith("celery.")}
    assert asked == known


def test_a_message_that_waited_too_long_is_dropped():
    assert all(entry["options"]["expires"] for entry in app.conf.beat_schedule.values())


@pytest.mark.parametrize(
    "task",
    [
        tasks.let_expired_holds_go,
        tasks.seal_log,
        tasks.extend_rosters,
        tasks.close_days,
        tasks.forget_personal_data,
        tasks.remind_of_documents,
        tasks.clear_sessions,
    ],
)
@pytest.mark.django_db(transaction=True)
def test_every_job_may_run_twice_on_an_empty_database(task):
    task()
    task()


@pytest.mark.django_db
def test_visits_that_ended_are_deleted():
    now = timezone.now()
    for key, offset in (("old", -1), ("new", 1)):
        expires = now + timedelta(days=offset)
        Session.objects.create(session_key=key, session_data="x", expire_date=expires)
    tasks.clear_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
