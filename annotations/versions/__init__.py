"""Two versions of a text: what was paired, and where the words of the old one went."""
