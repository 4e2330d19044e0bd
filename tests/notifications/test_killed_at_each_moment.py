"""A worker killed at each moment of sending a mail: the mail arrives once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import ParamSpec

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from notifications import actions, kinds
from notifications.actions.claiming import MOST_ATTEMPTS
from notifications.delivery import ClaimLost, Courier, Unreachable
from notifications.models import Notice, Reason, State
from tests import factories
from tests.conftest import NOW, Cast
from tests.notifications.clock import HOUR, MINUTE
from tests.notifications.processes import die, send_and_die
from tests.notifications.sink import Sink

P = ParamSpec("P")
LetGo = Callable[[], None]
KINDS = [kinds.SAVE_THE_DATE, kinds.REPLY_NUDGE]  # one that had better come twice, one that had better not
pytestmark = pytest.mark.django_db(transaction=True)


def then_die(do: Callable[P, None]) -> Callable[P, None]:
    def do_and_die(*args: P.args, **kwargs: P.kwargs) -> None:
        do(*args, **kwargs)
        die()

    return do_and_die


class DiesWithTheBodySent(Courier):
    def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
        super().deliver(mail, number, die)


class DiesWithTheDatabaseTold(Courier):
    def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
        super().deliver(mail, number, then_die(let_go))


class DiesWithTheTraceWritten(Courier):
    def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
        self._trace.note = then_die(self._trace.note)  # type: ignore[method-assign]
        super().deliver(mail, number, let_go)


class DiesWithTheDotSent(Courier):
    def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
        def let_go_and_hear_nothing() -> None:
            let_go()
            self._backend.connection.getreply = die

        super().deliver(mail, number, let_go_and_hear_nothing)


class DiesWithTheReplyRead(Courier):
    def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
        super().deliver(mail, number, let_go)
        die()


@pytest.fixture(autouse=True)
def traces(settings: Settings, tmp_path: Path) -> Path:
    settings.NOTICE_TRACES, settings.NOTICE_LEASE_SECONDS = tmp_path, 60
    return tmp_path


def the_only_notice(kind: str, cast: Cast) -> Notice:
    factories.meeting(cast.oak)
    actions.owe_notices(at=NOW + MINUTE)
    chosen = Notice.objects.filter(kind=kind, recipient=cast.member).earliest("due_at")
    Notice.objects.exclude(pk=chosen.pk).delete()
    return chosen


def kill(courier: type[Courier], notice: Notice, sink: Sink) -> None:
    send_and_die(courier, at=notice.due_at + MINUTE)
    sink.hears_the_end()


def start_again(notice: Notice) -> Notice:
    """Another worker comes, after the lease of the dead one."""
    at = notice.due_at + HOUR
    actions.release_claims(at=at)
    with Courier() as courier:
        while actions.send_batch(courier, at=at):
            pass
    notice.refresh_from_db()
    return notice


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("courier", "at_first", "reason"),
    [
        (DiesWithTheBodySent, 0, ""),
        (DiesWithTheDatabaseTold, 0, ""),
        (DiesWithTheDotSent, 1, Reason.UNCONFIRMED),
        (DiesWithTheReplyRead, 1, Reason.UNCONFIRMED),
    ],
)
def test_the_mail_arrives_once(
    courier: type[Courier], at_first: int, reason: str, kind: str, cast: Cast, sink: Sink
) -> None:
    notice = the_only_notice(kind, cast)

    kill(courier, notice, sink)
    assert len(sink.deliveries) == at_first

    settled = start_again(notice)
    assert (settled.state, settled.reason) == (State.SENT, reason)
    assert sink.message_ids() == {notice.message_id: 1}


@pytest.mark.parametrize("kind", KINDS)
def test_between_the_trace_and_the_dot_it_is_lost_and_reported(kind: str, cast: Cast, sink: Sink) -> None:
    """The one moment that cannot be told from the next: a few microseconds, in which nothing else is done."""
    notice = the_only_notice(kind, cast)

    kill(DiesWithTheTraceWritten, notice, sink)

    settled = start_again(notice)
    assert (settled.state, settled.reason) == (State.SENT, Reason.UNCONFIRMED)
    assert not sink.deliveries


@pytest.mark.parametrize(
    ("courier", "kind", "deliveries"),
    [
        (DiesWithTheDatabaseTold, kinds.SAVE_THE_DATE, 1),
        (DiesWithTheDatabaseTold, kinds.REPLY_NUDGE, 0),
        (DiesWithTheReplyRead, kinds.SAVE_THE_DATE, 2),
        (DiesWithTheReplyRead, kinds.REPLY_NUDGE, 1),
    ],
)
def test_without_a_trace_the_kind_decides(
    courier: type[Courier], kind: str, deliveries: int, cast: Cast, sink: Sink, traces: Path
) -> None:
    """On another machine, or after a restart: an invitation had better come twice, a reminder not at all."""
    notice = the_only_notice(kind, cast)

    kill(courier, notice, sink)
    for trace in traces.glob("*.trace"):
        trace.unlink()

    assert start_again(notice).state == State.SENT
    assert sum(sink.message_ids().values()) == deliveries
    assert set(sink.message_ids()) <= {notice.message_id}


def test_no_trace_is_left_behind(cast: Cast, sink: Sink, traces: Path) -> None:
    notice = the_only_notice(kinds.SAVE_THE_DATE, cast)

    kill(DiesWithTheDotSent, notice, sink)
    assert len(list(traces.iterdir())) == 1

    start_again(notice)
    assert not list(traces.iterdir())


def test_a_mail_server_that_is_away_leaves_no_trace_and_keeps_the_debt(
    cast: Cast, traces: Path, settings: Settings
) -> None:
    notice = the_only_notice(kinds.SAVE_THE_DATE, cast)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1  # nobody listens there

    with pytest.raises(Unreachable), Courier() as courier:
        actions.send_batch(courier, at=notice.due_at + MINUTE)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (State.OWED, 0)
    assert not list(traces.iterdir())


def test_a_worker_so_slow_that_another_took_over_lets_go_of_nothing(
    cast: Cast, sink: Sink, traces: Path
) -> None:
    notice = the_only_notice(kinds.SAVE_THE_DATE, cast)
    late = notice.due_at + HOUR

    class Slow(Courier):
        def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
            actions.release_claims(at=late)
            super().deliver(mail, number, let_go)

    with pytest.raises(ClaimLost), Slow() as courier:
        actions.send_batch(courier, at=notice.due_at + MINUTE)
    assert not sink.deliveries
    assert not list(traces.iterdir())
    assert start_again(notice).state == State.SENT


def test_a_mail_that_went_out_has_its_trace_until_its_own_lease_ends(cast: Cast, sink: Sink) -> None:
    """The rest of the dead worker's batch is owed again sooner than the mail that it had begun to send."""
    factories.meeting(cast.oak)
    actions.owe_notices(at=NOW + MINUTE)
    owed = Notice.objects.filter(kind=kinds.SAVE_THE_DATE)
    first = owed.order_by("due_at", "pk")[0]
    kill(DiesWithTheDotSent, first, sink)

    rest_is_free, all_is_free = (first.due_at + MINUTE + n * timedelta(seconds=61) for n in (1, 2))
    for at in (rest_is_free, all_is_free):
        actions.release_claims(at=at)
        with Courier() as courier:
            while actions.send_batch(courier, at=at):
                pass

    assert set(sink.message_ids().values()) == {1}
    assert owed.filter(state=State.SENT).count() == owed.count() > 1


def test_a_worker_that_dies_with_a_mail_again_and_again_gives_it_up(cast: Cast, sink: Sink) -> None:
    notice = the_only_notice(kinds.SAVE_THE_DATE, cast)

    for hour in range(MOST_ATTEMPTS):
        at = notice.due_at + hour * HOUR + MINUTE
        actions.release_claims(at=at)
        send_and_die(DiesWithTheBodySent, at=at)

    at = notice.due_at + MOST_ATTEMPTS * HOUR
    actions.release_claims(at=at)
    notice.refresh_from_db()
    assert (notice.state, notice.reason) == (State.FAILED, Reason.WORKER_LOST)


def test_a_mail_that_kills_its_worker_takes_no_other_along(cast: Cast, sink: Sink) -> None:
    factories.meeting(cast.oak)
    actions.owe_notices(at=NOW + MINUTE)
    owed = Notice.objects.filter(kind=kinds.SAVE_THE_DATE).order_by("due_at", "pk")
    poison, *others = owed

    class DiesOfIt(Courier):
        def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
            if number == poison.pk:
                die()
            super().deliver(mail, number, let_go)

    for hour in range(MOST_ATTEMPTS):
        at = NOW + hour * HOUR + MINUTE
        actions.release_claims(at=at)
        send_and_die(DiesOfIt, at=at)
    actions.release_claims(at=NOW + MOST_ATTEMPTS * HOUR)

    assert [(n.state, n.reason) for n in owed.all()] == [
        (State.FAILED, Reason.WORKER_LOST),
        *[(State.SENT, "") for _ in others],
    ]
    assert sink.message_ids() == dict.fromkeys((notice.message_id for notice in others), 1)
