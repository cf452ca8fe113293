#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes sample inputs of wasm-report: DIR/measurements.json, DIR/findings/*.json, DIR/ledgers/*.json.

The numbers have the shape and the size of real ones and are the same on every run. Options change what a test needs changed.
"""
import argparse
import json
import math
import pathlib
import random

# name: group, elements, native-v2 ns, factors over native-v2 on V8 and Wasmtime for raw, wasm-opt, passes, post-link, strict, twin (0: none)
KERNELS = {
    "dot-f32": ("kernels", 4096, 610, (2.02, 2.00, 1.12, 2.01, 1.10, 1.08), (2.10, 2.08, 1.22, 2.09, 1.20, 1.15)),
    "relu6-fminf": ("kernels", 4096, 520, (14.8, 14.7, 1.09, 14.7, 1.05, 1.04), (31.5, 31.2, 1.21, 31.3, 1.18, 1.17)),
    "gemm-f32-ikj": ("kernels", 262144, 31200, (1.35, 1.38, 1.34, 1.30, 1.02, 1.00), (1.52, 1.55, 1.50, 1.52, 1.49, 1.30)),
    "argmax": ("kernels", 4096, 990, (3.10, 3.05, 3.08, 3.06, 3.07, 0), (3.40, 3.36, 3.38, 3.37, 3.36, 0)),
    "gather": ("kernels", 4096, 2100, (1.16, 1.15, 1.16, 1.15, 1.15, 0), (1.30, 1.29, 1.30, 1.29, 1.29, 0)),
    "gather-at": ("checked", 4096, 2900, (1.33, 1.31, 1.32, 1.31, 1.31, 0), (1.45, 1.44, 1.45, 1.44, 1.52, 0)),
    "eigen-gemv": ("third-party", 65536, 8800, (1.42, 1.40, 1.22, 1.39, 1.20, 0), (1.60, 1.58, 1.41, 1.57, 1.38, 0)),
    "tvm-default-loops": ("generated", 20736, 512000, (6.1, 6.0, 5.9, 6.0, 5.9, 0), (7.0, 6.9, 6.8, 6.9, 6.8, 0)),
}
VARIANTS = ("raw", "wasm-opt", "passes", "post-link", "strict", "twin")
BYTES = {"raw": 1.0, "wasm-opt": 0.88, "passes": 1.06, "post-link": 0.90, "strict": 0.95, "twin": 0.93}
OUTSIDE = {"tvm-default-loops": "naive loops: says nothing about speed"}
UNCHECKED = {"gather-at": "gather"}
EXPLICIT_PRICE = {"gather": 2.3, "gather-at": 1.9}
# kernel: function, file, loops as (line, depth, native (width, interleave), Wasm before, Wasm after, verdict before, verdict after)
LOOPS = {
    "dot-f32": ("dot_f32", "dot_f32.c", [(9, 1, (4, 2), (4, 1), (4, 4), "narrow", "better")]),
    "relu6-fminf": ("relu6", "relu6_fminf.c", [(7, 1, (4, 2), (1, 1), (4, 2), "in-name-only", "parity")]),
    "gemm-f32-ikj": ("gemm_f32", "gemm_f32_ikj.c", [(10, 3, (4, 2), (4, 1), (4, 2), "narrow", "parity"), (8, 2, (1, 1), (1, 1), (1, 1), "parity", "parity")]),
    "argmax": ("argmax", "argmax.c", [(6, 1, (4, 2), (1, 1), (1, 1), "lost", "lost")]),
    "eigen-gemv": ("eigen_gemv", "GeneralMatrixVector.h", [(118, 2, (4, 2), (4, 1), (4, 2), "narrow", "parity")]),
    "gather-at": ("gather_at", "gather_at.cpp", [(11, 1, (1, 1), (1, 1), (1, 1), "parity", "parity")]),
    "tvm-default-loops": ("fused_conv2d", "", [(0, 4, (1, 1), (1, 1), (1, 1), "both-scalar", "both-scalar")]),
}


def rounded(value):
    return float(f"{value:.6g}")


def interval_of(samples):
    """The row's number and a plain interval, as wasm-bench would give them."""
    medians = [sorted(order)[len(order) // 2] for order in samples]
    value = math.exp(sum(map(math.log, medians)) / len(medians))
    spread = 1.5 * max(abs(math.log(s / m)) for order, m in zip(samples, medians) for s in order) / math.sqrt(len(samples[0]))
    return rounded(value), rounded(value * math.exp(-spread)), rounded(value * math.exp(spread))


def row(options, kernel, group, variant, engine, size, elements, time, size_bytes, wrong):
    result = {"kernel": kernel, "group": group, "variant": variant, "engine": engine, "size": size, "elements": elements, "correct": not wrong,
              "bytes": {"raw": size_bytes, "gzip": size_bytes * 52 // 100, "brotli": size_bytes * 46 // 100}, "sha256": ["0" * 64] * options.orders}
    if not wrong:
        noise = random.Random(f"{kernel} {variant} {engine} {size} {options.started}")
        samples = [[rounded(time * (1 + options.noise * noise.random()) * (1.004 if order % 2 else 1)) for _ in range(options.samples)] for order in range(options.orders)]
        result["median_ns"], result["lo_ns"], result["hi_ns"] = interval_of(samples)
        result["equal"] = "tolerance" if engine == "native" else "bits"
        result["iterations"] = max(1, int(2e6 / time))
        result["samples_ns"] = samples
    return result


def measurements(options):
    wrong = {tuple(item.split(":")) for item in options.wrong}
    slower = {name: float(value) for name, value in (item.split("=") for item in options.slower)}
    rows, entries, errors = [], [], []
    for name, (group, elements, native, v8, wasmtime) in KERNELS.items():
        if name in options.without:
            continue
        shown = options.rename.get(name, name)
        entries.append({"name": shown, "group": group, "elements": {"small": elements, "large": 64 * elements}, "unchecked": UNCHECKED.get(name),
                        "outside_means": OUTSIDE.get(name), "yardstick": v8[5] > 0, "value_changing_flags": False})
        for size, scale in [("small", 1), ("large", 70)][: 2 if options.large else 1]:
            def add(variant, engine, time, size_bytes):
                is_wrong = (name, variant, engine) in wrong
                rows.append(row(options, shown, group, variant, engine, size, elements * (64 if size == "large" else 1), time * scale * options.machine, size_bytes, is_wrong))
                if is_wrong:
                    errors.append({"kernel": shown, "variant": variant, "engine": engine, "size": size,
                                   "message": "output 0 differs from the -O0 module's at byte 128: 0x3f800000 is not 0x3f7fffff"})
            add("native-v2", "native", native, 15600)
            add("native-v3", "native", native * 0.56, 15700)
            for engine, factors, price in (("v8", v8, 1), ("wasmtime", wasmtime, 1), ("wasmtime-explicit", wasmtime, EXPLICIT_PRICE.get(name, 2.0))):
                for variant, factor in zip(VARIANTS, factors):
                    if factor and variant not in options.without_variants:
                        time = native * factor * price * (slower.get(name, 1) if variant == "strict" else 1)
                        add(variant, engine, time, int((1500 + 90 * len(name)) * BYTES[variant]))
    return {"schema": "nearnative-measurements-1", "corpus": "sample",
            "fingerprint": {"cpu": "Sample CPU @ 2.10GHz", "cores": 2, "kernel": "6.1.0", "git_commit": "0123456789abcdef0123456789abcdef01234567",
                            "tools": {"clang": options.clang, "v8": "14.2.231", "wasmtime": "48.0.0", "wasm-opt": "132"},
                            "flags": {"stock": "-O3 -msimd128"}, "started": options.started, "seconds": 180},
            "rows": rows, "entries": entries, "errors": errors}


def facts(shape, checks):
    width, interleave = shape
    return {"width": width, "interleave": interleave, "elements_in_flight": width * interleave, "scalar_calls": 0, "lane_moves": 0, "checks": checks,
            "loads_per_element": 2.0, "stores_per_element": 0.0, "state": "loop"}


def findings(options, name, variant):
    function, file, loops = LOOPS[name]
    listed, verdicts = [], {}
    for line, depth, native, before, after, verdict_before, verdict_after in loops:
        wasm, verdict = (before, verdict_before) if variant == "raw" else (after, verdict_after)
        checks = 1 if name == "gather-at" else 0
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
        reason = "" if verdict in ("parity", "better") else f"{native[0] * native[1]} elements in flight natively, {wasm[0] * wasm[1]} on Wasm"
        listed.append({"id": f"{function}:{file}:{line}:3", "function": function, "file": file, "line": line, "column": 3 if line else 0, "depth": depth,
                       "native": facts(native, checks), "wasm": facts(wasm, checks), "verdict": verdict, "reason": reason})
    unmatched = [{"side": "wasm", "kind": "loop", "function": "memcpy", "file": "", "line": 0, "column": 0, "reason": "the function is native's libc"}] if name == "eigen-gemv" else []
    return {"schema": "nearnative-findings-1", "tags": {"kernel": options.rename.get(name, name), "variant": variant},
            "native": {"file": f"{name}.native.ll", "triple": "x86_64-pc-linux-gnu", "features": "x86-64-v2"},
            "wasm": {"file": f"{name}.{variant}.ll", "triple": "wasm32-wasi", "features": "+simd128"},
            "summary": {"functions": {"paired": 1, "unmatched": 0}, "loops": {"paired": len(listed), "unmatched": len(unmatched)}, "verdicts": verdicts},
            "loops": listed, "unmatched": unmatched}


def ledger(options, name, variant):
    size = 1500 + 90 * len(name)
    steps = [("input", size, 40, 6, []), ("wasm-opt -O3", int(size * 0.93), 38, 6, []), ("v128-const-hoist", int(size * 0.95), 39, 2, ["hoisted 4 constants in 1 function"])]
    return {"schema": "nearnative-ledger-1", "tags": {"kernel": options.rename.get(name, name), "variant": variant}, "profile": "balanced", "wasm_opt": "132",
            "input": f"{name}.wasm", "output": f"{name}.{variant}.wasm",
            "steps": [{"name": step, "bytes": count, "v128_instructions": vectors, "in_loop_constants": constants, "loads": 9, "stores": 3, "notes": notes}
                      for step, count, vectors, constants, notes in steps],
            "dropped_sections": [".debug_line"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--started", default="2026-11-21T02:00:00Z")
    parser.add_argument("--clang", default="22.1.8")
    parser.add_argument("--orders", type=int, default=2)
    parser.add_argument("--samples", type=int, default=9)
    parser.add_argument("--machine", type=float, default=1, help="all times times this")
    parser.add_argument("--noise", type=float, default=0.04, help="samples are up to this much slower than the best")
    parser.add_argument("--large", action="store_true", help="the size large as well")
    parser.add_argument("--wrong", action="append", default=[], metavar="KERNEL:VARIANT:ENGINE", help="rows with a wrong result")
    parser.add_argument("--slower", action="append", default=[], metavar="KERNEL=FACTOR", help="strict times times this")
    parser.add_argument("--without", action="append", default=[], metavar="KERNEL")
    parser.add_argument("--without-variants", action="append", default=[], metavar="VARIANT")
    parser.add_argument("--rename", action="append", default=[], metavar="KERNEL=NAME")
    options = parser.parse_args()
    options.rename = dict(item.split("=", 1) for item in options.rename)

    def write(name, document):
        path = options.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=1) + "\n")

    write("measurements.json", measurements(options))
    for name in LOOPS:
        if name not in options.without:
            for variant in ("raw", "strict"):
                write(f"findings/{name}.{variant}.json", findings(options, name, variant))
    for name in KERNELS:
        if name not in options.without:
            for variant in ("post-link", "strict"):
                write(f"ledgers/{name}.{variant}.json", ledger(options, name, variant))


main()
