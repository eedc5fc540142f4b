"""The entry types of the knowledge base, in the order in which they are loaded."""

from pathlib import Path

from knowledge import models
from knowledge.loading.entries import EntrySpec, Part

_CONTENT = Path(__file__).resolve().parents[1] / "content"

ENTRIES = (
    EntrySpec(models.Audience, _CONTENT / "audiences.yaml"),
    EntrySpec(models.Source, _CONTENT / "sources.yaml"),
    EntrySpec(models.ExploitationForm, _CONTENT / "exploitation_forms.yaml"),
    EntrySpec(models.Signal, _CONTENT / "signals.yaml"),
    EntrySpec(models.RiskPlace, _CONTENT / "risk_places.yaml"),
    EntrySpec(models.CodeWord, _CONTENT / "code_words.yaml"),
    EntrySpec(
        models.LegalArticle,
        _CONTENT / "legal_articles.yaml",
        (Part("offences", models.Offence, "article"),),
    ),
    EntrySpec(models.Guidance, _CONTENT / "guidance.yaml"),
    EntrySpec(models.Resource, _CONTENT / "resources.yaml"),
    EntrySpec(models.KeyFigure, _CONTENT / "key_figures.yaml"),
    EntrySpec(models.Region, _CONTENT / "regions.csv"),
    EntrySpec(models.Municipality, _CONTENT / "municipalities.csv"),
    EntrySpec(models.MunicipalityAlias, _CONTENT / "municipality_aliases.csv"),
    EntrySpec(models.Organisation, _CONTENT / "organisations.yaml"),
    EntrySpec(models.Service, _CONTENT / "services.yaml"),
    EntrySpec(models.ContactDetail, _CONTENT / "contact_details.yaml"),
    EntrySpec(
        models.Factsheet,
        _CONTENT / "factsheets.yaml",
        (Part("sections", models.FactsheetSection, "factsheet"),),
    ),
    EntrySpec(models.DefaultDesks, _CONTENT / "default_desks.yaml"),
    EntrySpec(models.Synonym, _CONTENT / "synonyms.yaml"),
)
