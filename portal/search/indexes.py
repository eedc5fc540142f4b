"""What the site searches in: the knowledge base, and the outcomes of the guide."""

from knowledge.search.nouns import NOUNS as KNOWLEDGE
from knowledge.search.serving import Indexes, Noun
from referrals.search_documents import OutcomeNoun

NOUNS: tuple[Noun, ...] = (*KNOWLEDGE, OutcomeNoun())
INDEXES = Indexes(NOUNS)
