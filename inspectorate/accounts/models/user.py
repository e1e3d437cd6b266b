from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.mail import send_mail
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(DjangoUserManager):
    """Makes people, who are known by their e-mail address in lower case."""

    def _create_user_object(
        self, email: str, password: str | None, **fields: object
    ) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        return user

    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        user = self._create_user_object(email, password, **fields)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        WELSH = "cy", _("Welsh")

    class NoticesBy(models.TextChoices):
        AT_ONCE = "at_once", _("An e-mail at once")
        DIGEST = "digest", _("One e-mail a day with all that is new")
        WORKSPACE = "workspace", _("Only in the workspace, without e-mail")

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        help_text=_("Used to sign in, in lower case: mair.jones@inspectorate.example"),
    )
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("As colleagues and the history should show it: Mair Jones."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language,
        default=Language.ENGLISH,
        help_text=_("The language of the messages this person is sent."),
    )
    notices_by = models.CharField(
        _("notices"),
        max_length=10,
        choices=NoticesBy,
        default=NoticesBy.AT_ONCE,
        help_text=_(
            "How reminders and other notices come: they always stand in the "
            "workspace, and an e-mail comes as chosen here."
        ),
    )
    is_staff = models.BooleanField(
        _("works at the inspectorate"),
        default=False,
        help_text=_("May sign in to the inspectors' workspace."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Untick this instead of deleting a person who has left."),
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_lower_case",
                violation_error_message=_(
                    "Write the e-mail address in lower case, because people sign "
                    "in with it."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def email_user(self, subject: str, message: str) -> None:
        send_mail(subject, message, None, [self.email])
