"""Records that the software keeps for itself: change marks, imports, public keys, counts."""
