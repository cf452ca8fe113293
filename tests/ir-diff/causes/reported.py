# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Reads irdiff's JSON from stdin and prints for every function with paired loops whether a cause (the argument) is reported in it.
import json
import sys

found = {}
for loop in json.load(sys.stdin)["loops"]:
    name = loop["function"]
    found[name] = found.get(name, False) or any(cause["id"] == sys.argv[1] for cause in loop["causes"])
for name, is_reported in found.items():
    print(f"{name}: {'reported' if is_reported else 'not reported'}")
