"""The nouns of the knowledge base in the order in which they can be loaded."""

from pathlib import Path

from knowledge import models
from knowledge.loading.entries import Noun, Part

_CONTENT = Path(__file__).resolve().parents[1] / "content"

NOUNS = (
    Noun(models.Audience, _CONTENT / "audiences.yaml"),
    Noun(models.Source, _CONTENT / "sources.yaml"),
    Noun(models.ExploitationForm, _CONTENT / "exploitation_forms.yaml"),
    Noun(models.Signal, _CONTENT / "signals.yaml"),
    Noun(models.RiskPlace, _CONTENT / "risk_places.yaml"),
    Noun(models.CodeWord, _CONTENT / "code_words.yaml"),
    Noun(models.LegalArticle, _CONTENT / "legal_articles.yaml"),
    Noun(models.Guidance, _CONTENT / "guidance.yaml"),
    Noun(models.Resource, _CONTENT / "resources.yaml"),
    Noun(models.KeyFigure, _CONTENT / "key_figures.yaml"),
    Noun(models.Region, _CONTENT / "regions.csv"),
    Noun(models.Municipality, _CONTENT / "municipalities.csv"),
    Noun(models.MunicipalityAlias, _CONTENT / "municipality_aliases.csv"),
    Noun(models.Organisation, _CONTENT / "organisations.yaml"),
    Noun(models.Service, _CONTENT / "services.yaml"),
    Noun(models.ContactDetail, _CONTENT / "contact_details.yaml"),
    Noun(
        models.Factsheet,
        _CONTENT / "factsheets.yaml",
        (Part("sections", models.FactsheetSection, "factsheet"),),
    ),
    Noun(models.Synonym, _CONTENT / "synonyms.yaml"),
)
