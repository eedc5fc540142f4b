"""Records of people checking content: verifications, proposals, reports, edits that wait."""
