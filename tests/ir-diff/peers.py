# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""peers.py IRDIFF CORPUS DIR [GROUP...]: what remark tools see of the corpus's loops, against what irdiff sees.

The view of llvm-remarkutil, opt-viewer, optview2 and -Rpass is LLVM's remarks: a gap is an innermost loop that LLVM vectorized natively and reports as
missed on Wasm. A kernel counts once, in its first style. Prints every loop where that view is "no gap" and irdiff has a finding, and the totals as JSON."""
import json
import pathlib
import re
import subprocess
import sys

irdiff, corpus, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
groups = sys.argv[4:] or ["kernels", "checked"]
FINDINGS = ("lost", "narrow", "in-name-only", "lane-emulated", "missing-idiom")
SIDES = {
    "native": ["-O3", "-march=x86-64-v2", "-fno-math-errno"],
    "wasm": ["--target=wasm32-wasi", "-Wno-deprecated", "-Wno-unused-command-line-argument", "-O3", "-msimd128", "--no-wasm-opt"],
}
REMARK = re.compile(r"--- !(Passed|Missed)\nPass: +loop-vectorize\nName: +(\w+)\nDebugLoc: +\{ File: '?([^']*?)'?,\s+Line: (\d+),\s+Column: (\d+)\s+\}")


def compile_side(entry, side, source):
    module, remarks = folder / f"{entry['name']}.{side}.ll", folder / f"{entry['name']}.{side}.yaml"
    cpp = source.suffix != ".c"
    language = ["clang++-22", "-std=c++20", *(["-fno-exceptions"] if side == "wasm" else [])] if cpp else ["clang-22"]
    flags = [flag.replace("@dir@", str(corpus.parent)) for flag in entry.get("flags", []) + entry.get(f"flags_{side}", [])]
    subprocess.run([*language, *SIDES[side], "-gline-tables-only", "-S", "-emit-llvm", *flags, source, "-o", module, "-fsave-optimization-record",
                    f"-foptimization-record-file={remarks}", "-foptimization-record-passes=loop-vectorize"], check=True)
    seen = {}
    for kind, _, file, line, column in REMARK.findall(remarks.read_text()):
        # A loop of which any copy is vectorized counts as vectorized.
        key = (pathlib.Path(file).name, int(line), int(column))
        seen[key] = "vectorized" if "vectorized" in (kind.replace("Passed", "vectorized"), seen.get(key)) else "missed"
    return module, seen


folder.mkdir(parents=True, exist_ok=True)
total = unseen = 0
for entry in json.loads(corpus.read_text())["entries"]:
    if entry["group"] not in groups or not isinstance(entry["sources"], list) or entry["sources"][0].startswith("@") or entry.get("style_of"):
        continue
    source = corpus.parent / entry["sources"][0]
    (native, natively), (wasm, on_wasm) = (compile_side(entry, side, source) for side in SIDES)
    findings = json.loads(subprocess.run([irdiff, native, wasm, "--format=json", "--facts=ir"], check=True, capture_output=True).stdout)
    for loop in findings["loops"]:
        if not loop["innermost"]:
            continue
        total += 1
        key = (loop["file"], loop["line"], loop["column"])
        peers_see_gap = natively.get(key) == "vectorized" and on_wasm.get(key) == "missed"
        if not peers_see_gap and loop["verdict"] in FINDINGS:
            unseen += 1
            print(f"{entry['name']}:{loop['line']}: {loop['verdict']}: {loop['reason']} (remarks: natively {natively.get(key)}, Wasm {on_wasm.get(key)})")
print(json.dumps({"innermost_loops": total, "findings_that_remarks_do_not_show": unseen}))
