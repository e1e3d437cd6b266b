from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.reports.models.edition import Chain, Edition
from inspectorate.reports.models.withdrawal import Withdrawal


class RegisterHead(models.Model):
    """The end of a chain, a row each: whoever adds to the chain locks it first."""

    chain = models.CharField(_("chain"), max_length=10, choices=Chain, primary_key=True)
    sequence = models.PositiveBigIntegerField(_("number"), default=0)
    digest = models.CharField(_("digest"), max_length=64, default="0" * 64)
    entered_at = models.DateTimeField(_("entered at"), null=True)

    class Meta:
        verbose_name = _("head of the register")
        verbose_name_plural = _("heads of the register")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(chain__in=Chain.values), name="register_head_chain"
            )
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"


class SigningKey(AppendOnly):
    """The public half of a key that signs the register; it stays when a new one comes.

    `code` is the start of the SHA-256 of its 32 bytes, which `public` has in base64.
    """

    code = models.CharField(_("key"), max_length=16, unique=True)
    public = models.CharField(_("public key"), max_length=44, unique=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code


# The column that says what an entry of a kind is about; the others are empty.
ABOUT = {
    "edition": "edition",
    "forms": "formed",
    "withdrawal": "withdrawal",
    "key": "key",
}


def about_one_thing() -> models.Q:
    kinds = [
        models.Q(
            kind=kind, **{f"{each}__isnull": each != own for each in ABOUT.values()}
        )
        for kind, own in ABOUT.items()
    ]
    return models.Q(*kinds, _connector=models.Q.OR)


class RegisterQuerySet(models.QuerySet):
    def published(self) -> "RegisterQuerySet":
        """The chain of what is, or once was, public."""
        return self.filter(chain=Chain.PUBLIC)


class RegisterEntry(AppendOnly):
    """One link of a chain, in the order in which things entered the record.

    `content` is what entered, as canonical JSON with the digest of the link before;
    `digest` is its SHA-256, so that nothing can be changed, dropped or slipped in
    without every later digest telling. `signature` is empty while there is no key.
    """

    class Kind(models.TextChoices):
        EDITION = "edition", _("Edition")
        FORMS = "forms", _("Forms of an edition")
        WITHDRAWAL = "withdrawal", _("Withdrawal")
        KEY = "key", _("Signing key")

    chain = models.CharField(_("chain"), max_length=10, choices=Chain)
    sequence = models.PositiveBigIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    edition = models.OneToOneField(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        null=True,
        related_name="register_entry",
    )
    formed = models.OneToOneField(
        Edition,
        verbose_name=_("edition in its forms"),
        on_delete=models.PROTECT,
        null=True,
        related_name="forms_entry",
    )
    withdrawal = models.OneToOneField(
        Withdrawal,
        verbose_name=_("withdrawal"),
        on_delete=models.PROTECT,
        null=True,
        related_name="register_entry",
    )
    key = models.ForeignKey(
        SigningKey,
        verbose_name=_("key"),
        on_delete=models.PROTECT,
        null=True,
        related_name="introductions",
    )
    content = models.TextField(_("content"))
    previous = models.CharField(_("digest before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)
    signed_with = models.ForeignKey(
        SigningKey,
        verbose_name=_("signed with"),
        on_delete=models.PROTECT,
        null=True,
        related_name="entries",
    )
    signature = models.CharField(_("signature"), max_length=88, blank=True)

    objects = RegisterQuerySet.as_manager()

    SEARCHED = ["digest"]

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register")
        ordering = ["chain", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "sequence"], name="register_sequence"
            ),
            models.CheckConstraint(
                condition=about_one_thing(),
                name="register_entry_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_with=None, signature="")
                | models.Q(signed_with__isnull=False) & ~models.Q(signature=""),
                name="register_entry_signed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.get_kind_display()}"
