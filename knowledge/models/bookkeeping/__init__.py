"""Internal records of the software: change marks, imports, public keys, counts."""
