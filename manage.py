#!/usr/bin/env python
"""Run a command of this project: `python manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Run the command of the command line; a wrong setting is one sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afspraken.conf.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from afspraken.conf.environment import WrongSetting

    try:
        settings.DEBUG  # noqa: B018  reads them all, before Django hides the sentence
        execute_from_command_line(sys.argv)
    except WrongSetting as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
