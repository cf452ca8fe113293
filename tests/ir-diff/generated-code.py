# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks what irdiff says of the generated code of generated-code.c."""
import json
import sys

findings = json.load(sys.stdin)
loops = {loop["function"] + ("" if loop["innermost"] else "/outer"): loop for loop in findings["loops"] if "code" in loop["wasm"]}
assert not [note for note in findings["notes"] if "could not" in note], findings["notes"]


def code(name, side):
    return loops[name][side]["code"]


for name in ("scale", "nest", "nest/outer", "spilling", "look_up"):
    for side in ("native", "wasm"):
        loop = code(name, side)
        assert loop["instructions"] == sum(loop["mix"].values()) > 0, (name, side, loop)

scale = code("scale", "wasm")
assert scale["mix"]["f32x4.mul"] == 1 and scale["memory_accesses"] == 2 and scale["vector_instructions"] == 3, scale
assert scale["address_adds"] == 0 and scale["vector_constants"] == 0 and scale["spills"] == 0, scale
assert scale["local_accesses"] == sum(n for mnemonic, n in scale["mix"].items() if mnemonic.startswith("local.")), scale
assert scale["locals"] == 4 and scale["live_integers"] == 3 and scale["live_vectors"] == 1, scale
assert code("scale", "native")["memory_accesses"] in (1, 2) and code("scale", "native")["vector_instructions"] == 3

for side in ("native", "wasm"):
    assert not any("add" in m and m.startswith("f") for m in code("nest/outer", side)["mix"]), side
    assert any("a loop inside" in line for line in code("nest/outer", side)["assembly"]), side
    assert code("nest", side)["memory_accesses"] == 1, side
assembly = [line.strip() for line in code("nest", "wasm")["assembly"]]
assert "loop" in assembly and assembly[-1] == "end_loop", assembly

assert code("spilling", "native")["spills"] > 0 == code("scale", "native")["spills"]
assert code("spilling", "wasm")["live_vectors"] >= 17

assert code("look_up", "wasm")["global_address_adds"] == 1 and code("look_up", "wasm")["global_counter_adds"] == 0, code("look_up", "wasm")
