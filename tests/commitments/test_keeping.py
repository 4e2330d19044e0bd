"""Coming back to a promise: what became of it, what was learned, and putting it off."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment
from ledger.models import Entry
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)


@pytest.fixture
def promise(cast: Cast) -> Commitment:
    return factories.commitment(cast.oak, cast.member, text="write chapter one", first_step="find a pen")


@pytest.fixture
def member(enter: Enter) -> Client:
    return enter("member")


def send(client: Client, verb: str, promise: Commitment, **said: object) -> str:
    """Press a button of the promise; return the page that follows."""
    return page(client.post(reverse(f"commitments:{verb}", args=[promise.pk]), said, follow=True))


def written(verb: str) -> int:
    return Entry.objects.filter(verb=f"commitment.{verb}").count()


@pytest.mark.parametrize(
    ("outcome", "verb", "said"),
    [
        ("kept", "kept", "Kept"),
        ("partly", "partly_kept", "Partly kept"),
        ("changed", "changed", "Changed"),
        ("missed", "missed", "Missed"),
        ("dropped", "dropped", "Dropped"),
    ],
)
def test_a_promise_is_closed_with_what_became_of_it(
    member: Client, promise: Commitment, outcome: str, verb: str, said: str
) -> None:
    shown = send(member, "close", promise, outcome=outcome, learned="Ask sooner")
    promise.refresh_from_db()
    assert (promise.outcome, promise.closed_on, promise.learned) == (outcome, TODAY, "Ask sooner")
    assert f"<dd>{said}, 4 May 2026</dd>" in shown
    assert "Ask sooner" in shown
    assert written(verb) == 1


def test_a_second_click_asks_for_what_is_already_so(member: Client, promise: Commitment) -> None:
    for _ in range(2):
        shown = send(member, "close", promise, outcome="kept", learned="Ask sooner")
        assert "Somebody has noted an outcome already" not in shown
    assert written("kept") == 1


def test_who_comes_second_is_told_and_loses_no_word(enter: Enter, promise: Commitment) -> None:
    send(enter("facilitator"), "close", promise, outcome="missed", learned="")
    shown = send(enter("member"), "close", promise, outcome="partly", learned="Half is <b>enough</b>")
    assert "Somebody has noted an outcome already; this is how it stands." in shown
    assert "You wrote: “Half is &lt;b&gt;enough&lt;/b&gt;”" in shown
    promise.refresh_from_db()
    assert (promise.outcome, promise.learned) == ("missed", "")


@pytest.mark.parametrize("said", [{"outcome": "kept", "learned": "x" * 1001}, {"learned": "Ask sooner"}])
def test_what_cannot_be_noted_is_said_and_comes_back(
    member: Client, promise: Commitment, said: dict[str, str]
) -> None:
    shown = send(member, "close", promise, **said)
    assert "Choose what became of it; what you learned may be up to 1,000 characters." in shown
    assert f'value="{said["learned"]}"' in shown
    promise.refresh_from_db()
    assert (promise.outcome, promise.learned) == ("", "")


def test_an_outcome_is_taken_back_once_and_what_was_learned_stays(
    member: Client, promise: Commitment
) -> None:
    send(member, "close", promise, outcome="kept", learned="Ask sooner")
    send(member, "reopen", promise)
    assert 'value="Ask sooner"' in send(member, "reopen", promise)
    promise.refresh_from_db()
    assert (promise.is_open, promise.closed_on, promise.learned) == (True, None, "Ask sooner")
    assert written("reopened") == 1


def test_a_promise_rolled_over_keeps_the_date_as_first_set(member: Client, promise: Commitment) -> None:
    first = promise.due_on
    shown = send(member, "roll", promise, to="2026-09-01")
    promise.refresh_from_db()
    assert (f"{promise.due_on}", promise.first_due_on) == ("2026-09-01", first)
    assert "Rolled over on 4 May 2026 to 1 September 2026 by Mara Lind" in shown
    assert "Debt" not in shown


def test_rolled_over_twice_it_is_a_debt(member: Client, promise: Commitment) -> None:
    shown = send(member, "roll", promise, to="2026-09-01")
    assert "This would be the second time." in shown
    shown = send(member, "roll", promise, to="2026-12-01")
    assert "Debt: rolled over twice" in shown
    assert "Debt: rolled over 3 times" in send(member, "roll", promise, to="2027-03-01")


def test_a_second_click_rolls_it_over_once(member: Client, promise: Commitment) -> None:
    for _ in range(2):
        send(member, "roll", promise, to="2026-09-01")
    assert promise.rollovers.count() == written("rolled") == 1


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("2026-05-04", "Choose a day that is still to come."),
        ("2026-06-02", "It is due on 3 June 2026 as it is. To roll it over, choose a later day."),
        ("9999-12-31", "Choose a date of the years 1900 to 2199."),
        ("", "This field is required."),
    ],
)
def test_a_promise_is_rolled_over_to_a_later_day_only(
    member: Client, promise: Commitment, to: str, sentence: str
) -> None:
    assert sentence in send(member, "roll", promise, to=to)
    promise.refresh_from_db()
    assert (promise.due_on, promise.rollovers.count()) == (TODAY + 30 * DAY, 0)


def test_what_has_an_outcome_is_not_rolled_over(member: Client, promise: Commitment) -> None:
    send(member, "close", promise, outcome="kept")
    shown = send(member, "roll", promise, to="2026-09-01")
    assert "It has an outcome already, so there is nothing to take over." in shown
    assert not promise.rollovers.exists()


@pytest.mark.parametrize("times", [1, 2])
def test_the_first_step_is_taken_and_taken_back(member: Client, promise: Commitment, times: int) -> None:
    for _ in range(times):
        shown = send(member, "first_step", promise)
    assert "Taken 4 May" in shown
    for _ in range(times):
        shown = send(member, "first_step", promise, undo="1")
    assert "Taken 4 May" not in shown
    promise.refresh_from_db()
    assert promise.first_step_taken_at is None
    assert written("first_step_taken") == written("first_step_undone") == 1


def test_what_others_did_for_somebody_says_toward_whom(enter: Enter, cast: Cast, promise: Commitment) -> None:
    send(enter("facilitator"), "close", promise, outcome="kept")
    entry = Entry.objects.get(verb="commitment.kept")
    assert (entry.by, entry.toward) == (cast.facilitator, cast.member)


@pytest.mark.parametrize(
    ("back", "goes_to"),
    [
        ("/meetings/7/review/#commitment-3", "/meetings/7/review/#commitment-3"),
        ("", "its own page"),
        ("https://elsewhere.example/", "its own page"),
        ("//elsewhere.example/", "its own page"),
        ("/\\elsewhere.example/", "its own page"),
        ("javascript:alert(1)", "its own page"),
    ],
)
def test_a_form_leads_back_within_this_site(
    member: Client, promise: Commitment, back: str, goes_to: str
) -> None:
    for verb in ("first_step", "roll", "close", "reopen"):
        url = reverse(f"commitments:{verb}", args=[promise.pk])
        answer = member.post(url, {"outcome": "kept", "to": "2026-09-01", "next": back})
        own_page = promise.get_absolute_url()
        assert answer.headers["Location"] == goes_to.replace("its own page", own_page)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 302),
        ("facilitator", 302),
        ("partner", 403),
        ("newcomer", 403),
        ("neighbour", 404),
        ("former", 404),
        ("admin", 404),
        ("nobody", 302),
    ],
)
def test_who_may_keep_a_promise(enter: Enter, promise: Commitment, who: str, status: int) -> None:
    client = enter(who)
    said = {"outcome": "kept", "to": "2026-09-01", "text": "write it", "due_on": "2026-09-01"}
    for verb in ("first_step", "reword", "roll", "close", "reopen"):
        answer = client.post(reverse(f"commitments:{verb}", args=[promise.pk]), said)
        assert answer.status_code == status
        logs_in = answer.headers.get("Location", "").startswith("/account/login/")
        assert logs_in == (who == "nobody")
    promise.refresh_from_db()
    assert (promise.text == "write it") == (who in {"member", "facilitator"})


def test_buttons_are_shown_to_whom_they_serve(enter: Enter, promise: Commitment) -> None:
    shown = {who: page(enter(who).get(promise.get_absolute_url())) for who in ("member", "partner")}
    assert "What became of it?" in shown["member"]
    assert "What became of it?" not in shown["partner"]
