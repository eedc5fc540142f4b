"""What the site searches in: the knowledge base, and the outcomes of the guide."""

from knowledge.search.live_index import Indexes, Noun
from knowledge.search.registry import NOUNS as KNOWLEDGE
from referrals.outcomes.search import OutcomeNoun

NOUNS: tuple[Noun, ...] = (*KNOWLEDGE, OutcomeNoun())
INDEXES = Indexes(NOUNS)
