"""Whether a line says what somebody else must do. A limit is what I do (ideas C1.5, G2.4; mend S7)."""

import re

_OTHERS = r"they|you|he|she|we both|my partner|my (?:husband|wife)"
_MUST = (
    r"will|won['’]t|must|mustn['’]t|shall|shan['’]t|should|shouldn['’]t|have to|has to|need to|needs to|may not|"
    r"can['’]t|cannot|can not|are not to|is not to|are to|is to|had better|ought to"
)
_RULE = re.compile(
    rf"^[^\w]*(?:(?:that|and|then|also) )?(?:(?:{_OTHERS}) (?:both |also |never |always )?(?:{_MUST})\b"
    r"|(?:they|you|he|she)['’]ll\b)",
    re.IGNORECASE,
)


def is_about_another(text: str) -> bool:
    """Whether the line, or one of its sentences, begins with what somebody else will or must do.

    Only English is read. A line that says why ("I go when they shout") is not meant.
    """
    plain = " ".join(text.split())
    return any(_RULE.match(sentence) for sentence in re.split(r"(?<=[.;!?]) ", plain))
