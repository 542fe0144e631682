"""The yes or no before an answer's sentence, in the languages that are asked in.

Whether it is yes or no nobody can judge by a source that says neither; what stands
there must say it by itself.
"""

import re

_WORDS = (
    r"yes|yeah|yep|no|nope|indeed|correct|certainly|definitely|absolutely|probably"
    r"|perhaps|maybe|not (?:yet|quite|really)"
    r"|ja|jawohl|doch|nein|nee|nej|nei|oui|non|si|sí|sì|sim|não|tak|nie|ano|ne"
    r"|kyllä|ei|evet|hayır|igen|nem|có|không|ya|tidak"
    r"|да|нет|так|ні|ναι|όχι|نعم|لا|כן|לא|हाँ|हां|नहीं"
    r"|是的?|不是|不|对|對|没有|沒有|会的?|會的?|不会|不會|はい|いいえ|네|예|아니[요오]"
)
# "No. 10" is a number, and "no-one" a word.
_SIGN = r"(?:[,，、،;；:：!！。।]|\.(?!\s*\d)|\s+[-–—]\s|[–—])"
_PLAIN = r"(?=\s+(?:the|it|its|he|she|they|there|this|these|those)\b)"
_BEFORE = re.compile(
    rf"\s*(?:(?:{_WORDS})(?:\s*(?:{_SIGN}|\Z))\s*|(?:yes|no){_PLAIN}\s*)+",
    re.IGNORECASE,
)


def without_yes_or_no(sentence: str) -> str:
    """Return the sentence as it stands without one before it, "" for nothing more."""
    found = _BEFORE.match(sentence)
    if found is None:
        return sentence
    rest = sentence[found.end() :]
    return rest[:1].upper() + rest[1:]
