# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints one side's bounds of the findings on stdin, a line per loop."""
import json
import sys

for loop in json.load(sys.stdin)["loops"]:
    bounds = loop[sys.argv[1]]["bounds"]
    print(f"{loop['function'].split('(')[0]}: {bounds['checks']} checks, {bounds['invariant']} invariant, {bounds['provable']} provable, "
          f"{bounds['blocking']} blocking ({bounds['blocking_reason']}), {bounds['accesses_per_element']:g} accesses")
