from django.db import migrations, models

from knowledge.tokens.naming import stored_tokens


def name_tokens(apps, schema_editor):
    """Add the tokens of the texts that are stored by now."""
    names = apps.get_model('knowledge', 'NamedToken').objects
    tokens = set()
    for model in apps.get_app_config('knowledge').get_models():
        if not model.__name__.startswith('Historical'):
            tokens |= stored_tokens(model)
    names.bulk_create(names.model(kind=token.kind, slug=token.slug) for token in tokens if len(token.slug) <= 80)


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0026_english_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('slug', models.SlugField(max_length=80)),
            ],
            options={
                'verbose_name': 'token in texts',
                'verbose_name_plural': 'tokens in texts',
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='knowledge_namedtoken_once')],
            },
        ),
        migrations.RunPython(name_tokens, migrations.RunPython.noop),
    ]
