"""TimelineJS itself, in a browser, shows the export that is made for it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from exported import edition_of, entries_of_all_kinds
from factories import entry
from npm import package

from sphinx_policyrefs.exports import export

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Visits

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>A timeline</title>
<link rel="stylesheet" href="dist/css/timeline.css">
<div id="timeline" style="height: 600px"></div>
<script src="dist/js/timeline.js"></script>
<script>
  window.timeline = new TL.Timeline("timeline", "data.json", {font: null, ga_property_id: null});
</script>
"""


def test_the_loader_of_timelinejs_takes_it(visits: Visits, tmp_path: Path) -> None:
    shutil.copytree(package("@knight-lab/timelinejs", "3.9.11") / "dist", tmp_path / "dist")
    entries = [
        *entries_of_all_kinds(),
        entry("event", "ides", date="-0043-03-15"),
        entry("event", "spring", date="2024-21"),
        entry("event", "decade", date="202X"),
        entry("event", "open", date="2024-05-02/.."),
        entry(
            "event",
            "hostile",
            "<img src=x onerror=document.title='taken'>",
            date="2024-06~",
            text=("<b>&amp;",),
        ),
    ]
    written = export("timelinejs", edition_of(*entries, project="<i>Harbour</i>")).decode()
    (tmp_path / "data.json").write_text(written, encoding="utf-8")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    page = visits.open(tmp_path, served=True)
    page.wait_for_selector(".tl-slide .tl-headline")
    page.wait_for_function("window.timeline._loaded && window.timeline._loaded.storyslider")
    config = page.evaluate(
        """() => timeline.config.events.map(event => [
            event.unique_id, event.start_date.data.date_obj.toISOString(),
            event.end_date ? event.end_date.data.date_obj.toISOString() : "", event.group, event.display_date || "",
        ])"""
    )
    slides = {slide["unique_id"]: slide for slide in json.loads(written)["events"]}
    assert {item[0] for item in config} == slides.keys()
    found = {item[0]: item[1:] for item in config}
    assert found["event-signing"][0].startswith("2024-04-24")
    assert found["event-talks"][1].startswith("2024-06-10")
    assert found["event-ides"][0].startswith("-000043-03-15")
    assert found["event-spring"][2:] == ["Event", "spring 2024"]
    assert page.locator(".tl-message-full").count() == 0
    heads = page.locator(".tl-slide .tl-headline").all_inner_texts()
    assert "<i>Harbour</i>" in heads
    assert len(heads) == len(slides) + 1
    assert page.title() == "A timeline"
    shown = page.locator(".tl-headline", has_text="onerror")
    assert shown.count() >= 1
