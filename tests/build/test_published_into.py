"""Published files that go into a set: matched with its record, compared with its pages, built without a warning."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

import pytest
from published import ACTIONS, BILL, DISTRICT, ORDER, REVOKING, RULE, SCOTUS, TABLE, dumped

from sphinx_policyrefs.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from support import DocumentSet

pytest.importorskip("yaml")
pytestmark = pytest.mark.builds

PAGE = """
    Record
    ======

    .. legal-action:: Gull v. Lamp
       :id: gull-v-lamp
       :court: dcd
       :docket: 20-cv-9999
       :filed: 2020-10-21
       :plaintiffs: gulls

    .. party:: Friends of Gulls
       :id: gulls

    .. party:: Birds
       :aliases: Gull
       :wikidata: Q25364
       :lei: 7LTWFZYICNSX8D621K86

    .. instrument:: The order
       :id: the-order
       :number: EO 19873
       :fr-document: 2019-00001
    """


@pytest.fixture
def folder(documents: DocumentSet) -> Path:
    """Return the folder of a set with a record of its own, and a docket that belongs to it."""
    documents.write({"index.rst": PAGE})
    (documents.src / "docket.json").write_bytes(dumped(DISTRICT))
    return documents.src


def test_an_import_goes_into_a_record(
    documents: DocumentSet, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = folder / "docket.yaml"
    order = folder / "order.json"
    order.write_bytes(dumped(ORDER))
    call = ["import", str(folder / "docket.json"), str(order), "--to", str(target), "--into", str(folder)]
    assert main(call) == 0
    said = capsys.readouterr().out
    assert '"Gull" is birds of the record ("Birds"); --match never makes it one of its own' in said
    assert "index.rst:4: gull-v-lamp stands there and is not written" in said
    assert "index.rst:4: gull-v-lamp: filed: 2020-10-20 in the file, 2020-10-21 in the record" in said
    assert "index.rst:4: gull-v-lamp: plaintiffs: the file has birds, which the record lacks" in said
    assert "index.rst:4: gull-v-lamp: the record lacks defendants, amici, judges, cause" in said
    text = target.read_text("utf-8")
    assert "kind: legal-action" not in text
    assert "gull-v-lamp-12" in text
    assert "see:\n      - the-order" in text
    before = target.read_bytes()
    assert main([*call, "--yes"]) == 0
    assert target.read_bytes() == before

    build = documents.build(policyrefs_data=["docket.yaml"], nitpicky=True)
    assert build.warnings == []
    page = build.read("index.html")
    for address in ("https://www.wikidata.org/wiki/Q25364", "https://www.federalregister.gov/d/2019-00001"):
        assert f'href="{address}"' in page
    jsonld = documents.build("policyrefs", policyrefs_data=["docket.yaml"], policyrefs_exports=["jsonld"])
    same = ["https://search.gleif.org/#/record/7LTWFZYICNSX8D621K86", "https://www.wikidata.org/wiki/Q25364"]
    assert same in [node.get("sameAs") for node in json.loads(jsonld.read("policyrefs.jsonld"))["@graph"]]
    assert "x-imported" not in page


def test_a_case_that_stands_in_the_set_is_not_made_again(folder: Path) -> None:
    table = folder / "docket.csv"
    table.write_text(TABLE, "utf-8")
    for case, made in (("gull-v-lamp", 0), ("other-v-lamp", 1)):
        target = folder / f"{case}.yaml"
        assert main(["import", str(table), "--case", case, "--to", str(target), "-q"]) == 0
        assert target.read_text("utf-8").count("kind: legal-action") == made


def test_all_samples_build_together(documents: DocumentSet, tmp_path: Path) -> None:
    odd = copy.deepcopy(DISTRICT)
    odd |= {"docket_number": "1:21-cv-00001", "case_name": "In re *Gull* `Lamp`_ | {{x}} [a](b)"}
    odd["docket_entries"][0]["description"] = (
        "ORDER: *see* `this`_ and [that](x) <b>bold</b> {ref}`none` |x| :ref:`none`."
    )
    files = {
        "s": SCOTUS,
        "d": DISTRICT,
        "o": odd,
        "b": BILL,
        "a": ACTIONS,
        "r": RULE,
        "f": {"results": [ORDER, REVOKING]},
    }
    for name, content in files.items():
        (tmp_path / f"{name}.json").write_bytes(dumped(content))
    target = documents.src / "all.yaml"
    paths = [str(tmp_path / f"{name}.json") for name in files]
    assert main(["import", *paths, "--keep", "all", "--to", str(target), "-q"]) == 0
    page = """
        Record
        ======

        .. policy:entries:: all.yaml

        .. chronology::

        .. legal-action-index::
        """
    documents.write({"index.rst": page})
    build = documents.build(policyrefs_data=["all.yaml"], nitpicky=True)
    assert build.warnings == []
    text = build.read("index.html")
    assert "In re *Gull* `Lamp`_ | {{x}} [a](b)" in text
