"""Records of review: proposals, reports, pending edits."""
