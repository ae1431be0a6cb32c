"""The labels of entities, and what they mean."""

MEANINGS = {
    "PERSON": "a person",
    "NORP": "a nationality, a religion, a political group",
    "FAC": "a building, an airport, a road, a bridge",
    "ORG": "a company, an agency, a body",
    "GPE": "a country, a city, a state",
    "LOC": "a place that is none of these: a range, a sea, a region",
    "PRODUCT": "a thing that is made: a weapon, a vehicle, a programme",
    "EVENT": "a battle, a summit, a storm",
    "WORK_OF_ART": "a book, a film, a song",
    "LAW": "a law, a treaty, a resolution",
    "LANGUAGE": "a language",
    "DATE": "a date or a period",
    "TIME": "a time of less than a day",
    "PERCENT": "a percentage",
    "MONEY": "a sum of money",
    "QUANTITY": "a measure: of weight, of length",
    "ORDINAL": "first, second",
    "CARDINAL": "a number that is none of these",
}
"""The entity labels of OntoNotes 5, which the English models of spaCy use; what bears each."""

LABELS = tuple(MEANINGS)
"""All of them. Any other label is one of a model, or of the analyst."""
