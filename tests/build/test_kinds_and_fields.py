"""Amounts, former ids, the day of knowing, outcomes of deadlines: in both syntaxes, on pages and in files."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support import Build, DocumentSet

KINDS = {
    "hearing": {
        "fields": {
            "held": {"type": "date", "milestone": True},
            "cost": {"type": "money"},
        }
    }
}
ENTRIES = """\
.. party:: Harbor Authority
   :id: harbor
   :formerly: port-authority, quay-board

.. source:: Letter
   :published: 2025-02-10

.. hearing:: Public hearing
   :id: public-hearing
   :held: 2024-01-10
   :cost: about $ 1–2 million

.. event:: The fine
   :id: fine
   :date: 2024-03-01
   :known: 2024-06-15
   :amount: a fine of € 200.000
   :parties: Port-Authority
   :follows: public-hearing

.. instrument:: Dredging permit
   :id: dredging
   :type: permit
   :introduced: 2023-01-02
   :denied: 2023-05
   :vetoed: 2023-06
   :repealed: 2023-07
   :withdrawn: 2023-08

.. legal-action:: Claim
   :id: claim-1
   :filed: 2024-02-01
   :claimants: harbor
   :defendants: quay-board
   :amount: USD 92,000

.. deadline:: Sale
   :id: sale
   :from: fine
   :runs: 30 days
   :outcome: missed
   :outcome-by: quay-board
   :sources: letter @ p. 2

.. deadline:: Waiting period
   :id: waiting
   :type: not-before
   :due: 2024-05-01
"""
VIEWS = """
Go to :party:`port-authority`, :policy:value:`fine.amount`, :policy:value:`public-hearing.cost`.

.. deadlines::

.. chronology::
   :kinds: instrument
"""


def markdown(text: str) -> str:
    """Return entries in MyST."""
    text = re.sub(r"(?m)^\.\. ([\w-]+)::(.*)$", r":::{\1}\2", text)
    return re.sub(r"(?m)^   ", "", text).replace("\n\n:::{", "\n:::\n\n:::{") + ":::\n"


def text_of(build: Build) -> str:
    words = " ".join(re.sub(r"<[^>]+>", " ", build.read("index.html")).split())
    return re.sub(r" ([,.;)])", r"\1", words).replace("( ", "(")


SETTINGS = {
    "policyrefs_kinds": KINDS,
    "policyrefs_exports": ["json", "csv"],
    "project": "P",
    "html_copy_source": False,
}


def test_both_syntaxes_say_the_same_and_come_back_from_every_file(documents: DocumentSet) -> None:
    documents.write({"index.rst": "Record\n======\n\n" + ENTRIES + VIEWS})
    rst = documents.build(place="rst", **SETTINGS)
    assert rst.warnings == []
    page = rst.read("index.html")
    for anchor in ("party-harbor", "party-port-authority", "party-quay-board"):
        assert page.count(f'id="{anchor}"') == 1
    assert 'href="#party-harbor"' in page
    text = text_of(rst)
    for words in (
        "a fine of € 200.000",
        "about $ 1–2 million",
        "missed, according to Harbor Authority (Letter, p. 2)",
        "not before Wednesday, ",
        "Dredging permit: denied",
        "Claimants Harbor Authority",
    ):
        assert words in text, words
    packed = (rst.out / "objects.inv").read_bytes().split(b"\n", 4)[4]
    assert "port-authority policy:party -1 index.html#party-harbor " in zlib.decompress(packed).decode()

    exported = json.loads(rst.read("_policyrefs/policyrefs.json"))
    entries = {entry["id"]: entry for entry in exported["entries"]}
    assert entries["fine"]["amount"] == {
        "number": 200000,
        "to": None,
        "currency": "EUR",
        "text": "a fine of € 200.000",
    }
    assert entries["public-hearing"]["cost"]["to"] == 2_000_000
    assert entries["fine"]["known"] == "2024-06-15"
    assert entries["fine"]["parties"] == ["harbor"]
    assert entries["harbor"]["formerly"] == ["port-authority", "quay-board"]
    assert entries["sale"]["outcome-by"] == ["harbor"]

    def bare(build: Build) -> list[dict[str, object]]:
        found = json.loads(build.read("_policyrefs/policyrefs.json"))
        return [{k: v for k, v in e.items() if k not in ("file", "line", "uri")} for e in found["entries"]]

    documents.write({"index.rst": None, "index.md": "# Record\n\n" + markdown(ENTRIES)})
    myst = {"extensions": ["sphinx_policyrefs", "myst_parser"], "myst_enable_extensions": ["colon_fence"]}
    md = documents.build(place="md", **SETTINGS, **myst)
    assert md.warnings == []
    assert bare(md) == bare(rst)

    documents.write({"index.md": None, "index.rst": "Empty\n=====\n"})
    for name in ("policyrefs.json", "policyrefs.csv"):
        (documents.src / name).write_bytes((rst.out / "_policyrefs" / name).read_bytes())
        again = documents.build(place=name, policyrefs_data=[name], **SETTINGS)
        assert again.warnings == []
        assert bare(again) == bare(rst), name
        (documents.src / name).unlink()
    written = [{k: v for k, v in e.items() if k not in ("file", "line", "uri")} for e in exported["entries"]]
    documents.write({"data.yaml": json.dumps(written)})  # JSON is YAML
    again = documents.build(place="yaml", policyrefs_data=["data.yaml"], **SETTINGS)
    assert again.warnings == []
    assert bare(again) == bare(rst)


def test_what_was_not_known_is_absent_on_earlier_days(documents: DocumentSet) -> None:
    documents.write({"index.rst": "Record\n======\n\n" + ENTRIES + VIEWS})
    before = documents.build(policyrefs_as_of="2024-06-14", **SETTINGS)
    assert before.warnings == []
    assert "The fine" not in text_of(before)
    assert "200.000" not in text_of(before)
    ids = [e["id"] for e in json.loads(before.read("_policyrefs/policyrefs.json"))["entries"]]
    assert "fine" not in ids
    assert "sale" not in ids  # which runs from it
    after = documents.build(policyrefs_as_of="2024-06-15", **SETTINGS)
    assert "The fine" in text_of(after)
    assert "missed" not in text_of(after)
    later = documents.build(policyrefs_as_of="2025-02-10", **SETTINGS)
    assert "missed, according to Harbor Authority" in text_of(later)
