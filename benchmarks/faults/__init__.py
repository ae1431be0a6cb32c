"""Everything that can go wrong with an annotations file, many times over, and what was lost."""
