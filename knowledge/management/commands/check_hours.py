"""Prints what all opening hours mean; fails when some cannot be understood."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from knowledge.models import ContactDetail
from knowledge.values.hours.words import hours_in_words


class Command(BaseCommand):
    help = "Print the opening hours of all contact details in words, in both languages."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        details = ContactDetail.objects.exclude(opening_hours="")
        for stored in sorted(set(details.values_list("opening_hours", flat=True))):
            self.stdout.write(stored)
            for code, _name in settings.LANGUAGES:
                with translation.override(code):
                    self.stdout.write(f"  {code}: {hours_in_words(stored, today)}")
        unreadable = details.with_unreadable_hours().values_list("slug", flat=True)
        if unreadable:
            raise CommandError(f"Hours that cannot be understood: {', '.join(unreadable)}")
