"""Search indexes of the site: the knowledge base and the outcomes of the guide."""

from knowledge.search.live_index import Indexes, SearchSource
from knowledge.search.registry import SEARCH_SOURCES as KNOWLEDGE
from referrals.outcomes.search import OutcomeSource

SEARCH_SOURCES: tuple[SearchSource, ...] = (*KNOWLEDGE, OutcomeSource())
INDEXES = Indexes(SEARCH_SOURCES)
