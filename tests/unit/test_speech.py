"""How commands speak: silence, colours and progress, and the help of each."""

from __future__ import annotations

import argparse
import io
import sys

import pytest

from sphinx_policyrefs import cli
from sphinx_policyrefs.commands import COMMANDS
from sphinx_policyrefs.commands.speech import add_speech, has_colours, progress, say


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_speech(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize(
    ("arguments", "stream", "environment", "expected"),
    [
        ((), Terminal(), {}, True),
        ((), io.StringIO(), {}, False),
        ((), Terminal(), {"NO_COLOR": "1"}, False),
        ((), Terminal(), {"TERM": "dumb"}, False),
        (("--color",), io.StringIO(), {"NO_COLOR": "1"}, True),
        (("-N",), Terminal(), {}, False),
        (("--no-color",), Terminal(), {}, False),
    ],
)
def test_colours(
    arguments: tuple[str, ...],
    stream: io.StringIO,
    environment: dict[str, str],
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_colours(parsed(*arguments), stream) is expected


@pytest.mark.parametrize(
    ("arguments", "terminal", "shown"),
    [((), True, True), ((), False, False), (("-v",), False, True), (("-q",), True, False)],
)
def test_progress_is_for_those_who_look_on(
    arguments: tuple[str, ...], terminal: bool, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal() if terminal else io.StringIO())
    assert (progress(parsed(*arguments)) is sys.stderr) is shown


def test_what_was_done_is_said_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say(parsed(), "Wrote it.")
    say(parsed("-q"), "Wrote that.")
    assert capsys.readouterr() == ("", "Wrote it.\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_common_options_and_explains_each(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    out = capsys.readouterr().out
    assert all(option in out for option in ("--quiet", "--verbose", "--color", "--no-color"))
    parser = argparse.ArgumentParser()
    COMMANDS[command].configure(parser)
    assert [action.dest for action in parser._actions if not action.help] == []


def test_a_mistyped_command_is_told_with_the_right_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["chekc"])
    assert stop.value.code == cli.FAILED
    assert "check" in capsys.readouterr().err
