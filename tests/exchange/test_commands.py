"""What the commands print, where, and how they end."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.exchange.conftest import Folder, row_counts

pytestmark = pytest.mark.django_db


def run(*arguments: str | Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_community", *arguments, stdout=out, stderr=err)
    finally:
        print(out.getvalue(), err.getvalue())
    return out.getvalue(), err.getvalue()


def test_the_summary_goes_to_stdout_and_the_progress_to_stderr(folder: Folder) -> None:
    (folder.path / "attendence.csv").write_text("a slip of the pen")

    out, err = run(folder.path)

    assert out.splitlines() == [
        "groups.csv       2 added, 0 changed, 0 unchanged",
        "members.csv      4 added, 0 changed, 0 unchanged",
        "memberships.csv  6 added, 0 changed, 0 unchanged",
        "meetings.csv     3 added, 0 changed, 0 unchanged",
        "attendance.csv   8 added, 0 changed, 0 unchanged",
        "agenda.csv       5 added, 0 changed, 0 unchanged",
        "commitments.csv  3 added, 0 changed, 0 unchanged",
    ]
    assert "attendence.csv is not a file of the format and is left unread." in err
    assert "Read members.csv: 4 rows." in err


def test_a_trial_says_that_nothing_was_written(folder: Folder) -> None:
    out, _ = run(folder.path, "--dry-run")

    assert out.splitlines()[-1] == "This was a trial: nothing was written."
    assert "members.csv      4 added" in out
    assert row_counts()["members.Member"] == 0


def test_faults_go_to_stderr_one_a_line_and_the_command_fails(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.add("members.csv", "eve,Eve,eve,,,,,,,")
    folder.add("agenda.csv", "birch-9,1,Talk,,")

    with pytest.raises(CommandError, match=r"Nothing was written. Correct the files and run this again."):
        run(folder.path)

    said = capsys.readouterr().out
    assert "\nmembers.csv:6 email: “eve” is no e-mail address" in said
    assert "\nagenda.csv:7 meeting: there is no meeting “birch-9”" in said


def test_of_very_many_faults_each_is_told(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.add("attendance.csv", *(f"birch-1,nobody{n},,late" for n in range(1, 252)))

    with pytest.raises(CommandError):
        run(folder.path)

    assert capsys.readouterr().out.count("there is no member") == 251


def test_a_folder_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"is not a folder. Give the one that holds groups.csv."):
        run(tmp_path / "nowhere")
