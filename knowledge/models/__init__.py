"""Models of the knowledge base, one per file."""

from knowledge.models.article import LegalArticle
from knowledge.models.audience import Audience
from knowledge.models.bookkeeping.content_change import ContentChange
from knowledge.models.bookkeeping.import_draft import ImportDraft
from knowledge.models.bookkeeping.imported import ImportedRecord
from knowledge.models.bookkeeping.loaded import LoadedRecord
from knowledge.models.bookkeeping.public_trace import PublicKey, PublicTrace
from knowledge.models.bookkeeping.search_count import SearchCount
from knowledge.models.code_word import CodeWord
from knowledge.models.contact import ContactDetail
from knowledge.models.entry import Entry, SourcedEntry
from knowledge.models.factsheet import Factsheet, FactsheetSection
from knowledge.models.figure import KeyFigure
from knowledge.models.form import ExploitationForm
from knowledge.models.guidance import Guidance
from knowledge.models.municipality import Municipality, MunicipalityAlias
from knowledge.models.organisation import Organisation
from knowledge.models.place import RiskPlace
from knowledge.models.querysets import EntryQuerySet, Status
from knowledge.models.region import Region, RegionKind
from knowledge.models.resource import Resource
from knowledge.models.review.pending import PendingEdit
from knowledge.models.review.proposal import ConfirmationRequest, ContactProposal
from knowledge.models.review.report import CorrectionReport
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
