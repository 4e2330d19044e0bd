"""The three people of the demo that a visitor can be."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from exchange.demo.world import World
from members.models import Member

PASSWORD = "peergroups-demo-2026"  # noqa: S105 - it is printed, and belongs to people who do not exist
ADDRESSES = {
    "member": "member@example.org",
    "facilitator": "facilitator@example.org",
    "admin": "admin@example.org",
}


def open_doors(world: World, people: dict[str, Member]) -> None:
    """Let these people log in with an address that is easy to remember, and the password."""
    password = make_password(PASSWORD)
    for role, member in people.items():
        member.email, member.password = ADDRESSES[role], password
        world.add(EmailAddress(user=member, email=member.email, verified=True, primary=True))


def doors() -> dict[str, str]:
    """Return role and address of those three; nothing where the community is not the demo."""
    addresses = set(Member.objects.values_list("email", flat=True).filter(email__in=ADDRESSES.values()))
    return ADDRESSES if addresses == set(ADDRESSES.values()) else {}
