#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Stands in for every row process: wasi-nn-run --serve, nearnative-runner-model, ort-web.mjs. It speaks the row protocol (docs/formats.md),
"computes" for as many microseconds as it is told, and misbehaves as it is told: $FAKE_ROWS is a JSON file of [pattern, {behaviour}], where the
pattern is searched in the whole command line and a later one overrides an earlier one."""
import json
import os
import re
import struct
import sys
import time

line = " ".join(sys.argv)
behaviour = {}
if os.environ.get("FAKE_ROWS"):
    with open(os.environ["FAKE_ROWS"], encoding="utf-8") as file:
        for pattern, values in json.load(file):
            if re.search(pattern, line):
                behaviour.update(values)


def option(name):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None


def answer(*fields):
    print(*fields, sep="\t", flush=True)


if "missing" in behaviour:
    print(f"fake: error: {behaviour['missing']}", file=sys.stderr)
    sys.exit(2)
engine = option("--engine") or ("v8" if "ort-web" in line else "native")
graph = option("--graph") or ""
backend = next((name for key, name in {"=onnx": "onnxruntime", "=pytorch": "libtorch", "=openvino": "openvino"}.items() if key in graph), None)
ready = {"engine": engine, "version": "1.2.3"}
if backend:
    ready.update({"backend": backend, "library": "/bin/true", "library_version": "9.8.7", "library_sha256": behaviour.get("sha256", "ab" * 32)})
answer(*behaviour.get("greeting", ["ready", json.dumps(ready)]))

outputs = [0.0] * 8
inferences = 0
cached = False
for command in sys.stdin:
    name, *fields = command.rstrip("\n").split("\t")
    if behaviour.get("at") == name:
        if behaviour["do"] == "hang":
            time.sleep(60)
        elif behaviour["do"] == "crash":
            print("fake: it hurts", file=sys.stderr)
            os.abort()
        elif behaviour["do"] == "error":
            answer("error", "no such luck")
            continue
        elif behaviour["do"] == "nonsense":
            answer("ok", "{nonsense")
            continue
    if name == "quit":
        break
    if name == "open":
        cache = option("--compile-cache")
        marker = os.path.join(cache, "module") if cache else None
        cached = bool(marker) and os.path.exists(marker)
        if marker and behaviour.get("cache", engine == "wasmtime"):
            open(marker, "w", encoding="ascii").close()
        answer("ok", json.dumps({"read": 1000, "compile": 2000 if cached else 900000, "instantiate": 5000, "open": 70000, "cached": cached}))
    elif name == "infer":
        times = {phase: [] for phase in ("preprocess", "set_input", "compute", "get_output", "postprocess")}
        for _ in range(int(fields[0])):
            inferences += 1
            for phase, nanoseconds in (("preprocess", 4000), ("set_input", 1000), ("compute", behaviour.get("compute", 100000)), ("get_output", 500), ("postprocess", 2000)):
                times[phase].append(nanoseconds + inferences % 7)
        if behaviour.get("at") == "times":
            times["compute"].pop()
        answer("ok", json.dumps(times))
    elif name == "output":
        outputs = [0.5, -1.0, 2.0, 0.25, 0.125, 3.0, 8.0, 1.0]
        outputs[3] += behaviour.get("off", 0.0)
        if behaviour.get("restless"):
            outputs[0] += inferences * 1e-6
        data = struct.pack("<8f", *outputs)[:behaviour.get("bytes", 32)]
        with open(fields[0], "xb") as file:
            file.write(data)
        answer("ok", len(data))
    elif name == "memory":
        answer("ok", json.dumps({"peak_rss_bytes": 50000000, "guest_pages": None if engine == "native" else 17}))
    else:
        answer("error", f"unknown command '{name}'")
