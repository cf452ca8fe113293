# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""table.py < findings.json: one line per loop, `function file:line native wasm verdict aligned-by`, then one per unmatched loop."""
import json
import sys


def shape(side):
    return f"V{side['width']},{side['interleave']}" if side["state"] == "loop" else side["state"]


findings = json.load(sys.stdin)
for loop in findings["loops"]:
    sides = (shape(loop["native"]), shape(loop["wasm"]))
    print(f"{loop['function']} {loop['file']}:{loop['line']}", *sides, loop["verdict"], loop["aligned_by"])
for finding in findings["unmatched"]:
    if finding["kind"] == "loop":
        print(finding["function"], f"{finding['file']}:{finding['line']}", "unmatched", finding["side"])
