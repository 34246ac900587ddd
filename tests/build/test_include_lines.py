"""Findings in included files bear the lines of the file, whatever part of it is included and wherever."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from sphinx_policyrefs import cli

if TYPE_CHECKING:
    from support import DocumentSet

pytestmark = pytest.mark.builds

#: Parts of files; the numbers tell them apart.
RST = """\
one
two
<start> three
four

ByteDance is named here, and so is :party:`nobody{n}`.

.. event:: In part {n}
   :date: 2024-13-{n:02}
   :parties: nobody-else{n}

nothing-such
"""
MYST = """\
one
two
<start> three
four

ByteDance is named here, and so is {{party}}`nobody{n}`.

:::{{event}} In part {n}
:date: 2024-13-{n:02}
:parties: nobody-else{n}
:::

nothing-such
"""
OPTIONS = (
    [],
    [":start-line: 4"],
    [":start-line: -9"],
    [":start-after: <start>"],
    [":start-line: 1", ":start-after: <start> three"],
    [":start-line: 2", ":end-line: 40"],
    [":start-after: <start>", ":end-before: nothing-such"],
    [":start-line: 4", ":encoding: utf-8"],
)
#: It has other numbers for the lines of what it includes.
OLD_MYST = version("myst-parser").startswith("4.")
CONF = """
    extensions = ["sphinx_policyrefs", "myst_parser"]
    myst_enable_extensions = ["colon_fence"]
    """


# MyST's directive asks for it.
@pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app' is deprecated")
def test_lines_of_included_parts(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "outer.txt": "zero\n\nText.\n\n.. include:: inner.txt\n   :start-line: 2\n\nAfter it: :party:`nobody98`.\n",
        "inner.txt": "one\ntwo\n\n.. event:: Inner\n   :date: 2024-13-99\n",
    }
    rst = ["Index\n=====", ".. party:: ByteDance", ".. toctree::\n\n   md"]
    rst.append(".. include:: outer.txt\n   :start-line: 1")
    myst = ["# Markdown"]
    for n, options in enumerate(OPTIONS):
        files |= {f"{n}.txt": RST.format(n=n), f"{n}.inc": MYST.format(n=n + 50)}
        # every other one in the body of something else
        include = "\n   ".join([f".. include:: {n}.txt", *options])
        rst.append("- item\n\n" + indent(include, "  ") if n % 2 else include)
        myst.append("\n".join([f":::{{include}} {n}.inc", *options, ":::"]))
    pages = {"index.rst": "\n\n".join(rst) + "\n", "md.md": "\n\n".join(myst) + "\n"}
    documents.write({"conf.py": CONF, **files, **pages})
    assert cli.main(["check", str(documents.src), "--format", "json"]) < 2, capsys.readouterr().err
    seen = set()
    for finding in json.loads(capsys.readouterr().out)["findings"]:
        quoted = re.search(r"2024-13-\d+|nobody(-else)?\d+", finding["message"])
        if quoted and finding["file"] in files:
            if not (OLD_MYST and finding["file"].endswith(".inc")):
                line = files[finding["file"]].split("\n")[finding["line"] - 1]
                assert quoted[0] in line, finding
            seen.add((finding["file"], quoted[0]))
    assert len(seen) == 3 * 2 * len(OPTIONS) + 2
