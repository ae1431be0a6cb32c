"""Made-up news articles in the style of wire copy, which are hard to find one's way about in.

Names, titles and formulas return again and again, some sentences come twice with one number or
name changed, and some come twice as they are.
"""

import random
import textwrap
from collections.abc import Iterator

_PEOPLE = (
    "Deputy Foreign Minister Ilyas Toktarov", "President Marta Oyelaran", "Colonel Pavel Hrubý",
    "Prime Minister Anneke de Wit", "General Samuel Okonjo", "Governor Lucía Barrenechea",
    "Ambassador J. P. Thornquist", "spokeswoman Dilnoza Yusupova", "Dr. Henrik Aalto",
)  # fmt: skip
_BODIES = (
    "the Interior Ministry", "the U.N. mission", "the Central Bank", "the U.S. Embassy",
    "the Border Guard Service", "the Electoral Commission", "the opposition Unity Party",
    "the Kestrel Group", "the EU delegation", "the Red Crescent", "the Port Authority",
)  # fmt: skip
_PLACES = (
    "Varnak", "the port of Sidi Amran", "northern Kharzan", "the capital", "Lower Ostrava",
    "the Tel Rifaat district", "the border town of Qasr", "São Bento", "the Amu valley",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_THINGS = (
    "fuel", "grain", "the ceasefire", "air defence systems", "migration", "gas transit", "debt",
    "the water treaty", "drones", "humanitarian aid", "prisoner exchanges", "fishing rights",
)  # fmt: skip
_DEEDS = (
    "agreed to resume talks on {thing}", "would send {number} more observers to {place}",
    "had seized {number} tonnes of {thing} in {place}", "rejected the latest proposal on {thing}",
    "had lost contact with a convoy near {place}", "opened an inquiry into {thing}",
    "would close its office in {place} by {day}", "had no plans to discuss {thing} with {body}",
    "was ready to meet {person} in {place}", "imposed a curfew on {place} until {day}",
    "had detained {number} people in {place}", "was reviewing its policy on {thing} and {thing2}",
)  # fmt: skip
_SENTENCES = (
    "{Who} said on {day} that {who2} {deed}.",
    "{Who} {deed}, {who2} said in a statement on {day}.",
    "{Who} {deed}, a person briefed on the matter told this agency.",
    "“We will not be drawn into a quarrel about {thing},” {person} told reporters in {place}.",
    "At least {number} people were killed and {number2} wounded in {place}, {body} said.",
    "{Who} confirmed that {body} {deed}, but gave no further details.",
    "In {place}, prices of {thing} rose {number} per cent in a week, according to {body}.",
    "“There is still time to talk about {thing},” said {person}, who arrived from {place}.",
    "The agreement on {thing} was to be signed in {place} on {day}, {number} days late.",
    "Witnesses in {place} said they had heard {number} explosions before dawn on {day}.",
    "Asked about {thing}, {person} said: “That is for {body} to answer.”",
    "The two sides have accused each other of using {thing} as a weapon since {day}.",
    "{Who}, who visited {place} with {person}, described the situation there as calm.",
    "It was the first time in {number} years that anyone from {body} had come to {place}.",
    "Shops stayed shut for a {number}th day and buses no longer ran as far as {place}.",
    "Analysts doubt it: “Nobody in {body} has read the small print,” {person} wrote.",
    "A draft seen by this agency leaves out {thing} altogether and names no date.",
    "Neighbouring states watch the dispute over {thing} with growing unease.",
    "Under the law, {body} has {number} days in which to appeal.",
    "Satellite pictures show {number} vehicles parked in rows on a field outside {place}.",
    "“My children ask me every night when we are going home,” said a teacher from {place}.",
    "Of the {number} lorries that set out on {day}, only {number2} reached {place}.",
    "The budget for {thing} was cut by {number} million in spring, and again last week.",
    "{Who} has denied any part in it and calls the accusations a fairy tale.",
    "Critics of {person} say that the new rules on {thing} help only a few large firms.",
    "Rain has turned the road to {place} into mud, and the bridge was swept away on {day}.",
    "A court sentenced {number} of the accused to prison; {number2} others walked free.",
    "Lawmakers vote on the bill next month, though few expect it to pass unamended.",
    "The stock exchange closed {number} points down, its worst {day} since the crisis.",
    "Hospitals there lack blood, clean water and, above all, nurses, volunteers from {body} said.",
    "Both governments call the line a border; no map printed abroad does.",
    "Talks broke off after {number} minutes when the delegates could not agree on a seating plan.",
    "Fishermen near {place} pulled a part of the wing out of the sea on {day} morning.",
    "{person} is expected to fly on to {place}, aides said, “if the weather lets us”.",
    "How {thing} came to be stored in a school in {place} remains unclear.",
    "The radio played old songs all {day} and read the names of the missing on the hour.",
)
_FORMULAS = (
    "The claim could not be verified independently.",
    "{Body} did not respond to a request for comment.",
    "{person}, speaking on condition of anonymity, gave no reason.",
    "The report has not been confirmed.",
    "More than {number} people have been displaced since the fighting began.",
)
_LENGTH = 4_000
_WRAPPED = 68


class _Desk:
    """Writes the sentences of one article, with a small cast that returns."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._people = chance.sample(_PEOPLE, 3)
        self._bodies = chance.sample(_BODIES, 4)
        self._places = chance.sample(_PLACES, 3)
        self._things = chance.sample(_THINGS, 4)
        self._unused: list[str] = []
        self._written: list[tuple[str, dict[str, str]]] = []

    def place(self) -> str:
        return self._places[0]

    def sentence(self) -> str:
        if self._written and self._chance.random() < 0.05:
            return self._again(*self._chance.choice(self._written))
        formula = self._chance.random() < 0.1
        template = self._chance.choice(_FORMULAS) if formula else self._unused_template()
        words = self._words()
        self._written.append((template, words))
        return template.format_map(words)

    def _unused_template(self) -> str:
        """One of all in turn, as no reporter writes the same sentence all the time."""
        if not self._unused:
            self._unused = self._chance.sample(_SENTENCES, len(_SENTENCES))
        return self._unused.pop()

    def _again(self, template: str, words: dict[str, str]) -> str:
        """An earlier sentence, as it was or with one thing in it changed."""
        if self._chance.random() < 0.3:
            return template.format_map(words)
        used = [name for name in words if "{" + name + "}" in template]
        changed = self._chance.choice(used or ["day"])
        return template.format_map(words | {changed: self._words()[changed]})

    def _words(self) -> dict[str, str]:
        choose = self._chance.choice
        words = {
            "person": self._name(),
            "body": choose(self._bodies),
            "place": choose(self._places),
            "day": choose(_DAYS),
            "number": str(self._chance.choice([2, 3, 7, 12, 19, 40, 65, 150, 1200])),
            "number2": str(self._chance.randint(2, 90)),
            "thing": choose(self._things),
            "thing2": choose(self._things),
        }
        words["deed"] = choose(_DEEDS).format_map(words)
        words["who2"] = choose([self._name(), choose(self._bodies)])
        who = choose([self._name(), choose(self._bodies)])
        words["Who"] = who[0].upper() + who[1:]
        words["Body"] = words["body"].replace("the ", "The ", 1)
        return words

    def _name(self) -> str:
        """A person's whole title, or the last name alone."""
        person = self._chance.choice(self._people)
        return person if self._chance.random() < 0.4 else person.rsplit(" ", 1)[1]


def article(chance: random.Random) -> str:
    """Make up an article of about 4,000 code points.

    Args:
        chance: Where every choice comes from: the same seed writes the same article.
    """
    desk = _Desk(chance)
    headline = desk.sentence().rstrip(".")
    dateline = f"{desk.place().upper()}, {chance.choice(_DAYS)[:3]}. (Wire) - "
    first, *others = _paragraphs(desk, chance)
    paragraphs = [headline, dateline + first, *others]
    if chance.random() < 0.2:
        paragraphs.insert(0, headline)
    if chance.random() < 0.25:
        return "\n\n".join(textwrap.fill(text, _WRAPPED) for text in paragraphs) + "\n"
    return chance.choice(["\n\n", "\n"]).join(paragraphs) + "\n"


def _paragraphs(desk: _Desk, chance: random.Random) -> Iterator[str]:
    length = 0
    while length < _LENGTH:
        text = " ".join(desk.sentence() for _ in range(chance.choice([1, 1, 2, 2, 3, 4])))
        length += len(text)
        yield text
