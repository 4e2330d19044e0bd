"""Mail servers that refuse, hang up, or are not there; and mails that cannot be written."""

import smtplib
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from notifications import actions, kinds
from notifications.delivery import Courier, Unreachable
from notifications.models import Notice, Reason, State
from notifications.tasks import sweep_notices
from tests import factories
from tests.conftest import NOW, Cast
from tests.notifications.clock import HOUR, MINUTE, then
from tests.notifications.sink import Answer, Sink

LetGo = Callable[[], None]
pytestmark = pytest.mark.django_db
TOO_BUSY, NO_SUCH_BOX = "451 too busy", "550 no such box"


@pytest.fixture(autouse=True)
def _traces(settings: Settings, tmp_path: Path) -> None:
    settings.NOTICE_TRACES = tmp_path


@pytest.fixture
def notice(cast: Cast) -> Notice:
    """The member is owed the date of Oak's meeting; three others are, too."""
    factories.meeting(cast.oak)
    actions.owe_notices(at=NOW + MINUTE)
    Notice.objects.exclude(kind=kinds.SAVE_THE_DATE).delete()
    return Notice.objects.get(recipient=cast.member)


def send(at: datetime = NOW + MINUTE, courier: type[Courier] = Courier) -> None:
    with courier() as carrying:
        while actions.send_batch(carrying, at=at):
            pass


def outcome(notice: Notice) -> tuple[str, str, str]:
    notice.refresh_from_db()
    return notice.state, notice.reason, notice.detail


def only(address: str, reply: str, *, times: int = 99) -> Answer:
    """Refuse one address, at the first `times` tries."""
    return lambda asked, tries: reply if asked == address and tries <= times else "250 OK"


@pytest.mark.parametrize("moment", ["reply_to_address", "reply_to_mail"])
def test_refused_for_now_it_is_tried_again_after_a_rest(moment: str, notice: Notice, sink: Sink) -> None:
    setattr(sink, moment, only("member@example.org", TOO_BUSY, times=2))
    send()
    assert outcome(notice) == (State.OWED, "", TOO_BUSY)
    assert len(sink.deliveries) == 3, "the others do not wait for it"

    send(NOW + MINUTE * 1.5)
    assert notice.not_before == NOW + 2 * MINUTE
    send(NOW + 2 * MINUTE)
    send(NOW + 7 * MINUTE)
    assert outcome(notice) == (State.SENT, "", "")
    assert set(sink.message_ids().values()) == {1}


def test_refused_five_times_it_has_failed(notice: Notice, sink: Sink) -> None:
    sink.reply_to_address = only("member@example.org", TOO_BUSY)
    for hours in (0, 2, 4, 6):
        send(NOW + MINUTE + hours * HOUR)
    assert outcome(notice)[0] == State.OWED
    send(NOW + MINUTE + 8 * HOUR)
    assert outcome(notice) == (State.FAILED, Reason.REFUSED, TOO_BUSY)


@pytest.mark.parametrize("moment", ["reply_to_address", "reply_to_mail"])
def test_refused_for_good_it_has_failed_at_once(moment: str, notice: Notice, sink: Sink) -> None:
    setattr(sink, moment, only("member@example.org", NO_SUCH_BOX))
    send()
    assert outcome(notice) == (State.FAILED, Reason.REFUSED, NO_SUCH_BOX)
    assert len(sink.deliveries) == 3


def test_where_we_may_not_send_at_all_no_mail_is_to_blame(notice: Notice, sink: Sink) -> None:
    sink.reply_to_sender = "530 log in first"
    with pytest.raises(Unreachable):
        send()
    assert set(Notice.objects.values_list("state", "attempts")) == {(State.OWED, 0)}

    sink.reply_to_sender = "250 OK"
    send()
    assert set(Notice.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_mail_server_that_is_not_there_fails_no_task(
    notice: Notice, sink: Sink, settings: Settings
) -> None:
    settings.EMAIL_PORT, real_port = 1, sink.port
    with then(NOW + MINUTE):
        sweep_notices()
        assert outcome(notice) == (State.OWED, "", "")
        settings.EMAIL_PORT = real_port
        sweep_notices()
    assert outcome(notice)[0] == State.SENT


def hang_up() -> None:
    raise smtplib.SMTPServerDisconnected("gone")


class BreaksBeforeTheDot(Courier):
    def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
        super().deliver(mail, number, hang_up)


class BreaksAfterTheDot(Courier):
    def deliver(self, mail: EmailMessage, number: int, let_go: LetGo) -> None:
        def let_go_and_break() -> None:
            let_go()
            self._backend.connection.getreply = hang_up

        super().deliver(mail, number, let_go_and_break)


@pytest.mark.parametrize(
    ("courier", "kind", "state", "reason", "deliveries"),
    [
        (BreaksBeforeTheDot, kinds.SAVE_THE_DATE, State.OWED, "", 1),
        (BreaksBeforeTheDot, kinds.REPLY_NUDGE, State.OWED, "", 1),
        (BreaksAfterTheDot, kinds.SAVE_THE_DATE, State.OWED, "", 2),
        (BreaksAfterTheDot, kinds.REPLY_NUDGE, State.SENT, Reason.UNCONFIRMED, 1),
    ],
)
def test_where_nobody_can_know_whether_it_arrived_the_kind_decides(
    courier: type[Courier], kind: str, state: State, reason: str, deliveries: int, cast: Cast, sink: Sink
) -> None:
    """A line that breaks after the dot: an invitation had better come twice, a reminder not at all."""
    factories.meeting(cast.oak)
    actions.owe_notices(at=NOW + MINUTE)
    notice = Notice.objects.filter(kind=kind, recipient=cast.member).earliest("due_at")
    Notice.objects.exclude(pk=notice.pk).delete()

    send(notice.due_at + MINUTE, courier)
    assert outcome(notice) == (state, reason, "gone")
    sink.hears_the_end()
    send(notice.due_at + 2 * MINUTE)
    assert outcome(notice)[0] == State.SENT
    assert sink.message_ids() == {notice.message_id: deliveries}


def test_a_mail_that_cannot_be_written_holds_up_no_other(
    notice: Notice, sink: Sink, settings: Settings, tmp_path: Path
) -> None:
    """It rests, for another release may be able to; what the error says may be content, and is not kept."""
    words = tmp_path / "notifications" / "mails" / "save_the_date.txt"
    words.parent.mkdir(parents=True)
    words.write_text(
        "{% if case.notice.recipient.key == 'member' %}{% include 'nothing' %}{% endif %}Subject\n\nText"
    )
    (well,) = settings.TEMPLATES
    settings.TEMPLATES = [{**well, "DIRS": [tmp_path, *well["DIRS"]]}]

    send()
    assert outcome(notice) == (State.OWED, "", "TemplateDoesNotExist")
    assert len(sink.deliveries) == 3

    settings.TEMPLATES = [well]
    send(NOW + 2 * MINUTE)
    assert outcome(notice)[0] == State.SENT


@pytest.mark.parametrize("line", [".", "..", ".hidden", "a.b", ""])
def test_a_dot_in_the_text_does_not_end_the_mail(line: str, db: None, sink: Sink) -> None:
    text = f"first\n{line}\n{line}\nlast"
    with Courier() as courier:
        courier.deliver(EmailMessage("Dots", text, to=["mara@example.org"]), 1, lambda: None)
    ((_, raw),) = sink.deliveries
    assert message_from_bytes(raw, policy=policy.default).get_content().splitlines() == text.split("\n")


def test_a_mail_to_nobody_is_not_taken_for_sent(notice: Notice, sink: Sink, cast: Cast) -> None:
    cast.member.email = ""
    cast.member.save()
    send()
    assert outcome(notice) == (State.OWED, "", "there was nobody to deliver it to")


def test_one_connection_serves_a_batch(notice: Notice, sink: Sink) -> None:
    send()
    assert (len(sink.deliveries), sink.connections) == (4, 1)
