"""The language of a text, by its letters and by a vote of its commonest words."""

import re
from functools import cache

_SAMPLE = 5_000  # code points that vote

_COMMON_WORDS = {
    "en": "the of and to in that is was for with on as by at from has have said it his",
    "fr": "le la les des et en du une est que qui dans pour par sur au avec ne pas plus",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als",
    "es": "el la los de que y en un una del se las por con para su al es no más",
    "pt": "o a os de que e em um uma do da no na se para com não por dos mais",
    "it": "il la di che e in un una del della per con non sono si le dei nel gli più",
    "nl": "de het een van en in is dat op te voor met zijn die niet aan er ook om door",
    "pl": "i w na z że do się nie to jest o po od przez dla za ale jak oraz jego",
    "tr": "ve bir bu için ile da de olarak olan çok daha sonra en gibi kadar ama ki ne var",
    "ru": "и в на не что с по он как это из за от для к его но был также о",
    "uk": "і в на не що з до та у за як для це від про його але був також й",
    "tg": "ва дар ба аз ки бо барои ин он аст буд худ ҳам шуд карда низ мебошад",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم شد",
    "ar": "في من على أن إلى التي عن مع الذي هذا هذه كان ما لا بين بعد كما قد",
}
_IN_NAMES = "al da de del den der des di dos du e el en i la le los van von y и و"
"""Common words that stand in names, too: no language is told by these alone."""

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
# Several languages share these; where no word tells which one, it is most likely this.
_SHARED_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
)


def language_of(text: str) -> str | None:
    """Tell the language of a text.

    Args:
        text: Any text; its beginning decides.

    Returns:
        ISO 639-1 code; None where nothing speaks for one, as in a text of names only.
    """
    sample = text[:_SAMPLE].casefold()
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) * 5 > len(sample):
            return code
    words = re.findall(r"[^\W\d_]+", sample)
    spoken = _languages_of_words()
    votes = dict.fromkeys(_COMMON_WORDS, 0)
    for word in words:
        for code in spoken.get(word, ()):
            votes[code] += 1
    best = max(votes, key=lambda code: votes[code])
    telling = {word for word in words if best in spoken.get(word, ())} - set(_IN_NAMES.split())
    if votes[best] > 2 and len(telling) > 1:
        return best
    letters = sum(map(len, words))
    shared = (code for code, script in _SHARED_SCRIPTS if _most(script, sample, letters))
    return next(shared, None)


def _most(script: re.Pattern[str], text: str, letters: int) -> bool:
    return len(script.findall(text)) * 2 > letters


@cache
def _languages_of_words() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for code, common in _COMMON_WORDS.items():
        for word in set(common.split()):
            languages.setdefault(word, []).append(code)
    return languages
