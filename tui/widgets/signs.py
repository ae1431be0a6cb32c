"""What the signs and styles on the screen mean, for the help and the documentation."""

SIGNS: tuple[tuple[str, str], ...] = (
    ("●", "an article that is not read yet"),
    ("✓", "a marked row; in the tag picker, a tag that is set already"),
    ("★", "an entity that is watched"),
    ("!", "an article that cannot be read"),
    ("•", "a note begins on this line"),
    ("▎", "an annotated passage, in the colour of its tags"),
    ("▌", "annotated passages in each other; in a list, the row under the cursor"),
    ("▏ ▐", "an annotation in the inspector; ▐: the reader's cursor is in its words"),
    ("≠", "what someone else wrote in the place of a note"),
    ("▸", "boilerplate that is folded away"),
    ("[-…-]", "words that were taken out of an edited article"),
    ("{+…+}", "words that were put into an edited article"),
    ("bold underlined", "a person"),
    ("underlined", "an organisation; in grey, a number"),
    ("italic underlined", "a place"),
    ("bold italic", "a group or a language"),
    ("bold italic underlined", "an event"),
    ("underlined twice", "a law, a work or a product"),
    ("italic", "a date or a time"),
)
"""Each sign or style, and its meaning."""
