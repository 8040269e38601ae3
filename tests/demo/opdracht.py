"""The command that builds the example town, as somebody gives it."""

from io import StringIO

from django.core.management import call_command


def demo(*options: str) -> str:
    """What `manage.py demo` prints."""
    out = StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()
