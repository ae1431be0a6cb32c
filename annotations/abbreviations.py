"""Abbreviations of the languages of news, and how each behaves before a full stop.

All are in small letters, without their last stop.
"""

NEVER_END_SENTENCE = frozenset(
    """
    mr mrs ms messrs mme mlle dr prof rev fr hon sr sra dña herr
    gen lt col maj capt cpt cmdr adm brig sgt cpl pvt lt.-gen maj.-gen brig.-gen
    sen rep gov pres amb sec atty supt insp det dep asst
    st ste mt ft
    vs cf viz ca approx e.g i.e d.h z.b p.ex
    """.split()  # noqa: SIM905 -- a list of words reads better than a list of strings
)
"""A name or an explanation follows."""

MAY_END_SENTENCE = frozenset(
    """
    inc ltd co corp plc bros llc dept div univ assn intl natl govt
    jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thur thurs fri sat sun
    jr etc al ed eds est min hr hrs ave blvd rd
    calif conn fla mass mich minn penn tex va wash
    u.s u.n u.k e.u u.a.e u.s.a u.s.s.r d.c a.m p.m b.c a.d
    """.split()  # noqa: SIM905
)
"""A sentence ends there only before a word that often begins one."""

BEFORE_NUMBER = frozenset("no nos nr art arts fig figs p pp vol ch para sect §".split())  # noqa: SIM905
"""No sentence ends there if a number follows."""

SENTENCE_STARTERS = frozenset(
    """
    The A An This That These Those There Here It Its He She They We You I His Her Their Our My
    In On At By For From With Without After Before During Since Until While When Where Why How What
    Who If As But And Or So Yet Nor Then Thus Also Still Even Now Both All Some Many Most Several
    Such Each Another Other However Meanwhile Moreover Earlier Later Although Though Because Despite
    According Among Instead
    """.split()  # noqa: SIM905
)
"""Words with a capital that seldom go on in a name."""
