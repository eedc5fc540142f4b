"""What a visitor ticked in the list of signals, as a page and on paper. It is stored nowhere."""
