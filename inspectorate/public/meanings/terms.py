"""Words of this site that no list of choices has."""

from django.utils.translation import gettext_lazy as _

# What people call a term beside its own word, in either language: they search for it.
ALSO = {
    "protocol": (
        "special measures",
        "serious concern",
        "serious concerns protocol",
        "mesurau arbennig",
        "pryder difrifol",
        "protocol pryderon difrifol",
    ),
}

# By the anchor that other pages link to.
TERMS = {
    "edition": (
        _("Edition"),
        _(
            "A published report as it stood on one day. It is numbered and never "
            "changed: a correction is a further edition, and the earlier one stays "
            "where it was."
        ),
    ),
    "current-edition": (
        _("Current edition"),
        _("The newest edition of a report, and so the one that counts."),
    ),
    "withdrawn": (
        _("Withdrawn"),
        _(
            "Published once and no longer shown, for a reason that its address tells "
            "for ever."
        ),
    ),
    "register": (
        _("Register of publications"),
        _(
            "The list of all that was ever published or withdrawn, in its order. Each "
            "entry is tied to the one before by a digest, so that nothing can be "
            "altered unseen."
        ),
    ),
    "digest": (
        _("Digest"),
        _(
            "A short code worked out from a text. If one letter of the text changes, "
            "the code is another."
        ),
    ),
    "accuracy-check": (
        _("Factual accuracy check"),
        _(
            "Before a report is published the authority reads the draft and says what "
            "is wrong in fact. Inspectors decide on each comment."
        ),
    ),
    "judgement": (
        _("Judgement"),
        _(
            "What inspectors conclude about one area of a service, in words or as a "
            "grade."
        ),
    ),
    "framework": (
        _("Framework"),
        _(
            "The rules of an inspection: what is looked at, and by which grades it is "
            "judged. Grades of different frameworks are not comparable."
        ),
    ),
    "recommendation": (
        _("Recommendation"),
        _("What inspectors ask an authority to do. They recommend; they do not order."),
    ),
    "asked-before": (
        _("Repeated recommendation"),
        _("It asks for what an earlier inspection asked for already."),
    ),
    "overdue": (
        _("Overdue"),
        _(
            "Open, past the date that was published, and not reported as completed. "
            "What is ongoing, or was given no time, is never overdue."
        ),
    ),
    "protocol": (
        _("Serious concern protocol"),
        _(
            "What an inspectorate does when a service has serious problems: targets "
            "are agreed, and inspectors come back regularly until it is better. Press "
            "reports have called it “special measures”; that is not its name, and it "
            "takes no powers away from a council."
        ),
    ),
    "serious-significant": (
        _("“Serious” and “significant”"),
        _(
            "In everyday speech neither is plainly worse. Here each level of concern "
            "has its place among four, which is written beside it. Some inspectorates "
            "have used “significant” for a level above “serious”: where an old report "
            "does, its own words stand."
        ),
    ),
    "intervention": (
        _("Ministerial intervention"),
        _(
            "Ministers, not inspectors, use powers that the law gives them. It is kept "
            "apart from the concern of the inspectorate: either can be without the "
            "other."
        ),
    ),
    "historical": (
        _("Historical record"),
        _(
            "Copied in from an older source, which is named. What the source does not "
            "say is shown as not stated, and never guessed."
        ),
    ),
}
