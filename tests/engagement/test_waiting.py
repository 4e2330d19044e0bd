"""What is not counted yet is named with what it needs, and has no figure."""

from html import unescape

from django.urls import reverse

from engagement.catalogue import CATALOGUE
from engagement.waiting import WAITING
from tests.browsing import page
from tests.conftest import Enter


def test_every_question_that_waits_stands_on_the_page_with_what_it_needs(enter: Enter) -> None:
    seen = unescape(page(enter("newcomer").get(reverse("engagement:metrics"))))
    for question in WAITING:
        assert question.sentence in seen
        assert f"needs {question.needs}" in seen


def test_no_question_that_waits_is_counted_already() -> None:
    counted = {metric.heading for metric in CATALOGUE} | {metric.sentence for metric in CATALOGUE}
    assert not counted & {words for question in WAITING for words in (question.heading, question.sentence)}
