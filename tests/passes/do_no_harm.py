#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Does any loop of a corpus get fewer elements per iteration with the passes than without?

Compiles the C and C++ sources of every entry with and without the plugin and compares, per source loop, vector width x interleave count as
LLVM's remarks give them. A loop may have less only if a pass of ours says that it took the loop over, or if wasm-loop-shape says that it
keeps the loop scalar and the loop stands in the list of such loops, with its measured gain (time without the passes / with). The list must
name no others.
"""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FLAGS = ["--target=wasm32-wasi", "-O3", "-msimd128", "--no-wasm-opt", "-Wno-deprecated", "-Wno-unused-command-line-argument", "-w"]
CXX_FLAGS = ["-std=c++20", "-fno-exceptions", "-fno-rtti"]

Remark = collections.namedtuple("Remark", "kind pass_name name file line column function text")


def remarks_of(source, flags, plugin, scratch):
    """The optimization remarks of one compilation."""
    record = scratch / "remarks.yaml"
    compiler = ["clang-22"] if source.suffix == ".c" else ["clang++-22", *CXX_FLAGS]
    command = [*compiler, *FLAGS, *flags, "-c", str(source), "-o", str(scratch / "out.o"), "-fsave-optimization-record",
               f"-foptimization-record-file={record}"]
    if plugin:
        command.append(f"-fpass-plugin={plugin}")
    subprocess.run(command, check=True)
    remarks = []
    for document in record.read_text().split("--- !")[1:]:
        def field(name):
            found = re.search(rf"^{name}: +(\S+)", document, re.M)
            return found[1].strip("'") if found else ""
        place = re.search(r"^DebugLoc:\s+\{\s*File:\s+(.+?),\s+Line:\s+(\d+),\s+Column:\s+(\d+)\s*\}", document, re.M | re.S)
        if place:
            arguments = document.split("Args:")[-1]
            text = "".join(value.strip().strip("'") + " " for value in re.findall(r"^ +- \w+: +(.*)$", arguments, re.M))
            remarks.append(Remark(document.split("\n", 1)[0].strip(), field("Pass"), field("Name"), place[1].strip("'"), int(place[2]),
                                  int(place[3]), field("Function"), text))
    return remarks


def elements_per_iteration(remarks):
    """Per source loop, the largest width x interleave count among its copies (remainders, inlined copies)."""
    elements = {}
    for remark in remarks:
        if remark.kind != "Passed" or remark.pass_name != "loop-vectorize":
            continue
        numbers = re.findall(r"\d+", remark.text)
        if len(numbers) == 2:
            place = remark.file, remark.line, remark.column
            elements[place] = max(elements.get(place, 0), int(numbers[0]) * int(numbers[1]))
    return elements


def check(corpus, entry, source, plugin):
    """(problems, loops compared, loops kept scalar) of one source."""
    flags = [flag.replace("@dir@", str(corpus)) for flag in [*entry.get("flags", []), *entry.get("flags_wasm", [])]]
    with tempfile.TemporaryDirectory() as scratch:
        before = elements_per_iteration(remarks_of(source, flags, None, pathlib.Path(scratch)))
        remarks = remarks_of(source, flags, plugin, pathlib.Path(scratch))
    after = elements_per_iteration(remarks)
    problems = []
    kept_scalar = {}
    taken_over = {(remark.file, remark.line) for remark in remarks
                  if remark.kind == "Passed" and remark.pass_name in ("wasm-int-idioms", "wasm-argreduce", "wasm-minmax")}
    for remark in remarks:
        if remark.pass_name == "wasm-loop-shape" and remark.name == "KeptScalar":
            kept_scalar[remark.file, remark.line, remark.column] = remark
    for place, elements in sorted(before.items()):
        if after.get(place, 0) >= elements or place[:2] in taken_over or place in kept_scalar:
            continue
        # The loop inside it, which LLVM had unrolled before, may be the one that is vectorized now.
        inside = [width for other, width in after.items() if other not in before and other[0] == place[0] and 0 <= other[1] - place[1] <= 2]
        if max(inside, default=0) >= elements:
            continue
        problems.append(f"{place[0]}:{place[1]}:{place[2]}: {elements} elements per iteration, with the passes {after.get(place, 0)}")
    kept = {f"{pathlib.Path(remark.file).name}:{remark.function}" for place, remark in kept_scalar.items() if place in before}
    return problems, len(before), kept


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--corpus", type=pathlib.Path, required=True, help="a corpus.json")
    parser.add_argument("--kept-scalar", type=pathlib.Path, required=True, help="the list of loops that are kept scalar, with their gains")
    parser.add_argument("--groups", default="kernels,checked,third-party", help="the groups of entries to compile")
    options = parser.parse_args()

    corpus = options.corpus.resolve().parent
    sources = {}
    for entry in json.loads(options.corpus.read_text())["entries"]:
        if entry["group"] in options.groups.split(","):
            for source in entry["sources"] if isinstance(entry["sources"], list) else entry["sources"]["wasm"]:
                if not source.startswith("@"):
                    sources[source, tuple(entry.get("flags", []))] = entry
    listed = json.loads(options.kept_scalar.read_text())["loops"]

    problems = []
    loops = 0
    kept = set()
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as executor:
        results = executor.map(lambda item: check(corpus, item[1], corpus / item[0][0], options.plugin), sources.items())
        for source_problems, source_loops, source_kept in results:
            problems += source_problems
            loops += source_loops
            kept |= source_kept
    problems += [f"{loop}: kept scalar, but not listed in {options.kept_scalar.name}" for loop in sorted(kept - listed.keys())]
    compiled = {pathlib.Path(source).name for source, _ in sources}
    problems += [f"{loop}: listed in {options.kept_scalar.name}, but not kept scalar" for loop in sorted(listed.keys() - kept)
                 if loop.split(":")[0] in compiled]
    problems += [f"{loop}: a gain below 1 on {engine}" for loop, gains in listed.items() for engine, gain in gains.items() if gain < 1]
    for problem in problems:
        print(problem)
    print(f"{len(sources)} sources, {loops} vectorized loops, {len(kept)} kept scalar, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
