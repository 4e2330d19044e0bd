"""The doors to agendas, their templates and the library, and what they need."""

from django.utils import timezone

from meetings.actions import save_template
from meetings.models import Meeting
from tests.conftest import Cast
from tests.door import Door

DOORS: list[Door] = [
    Door("meetings:formats", (), "get", "302 200 200 200 200 200 200 200"),
    Door("meetings:templates", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("meetings:coming", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("meetings:community_templates", (), "get", "302 403 403 403 403 403 403 200"),
    Door("meetings:save_template", ("coming",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:rename_template", ("a template",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:remove_template", ("a template",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:rename_template", ("a template of all",), "post", "302 403 403 403 403 403 403 302"),
    Door("meetings:remove_template", ("a template of all",), "post", "302 403 403 403 403 403 403 302"),
    Door("meetings:undo_change", ("coming",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:insert_format", ("coming", "1"), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:fit_day", ("coming", "1"), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:set_minutes", ("an item",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:duplicate_item", ("an item",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:attendance", ("coming", "1", "morning"), "get", "302 404 404 403 403 404 200 404"),
    Door("meetings:attendance", ("old", "1", "morning"), "get", "302 404 404 404 403 404 404 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    meeting, at, farah = Meeting.objects.get(pk=made["coming"]), timezone.now(), cast.facilitator
    own = save_template(meeting, name="Ours", group=cast.oak, by=farah, at=at)
    of_all = save_template(meeting, name="Of all", group=None, by=farah, at=at)
    return {"a template": str(own.pk), "a template of all": str(of_all.pk)}
