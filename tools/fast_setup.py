"""Creates tables from the models; with an account, also loads the starting content and creates it.

    python -m tools.fast_setup [USERNAME EMAIL]

The password comes from the environment, as for `manage.py createsuperuser`.
"""

import os
import sys

import django
from django.core.management import call_command


def main(*account: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tools.fast_settings"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if account:
        name, email = account
        call_command("prepare")
        call_command("createsuperuser", interactive=False, username=name, email=email, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
