"""Lines that belong to a page and not to its article, told by their words.

`KINDS` is the place for a new sort of furniture.
"""

import re
from functools import cache

from annotations.articles.lines import Line

_LONGEST = 250  # code points: what is longer is text, whatever it begins with
_END_MARKS = frozenset({"###", "-30-", "# # #"})
_NETWORKS = "share|like|pin|tweet|facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube"

KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "related",
        (
            r"(check|see|read|watch|listen) also\b.{0,150}",
            r"(also|keep|must) read(ing)?\b(:.{0,150})?",
            r"(further|recommended|suggested) (reading|reads|for you|articles|stories)",
            r"read (more|next|the full (story|article|report))(:.{0,150})?",
            r"read more (on|about|here)\b.{0,80}",
            r"(related|similar)( (articles?|stories|story|posts?|news|topics?|content|links?))?",
            r"related( (coverage|reading))?:.{0,150}|related (coverage|reading)",
            r"read ?: .{3,150}",
            r"more (obituaries|opinion|politics|world|sport|business|features|coverage)",
            r"more (from|by) (this|the|our) .{2,40}|more (news|stories|articles)",
            r"(recent|latest|popular|trending|top|featured|most read|most popular|editor[’']s)"
            r" (features|news|analysis|articles|stories|posts|headlines|picks|videos|topics)",
            r"most (read|popular|viewed|shared)|trending( now)?|recommended|up next",
            r"you (may|might) also (like|be interested in)|don[’']t miss|what to read next",
            r"in case you missed it",
            r"(lesen sie auch|à lire aussi|lire aussi|lea también|leia também)\b.{0,150}",
            r"(leggi anche|читайте также|смотрите также)\b.{0,150}",
        ),
    ),
    (
        "ui",
        (
            r"skip to (main )?(content|navigation)|(main )?menu|search|home ?page|log ?in|sign in",
            r"(show|load|see|view|read|click for) (more|less|all)|continue reading",
            r"click here( (to|for) .{0,60})?|back to (top|home)",
            r"(previous|next) (article|post|story|page)|print( this( page)?)?",
            r"(e-?mail|copy) (this|link)( article)?|listen to (this|the) (article|story)",
            r"\d+ min(ute)?s?( of)? read(ing)?|(for immediate|press) release",
            r"was this forwarded to you\b.{0,60}",
            r"do you like this (article|story)|was this .{3,20} (useful|helpful)\b.{0,20}",
            r"did you find this .{3,40}|rate this (article|story)|forwarded this e-?mail.{0,40}",
            r"was this e-?mail (forwarded|sent) to you\b.{0,60}",
            r"view (this .{3,20} )?in (your )?browser|unsubscribe( .{0,60})?",
            r"(last )?(updated|modified) ?:? .{0,20}(\d\d?:\d\d|\d{4}|ago).{0,30}",
            r".{4,40} [·|•] ?\d+ min(ute)?s?( of)? read(ing)?",
            r"(download|get) (our|the) .{0,30}\bapp\b.{0,40}|.{0,120}\bapp[.] download now.{0,10}",
            r"for information media.{0,60}|not an official (record|document)",
            r"found an? (error|typo|mistake)\b.{0,100}|.{0,60}\bpress ctrl ?\+ ?enter.{0,40}",
            r"(page )?views?:? ?\d[\d\s.,]*|\d[\d.,]*k? (views|shares|likes|reads)",
        ),
    ),
    (
        "comments",
        (
            r"\d+ (comments?|responses?|replies)( ?\(s\))?|\d+ comment\(s\)|no comments( yet)?",
            r"comments?( ?\(\d+\))?|comments? policy\b.{0,150}|comments are (closed|off|moderated)",
            r"(leave|post|write|add) a (reply|comment|response)\b.{0,60}",
            r"(join|start) the (conversation|discussion)|log ?in to (comment|reply|post)",
            r"your e-?mail address will not be published.{0,80}",
            r"(all |required )?fields? (marked|required).{0,60}",
        ),
    ),
    (
        "share",
        (
            r"(share|tweet)( (this|on|via|to)\b.{0,60})?",
            rf"follow .{{2,40}} on (google news|x|{_NETWORKS})",
            r"(follow|find|like) us(( on\b| at\b|[^\w,.]{2}).{0,120})?",
            rf"({_NETWORKS})([ |,·•/]+({_NETWORKS}|x|e-?mail|print))+",
        ),
    ),
    (
        "newsletter",
        (
            r"(subscribe|sign up) (to|for|here|now|today)\b.{0,120}|subscribe|sign up",
            r"(enjoying|enjoyed|like|liked|love) (this|what you)\b.{0,30}[?].{0,120}",
            r"get (the|our) .{2,50} (in your inbox|newsletter|delivered)\b.{0,60}",
            r"join (us on|our) (telegram|whatsapp|newsletter|channel|mailing)\b.{0,80}",
        ),
    ),
    (
        "donation",
        (
            r"support (independent|our|quality) (journalism|work|reporting|newsroom)\b.{0,200}",
            r"(please,? )?(donate|consider donating|make a donation)( (to|now|today)\b.{0,80})?",
            r"become a (member|patron|supporter|subscriber)( (today|now|and|for)\b.{0,60})?",
        ),
    ),
    (
        "advertisement",
        (
            r"ad ?block(er)? (detected|is on)\b.{0,120}",
            r".{0,120}\b(disable|turn off|whitelist)\b.{0,20}\bad ?block.{0,60}",
            r"sponsored ?: .{3,150}",
            r"advertisement|(sponsored|paid|promoted) (content|post)|sponsored",
            r"(a )?(message|word) from (our|the) sponsors?\b.{0,120}|publicité|anzeige|реклама",
        ),
    ),
    (
        "credit",
        (
            r"\(?(translation|translated|edited|editing|writing) by\b.{0,200}",
            r"[(\[]?((additional )?reporting|compiled) by\b.{0,200}",
            r"with (information|reporting|files|material) from\b.{0,80}",
            r"copyright ?:.{0,240}|.{0,60}\bunauthori[sz]ed (use|reproduction|copying)\b.{0,150}",
            r"\(?this (story|article|report) (has not been|was not) edited\b.{0,150}",
            r"our standards ?:.{0,120}",
            r"disclaimer ?:.{0,200}|(source|via|credits?) ?:.{0,80}",
            r"(photo|image|picture|video)s?( credits?)? ?(:|courtesy).{0,100}",
            r"originally published (in|by|on|at)\b.{0,80}",
            r"(©|(\(c\)|copyright) (©|\(c\)|\d{4})).{0,150}|.{0,120}\ball rights reserved.{0,60}",
            r".{0,80}\bhyperlink to\b.{0,60}\b(mandatory|required|obligatory).{0,20}",
            r".{2,150}[.] (the )?(views|opinions)( expressed)?( here)? are\b.{0,30}\bown",
        ),
    ),
    (
        "notice",
        (
            r"((this|our) (web)?site|we) uses? cookies\b.{0,200}|accept (all )?cookies.{0,60}",
            r"an official (web)?site of\b.{0,150}|(privacy|cookie) (policy|settings)",
            r"terms of (use|service)|(media|press) (contacts?|inquiries|enquiries) ?:.{0,200}",
            r"(tags?|topics?|filed under|categories|keywords|sections) ?:.{0,150}|tags",
        ),
    ),
)
"""Kinds of furniture, with what the whole of such a line looks like, in small letters."""


def furniture(line: Line) -> str | None:
    """What kind of furniture a line is, judged by its words alone.

    Args:
        line: Any line of an article.

    Returns:
        A kind for `Zone`, or None if it may be article.
    """
    if line.end - line.start > _LONGEST:
        return None
    if line.text in _END_MARKS:
        return "ui"
    found = _pattern().fullmatch(line.key)
    return found.lastgroup if found else None


def heads_a_list(line: Line) -> bool:
    """Whether a line is the heading of a list of other articles: `Related Articles`."""
    return len(line.words) <= 4 and ":" not in line.text and furniture(line) == "related"


@cache
def _pattern() -> re.Pattern[str]:
    """All kinds in one pattern, compiled when first needed."""
    kinds = (rf"(?P<{kind}>(?:{'|'.join(patterns)})\W*)" for kind, patterns in KINDS)
    return re.compile("|".join(kinds))
