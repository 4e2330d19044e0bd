"""Who may be killed when, and what is left then."""

import errno
import os
import signal
import stat
from pathlib import Path

import pytest
from redis import Redis

from embedded import environment, joining
from embedded.places import LONGEST_SOCKET_PATH, Places
from tests.embedded.conftest import Installation, eventually, kill

pytestmark = pytest.mark.real_time


def test_a_command_brings_its_services_and_takes_them_away_again(installation: Installation) -> None:
    command = installation.start("manage.py", "check", "--tag", "models")
    output, _ = command.communicate(timeout=60)
    assert (command.returncode, output) == (0, "System check identified no issues (1 silenced).\n")
    eventually(lambda: not installation.processes())


def test_a_command_says_nothing_when_its_reader_has_seen_enough(installation: Installation) -> None:
    command = installation.start("manage.py", "showmigrations")
    assert command.stdout
    assert command.stderr
    command.stdout.close()
    assert "BrokenPipe" not in command.stderr.read()
    assert command.wait(60) == 1


def test_users_share_the_services_and_the_last_one_out_stops_them(installation: Installation) -> None:
    first, second = installation.user(), installation.user()
    running = {server.pid for server in installation.servers()}
    assert len(running) == 2
    first.communicate(timeout=10)
    assert {server.pid for server in installation.servers()} == running
    assert installation.query("SELECT 1") == [(1,)]
    second.communicate(timeout=10)
    eventually(lambda: not installation.processes())


def test_users_who_come_all_at_once_start_one_keeper(installation: Installation) -> None:
    crowd = [installation.start("manage.py", "check", "--tag", "models") for _ in range(3)]
    eventually(installation.keepers)
    assert [command.wait(60) for command in crowd] == [0, 0, 0]
    assert not (installation.places.log / "postgres.log.1").exists()  # it would be a second start's


def test_who_comes_while_the_services_stop_starts_them_again(installation: Installation) -> None:
    installation.user().communicate(timeout=10)
    installation.user()
    assert installation.query("SELECT 1") == [(1,)]


def test_a_killed_user_takes_the_services_along(installation: Installation) -> None:
    kill(installation.user())
    eventually(lambda: not installation.processes())


def test_after_the_keeper_is_killed_the_next_user_finds_the_data(installation: Installation) -> None:
    installation.user()
    installation.query("CREATE TABLE kept AS SELECT 1 AS number")
    kill(*installation.keepers())
    eventually(lambda: not installation.servers())
    installation.user()
    assert installation.query("SELECT number FROM kept") == [(1,)]
    assert len(installation.keepers()) == 1


def test_after_a_killed_postgresql_nothing_runs_until_the_next_user(installation: Installation) -> None:
    user = installation.user()
    installation.query("CREATE TABLE kept AS SELECT 1 AS number")
    kill(*[server for server in installation.servers() if server.name() == "postgres"])
    eventually(lambda: {process.pid for process in installation.processes()} == {user.pid})
    installation.user()
    assert installation.query("SELECT number FROM kept") == [(1,)]


def test_after_all_is_killed_at_once_the_next_user_finds_the_data(installation: Installation) -> None:
    installation.user()
    installation.query("CREATE TABLE kept AS SELECT 1 AS number")
    with Redis.from_url(installation.places.redis_url) as redis:
        redis.rpush("queue", "a task")
    eventually(lambda: _size_of_the_log(installation) > 0)
    kill(*installation.processes())
    eventually(lambda: not installation.processes())
    installation.user()
    assert installation.query("SELECT number FROM kept") == [(1,)]
    with Redis.from_url(installation.places.redis_url) as redis:
        assert redis.lrange("queue", 0, -1) == [b"a task"]


def test_what_a_killed_test_run_used_is_deleted(installation: Installation) -> None:
    here = str(installation.places.var)
    join = "import sys; from embedded import joining, places; from pathlib import Path;"
    use = f"joining.join(places.Places(Path({here!r})), print, throw_away=True); sys.stdin.read()"
    user = installation.start("-c", join + use)
    eventually(lambda: installation.places.run.exists() and joining.is_ready(installation.places))
    kill(user)
    eventually(lambda: not installation.places.var.exists())
    eventually(lambda: not installation.keepers())


def test_a_folder_of_somebody_else_is_named() -> None:
    with pytest.raises(SystemExit, match="users belongs to somebody else"), environment.failing_plainly():
        raise PermissionError(errno.EACCES, "Permission denied", "/peergroups/var/run/users")


def test_lock_files_that_name_a_living_stranger_are_not_believed(installation: Installation) -> None:
    installation.user()
    data, sockets = installation.places.var / "postgres", installation.places.sockets / "postgres"
    stale = [data / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"]
    contents = [file.read_text() for file in stale]
    installation.started[0].communicate(timeout=10)
    eventually(lambda: not installation.processes())
    for file, text in zip(stale, contents, strict=True):
        file.write_text(f"{os.getpid()}\n{text.partition(chr(10))[2]}")
    installation.user()
    assert installation.query("SELECT 1") == [(1,)]


def test_a_half_made_cluster_is_made_anew(installation: Installation) -> None:
    half = installation.places.var / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    installation.user()
    assert installation.query("SELECT 1") == [(1,)]
    assert not half.exists()


def test_a_keeper_asked_to_stop_stops_its_services(installation: Installation) -> None:
    user = installation.user()
    installation.keepers()[0].send_signal(signal.SIGTERM)
    eventually(lambda: {process.pid for process in installation.processes()} == {user.pid})


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    places = Places(tmp_path / ("long" * 25) / "var")
    places.prepare()
    try:
        assert len(f"{places.sockets}/postgres/.s.PGSQL.5432") <= LONGEST_SOCKET_PATH
        assert stat.S_IMODE(places.sockets.stat().st_mode) == 0o700
        again = Places(places.var)
        again.prepare()
        assert again.sockets == places.sockets
    finally:
        places.sockets.rmdir()


def test_one_url_without_the_other_is_refused(installation: Installation) -> None:
    command = installation.start("manage.py", "check", DATABASE_URL="postgres://db/peergroups")
    _, complaint = command.communicate(timeout=60)
    assert command.returncode == 1
    assert complaint.startswith("Only DATABASE_URL is set. Set both")
    assert not installation.places.var.exists()


def test_the_secret_key_is_made_once_and_only_ours_to_read(installation: Installation) -> None:
    show = ("manage.py", "shell", "-v0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    first, _ = installation.start(*show).communicate(timeout=60)
    second, _ = installation.start(*show).communicate(timeout=60)
    assert len(first.strip()) > 50
    assert first == second
    assert stat.S_IMODE((installation.places.var / "secret_key").stat().st_mode) == 0o600


def _size_of_the_log(installation: Installation) -> int:
    """Return how much of Valkey's log is on disk, where it comes once a second."""
    return sum(file.stat().st_size for file in (installation.places.var / "valkey").rglob("*.incr.aof"))
