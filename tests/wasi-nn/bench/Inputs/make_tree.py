# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Usage: make_tree.py DIR WASI_NN_BENCH: lays out what wasi-nn-bench works on, with stand-ins for all row processes beside a copy of it:
DIR/{bin,share}, DIR/models (one of each task), DIR/apps, DIR/compiled."""
import json
import os
import pathlib
import shutil
import struct
import sys

folder, tool = pathlib.Path(sys.argv[1]), sys.argv[2]
shutil.rmtree(folder, ignore_errors=True)
(folder / "bin").mkdir(parents=True)
(folder / "apps").mkdir()
shutil.copy(tool, folder / "bin")
fake = pathlib.Path(__file__).with_name("fake_row.py")
(folder / "share/nearnative/wasi-nn").mkdir(parents=True)
shutil.copy(fake, folder / "share/nearnative/wasi-nn/ort-web.mjs")
for name in ("wasi-nn-run", "nearnative-runner-model"):
    shutil.copy(fake, folder / "bin" / name)
    os.chmod(folder / "bin" / name, 0o755)

models = []
for name, task in (("little", "classify"), ("pair", "tensors")):
    home = folder / "models" / name
    home.mkdir(parents=True)
    files = {"onnx": ["model.onnx"], "torchscript": ["plain.pt"], "torchscript-frozen": ["frozen.pt"], "lite": ["lite.ptl"],
             "lite-optimised": ["lite-optimised.ptl"], "openvino": ["model.xml", "model.bin"]}
    for names in files.values():
        for file in names:
            (home / file).write_bytes(b"model" * 100)
    inputs = [{"name": "x", "type": "f32", "shape": [1, 3, 4, 4]}]
    if task == "tensors":
        inputs.append({"name": "mask", "type": "i64", "shape": [1, 4]})
    for index in range(2):
        (home / f"input-0-{index}.bin").write_bytes(bytes(192 if index == 0 else 32))
    (home / "output-0-0.bin").write_bytes(struct.pack("<8f", *range(8)))
    (home / "image.rgb").write_bytes(bytes(5 * 4 * 3))
    models.append({"name": name, "task": task, "inputs": inputs, "outputs": [{"name": "y", "type": "f32", "shape": [1, 8]}],
                   "files": {form: [f"{name}/{file}" for file in names] for form, names in files.items()},
                   "samples": [{"inputs": [f"{name}/input-0-{index}.bin" for index in range(len(inputs))], "outputs": [f"{name}/output-0-0.bin"]}],
                   **({"image": {"file": f"{name}/image.rgb", "width": 5, "height": 4}} if task == "classify" else {})})
    (folder / "compiled" / name).mkdir(parents=True)
    (folder / "compiled" / name / f"{name}.weights.bin").write_bytes(bytes(4096))
    modules = [f"{task}.stock.wasm", f"{task}.strict.wasm", f"{task}.native.so"]
    modules += [f"{name}-{form}.{build}.wasm" for form in ("vector", "tile") for build in ("stock", "strict")]
    modules += [f"{name}-vector.{level}.so" for level in ("v2", "v3")]
    for module in modules:
        (folder / "apps" / module).write_bytes((b"\0asm\1\0\0\0" if module.endswith("wasm") else b"\x7fELF") + module.encode() * 30)
(folder / "models" / "models.json").write_text(json.dumps({"schema": "nearnative-models-1", "tools": {"torch": "1.13.1"}, "models": models}))
