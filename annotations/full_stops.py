"""Which full stops of a paragraph end a sentence.

Abbreviations are those of the languages of news, as they are written, without their last stop:
`sun` ends a sentence where `Sun` may be a day.
"""

import re
from collections.abc import Iterator

# A name or an explanation follows.
_NEVER_END_SENTENCE = frozenset(
    """
    Mr Mrs Ms Messrs Mme Mlle Dr Prof Rev Fr Hon Sr Sra Dña Hr
    Gen Lt Col Maj Capt Cpt Cmdr Adm Brig Sgt Cpl Pvt
    Sen Rep Gov Pres Amb Sec Atty Supt Insp Det Dep Asst St Ste Mt Ft
    vs cf viz ca approx e.g i.e d.h z.B p.ex
    """.split()  # noqa: SIM905 -- a list of words reads better than a list of strings
)

# A sentence ends there only before a word that often begins one.
_MAY_END_SENTENCE = frozenset(
    """
    Inc Ltd Co Corp Plc Bros Dept Div Univ Assn Jr etc al eds Ave Blvd Rd
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    Calif Conn Fla Mass Mich Minn Penn Tex Va Wash
    """.split()  # noqa: SIM905
)

# No sentence ends there if a number follows.
_BEFORE_NUMBER = frozenset(
    "no nos nr art arts fig figs p pp vol ch para sect".split()  # noqa: SIM905
)

# Words with a capital that seldom go on in a name.
_SENTENCE_STARTERS = frozenset(
    """
    The A An This That These Those There Here It Its He She They We You I His Her Their Our My
    In On At By For From With Without After Before During Since Until While When Where Why How What
    Who If As But And Or So Yet Nor Then Thus Also Still Even Now Both All Some Many Most Several
    Such Each Another Other However Meanwhile Moreover Earlier Later Although Though Because Despite
    According Among Instead
    """.split()  # noqa: SIM905
)

_STOP = re.compile(r"""([.!?…]+)["'”’»)\]]*(?=\s|$)|[。！？｡]+["'”’」』）]*""")
_TOKEN = re.compile(r"[^\s(\[“\"‘«/—–]+$")
_NEXT_WORD = re.compile(r"""\s*["'“‘«(\[¿¡-]*(\w+)""")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split one paragraph into its sentences.

    Args:
        text: The text that the paragraph is in.
        start: Where the paragraph begins, with no white space there.
        end: One past its end, with no white space before.

    Yields:
        Start and end of each sentence, without the white space around it.
    """
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, start, match, end):
            yield start, match.end()
            start = match.end()
            while text[start].isspace():  # the paragraph's last character is none
                start += 1
    if start < end:
        yield start, end


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether a stop inside a paragraph ends the sentence that began at `start`."""
    if stop[1] is None:  # the full stops of Chinese and Japanese have no other use
        return True
    ahead = _NEXT_WORD.match(text, stop.end(), min(end, stop.end() + 80))
    word = ahead[1] if ahead else ""
    if word[:1].islower():
        return False
    if stop[1] != ".":
        return True
    token_match = _TOKEN.search(text, max(start, stop.start() - 40), stop.start())
    token = token_match[0] if token_match else ""
    name = token.capitalize() if token.isupper() else token
    if name.isdigit():
        return text[start : stop.start()].strip() != token  # `1. Heading` is one sentence
    if name in _NEVER_END_SENTENCE or (len(token) == 1 and token.isupper()):
        return False
    if name.lower() in _BEFORE_NUMBER:
        return not word[:1].isdigit()
    if name in _MAY_END_SENTENCE or ("." in token and token[-1].isalpha()):
        return word in _SENTENCE_STARTERS
    return True
