from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.browsing import page
from tests.conftest import Cast, Enter


def test_who_has_a_closed_account_may_do_nothing(cast: Cast) -> None:
    assert cast.admin.has_perm("peergroups.keep_community")
    cast.admin.is_active = False
    assert not cast.admin.has_perm("peergroups.keep_community")


def test_a_closed_account_is_among_the_members_and_not_among_the_active(cast: Cast) -> None:
    Member.objects.filter(pk=cast.former.pk).update(is_active=False)
    assert cast.former in Member.objects.all()
    assert cast.former not in Member.objects.active()


def test_a_browser_that_is_logged_in_is_shut_out_when_the_account_is_closed(cast: Cast, enter: Enter) -> None:
    maras: Client = enter("member")
    page(maras.get(reverse("home:today")))
    Member.objects.filter(pk=cast.member.pk).update(is_active=False)
    assert maras.get(reverse("home:today")).status_code == 302


def test_members_are_listed_by_name(cast: Cast) -> None:
    names = [member.name for member in Member.objects.all()]
    assert names == sorted(names)
