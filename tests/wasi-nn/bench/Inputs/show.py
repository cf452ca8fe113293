# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Usage: show.py SCHEMA MEASUREMENTS: validates measurements of models and prints what tests look at."""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    document = json.load(file)
jsonschema.validate(document, schema)
for model in document["models"]:
    print(f"model {model['name']} {model['task']} reference {model['reference']} memcpy {model['memcpy']['input_bytes']}+{model['memcpy']['output_bytes']}")
    for row in model["rows"]:
        phases = row["phases_ns"]
        times = f"compute {phases['compute']['p50']:.0f} all {phases['end_to_end']['p50']:.0f} samples {len(row['samples_ns']['compute'])}" if phases else "no times"
        cold = f"cold {len(row['cold_ns']['runs'])}" if row["cold_ns"] else "no cold"
        cached = f"cached {len(row['cold_cached_ns']['runs'])}" if row["cold_cached_ns"] else f"cached: {row['cold_cached_note']}"
        bits = {None: "unknown", True: "native's bits", False: "other bits"}[row["equals_native"]]
        print(f"row {row['name']} {'right' if row['correct'] else 'wrong'} {times} {cold} {cached} {bits}")
    for pair in model["pairs"]:
        print(f"pair {pair['row']} {pair['native']} {pair['phase']} {pair['pairs']} difference {pair['difference_ns']['value']:.0f} ratio {pair['ratio']['value']:.3f}")
    for kind in ("errors", "skipped"):
        for note in model[kind]:
            print(f"{kind} {note['row']}: {note['message']}")
for note in document["notes"]:
    print(f"note {note}")
print("libraries", *sorted(document["fingerprint"].get("libraries", {})))
