"""Relations and migrations point downward; import-linter sees neither, for both are declared by strings."""

import re

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.architecture.sources import layers, text_of, tracked

LAYERS = layers()

Pair = tuple[str, str]


def upward(pairs: set[Pair]) -> list[Pair]:
    """Return those that point from an app to one above it. What is not of this house lies below all of it."""
    rank = {app: number for number, app in enumerate(LAYERS)}
    return sorted((app, other) for app, other in pairs if rank.get(other, len(rank)) < rank[app])


def relations() -> set[Pair]:
    """Return which app points to which by a foreign key, a one-to-one or a many-to-many."""
    return {
        (model._meta.app_label, field.remote_field.model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in LAYERS
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.remote_field
    }


def dependencies() -> set[Pair]:
    """Return which app's migrations wait for which."""
    loader = MigrationLoader(None)
    return {
        (app, other)
        for (app, _), migration in loader.disk_migrations.items()
        if app in LAYERS
        for other, _ in migration.dependencies
    }


def test_every_app_has_its_layer() -> None:
    assert {str(path.parts[0]) for path in tracked("*/apps.py")} == set(LAYERS)
    assert {"home", "embedded"} < set(LAYERS)


def test_a_pair_that_points_upward_is_found() -> None:
    pairs = {("members", "home"), ("home", "members"), ("members", "members"), ("members", "auth")}
    assert upward(pairs) == [("members", "home")]


def test_relations_point_downward() -> None:
    found = relations()
    assert ("commitments", "meetings") in found
    assert upward(found) == []


def test_migrations_wait_only_for_apps_below() -> None:
    found = dependencies()
    assert ("commitments", "meetings") in found
    assert upward(found) == []


def test_no_migration_pushes_itself_before_that_of_another_app() -> None:
    migrations = MigrationLoader(None).disk_migrations
    assert [key for key, migration in migrations.items() if key[0] in LAYERS and migration.run_before] == []


def test_migrations_have_names_that_people_gave() -> None:
    names = [path.stem for path in tracked("*/migrations/0*.py")]
    assert names
    assert [name for name in names if "_auto_" in name or not re.fullmatch(r"\d{4}_[a-z_]+", name)] == []


@pytest.mark.parametrize("document", ["docs/architecture.md"])
def test_the_map_in_the_documents_is_that_of_the_import_contract(document: str) -> None:
    drawn = re.search(r"```\n(home .*?)```", text_of(tracked(document)[0]), re.DOTALL)
    assert drawn
    assert re.findall(r"^(\w+)", drawn[1], re.MULTILINE) == LAYERS
