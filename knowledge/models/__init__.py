"""Models of the knowledge base, one per file."""

from knowledge.models.audience import Audience
from knowledge.models.bookkeeping.content_change import ContentChange
from knowledge.models.bookkeeping.import_draft import ImportDraft
from knowledge.models.bookkeeping.imported_record import ImportedRecord
from knowledge.models.bookkeeping.loaded_record import LoadedRecord
from knowledge.models.bookkeeping.named_token import NamedToken
from knowledge.models.bookkeeping.outdated_text import OutdatedText
from knowledge.models.bookkeeping.outgoing_mail import OutgoingMail
from knowledge.models.bookkeeping.public_trace import PublicKey, PublicTrace
from knowledge.models.bookkeeping.search_count import SearchCount
from knowledge.models.bookkeeping.sentence_count import SentenceCount
from knowledge.models.code_word import CodeWord
from knowledge.models.contact_detail import ContactDetail
from knowledge.models.default_desks import DefaultDesks
from knowledge.models.entry import Entry, SourcedEntry
from knowledge.models.exploitation_form import ExploitationForm
from knowledge.models.factsheet import Factsheet, FactsheetSection
from knowledge.models.guidance import Guidance
from knowledge.models.key_figure import KeyFigure
from knowledge.models.legal_article import LegalArticle
from knowledge.models.municipality import Municipality, MunicipalityAlias
from knowledge.models.offence import Offence
from knowledge.models.organisation import Organisation
from knowledge.models.querysets import EntryQuerySet, Status
from knowledge.models.region import Region, RegionKind
from knowledge.models.resource import Resource
from knowledge.models.review.contact_proposal import ConfirmationRequest, ContactProposal
from knowledge.models.review.correction_report import CorrectionReport
from knowledge.models.review.pending_edit import PendingEdit
from knowledge.models.risk_place import RiskPlace
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
    "DefaultDesks",
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
    "NamedToken",
    "Offence",
    "Organisation",
    "OutdatedText",
    "OutgoingMail",
    "PendingEdit",
    "PublicKey",
    "PublicTrace",
    "Region",
    "RegionKind",
    "Resource",
    "RiskPlace",
    "SearchCount",
    "SentenceCount",
    "Service",
    "Signal",
    "Source",
    "SourcedEntry",
    "Status",
    "Synonym",
    "Verification",
]
