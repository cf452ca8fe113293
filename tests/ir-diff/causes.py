# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints for each function of findings on stdin what its loops say of one cause: `function: decisive|shown|no: evidence`."""
import json
import sys

cause_id = sys.argv[1]
functions = {}
for loop in json.load(sys.stdin)["loops"]:
    name = loop["function"].split("(")[0]
    found = [(cause["decisive"], cause["evidence"]) for cause in loop["causes"] if cause["id"] == cause_id]
    functions.setdefault(name, []).extend(found)
for name, found in functions.items():
    decisive, evidence = max(found, default=(False, ""))
    print(f"{name}: {'decisive' if decisive else 'shown' if found else 'no'}: {evidence}")
