"""The nouns of the knowledge base, one a file."""

from knowledge.models.article import LegalArticle
from knowledge.models.audience import Audience
from knowledge.models.base import Entry, EntryQuerySet, SourcedEntry, Status
from knowledge.models.code_word import CodeWord
from knowledge.models.contact import ContactDetail
from knowledge.models.content_change import ContentChange
from knowledge.models.factsheet import Factsheet, FactsheetSection
from knowledge.models.figure import KeyFigure
from knowledge.models.form import ExploitationForm
from knowledge.models.guidance import Guidance
from knowledge.models.import_draft import ImportDraft
from knowledge.models.imported import ImportedRecord
from knowledge.models.loaded import LoadedRecord
from knowledge.models.municipality import Municipality, MunicipalityAlias
from knowledge.models.organisation import Organisation
from knowledge.models.pending import PendingEdit
from knowledge.models.place import RiskPlace
from knowledge.models.proposal import ConfirmationRequest, ContactProposal
from knowledge.models.public_trace import PublicKey, PublicTrace
from knowledge.models.region import Region, RegionKind
from knowledge.models.report import CorrectionReport
from knowledge.models.resource import Resource
from knowledge.models.search_count import SearchCount
from knowledge.models.service import Service
from knowledge.models.signal import Signal
from knowledge.models.source import Source
from knowledge.models.synonym import Synonym
from knowledge.models.verification import Verification

__all__ = [
    "Audience",
    "CodeWord",
    "ConfirmationRequest",
    "ContactDetail",
    "ContactProposal",
    "ContentChange",
    "CorrectionReport",
    "Entry",
    "EntryQuerySet",
    "ExploitationForm",
    "Factsheet",
    "FactsheetSection",
    "Guidance",
    "ImportDraft",
    "ImportedRecord",
    "KeyFigure",
    "LegalArticle",
    "LoadedRecord",
    "Municipality",
    "MunicipalityAlias",
    "Organisation",
    "PendingEdit",
    "PublicKey",
    "PublicTrace",
    "Region",
    "RegionKind",
    "Resource",
    "RiskPlace",
    "SearchCount",
    "Service",
    "Signal",
    "Source",
    "SourcedEntry",
    "Status",
    "Synonym",
    "Verification",
]
