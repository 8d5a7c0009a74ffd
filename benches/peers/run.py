#!/usr/bin/env python3
"""Times `estate-carbon report` beside hand-written DuckDB, polars and pandas on one book, and checks that all agree.

See README.md. Standard library only: this process must stay small, because Linux counts the memory of the process
that starts a child into the child's peak.
"""

import argparse
import csv
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True  # leaves no __pycache__ beside the sources
import common  # noqa: E402

HERE = common.HERE
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
DUCKDB = VENV / "bin" / "duckdb"
QUESTIONS = ["year", "month"]
TOLERANCE = 1e-9


@dataclass
class Contender:
    name: str
    question: str  # "year", "month" or, for the program, "both"
    command: list
    start_up: list  # the same runtime, doing nothing
    check: list | None = None  # the command that also writes its figures
    walls: list = field(default_factory=list)
    start_ups: list = field(default_factory=list)
    queries: list = field(default_factory=list)
    peaks: list = field(default_factory=list)
    output: str = ""


def main():
    arguments = parse()
    limit_to(arguments.threads)
    ensure_environment()
    ensure_book(arguments)
    book = arguments.data
    factors, rows = common.factors_of(book), common.activities_of(book)
    if not factors.exists() or factors.stat().st_mtime < rows.stat().st_mtime:
        subprocess.run([PYTHON, HERE / "factor_table.py", book], check=True)
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        everyone = contenders(arguments, Path(scratch))
        chosen = [one for one in everyone if is_named(one.name, arguments.only)]
        if not chosen:
            sys.exit(f"no contender is called {arguments.only!r}; there are: {', '.join(one.name for one in everyone)}")
        load_before = os.getloadavg()[0]
        measure(chosen, arguments, scratch)
        print_heading(arguments, load_before)
        print_table(chosen)
        if not arguments.no_check:
            check(chosen, arguments, Path(scratch))


def is_named(name, wanted):
    """`estate, duckdb year`: has all words of one of the alternatives."""
    return any(all(word in name.lower() for word in words.split()) for words in wanted.lower().split(","))


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--sites", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each contender; the best counts (default 3)")
    parser.add_argument("--threads", type=int, default=2)
    root = HERE.parent.parent
    parser.add_argument("--program", type=Path, default=root / "target" / "release" / "estate-carbon")
    parser.add_argument("--data", type=Path, help="the book; made with `sample` if absent (default data/ROWS-SITES-FORMAT)")
    parser.add_argument("--only", default="", metavar="NAME", help="only contenders with these words in their name, as 'estate, polars year'")
    parser.add_argument("--no-check", action="store_true", help="time only; do not compare the answers")
    arguments = parser.parse_args()
    if arguments.repeat < 1:
        parser.error("--repeat must be at least 1")
    if arguments.data is None:
        arguments.data = HERE / "data" / f"{arguments.rows}-{arguments.sites}-{arguments.format}"
    arguments.data = arguments.data.resolve()
    arguments.program = arguments.program.resolve()
    return arguments


def limit_to(threads):
    """Gives every child the same cores and the same number of threads, and keeps it from leaving __pycache__ behind."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    for name in ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = str(threads)


def ensure_environment():
    if not PYTHON.exists():
        print(f"creating {VENV} and installing requirements.txt", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)


def ensure_book(arguments):
    book = arguments.data
    if common.activities_of(book).exists():
        return
    if not arguments.program.exists():
        sys.exit(f"{arguments.program} does not exist: build it with `cargo build --release`, or give --program PATH")
    print(f"making {book}", file=sys.stderr)
    book.parent.mkdir(parents=True, exist_ok=True)
    command = [arguments.program, "sample", book, "--sites", arguments.sites, "--rows", arguments.rows]
    command += ["--seed", arguments.seed, "--format", arguments.format]
    subprocess.run([str(word) for word in command], check=True)


def contenders(arguments, scratch):
    """Everyone, in the order of the table."""
    book, threads = arguments.data, str(arguments.threads)
    everyone = []
    if arguments.program.exists():
        command = [arguments.program, "report", book, "--format", "json"]
        everyone.append(Contender("estate-carbon report", "both", command, [arguments.program, "--version"]))
    else:
        print(f"{arguments.program} does not exist: peers only", file=sys.stderr)
    for question in QUESTIONS:
        for hashed in (False, True):
            script = scratch / f"{question}{'_hashed' if hashed else ''}.sql"
            script.write_text(
                f"SET threads={threads};\n{common.duckdb_query(question, book, hashed)}\n{common.DUCKDB_SUMMARY}\n"
            )
            kind = " hashed" if hashed else ""
            bare = [DUCKDB, "-init", os.devnull, "-batch", "-json"]
            everyone.append(
                Contender(f"DuckDB CLI {question}{kind}", question, [*bare, "-f", script], [*bare, "-c", "SELECT 1"])
            )
            flags = ["--hashed"] if hashed else []
            everyone.append(python("DuckDB Python", "duckdb", "import duckdb", question, kind, flags, arguments))
        everyone.append(python("polars", "polars", "import polars", question, "", [], arguments))
        imports = "import pandas, pyarrow.parquet"
        everyone.append(python("pandas", "pandas", imports, question, "", [], arguments))
    return everyone


def python(name, script, imports, question, kind, flags, arguments):
    command = [PYTHON, HERE / f"{script}_totals.py", question, arguments.data, "--threads", arguments.threads, *flags]
    return Contender(f"{name} {question}{kind}", question, command, [PYTHON, "-c", imports], command)


def measure(chosen, arguments, scratch):
    """Round by round, every second round backwards, so that no contender always follows the same other one."""
    for path in arguments.data.iterdir():
        if path.is_file():
            warm(path)
    for round_number in range(arguments.repeat):
        for one in chosen if round_number % 2 == 0 else reversed(chosen):
            wall, _, _ = run(one.start_up, scratch)
            one.start_ups.append(wall)
            wall, peak, one.output = run(one.command, scratch)
            one.walls.append(wall)
            one.peaks.append(peak)
            if one.command[0] == PYTHON:
                one.queries.append(json.loads(one.output)["query_s"])
            if sys.stderr.isatty():
                print(f"round {round_number + 1}: {one.name} {wall:.2f} s", file=sys.stderr)


def warm(path):
    """Reads the file once, so that the first contender does not pay for the disk."""
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def run(command, scratch):
    """Runs one process to its end: wall time in s, peak resident memory in MB, what it printed."""
    command = [str(word) for word in command]
    printed, errors = Path(scratch) / "stdout", Path(scratch) / "stderr"
    with open(printed, "wb") as out, open(errors, "wb") as err:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        message = errors.read_text(errors="replace")[-2000:]
        sys.exit(f"{' '.join(command)} ended with {child.returncode}:\n{message}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # ru_maxrss is in bytes on macOS, in KiB on Linux
    return wall, usage.ru_maxrss / unit, printed.read_text(errors="replace")


def print_heading(arguments, load_before):
    path = common.activities_of(arguments.data)
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")
    print(
        f"{arguments.threads} threads, best of {arguments.repeat}, page cache warm; "
        f"load average {load_before:.1f} before, {os.getloadavg()[0]:.1f} after\n"
    )


def print_table(chosen):
    best = {
        question: min((min(one.walls) for one in chosen if "DuckDB" in one.name and one.question == question), default=None)
        for question in QUESTIONS
    }
    width = max(len(one.name) for one in chosen)
    print(f"{'contender':<{width}}  wall s  start-up s  query s  / DuckDB year  / DuckDB month  peak MB")
    for one in chosen:
        ratios = [
            f"{min(one.walls) / best[question]:.2f}" if best[question] and one.question in (question, "both") else "-"
            for question in QUESTIONS
        ]
        query = f"{min(one.queries):.2f}" if one.queries else "-"
        print(
            f"{one.name:<{width}}  {min(one.walls):6.2f}  {min(one.start_ups):10.2f}  {query:>7}"
            f"  {ratios[0]:>13}  {ratios[1]:>14}  {max(one.peaks):7.0f}"
        )
    print()


def check(chosen, arguments, scratch):
    """Ends with an error unless every figure of every contender agrees, and the program accepted every row.

    The Python contenders write all figures out in runs of their own, not timed; the DuckDB CLI, which runs the same
    SQL text, is held to its count and total.
    """
    faults = []
    quantities = None
    for question in QUESTIONS:
        figures = total = None
        for one in chosen:
            if one.question != question:
                continue
            printed = summary(one)
            if one.check:
                stem = scratch / "check"
                run([*one.check, "--check", stem], scratch)
                these = table(f"{stem}.quantities.csv", ["activity", "unit"])
                quantities = quantities or these
                faults += differences(one.name + ", quantities", quantities, these)
                these = table(f"{stem}.figures.csv", [name for name in ["site_id", "category", "month"]
                                                      if name != "month" or question == "month"])  # fmt: skip
                figures = figures or these
                faults += differences(one.name + ", figures", figures, these)
            total = total or printed
            for key, value in printed.items():
                if not close(value, total[key]):
                    faults.append(f"{one.name}: {key} is {value!r}, elsewhere {total[key]!r}")
            if quantities and not close(printed["t_co2e"], by_hand(arguments.data, quantities)):
                faults.append(f"{one.name}: t_co2e is {printed['t_co2e']!r}, not quantities times factors")
    if quantities:
        count = sum(values["rows"] for values in quantities.values())
        print(f"{count:,.0f} rows in {len(quantities)} pairs of activity and unit.")
        for one in chosen:
            if one.question == "both":
                rows = json.loads(one.output)["rows"]
                print(f"The program read {rows['read']:,}, accepted {rows['accepted']:,}, rejected {rows['rejected']:,}.")
                if rows["accepted"] != count:
                    faults.append(f"{one.name}: accepted {rows['accepted']} rows of {count:.0f}")
    if faults:
        sys.exit("\n".join(["The contenders do not agree:", *faults[:20]]))
    if quantities:
        print(f"All contenders agree to {TOLERANCE:g}.")
    else:
        print("Nothing was checked: no Python contender ran.")


def summary(one):
    """The count of figures and their total, as printed by the timed run."""
    printed = json.loads(one.output)
    printed = printed[0] if isinstance(printed, list) else printed
    return {"figures": printed["figures"], "t_co2e": printed["t_co2e"]}


def table(path, keys):
    """A CSV file as {key cells: {column: number}}."""
    with open(path, newline="") as file:
        rows = {}
        for row in csv.DictReader(file):
            key = tuple(row.pop(name) for name in keys)
            rows[key] = {name: float(cell) for name, cell in row.items()}
        return rows


def differences(name, expected, found):
    if expected.keys() != found.keys():
        return [f"{name}: {len(found)} keys, of which {len(found.keys() ^ expected.keys())} differ from the first contender's"]
    return [
        f"{name}: {key} {column} is {found[key].get(column)!r}, elsewhere {value!r}"
        for key, values in expected.items()
        for column, value in values.items()
        if not close(found[key].get(column, math.nan), value)
    ]


def close(one, other):
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=1e-12)


def by_hand(book, quantities):
    """The grand total from the totals per activity and unit: the third way to the same number."""
    with open(common.factors_of(book), newline="", encoding="utf-8") as file:
        factors = {(row["activity"], row["unit"]): float(row["kg_co2e_per_unit"]) for row in csv.DictReader(file)}
    return math.fsum(values["quantity"] * factors[pair] for pair, values in quantities.items()) / 1000


if __name__ == "__main__":
    main()
