#!/usr/bin/python3
"""Measures Weir at all settings that docs/performance.md tells of, and writes its tables as Markdown. Each row is one
run of the benchmark program, in which whatever is compared takes turns; of all turns the quickest counts.

examples:
  bench.py build/bench/tests/bench/weir_bench                       # all of it, about ten minutes
  bench.py build/bench/tests/bench/weir_bench --only deals          # the project's rules alone
  bench.py build/bench/tests/bench/weir_bench --cases 50000 --rounds 3 --only workload
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

PARTS = ["workload", "deals", "questions", "mutants"]
THREADS = ["--threads", "1", "--threads", "2"]


def run(program, rounds, *words):
    """Runs one setting; the quickest turn of each measure by its name, in seconds by the wall, and its counters."""
    print("measuring " + " ".join(words), file=sys.stderr, flush=True)
    with tempfile.NamedTemporaryFile() as out:
        command = [program, *words, f"--benchmark_repetitions={rounds}", f"--benchmark_out={out.name}",
                   "--benchmark_out_format=json"]
        # On its standard error it describes the machine; the last line of a run that failed says why.
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        found = json.load(out)
    best = {}
    for entry in found["benchmarks"]:
        if entry["run_type"] != "iteration":
            continue
        name = entry["name"].removesuffix("/process_time/real_time").removesuffix("/iterations:1")
        entry["seconds"] = entry["real_time"] / {"ms": 1e3, "us": 1e6, "ns": 1e9}[entry["time_unit"]]
        if name not in best or entry["seconds"] < best[name]["seconds"]:
            best[name] = entry
    return best, found["context"]


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def heads(*names):
    row(*names)
    row(*["---"] * len(names))


def stream_cells(best):
    """Of a stream: the reference and Weir in cases a second, ratios to the reference, two threads over one."""
    speed = {name: entry["cases"] / entry["seconds"] for name, entry in best.items()}

    def ratio(name):
        if name not in speed:
            return ""
        value = speed[name] / speed["reference"]
        return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"

    twice = speed["weir/threads:2"] / speed["weir/threads:1"]
    return [f"{speed['reference']:,.0f}", f"{speed['weir/threads:1']:,.0f}", ratio("weir/threads:1"),
            ratio("thrown_away/threads:1"), ratio("weir/threads:2"), f"{twice:.2f}", ratio("handwritten")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", metavar="WEIR_BENCH")
    parser.add_argument("--rounds", type=int, default=16, help="turns of each (default: 16)")
    parser.add_argument("--cases", type=int, default=300000, help="of the generated workload (default: 300000)")
    parser.add_argument("--deals", type=int, default=4000, help="under the project's rules (default: 4000)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="leave out the rest")
    parser.add_argument("--json", metavar="FILE", help="write all that was measured")
    asked = parser.parse_args()
    program, all_found = os.path.abspath(asked.program), []
    if not os.access(program, os.X_OK):
        parser.error(f"{asked.program} is no program; `make bench` builds it")

    def measure(*words):
        best, context = run(program, asked.rounds, *words)
        all_found.append({"setting": list(words), "context": context, "best": best})
        return best

    if {"workload", "deals"} & set(asked.only):
        heads("rules", "unknown", "reference, cases/s", "Weir, cases/s", "ratio", "answers thrown away", "two threads",
              "two over one", "written by hand")
    if "workload" in asked.only:
        for unknown in ["0", "10", "50"]:
            for rules in ["20", "200", "2000"]:
                best = measure("workload", "--cases", str(asked.cases), "--rules", rules, "--unknown", unknown, *THREADS)
                row(f"{int(rules):,}", f"{unknown} %", *stream_cells(best))
    if "deals" in asked.only:
        for unknown in ["0", "50", "90"]:
            best = measure("deals", "--cases", str(asked.deals), "--unknown", unknown, *THREADS)
            row("the project's, full cases", f"{unknown} %", *stream_cells(best))
    if "questions" in asked.only:
        print()
        heads("unknown yes/no facts", "assessed in", "completions/s")
        for name, entry in sorted(measure("questions").items(), key=lambda item: item[1]["completions"]):
            row(name.split(":")[1], f"{entry['seconds'] * 1e3:.2f} ms", f"{entry['completions'] / entry['seconds']:,.0f}")
    if "mutants" in asked.only:
        print()
        heads("threads", "mutants tried", "killed", "mutants/s")
        for name, entry in sorted(measure("mutants", *THREADS).items()):
            row(name.split(":")[1], f"{entry['mutants']:.0f}", f"{entry['killed']:.0f}",
                f"{entry['mutants'] / entry['seconds']:.1f}")
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as out:
            json.dump(all_found, out, indent=1)


main()
