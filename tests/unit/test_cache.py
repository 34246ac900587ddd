"""Where commands keep what they have read, and for how long."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sphinx_policyrefs import user_cache
from sphinx_policyrefs.commands import cache


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "PATIENCE", 0.1)
    return tmp_path / "sphinx-policyrefs"


def test_each_platform_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    places = {
        ("linux", "XDG_CACHE_HOME", "/caches"): "/caches",
        ("linux", "XDG_CACHE_HOME", "relative"): "/home/me/.cache",
        ("linux", "XDG_CACHE_HOME", ""): "/home/me/.cache",
        ("darwin", "XDG_CACHE_HOME", "/caches"): "/home/me/Library/Caches",
        ("win32", "LOCALAPPDATA", "/local"): "/local",
        ("win32", "OTHER", ""): "/home/me/AppData/Local",
    }
    for (platform, name, value), place in places.items():
        assert user_cache.cache_home(platform, {name: value}) == Path(place, "sphinx-policyrefs")


def test_a_project_finds_its_folder_again_and_no_other(home: Path) -> None:
    with cache.project_folder("a", 1) as folder:
        (folder / "kept").touch()
        with cache.project_folder("a", 2) as other:
            assert other != folder
    with cache.project_folder("a", 1) as again:
        assert again == folder
        assert (again / "kept").exists()
    assert folder.is_relative_to(home)


def test_a_folder_in_use_is_left_to_who_uses_it(home: Path) -> None:
    with cache.project_folder("a") as folder, cache.project_folder("a") as other:
        assert not other.is_relative_to(home)
        (other / "x").touch()
        assert list(folder.iterdir()) == []
    assert not other.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_cache_that_others_may_write_into_is_not_used(home: Path) -> None:
    home.mkdir()
    home.chmod(0o777)
    with cache.project_folder("a") as folder:
        assert not folder.is_relative_to(home)


def test_without_a_cache_there_is_a_temporary_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.touch()  # a file, where the folder should be
    with cache.project_folder("a") as folder:
        (folder / "x").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/no")
    with cache.project_folder("a") as folder:
        (folder / "x").touch()
    assert not folder.exists()


def test_what_nobody_has_used_for_long_is_deleted() -> None:
    folders = []
    for name in ("old", "in use", "new"):
        with cache.project_folder(name) as folder:
            (folder / "deep").mkdir()
            folders.append(folder)
    with cache.project_folder("in use"):
        for folder in folders[:2]:
            os.utime(folder.with_suffix(".lock"), (0, 0))
        with cache.project_folder("another"):
            pass
        assert [folder.exists() for folder in folders] == [False, True, True]
    assert not folders[0].with_suffix(".lock").exists()
