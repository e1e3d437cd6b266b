"""Words that people write on a draft, as a verb takes them from any door."""

from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal


def worded(text: str, *, most: int) -> str:
    """Return the text without the space around it.

    Raises Refusal where it says nothing, is longer than `most` characters, or holds
    one that no database stores.
    """
    text = text.strip()
    if not text:
        raise Refusal(_("Nothing is written: write a sentence."))
    if "\0" in text:
        raise Refusal(_("The text holds a null character: delete it, or type anew."))
    if len(text) > most:
        told = _("The text has %(length)d characters, and %(most)d fit: shorten it.")
        raise Refusal(told % {"length": len(text), "most": most})
    return text
