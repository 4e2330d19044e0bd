"""People and their organisations."""

from typing import Any, ClassVar, Self

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from members.keys import KeyField
from members.timezones import TimeZoneField

valid_country = RegexValidator(
    r"^[A-Z]{2}\Z", "A country is two capital letters after ISO 3166, such as DE or NZ."
)


class Organisation(models.Model):
    """A firm or institution that members come from."""

    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_organisation_of_each_name")]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        """Those who may log in."""
        return self.filter(is_active=True)


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def active(self) -> MemberQuerySet:
        return self.get_queryset().active()

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """A person of the community, who logs in with an e-mail address.

    What a member may do follows from seats and roles (`rules.py` of each app). There is no superuser: nobody
    sees what is said in a group without a seat in it.
    """

    key = KeyField()
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="members"
    )
    industry = models.CharField(max_length=120, blank=True)
    job = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True, validators=[valid_country])
    about = models.TextField(max_length=2000, blank=True)
    shows_email = models.BooleanField("show my e-mail address to my groups", default=True)
    timezone = TimeZoneField(blank=True)
    joined_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)  # allauth filters by this name

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_member_per_address"),
            models.CheckConstraint(  # allauth looks for nothing else
                condition=Q(email=Lower("email")), name="an_address_is_in_small_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether this member may do `perm`, a permission of some app's `rules.py`, to `obj`."""
        return bool(self.is_active and rules.has_perm(perm, self, obj))

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
