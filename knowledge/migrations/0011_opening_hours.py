"""Opening hours are stored in one spelling, so that equal hours are equal values.

A confirmation counts for hours that are still the same, so the copies in checks and proposals
change along with the hours themselves. The same goes for what the software remembers of content
that it loaded or imported, by which it recognises the work of editors. Values that cannot be
understood stay as they are; the editors' dashboard lists them.
"""

from django.db import migrations

from knowledge.values.hours.opening_hours import understood

HOURS = "opening_hours"
COLUMNS = ("ContactDetail", "HistoricalContactDetail", "Verification", "ContactProposal")
MEMORIES = (("LoadedRecord", "entry"), ("ImportedRecord", "loaded"), ("ImportedRecord", "theirs"))


def normalise(apps, schema_editor):
    for name in COLUMNS:
        rows = apps.get_model("knowledge", name)._base_manager.exclude(**{HOURS: ""})
        for value in set(rows.order_by().values_list(HOURS, flat=True)):
            rows.filter(**{HOURS: value}).update(**{HOURS: _normal(value)})
    for name, field in MEMORIES:
        for row in apps.get_model("knowledge", name)._base_manager.all().iterator():
            remembered = getattr(row, field)
            value = remembered.get(HOURS)
            if value and _normal(value) != value:
                setattr(row, field, {**remembered, HOURS: _normal(value)})
                row.save(update_fields=[field])


def _normal(value):
    hours = understood(value)
    return hours.notation if hours else value


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0010_hours_not_taken_over")]
    operations = [migrations.RunPython(normalise, migrations.RunPython.noop)]
