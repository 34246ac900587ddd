#!/usr/bin/env python3
"""Measure what looking quotations up adds to `policyrefs check`: cold, and with nothing changed.

The record has 2,000 quotations from 40 PDFs of 30 pages, one in a hundred of them wrong. Without looking up, the same
command runs with these checks off. Cold means that nothing is kept of the copies, while the documents of the record
are read already. Each figure is the median over the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from fpdf import FPDF
from harness import write_bytecode

LOOKING = (
    "quote-not-found",
    "quote-elsewhere",
    "quote-unchecked",
    "copy-missing",
    "copy-changed",
    "no-locator",
)
WORDS = (
    "harbor trust commission channel vessel permit engineer dredging council notice hearing order review record basin "
    "current northern public annual report finding decision appeal period section party measure interim final court "
    "the of to and in that for with by on not may shall must be is was were under before after within during unless"
).split()


def text(rng: random.Random, words: int) -> list[str]:
    """Return sentences with *words* words in all."""
    sentences = []
    while words > 0:
        some = rng.choices(WORDS, k=min(words, rng.randint(8, 24)))
        sentences.append(" ".join(some).capitalize() + ".")
        words -= len(some)
    return sentences


def write_pdf(path: Path, pages: list[list[str]]) -> None:
    """Write a document with a running head and a number on each page."""
    pdf = FPDF(format="letter")
    for number, sentences in enumerate(pages, 1):
        pdf.add_page()
        pdf.set_font("Times", size=9)
        pdf.text(20, 10, "HARBOR COMMISSION")
        pdf.text(190, 10, str(number))
        pdf.set_font("Times", size=11)
        pdf.multi_cell(0, 5, " ".join(sentences))
    pdf.output(str(path))


def write_set(src: Path, copies: int, pages: int, quotations: int) -> None:
    """Write the record and its copies."""
    rng = random.Random(7)
    (src / "copies").mkdir(parents=True)
    texts: list[list[list[str]]] = []
    entries = []
    for n in range(copies):
        texts.append([text(rng, 420) for _ in range(pages)])
        write_pdf(src / "copies" / f"c{n}.pdf", texts[-1])
        entries.append({"kind": "source", "id": f"s{n}", "title": f"Source {n}", "copy": f"copies/c{n}.pdf"})
    for n in range(quotations // 4):
        sources = []
        for _ in range(4):
            copy, page = rng.randrange(copies), rng.randrange(pages)
            words = rng.choice([s for s in texts[copy][page] if s.count(" ") >= 7]).rstrip(".")
            if rng.random() < 0.01:
                words = words.replace(" ", " indeed ", 1)
            sources.append({"id": f"s{copy}", "locator": f"p. {page + 1}", "quote": words})
        entries.append(
            {"kind": "event", "id": f"e{n}", "title": f"Event {n}", "date": "2021", "sources": sources}
        )
    (src / "record.json").write_text(json.dumps(entries), "utf-8")
    (src / "conf.py").write_text(
        'extensions = ["sphinx_policyrefs"]\npolicyrefs_data = ["record.json"]\nexclude_patterns = ["copies"]\n',
        "utf-8",
    )
    (src / "index.rst").write_text("Record\n======\n\n.. chronology::\n   :limit: 10\n", "utf-8")


class Run(NamedTuple):
    """One run of the command."""

    #: by the clock, and of all processors
    seconds: float
    cpu: float
    #: how often each finding was reported
    codes: Counter[str]


def run(src: Path, cache: Path, *options: str) -> Run:
    """Run the command."""
    command = [sys.executable, "-m", "sphinx_policyrefs.cli", "check", str(src), "--format", "json", *options]
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, env={**os.environ, "XDG_CACHE_HOME": str(cache)})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
        out.seek(0)
        found = json.load(out)["findings"]
    return Run(seconds, usage.ru_utime + usage.ru_stime, Counter(item["code"] for item in found))


def show(name: str, runs: list[Run]) -> tuple[float, float]:
    """Print what runs took, and return it."""
    seconds, cpu = (
        statistics.median(values) for values in ([r.seconds for r in runs], [r.cpu for r in runs])
    )
    print(f"{name:20} {seconds:7.2f} s {cpu:7.2f} s CPU")
    return seconds, cpu


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=40)
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--quotations", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    a = parser.parse_args()
    write_bytecode()
    off = [part for code in LOOKING for part in ("-D", f"policyrefs_checks.{code}=off")]
    with tempfile.TemporaryDirectory(prefix="policyrefs-copies-") as root:
        src, cache = Path(root) / "set", Path(root) / "cache"
        write_set(src, a.copies, a.pages, a.quotations)
        run(src, cache)
        run(src, cache, *off)
        shutil.rmtree(cache / "sphinx-policyrefs" / "copies")
        cold = run(src, cache)
        pairs = [(run(src, cache), run(src, cache, *off)) for _ in range(a.rounds)]
    show("cold", [cold])
    warm, plain = (
        show(name, [p[n] for p in pairs]) for n, name in enumerate(("unchanged", "without looking up"))
    )
    print(f"{'added':20} {warm[0] - plain[0]:7.2f} s {warm[1] - plain[1]:7.2f} s CPU")
    print(", ".join(f"{code}: {cold.codes[code]}" for code in LOOKING))


if __name__ == "__main__":
    main()
