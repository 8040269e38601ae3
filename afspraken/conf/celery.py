"""Jobs that run beside the pages, and when. The tables are the truth; the broker only wakes.

Not for the work itself: a task is thin and calls a function of the core.
"""

import os
import warnings
from pathlib import Path
from typing import Any

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.schedules import crontab
from celery.signals import beat_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afspraken.conf.settings")
# Celery would have Django check all code at each start, and so load every page into the worker.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")


def _file_broker(folder: Path) -> dict[str, Any]:
    """Messages as files, for one machine without another server. Makes the folders."""
    for name in ("berichten", "besturing"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": folder / "berichten",
        "data_folder_out": folder / "berichten",
        "control_folder": folder / "besturing",
        "polling_interval": 0.1,  # the default of a second means two tasks a second
    }


IS_FILES = settings.BROKER_URL == "filesystem://"

# It warns of running as root because of pickle; only JSON is accepted here.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("afspraken")
app.conf.update(
    broker_url=settings.BROKER_URL + ("localhost" if IS_FILES else ""),
    broker_connection_retry_on_startup=True,
    enable_utc=True,
    timezone="Europe/Amsterdam",
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_hijack_root_logger=False,  # our log masks secrets
    worker_enable_remote_control=False,
    worker_prefetch_multiplier=1,
)
if IS_FILES:
    app.conf.broker_transport_options = _file_broker(settings.DATA_DIR / "broker")
elif settings.BROKER_URL.startswith("redis"):
    app.conf.broker_transport_options = {"unacked_restore_throttle": 60}

NIGHTLY = {
    "extend-rosters": {"task": "afspraken.tasks.extend_rosters", "schedule": crontab("15", "2")},
    "close-days": {"task": "afspraken.tasks.close_days", "schedule": crontab("5", "0")},
    "forget": {"task": "afspraken.tasks.forget_personal_data", "schedule": crontab("45", "2")},
    "plan-reminders": {
        "task": "notificaties.tasks.plan_missing_reminders",
        "schedule": crontab("30", "2"),
    },
    "remind-of-documents": {
        "task": "afspraken.tasks.remind_of_documents",
        "schedule": crontab("0", "3"),
    },
    "reorder-routes": {"task": "mobiel.tasks.reorder_routes", "schedule": crontab("30", "3")},
    "clear-sessions": {"task": "afspraken.tasks.clear_sessions", "schedule": crontab("15", "3")},
}
OFTEN = {
    "let-holds-go": {"task": "afspraken.tasks.let_expired_holds_go", "schedule": 60.0},
    "seal-log": {"task": "afspraken.tasks.seal_log", "schedule": 60.0},
    "tidy-routes": {"task": "mobiel.tasks.tidy_routes", "schedule": 60.0},
    "lapse-proposals": {"task": "mobiel.tasks.lapse_proposals", "schedule": 60.0},
    "close-zittingen": {"task": "mobiel.tasks.close_zittingen", "schedule": 60.0},
    "tidy-messages": {"task": "notificaties.tasks.tidy_messages", "schedule": 60.0},
    "read-bounces": {"task": "notificaties.tasks.read_bounces", "schedule": 300.0},
}
# Pages never talk to the broker: a booking writes rows, and a few seconds later they are sent.
AT_ONCE = {
    "send-messages": {"task": "notificaties.tasks.send_messages", "schedule": 5.0},
    "carry-out": {"task": "afspraken.tasks.carry_out_approved", "schedule": 5.0},
}
NOW_AND_THEN = {
    "tell-windows": {"task": "mobiel.tasks.tell_windows", "schedule": 900.0},
    "fetch-calendars": {"task": "notificaties.tasks.fetch_calendars", "schedule": 900.0},
}
# A message that lay around while no worker ran is of no use: the next one does the same.
app.conf.beat_schedule = {
    **{name: {**entry, "options": {"expires": 3600}} for name, entry in NIGHTLY.items()},
    **{name: {**entry, "options": {"expires": 60}} for name, entry in OFTEN.items()},
    **{name: {**entry, "options": {"expires": 5}} for name, entry in AT_ONCE.items()},
    **{name: {**entry, "options": {"expires": 900}} for name, entry in NOW_AND_THEN.items()},
}
app.autodiscover_tasks(["afspraken", "mobiel", "notificaties"])


@beat_init.connect
def catch_up(**_: Any) -> None:
    """The clock keeps no memory: ask at once for what it may have missed while it stood still."""
    for entry in NIGHTLY.values():
        app.send_task(entry["task"], expires=3600)
