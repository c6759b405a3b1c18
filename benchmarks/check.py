"""How long `check` takes, against what reading the same file costs others. Run: python benchmarks/check.py

Every time is the best of several warm runs: on a shared machine noise only adds. Peak memory and the cold commands are
measured each in a process of its own.
"""

from __future__ import annotations

import argparse
import io
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from math import log
from pathlib import Path
from statistics import linear_regression
from time import perf_counter
from xml.parsers import expat

from docx import Document
from docx.table import Table

sys.path.insert(0, str(Path(__file__).parent))
from drafts import make

from procurement_engine.checking import check
from procurement_engine.data import data_path
from procurement_engine.drafts import read

PAGES = (30, 45, 60, 80)
CLI = "from procurement_engine.cli import main; main()"


def tokenise(path: Path) -> None:
    """The limit: unzip the document part and run a bare XML tokeniser over it."""
    parser = expat.ParserCreate()
    parser.Parse(zipfile.ZipFile(path).read("word/document.xml"), True)


def read_with_python_docx(path: Path) -> int:
    """What others do: paragraphs and table cells, in order."""
    return sum(map(len, _texts(Document(io.BytesIO(path.read_bytes())).iter_inner_content())))


def _texts(items: Iterable[object]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Table):
            for row in item.rows:
                for cell in row.cells:
                    yield from _texts(cell.iter_inner_content())
        else:
            yield item.text  # type: ignore[attr-defined]


def plain(path: Path) -> None:
    """The whole check, plain evaluator alone."""
    check([path], evaluators=("plain",))


def both(path: Path) -> None:
    """The whole check, both evaluators."""
    check([path], evaluators=("plain", "durable"))


STEPS: dict[str, Callable[[Path], object]] = {
    "unzip + expat": tokenise,
    "python-docx": read_with_python_docx,
    "our reader": read,
    "check, plain": plain,
    "check, both": both,
}


def best(step: Callable[[], object], runs: int) -> float:
    """Milliseconds of the quickest of some runs, after one that warms the caches."""
    step()
    times = []
    for _ in range(runs):
        start = perf_counter()
        step()
        times.append(perf_counter() - start)
    return 1000 * min(times)


def exponent(sizes: Iterable[float], times: Iterable[float]) -> float:
    """The k of time ~ size^k, by least squares on the logarithms: 1 is linear."""
    return linear_regression([log(s) for s in sizes], [log(t) for t in times]).slope


def by_length(paths: list[Path], runs: int) -> None:
    """The table of steps by pages, with the fitted exponent in characters."""
    sizes = [read(path).characters for path in paths]
    print(f"{'ms, best of ' + str(runs):<16}" + "".join(f"{p:>7} pp" for p in PAGES) + "   exponent   / python-docx")
    reference = 0.0
    for name, step in STEPS.items():
        times = [best(lambda path=path, step=step: step(path), runs) for path in paths]  # type: ignore[misc]
        reference = times[-1] if name == "python-docx" else reference
        ratio = f"{times[-1] / reference:14.2f}" if reference else ""
        print(f"{name:<16}" + "".join(f"{t:10.1f}" for t in times) + f"{exponent(sizes, times):11.2f}{ratio}", flush=True)
    print(f"{'characters':<16}" + "".join(f"{size:10d}" for size in sizes))


def by_rules(path: Path, folder: Path, runs: int) -> None:
    """The same draft under the shipped rules once, twice, four and eight times over."""
    start = best(lambda: read(path), runs)
    counts, times = [], []
    for copies in (1, 2, 4, 8):
        layer, count = _multiplied(copies, folder)
        counts.append(count)
        times.append(best(lambda layer=layer: check([path], rulesets=[str(layer)], evaluators=("plain",)), runs))  # type: ignore[misc]
    shown = ", ".join(f"{count}: {time:.0f} ms" for count, time in zip(counts, times, strict=True))
    # Copies of a rule may share the work of looking for its relations: this is the growth in rules, not in relations.
    # Reading does not depend on the rules: left in, it would hide a growth worse than linear.
    print(f"rules {shown}; exponent without reading {exponent(counts, [t - start for t in times]):.2f}")


def _multiplied(copies: int, folder: Path) -> tuple[Path, int]:
    """A layer holding every shipped rule several times, under other numbers."""
    layer = folder / f"regole-{copies}"
    layer.mkdir(exist_ok=True)
    (layer / "ruleset.yaml").write_text(f"name: x{copies}\nversion: '0'\n", encoding="utf-8")
    shipped = sorted(data_path("rulesets").glob("*/*/[A-Z]*-[0-9][0-9].yaml"))
    for copy in range(copies):
        for path in shipped:
            name = f"{path.stem[:-2]}{int(path.stem[-2:]) + 100 * copy:03d}"
            text = re.sub(r"(?m)^id: .*$", f"id: {name}", path.read_text(encoding="utf-8"))
            (layer / f"{name}.yaml").write_text(text, encoding="utf-8")
    return layer, copies * len(shipped)


def peak(name: str, path: Path) -> int:
    """Peak memory of one step in a fresh process, in MB (children not counted)."""
    run = subprocess.run([sys.executable, __file__, "--peak", name, str(path)], capture_output=True, text=True, check=True)
    return int(run.stdout)


def _high_water() -> int:
    """The most memory this process held, in MB. On Linux `ru_maxrss` keeps the parent's peak across exec: read VmHWM."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def command(*arguments: str) -> Callable[[], object]:
    """A command in a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)


def cold(path: Path, runs: int) -> None:
    """Commands as a user waits for them."""
    bare = best(command("-c", "pass"), runs)
    help_ = best(command("-c", CLI, "--help"), runs)
    print(f"bare python {bare:.0f} ms; --help {help_:.0f} ms, {help_ - bare:+.0f} (aim: within 200)")
    whole = best(command("-c", CLI, "check", str(path), "--fail-on", "never"), max(1, runs // 2))
    print(f"cold check, {PAGES[-1]} pages: {whole:.0f} ms")


def main() -> None:
    """Everything in one run, or one step's memory for `peak`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peak", nargs=2, metavar=("STEP", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        STEPS[options.peak[0]](Path(options.peak[1]))
        print(_high_water())
        return
    folder = Path(tempfile.gettempdir()) / "procurement-engine-benchmark"
    paths = [make(pages, folder) for pages in PAGES]
    by_length(paths, options.runs)
    by_rules(paths[0], folder, options.runs)
    print("peak memory, MB: " + ", ".join(f"{name} {peak(name, paths[-1])}" for name in STEPS))
    cold(paths[-1], options.runs)


if __name__ == "__main__":
    main()
