"""Tables from the models, the starting content and an account, in one process.

python -m tools.quickly_prepared      name and address of the account; its password is in the
                                      environment, as `manage.py createsuperuser` wants it
"""

import os
import sys

import django
from django.core.management import call_command


def main(name: str, email: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tools.quick_settings"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("prepare")
    call_command("createsuperuser", interactive=False, username=name, email=email, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
