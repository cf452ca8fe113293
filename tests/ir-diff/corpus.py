# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""corpus.py IRDIFF CORPUS EXPECTED DIR: compiles the kernels of the corpus as the main job does, runs irdiff and compares its widths, interleave
counts and verdicts with the expected ones. Every loop of these kernels must be paired."""
import json
import pathlib
import subprocess
import sys

irdiff, corpus, expected, folder = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
COMMON = ["-gline-tables-only", "-S", "-emit-llvm"]
SIDES = {
    "native": ["clang-22", "-O3", "-march=x86-64-v2", "-fno-math-errno"],
    "wasm": ["clang-22", "--target=wasm32-wasi", "-Wno-deprecated", "-Wno-unused-command-line-argument", "-O3", "-msimd128", "--no-wasm-opt"],
}
entries = {entry["name"]: entry for entry in json.loads(corpus.read_text())["entries"]}


def findings_of(entry):
    modules = []
    for side, compiler in SIDES.items():
        module = folder / f"{entry['name']}.{side}.ll"
        flags = entry.get("flags", []) + entry.get(f"flags_{side}", [])
        subprocess.run([*compiler, *COMMON, *flags, corpus.parent / entry["sources"][0], "-o", module], check=True)
        modules.append(module)
    findings = json.loads(subprocess.run([irdiff, *modules, "--format=json"], check=True, capture_output=True).stdout)
    if findings["unmatched"]:
        sys.exit(f"{entry['name']}: unmatched: {findings['unmatched']}")
    return findings


def line_of(source, loop, then):
    lines = source.read_text().splitlines()
    found = [i + 1 for i, line in enumerate(lines[:-1]) if loop in line and then in lines[i + 1]]
    # The most specific fragment wins: one that is the whole line but for its indent or is indented as written.
    exact = [i for i in found if lines[i - 1] in (loop, loop + " {") or lines[i - 1].strip() == loop]
    candidates = found if len(found) == 1 else exact
    if len(candidates) != 1:
        sys.exit(f"{source.name}: {loop!r} then {then!r} is on {len(candidates)} lines; the expectation needs an update")
    return candidates[0]


folder.mkdir(parents=True, exist_ok=True)
known, failures = {}, 0
for loop in json.loads(expected.read_text())["loops"]:
    name = loop["kernel"]
    if name not in known:
        known[name] = findings_of(entries[name])
    line = line_of(corpus.parent / entries[name]["sources"][0], loop["loop"], loop.get("then", ""))
    found = [row for row in known[name]["loops"] if row["line"] == line and row["function"] == loop["function"]]
    if len(found) != 1:
        print(f"FAIL {name}:{line}: {len(found)} rows")
        failures += 1
        continue
    row = found[0]
    got = {side: [row[side]["width"], row[side]["interleave"]] for side in SIDES} | {"verdict": row["verdict"]}
    want = {key: loop[key] for key in ("native", "wasm", "verdict")}
    print("ok  " if got == want else "FAIL", f"{name}:{line}", got, "" if got == want else f"expected {want}: {loop['why']}")
    failures += got != want
print(f"{failures} wrong")
sys.exit(failures > 0)
