import json

from django.db import migrations

from knowledge.tokens.naming import stored_tokens
from knowledge.values.tokens import tokens_in


def name_tokens(apps, schema_editor):
    """Add the tokens of the guide and of its releases: see `knowledge.0027_named_tokens`."""
    names = apps.get_model('knowledge', 'NamedToken').objects
    tokens = set()
    for model in apps.get_app_config('referrals').get_models():
        if not model.__name__.startswith('Historical'):
            tokens |= stored_tokens(model)
    for snapshot in apps.get_model('referrals', 'FlowRelease').objects.values_list('snapshot', flat=True):
        tokens |= set(tokens_in(json.dumps(snapshot)))
    rows = [names.model(kind=token.kind, slug=token.slug) for token in tokens if len(token.slug) <= 80]
    names.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0009_longer_phrases'),
        ('knowledge', '0027_named_tokens'),
    ]

    operations = [
        migrations.RunPython(name_tokens, migrations.RunPython.noop),
    ]
