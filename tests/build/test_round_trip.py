"""An export that is imported into an empty set is exported again as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import App

if TYPE_CHECKING:
    from support import DocumentSet

pytest.importorskip("myst_parser")
pytest.importorskip("yaml")
pytest.importorskip("bibtexparser")
pytestmark = pytest.mark.builds

EXAMPLE = Path(__file__).parents[2] / "examples" / "tiktok-ban"
#: Entries of every kind, with each form of a value, and what could be taken for markup, formulas or lists.
RECORD = """
    Record
    ======

    .. party:: Acme, Inc.
       :id: acme
       :aliases: =cmd(); +1; 'Acme'; a, b
       :url: https://example.org/?a=1&b=2

       A *company* of :party:`acme`; see ``code`` and `web <https://example.org>`__.

    .. source:: "Quoted", *starred* and <b>
       :id: post
       :published: 2020-08~

    .. passage::
       :id: untitled
       :source: post
       :locator: p. 3; 4

       Words "with marks"; *stars*, | bars
       and # on two lines.

    .. passage:: Placeless
       :source: post

       “原文” = "the text"

    .. passage::
       :id: first-words
       :source: post

       “Marks” and so on, to the end of it.

    .. event:: -1 is a title
       :id: event
       :date: [2020-08-06,2020-08-14]
       :parties: Acme, Inc.;
       :vote: 352-65
       :order: -2
       :sources: post @ p. 3, 4 @ x; post; untitled; placeless

       > quoted

    .. statement:: Said
       :date: 2020-09-01T10:00-05:00
       :speaker: acme
       :sworn:

    .. agreement:: Deal
       :announced: 2020
       :shares: acme = 12.50%

    .. discrepancy:: Values
       :about: event
       :values:
          a | b | post @ 1; first-words
          c

    .. deadline:: Due
       :id: due
       :from: event.date
       :runs: 45 days
       :waive: deadline-open -- nobody cares

    .. legal-action:: Acme v. Acme
       :id: case
       :filed: 2020
       :court: cadc
       :petitioners: acme
       :citation: 122 F.4th 930; 1 U.S. 1
    """


@pytest.mark.parametrize("name", ["policyrefs.json", "policyrefs.csv"])
def test_what_is_exported_is_imported_and_exported_again(documents: DocumentSet, name: str) -> None:
    documents.write({"index.rst": RECORD})
    settings = {"project": "P", "policyrefs_exports": ["json", "csv"]}
    first = documents.build("policyrefs", place="first", **settings)
    assert first.read("policyrefs.json").count('"kind"') == 11
    documents.write({"index.rst": "Empty\n=====\n"})
    (documents.src / name).write_bytes((first.out / name).read_bytes())
    second = documents.build("policyrefs", place="second", policyrefs_data=[name], **settings)
    assert second.warnings == []
    for export in ("policyrefs.json", "policyrefs.csv"):
        assert second.read(export) == first.read(export), export


# MyST-Parser still asks its transforms for their app, which newer versions of Sphinx warn of.
@pytest.mark.filterwarnings("ignore:'myst_parser")
def test_the_example_comes_back_byte_for_byte(documents: DocumentSet, tmp_path: Path) -> None:
    app = App("policyrefs", EXAMPLE, tmp_path / "example")
    try:
        app.build()
    finally:
        app.cleanup()
    exported = (app.outdir / "policyrefs.json").read_bytes()
    assert exported.count(b'"kind"') > 500
    documents.write({"index.rst": "Empty\n=====\n"})
    (documents.src / "policyrefs.json").write_bytes(exported)
    # What cites another project needs it at hand.
    for name in EXAMPLE.glob("records/*.json"):
        documents.write({f"records/{name.name}": name.read_text("utf-8")})
    settings = {name: app.config[name] for name in ("project", "policyrefs_federation")}
    again = documents.build(
        "policyrefs", policyrefs_data=["policyrefs.json"], policyrefs_exports=["json"], **settings
    )
    assert (again.out / "policyrefs.json").read_bytes() == exported
