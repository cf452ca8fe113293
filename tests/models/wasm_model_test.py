# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests of corpus/models/wasm-model: that what it compiles computes what ONNX Runtime computes, natively and on V8, in both forms.

Run with the Python of build/deps/venv: python tests/models/wasm_model_test.py [-k NAME]
"""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "corpus" / "models"
sys.path.insert(0, str(MODELS))
sys.dont_write_bytecode = True

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from onnx.reference import ReferenceEvaluator

from wasm_model import cli, compiler, kernel_c, loops, native, onnx_graph, static_graph
from wasm_model.static_graph import Buffer, Call, Operand, Tensor

WASMTIME = ROOT / "build" / "deps" / "wasmtime"


def random(*shape, seed=0, scale=0.5):
    return (scale * np.random.default_rng([seed, *shape]).standard_normal(shape)).astype(np.float32)


class Graph:
    """A small ONNX graph written down op by op; every method gives the name of its result."""

    def __init__(self, **inputs):
        self.inputs, self.nodes, self.constants = inputs, [], []

    def constant(self, array):
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def __call__(self, operator, *inputs, outputs=1, **attributes):
        names = [f"value{len(self.nodes)}_{index}" for index in range(outputs)]
        inputs = [self.constant(one) if isinstance(one, (np.ndarray, np.generic)) else one for one in inputs]
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def model(self, *outputs, types=()):
        types = dict(types)
        infos = [helper.make_tensor_value_info(name, types.get(name, TensorProto.FLOAT), shape) for name, shape in self.inputs.items()]
        results = [helper.make_empty_tensor_value_info(name) for name in outputs]
        model = helper.make_model(helper.make_graph(self.nodes, "test", infos, results, self.constants),
                                  opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        return onnx.shape_inference.infer_shapes(model)


def run(*arguments):
    """wasm-model in this process: (exit code, stdout, stderr)."""
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
    return code, out.getvalue(), errors.getvalue()


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def save(self, model, name="model.onnx"):
        path = self.folder / name
        path.write_bytes(model if isinstance(model, bytes) else model.SerializeToString())
        return path

    def compile(self, model, *arguments):
        code, out, errors = run("compile", self.save(model), "-o", self.folder / "out", "--name", "m", *arguments)
        self.assertEqual((code, errors), (0, ""))
        return out


class Operators(InFolder):
    """Each graph: every call against ONNX Runtime, three inputs, both forms; outputs on V8, both forms the same bits (--check)."""

    def agrees(self, model, default_loops=()):
        out = self.compile(model, "--check")
        description = json.loads((self.folder / "out" / "m.json").read_text())
        calls = len(description["calls"])
        for form in ("vector", "tile"):
            self.assertRegex(out, rf"{form}: \d+ of {calls} calls give a tensor of the ONNX graph")
        self.assertIn("m.tile.wasm on V8: outputs agree with ONNX Runtime", out)
        self.assertIn("same bits as m.vector.wasm", out)
        self.assertEqual([name.removeprefix("m_") for name in description["default_loops"]], list(default_loops))
        return out, description

    def test_convolutions_of_odd_sizes(self):
        g = Graph(x=[1, 3, 13, 11])
        a = g("Relu", g("Conv", "x", random(10, 3, 3, 3), random(10), kernel_shape=[3, 3], pads=[1, 0, 1, 2], strides=[2, 1]))
        b = g("Conv", a, random(7, 10, 1, 1), kernel_shape=[1, 1])
        c = g("Conv", a, random(12, 5, 3, 3), random(12), kernel_shape=[3, 3], pads=[2] * 4, dilations=[2, 2], group=2)
        d = g("Clip", g("Conv", a, random(10, 1, 3, 3), kernel_shape=[3, 3], pads=[1] * 4, group=10), np.float32(0), np.float32(6))
        e = g("Conv", d, random(20, 1, 5, 5), kernel_shape=[5, 5], pads=[2] * 4, group=10, strides=[2, 2])
        self.agrees(g.model(b, c, e))

    def test_convolutions_in_the_middle_of_things(self):
        g = Graph(x=[1, 24, 7, 7])
        a = g("Conv", "x", random(40, 24, 1, 1), random(40), kernel_shape=[1, 1])
        b = g("Add", g("Conv", a, random(24, 40, 1, 1), kernel_shape=[1, 1]), "x")
        c = g("Concat", g("Relu", b), g("Sigmoid", a), axis=1)
        d = g("Conv", c, random(2, 64, 3, 3), kernel_shape=[3, 3])
        self.agrees(g.model(c, d))

    def test_batch_norm_that_cannot_be_folded(self):
        g = Graph(x=[1, 6, 5, 5])
        norm = [random(6, seed=seed) for seed in range(3)] + [np.abs(random(6, seed=4)) + np.float32(0.1)]
        self.agrees(g.model(g("BatchNormalization", g("Relu", "x"), *norm)))

    def test_pooling(self):
        g = Graph(x=[1, 9, 12, 13])
        outputs = [g("MaxPool", "x", kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1),
                   g("MaxPool", "x", kernel_shape=[2, 3], strides=[1, 2], pads=[0, 1, 1, 1]),
                   g("AveragePool", "x", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]),
                   g("AveragePool", "x", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1),
                   g("AveragePool", "x", kernel_shape=[2, 2], strides=[2, 2]),
                   g("GlobalAveragePool", "x")]
        self.agrees(g.model(*outputs))

    def test_matrices(self):
        g = Graph(x=[5, 33], y=[2, 3, 6, 10], z=[2, 3, 10, 7])
        outputs = [g("Gemm", "x", random(18, 33), random(18), transB=1, alpha=0.5), g("MatMul", "x", random(33, 1)),
                   g("Gemm", "x", random(33, 50), random(50)), g("MatMul", "y", "z"), g("MatMul", "y", random(10, 5)),
                   g("MatMul", "y", g("Transpose", "y", perm=[0, 1, 3, 2]))]
        self.agrees(g.model(*outputs))

    def test_attention(self):
        """A block of a transformer encoder over an embedding, as exporters write it."""
        width, length, heads = 24, 10, 2
        g = Graph(ids=[1, length])
        norm = (np.abs(random(width, seed=9)) + np.float32(0.5), random(width, seed=8))
        x = g("LayerNormalization", g("Gather", random(50, width, scale=1), "ids"), *norm, axis=-1)
        def projection(value, seed):
            flat = g("Add", g("MatMul", value, random(width, width, seed=seed)), random(width, seed=seed))
            return g("Reshape", flat, np.array([1, length, heads, width // heads]))
        q, k, v = (g("Transpose", projection(x, seed), perm=perm) for seed, perm in ((1, [0, 2, 1, 3]), (2, [0, 2, 3, 1]), (3, [0, 2, 1, 3])))
        weights = g("Softmax", g("Mul", g("MatMul", q, k), np.float32(0.3)), axis=-1)
        joined = g("Reshape", g("Transpose", g("MatMul", weights, v), perm=[0, 2, 1, 3]), np.array([1, length, width]))
        x = g("LayerNormalization", g("Add", joined, x), *norm, axis=-1)
        f = g("MatMul", x, random(width, 52))
        gelu = g("Mul", g("Mul", f, np.float32(0.5)), g("Add", g("Erf", g("Div", f, np.float32(2 ** 0.5))), np.float32(1)))
        out, _ = self.agrees(g.model(g("Add", g("MatMul", gelu, random(52, width)), x), types={"ids": TensorProto.INT64}))
        self.assertNotIn("steps inside", out)

    def test_element_wise(self):
        g = Graph(x=[3, 7, 5], y=[7, 1])
        outputs = [g(name, "x") for name in ("Tanh", "Sigmoid", "Exp", "Erf", "Abs", "Neg", "Floor", "Ceil", "HardSwish", "Sin", "LeakyRelu", "Softplus")]
        outputs += [g("Sqrt", g("Abs", "x")), g("Add", "x", "y"), g("Div", "x", g("Add", g("Abs", "y"), np.float32(1))), g("Max", "x", "y"),
                    g("Pow", g("Abs", "x"), np.float32(1.5)), g("Where", g("Greater", "x", "y"), "x", "y"), g("PRelu", "x", random(7, 1))]
        self.agrees(g.model(*outputs))

    def test_reductions(self):
        g = Graph(x=[2, 37, 6])
        outputs = [g("Softmax", "x", axis=1), g("Softmax", "x", axis=2), g("ReduceMean", "x", axes=[1]), g("ReduceMax", "x", axes=[2]),
                   g("ReduceMean", "x", axes=[0, 1, 2]), g("LayerNormalization", "x", random(6), random(6), axis=-1),
                   g("ReduceSum", g("Mul", "x", "x"), np.array([1]))]
        self.agrees(g.model(*outputs))

    def test_moving_things(self):
        g = Graph(x=[2, 6, 5, 4])
        parts = g("Split", "x", np.array([1, 2, 3]), axis=1, outputs=3)
        outputs = [g("Transpose", "x", perm=[3, 0, 2, 1]), g("Concat", parts[2], parts[0], axis=1), g("Reshape", parts[1], np.array([4, 20])),
                   g("Slice", "x", np.array([1, 3]), np.array([6, 0]), np.array([1, 2]), np.array([2, -1])),
                   g("Pad", "x", np.array([0, 1, 0, 2, 0, 0, 3, 1]), np.float32(0.5)), g("Unsqueeze", g("Flatten", "x"), np.array([0])),
                   g("Expand", parts[0], np.array([2, 3, 5, 4])), g("Gather", "x", np.array([4, -1, 0]), axis=2),
                   g("Resize", "x", "", np.array([1, 1, 2, 2], np.float32), mode="nearest")]
        self.agrees(g.model(*outputs))

    def test_a_kernel_of_another_form_keeps_the_default_loops(self):
        g = Graph(x=[4, 9])
        _, description = self.agrees(g.model(g("ArgMax", "x", axis=1, keepdims=0)), default_loops=["argmax"])
        self.assertEqual(description["outputs"][0]["type"], "i64")

    def test_outputs_that_no_kernel_writes(self):
        g = Graph(x=[2, 3])
        same, again = g("Identity", "x"), g("Reshape", "x", np.array([6]))
        total = g("Add", "x", "x")
        _, description = self.agrees(g.model(same, again, total, g("Identity", total)))
        self.assertEqual([tensor["shape"] for tensor in description["outputs"]], [[2, 3], [6], [2, 3], [2, 3]])

    def test_an_index_outside_of_its_table_reads_inside(self):
        g = Graph(ids=[3])
        self.compile(g.model(g("Gather", random(4, 8), "ids"), types={"ids": TensorProto.INT64}))
        description = native.read_description(self.folder / "out")
        model = native.NativeModel(self.folder / "out" / "m.v2.so", description, (self.folder / "out" / "m.weights.bin").read_bytes())
        output, = model.run({"ids": np.array([3, 1 << 40, -(1 << 40)])}).values()
        table = random(4, 8)
        np.testing.assert_array_equal(output, table[[3, 3, 0]])


class Output(InFolder):
    """What `compile` writes."""

    def shared_weights(self):
        g = Graph(x=[1, 8, 4, 4])
        weights = [random(8, 8, 1, 1), random(8, 8, 1, 1, seed=1)]
        a = g("Conv", "x", weights[0], kernel_shape=[1, 1])
        b = g("Conv", a, weights[1], kernel_shape=[1, 1])
        return g.model(g("Conv", b, weights[0], kernel_shape=[1, 1]))

    def test_files_and_description(self):
        self.compile(self.shared_weights())
        out = self.folder / "out"
        self.assertEqual({path.name for path in out.iterdir()}, {
            "m.h", "m_vector.c", "m_tile.c", "m.weights.bin", "m.json", "m.vector.wasm", "m.tile.wasm", "m.v2.so", "m.v3.so",
            "nearnative_model.mjs", "nearnative_model.hpp"})
        description = json.loads((out / "m.json").read_text())
        schema = json.loads((ROOT / "reports" / "schemas" / "nearnative-compiled-model-1.schema.json").read_text())
        # jsonschema is Debian's, for Debian's Python.
        check = "import json, jsonschema, sys; jsonschema.validate(*map(json.load, map(open, sys.argv[1:])))"
        subprocess.run(["/usr/bin/python3", "-c", check, out / "m.json", ROOT / "reports" / "schemas" / "nearnative-compiled-model-1.schema.json"], check=True)
        self.assertEqual(schema["properties"]["schema"]["const"], description["schema"])
        self.assertEqual(description["weights_bytes"], (out / "m.weights.bin").stat().st_size)
        self.assertEqual([tensor["name"] for tensor in description["inputs"]], ["x"])
        self.assertEqual(description["inputs"][0]["shape"], [1, 8, 4, 4])

    def test_equal_weights_are_stored_once_and_aligned(self):
        self.compile(self.shared_weights(), "--no-build")
        self.assertEqual((self.folder / "out" / "m.weights.bin").stat().st_size, 2 * 8 * 8 * 4)
        text = (self.folder / "out" / "m_vector.c").read_text()
        self.assertEqual(len(re.findall(r"^KERNEL m_conv2d\w*\(", text, re.MULTILINE)), 1)

    def test_two_runs_give_the_same_bytes(self):
        contents = []
        path = self.save(self.shared_weights())
        for seed in ("1", "2"):
            out = self.folder / seed
            result = subprocess.run([MODELS / "wasm-model", "compile", path, "-o", out], text=True, capture_output=True,
                                    env={**os.environ, "PYTHONHASHSEED": seed}, check=False)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            contents.append({file.name: file.read_bytes() for file in out.iterdir()})
        self.assertEqual(*contents)

    def test_the_tile_form_is_scalar_and_a_form_can_be_left_out(self):
        self.compile(self.shared_weights(), "--form", "tile", "--no-build")
        self.assertEqual({path.name for path in (self.folder / "out").iterdir()},
                         {"m.h", "m_tile.c", "m.weights.bin", "m.json", "nearnative_model.mjs", "nearnative_model.hpp"})
        self.assertEqual(re.findall(r"float4|vector|TVM|_mm_", (self.folder / "out" / "m_tile.c").read_text().replace("form vector", "")), [])

    def test_the_header_is_c_and_cpp_and_a_module_imports_nothing(self):
        self.compile(self.shared_weights(), "--form", "vector")
        out = self.folder / "out"
        for compiler_, language in (("clang-22", "c"), ("clang++-22", "c++")):
            subprocess.run([compiler_, "-x", language, "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", out / "m.h"], check=True)
        script = """const m = new WebAssembly.Module(require('fs').readFileSync(process.argv[1]));
          console.log(JSON.stringify([WebAssembly.Module.imports(m), WebAssembly.Module.exports(m).map(e => e.name).sort()]));"""
        from wasm_model.check import NODE
        imports, exports = json.loads(subprocess.run([NODE, "-e", script, out / "m.vector.wasm"], capture_output=True, text=True, check=True).stdout)
        self.assertEqual(imports, [])
        self.assertEqual(exports, sorted(["memory", "_initialize", "weights", "weights_bytes", "input_count", "input", "input_bytes",
                                          "output_count", "output", "output_bytes", "run"]))

    def test_the_c_has_no_warnings_and_no_undefined_behaviour(self):
        g = Graph(x=[1, 5, 9, 9])
        model = g.model(g("Softmax", g("Flatten", g("Relu", g("Conv", "x", random(6, 5, 3, 3), kernel_shape=[3, 3], pads=[1] * 4))), axis=1))
        self.compile(model)
        description = native.read_description(self.folder / "out")
        weights = (self.folder / "out" / "m.weights.bin").read_bytes()
        inputs = native.seeded_inputs(description, 1)
        plain = native.NativeModel(self.folder / "out" / "m.v2.so", description, weights).run(inputs)
        for form in ("vector", "tile"):
            library = self.folder / f"{form}.so"
            subprocess.run(["clang-22", "-O1", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-march=x86-64-v2", "-fsanitize=undefined",
                            "-fsanitize-trap=undefined", self.folder / "out" / f"m_{form}.c", "-lm", "-o", library], check=True)
            checked = native.NativeModel(library, description, weights).run(inputs)
            np.testing.assert_allclose(*(next(iter(one.values())) for one in (checked, plain)), rtol=1e-6)

    def test_every_read_and_write_lies_in_its_tensor(self):
        """Each tensor of the arena in a page of its own would be slow; instead: AddressSanitizer on the kernels, called with exact buffers."""
        g = Graph(x=[1, 5, 7, 7])
        a = g("Conv", "x", random(10, 5, 3, 3), kernel_shape=[3, 3], pads=[1] * 4)
        b = g("MaxPool", g("Conv", a, random(10, 1, 3, 3), kernel_shape=[3, 3], group=10), kernel_shape=[3, 3], ceil_mode=1, strides=[2, 2])
        model = g.model(g("Softmax", g("Conv", b, random(9, 10, 1, 1), kernel_shape=[1, 1]), axis=1))
        lowered = compiler.lower_model(model, "m")
        compiled = compiler.compile_forms(lowered)
        for form in ("vector", "tile"):
            source = self.folder / f"{form}.c"
            source.write_text(exact_buffers(compiled, form))
            program = self.folder / form
            subprocess.run(["clang-22", "-O1", "-g", "-march=x86-64-v2", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", source, "-lm", "-o", program],
                           check=True)
            result = subprocess.run([program], capture_output=True, text=True, check=False)
            self.assertEqual((result.returncode, result.stdout), (0, f"{len(lowered.graph.calls)} calls\n"), result.stderr[:3000])

    def test_the_loaders(self):
        """The examples of docs/wasm-model.md, run: JavaScript on V8, C++ on Wasmtime; both give the native outputs."""
        g = Graph(x=[1, 3, 8, 8])
        model = g.model(g("Conv", "x", random(8, 3, 3, 3), kernel_shape=[3, 3]))
        self.compile(model)
        out = self.folder / "out"
        description = native.read_description(out)
        inputs = native.seeded_inputs(description, 5)
        inputs["x"].tofile(self.folder / "x.bin")
        expected, = native.NativeModel(out / "m.v2.so", description, (out / "m.weights.bin").read_bytes()).run(inputs).values()
        examples = dict(re.findall(r"^```(js|cpp)\n(.*?)^```", (ROOT / "docs" / "wasm-model.md").read_text(), re.MULTILINE | re.DOTALL))
        (out / "example.mjs").write_text(examples["js"])
        (out / "example.cpp").write_text(examples["cpp"])
        from wasm_model.check import NODE
        subprocess.run([NODE, "example.mjs", "m", self.folder / "x.bin", self.folder / "js.bin"], cwd=out, check=True)
        np.testing.assert_allclose(np.fromfile(self.folder / "js.bin", np.float32), expected.ravel(), rtol=1e-6)
        subprocess.run(["clang++-22", "-std=c++20", "-O1", "-Wall", "-Wextra", "-Werror", "example.cpp", f"-isystem{WASMTIME}/include", f"-L{WASMTIME}/lib",
                        "-lwasmtime", f"-Wl,-rpath,{WASMTIME}/lib", "-o", "example"], cwd=out, check=True)
        subprocess.run([out / "example", "m.vector.wasm", "m.weights.bin", self.folder / "x.bin", self.folder / "cpp.bin"], cwd=out, check=True)
        np.testing.assert_array_equal(np.fromfile(self.folder / "cpp.bin", np.float32), np.fromfile(self.folder / "js.bin", np.float32))
        wrong = subprocess.run([out / "example", "m.vector.wasm", "m.json", self.folder / "x.bin", self.folder / "cpp.bin"], cwd=out, capture_output=True,
                               text=True, check=False)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("the module wants", wrong.stderr)

    def test_profile(self):
        self.compile(self.shared_weights())
        code, out, errors = run("profile", self.folder / "out", "--runs", "1")
        self.assertEqual((code, errors), (0, ""))
        self.assertRegex(out, r"(?m)^ *[\d.]+% +[\d.]+ +[\d.]+ +[\d.]+ +\S+ +\S+  conv2d \(3\)$")

    def test_strict_modules(self):
        """--passes and --wasm-pipeline, with stand-ins: a plugin would take LLVM to build."""
        pipeline = self.folder / "pipeline"
        pipeline.write_text("#!/bin/sh\ncp \"$1\" \"$3\"\n")
        pipeline.chmod(0o755)
        out = self.compile(self.shared_weights(), "--form", "vector", "--wasm-pipeline", pipeline, "--check")
        self.assertIn("m.vector.strict.wasm on V8: outputs agree", out)


def exact_buffers(compiled, form):
    """A program that runs all calls with every tensor in a heap block of exactly its size."""
    graph, workspaces = compiled.graph, compiled.workspaces
    lines = [compiler.kernel_section(compiled, form), "#include <stdio.h>", "#include <stdlib.h>",
             "static void *block(size_t bytes) {", "  float *place = malloc(bytes);", "  for (size_t i = 0; i < bytes / 4; i++)", "    place[i] = 0.25f;",
             "  return place;", "}", "int main(void) {"]
    for kind, sizes in (("input", [tensor.bytes for tensor in graph.inputs]), ("constant", [array.nbytes for array in graph.constants]),
                        ("value", [tensor.bytes for tensor in graph.values])):
        lines += [f"  void *{kind}{index} = block({size});" for index, size in enumerate(sizes)]
    for step, call in enumerate(graph.calls):
        arguments = [f"{argument.kind}{argument.index}" for argument in call.arguments] + [f"value{call.result}"]
        arguments += [f"block({tensor.bytes})" for tensor in workspaces.get(call.kernel, [])]
        lines.append(f"  if ({call.kernel}({', '.join(arguments)}) != 0)\n    return {step + 1};")
    lines += [f'  printf("{len(graph.calls)} calls\\n");', "  fflush(stdout);", "  _Exit(0);", "}"]
    return "\n".join(lines) + "\n"


class Refusals(InFolder):
    """One line, exit code 2, nothing half-written."""

    def fails(self, message, *arguments):
        code, out, errors = run(*arguments)
        self.assertEqual((code, out), (2, ""), errors)
        self.assertEqual(len(errors.strip().splitlines()), 1, errors)
        self.assertRegex(errors, rf"^wasm-model: error: .*{message}")
        self.assertFalse((self.folder / "out").exists())

    def compile_fails(self, message, path, *arguments):
        self.fails(message, "compile", path, "-o", self.folder / "out", *arguments)

    def test_unknown_operators_are_named_all_at_once(self):
        model = helper.make_model(helper.make_graph([helper.make_node("Det", ["x"], ["a"]), helper.make_node("Frob", ["x"], ["b"], domain="com.example")], "t",
                                                    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [4, 4])],
                                                    [helper.make_tensor_value_info(name, TensorProto.FLOAT, [4]) for name in "ab"]),
                                  opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.example", 1)], ir_version=9)
        with unittest.mock.patch.object(compiler, "lower_model", side_effect=AssertionError("work was done before")):
            self.compile_fails("unknown operator: Det, com.example.Frob", self.save(model))

    def test_dynamic_sizes(self):
        g = Graph(x=["batch", 8])
        path = self.save(g.model(g("Relu", g("MatMul", "x", random(8, 4)))))
        self.compile_fails("input x of .* has the shape batchx8; fixed sizes are needed: --input-shape x=", path)
        self.compile_fails("has the shape batchx8, not 2x9", path, "--input-shape", "x=2x9")
        self.compile_fails("has no input y; its inputs: x", path, "--input-shape", "y=2x8")
        code, _, errors = run("compile", path, "-o", self.folder / "out", "--input-shape", "x=3x8", "--check", "--name", "m")
        self.assertEqual((code, errors), (0, ""))
        self.assertEqual(json.loads((self.folder / "out" / "m.json").read_text())["outputs"][0]["shape"], [3, 4])

    def test_not_a_model(self):
        g = Graph(x=[4])
        whole = g.model(g("Add", "x", random(4))).SerializeToString()
        for content in (b"", b"not a model", b"\xff" * 1000, whole[:len(whole) // 2]):
            self.compile_fails("model.onnx is not a valid ONNX model", self.save(content))
        self.compile_fails("cannot read .*absent.onnx", self.folder / "absent.onnx")

    def test_missing_tools(self):
        g = Graph(x=[4])
        path = self.save(g.model(g("Relu", "x")))
        self.compile_fails("clang-0 not found; install clang-22", path, "--clang", "clang-0")
        self.compile_fails("--passes: /absent.so does not exist", path, "--passes", "/absent.so")

    def test_cannot_write(self):
        g = Graph(x=[4])
        path = self.save(g.model(g("Relu", "x")))
        (self.folder / "file").write_text("")
        self.fails("cannot write to .*file", "compile", path, "-o", self.folder / "file", "--no-build")
        with unittest.mock.patch("wasm_model.cli.write", side_effect=OSError(28, "No space left on device")):
            self.compile_fails("cannot write to .*out: No space left on device", path, "--no-build")
        self.assertEqual({one.name for one in self.folder.iterdir()}, {"model.onnx", "file"})

    def test_bad_options(self):
        for arguments in (["compile"], ["compile", "x", "-o", "y", "--form", "fast"], ["compile", "x", "-o", "y", "--name", "two words"],
                          ["compile", "x", "-o", "y", "--input-shape", "x"], ["compile", "x", "-o", "y", "--check", "--no-build"], ["frob"]):
            code, _, errors = run(*arguments)
            self.assertEqual(code, 2, arguments)
            self.assertIn("error: ", errors)

    def test_help(self):
        for arguments in (["--help"], ["compile", "--help"]):
            code, out, _ = run(*arguments)
            self.assertEqual(code, 0)
            self.assertIn("examples:", out)

    def test_not_a_compiled_model(self):
        g = Graph(x=[4])
        path = self.save(g.model(g("Relu", "x")))
        self.fails("holds no compiled model", "check", self.folder, path)
        self.fails("cannot read .*absent", "profile", self.folder / "absent")


class Check(InFolder):
    """`check` finds what is wrong."""

    def test_a_changed_weight_and_a_changed_kernel(self):
        g = Graph(x=[1, 8, 6, 6])
        model = g.model(g("Relu", g("Conv", "x", random(8, 8, 3, 3, scale=1), random(8), kernel_shape=[3, 3])))
        self.compile(model)
        out, path = self.folder / "out", self.folder / "model.onnx"
        shutil.copytree(out, self.folder / "good")
        weights = bytearray((out / "m.weights.bin").read_bytes())
        weights[4:8] = np.float32(3).tobytes()
        (out / "m.weights.bin").write_bytes(weights)
        code, _, errors = run("check", out, path)
        self.assertEqual(code, 2)
        self.assertRegex(errors, r"call 1, m_fused_conv2d_add_relu: no tensor of the ONNX graph has its result .* TVM's own code for it differs")
        shutil.copytree(self.folder / "good", out, dirs_exist_ok=True)
        text = (out / "m_vector.c").read_text()
        (out / "m_vector.c").write_text(text.replace("nn_max4(", "nn_min4(", text.count("nn_max4(")))
        code, _, errors = run("check", out, path)
        self.assertEqual(code, 2)
        self.assertIn("fused_conv2d_add_relu", errors)
        shutil.copytree(self.folder / "good", out, dirs_exist_ok=True)
        shutil.copy(out / "m.tile.wasm", out / "m.vector.wasm")
        self.assertEqual(run("check", out, path)[0], 0)


class Loops(unittest.TestCase):
    def stage(self, offset, axes, value):
        return loops.simplified(loops.Stage("out", offset, axes, value))

    def test_division_by_extents(self):
        x, y = loops.variable("x"), loops.variable("y")
        flat = loops.operation("int64", "add", loops.operation("int64", "mul", x, loops.index(12)), y)
        divided = loops.simplify(loops.operation("int64", "floordiv", flat, loops.index(12)), {"x": 5, "y": 12})
        self.assertEqual(loops.affine(divided), {"x": 1, "": 0})
        rest = loops.simplify(loops.operation("int64", "floormod", flat, loops.index(6)), {"x": 5, "y": 6})
        self.assertEqual(loops.affine(rest), {"y": 1, "": 0})
        self.assertIsNone(loops.affine(loops.simplify(loops.operation("int64", "floordiv", flat, loops.index(12)), {"x": 5, "y": 13})))

    def test_axes_are_joined_only_where_all_accesses_allow_it(self):
        def stage(stride):
            offset = loops.from_affine({"x": 8, "y": 1, "": 0})
            load = loops.Load("float32", "in", loops.from_affine({"x": stride, "y": 1, "": 0}))
            return loops.join_axes(loops.Stage("out", offset, [("x", 4), ("y", 8)], load))
        self.assertEqual(stage(8).axes, [("y", 32)])
        self.assertEqual(stage(9).axes, [("x", 4), ("y", 8)])

    def test_edges_are_split_off(self):
        place = loops.variable("x")
        inside = loops.operation("bool", "and", loops.operation("bool", "le", loops.index(2), place), loops.operation("bool", "lt", place, loops.index(7)))
        load = loops.Load("float32", "in", loops.operation("int64", "sub", place, loops.index(2)))
        value = loops.operation("float32", "if_then_else", inside, load, loops.Constant("float32", 0.0))
        parts = loops.split_at_edges(loops.Stage("out", place, [("x", 10)], value))
        self.assertEqual([part.axes for part in parts], [[("x", 2)], [("x", 5)], [("x", 3)]])
        self.assertEqual([bool(loops.loads(part.value)) for part in parts], [False, True, False])


class Tiles(unittest.TestCase):
    def test_tiles_fit_the_registers_and_the_tensor(self):
        for pixels in (1, 3, 7, 16, 49, 1024):
            for channels in (1, 3, 4, 6, 24, 64, 96, 1000):
                for contracts in (False, True):
                    rows, vectors, lanes = kernel_c.choose_tile(pixels, channels, contracts, True)
                    self.assertLessEqual(rows, pixels)
                    self.assertLessEqual(lanes, channels)
                    self.assertEqual(lanes, vectors * 4 if channels >= 4 else channels)
                    self.assertLessEqual(rows * vectors + (vectors if contracts else 0), kernel_c.REGISTERS)

    def test_packing_of_overlapping_tiles(self):
        weights = np.arange(2 * 7).reshape(2, 7)
        packed = kernel_c.Packing(1, (0, 3), 4, 1, ((2, 7),), 0).apply(weights)
        self.assertEqual(packed.tolist(), [[[0, 1, 2, 3], [7, 8, 9, 10]], [[3, 4, 5, 6], [10, 11, 12, 13]]])


class BatchNorm(unittest.TestCase):
    def model(self, outputs):
        nodes = [helper.make_node("Conv", ["x", "w", "b"], ["c"], kernel_shape=[3, 3]),
                 helper.make_node("BatchNormalization", ["c", "scale", "shift", "mean", "variance"], ["y"], epsilon=1e-3)]
        constants = {"w": random(4, 2, 3, 3), "b": random(4), "scale": random(4, seed=1), "shift": random(4, seed=2),
                     "mean": random(4, seed=3), "variance": np.abs(random(4, seed=4)) + 0.1}
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 4, 4, 4]) for name in outputs]
        tensors = [numpy_helper.from_array(array, name) for name, array in constants.items()]
        graph = helper.make_graph(nodes, "test", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2, 6, 6])], results, tensors)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)

    def test_folding_keeps_the_values(self):
        model = self.model(["y"])
        before = model.SerializeToString()
        folded = onnx_graph.fold_batch_norms(model)
        onnx.checker.check_model(folded)
        self.assertEqual([node.op_type for node in folded.graph.node], ["Conv"])
        self.assertEqual(len(folded.graph.initializer), 2)
        self.assertEqual(model.SerializeToString(), before, "the caller's model was changed")
        actual, expected = (ReferenceEvaluator(one).run(None, {"x": random(1, 2, 6, 6)})[0] for one in (folded, model))
        np.testing.assert_allclose(actual, expected, rtol=1e-5, atol=1e-6)

    def test_a_convolution_that_others_read_is_left_alone(self):
        folded = onnx_graph.fold_batch_norms(self.model(["y", "c"]))
        self.assertEqual([node.op_type for node in folded.graph.node], ["Conv", "BatchNormalization"])


class Planner(unittest.TestCase):
    def check_plan(self, buffers):
        offsets, total = static_graph.plan_arena(buffers)
        self.assertEqual(set(offsets), set(buffers))
        keys = list(buffers)
        for place, one in enumerate(keys):
            self.assertEqual(offsets[one] % static_graph.ALIGNMENT, 0)
            self.assertLessEqual(offsets[one] + buffers[one].bytes, total)
            for other in keys[place + 1:]:
                alive_together = buffers[one].first <= buffers[other].last and buffers[other].first <= buffers[one].last
                apart = (offsets[one] + buffers[one].bytes <= offsets[other] or offsets[other] + buffers[other].bytes <= offsets[one])
                self.assertTrue(apart or not alive_together, f"{one} and {other} overlap")
        return total

    def test_live_buffers_never_overlap(self):
        generator = np.random.default_rng(7)
        for _ in range(50):
            firsts = generator.integers(0, 40, 60)
            buffers = {index: Buffer(int(generator.integers(1, 5000)), int(first), int(first + generator.integers(0, 10)))
                       for index, first in enumerate(firsts)}
            total = self.check_plan(buffers)
            padded = [-(-buffer.bytes // 64) * 64 for buffer in buffers.values()]
            self.assertLess(total, sum(padded), "nothing was reused")

    def test_a_chain_needs_two_buffers(self):
        self.assertEqual(self.check_plan({index: Buffer(640, index, index + 1) for index in range(10)}), 1280)

    def test_nothing_to_place(self):
        self.assertEqual(static_graph.plan_arena({}), ({}, 0))

    def test_lifetimes(self):
        """A value lives from its call to its last reader, an output to the end, a workspace during its call."""
        tensor = Tensor((16,), "float32")
        first, second, third = (Operand("value", index) for index in range(3))
        graph = static_graph.Graph([tensor], ["x"], [], [tensor] * 3,
                      [Call("k", [Operand("input", 0)], 0), Call("k", [first], 1), Call("m", [first, second], 2)],
                      [(third, tensor), (second, tensor)])
        self.assertEqual(static_graph.lifetimes(graph, {"m": [Tensor((4,), "float32")]}), {
            ("input", 0): Buffer(64, -1, 3), ("value", 0): Buffer(64, 0, 2), ("value", 1): Buffer(64, 1, 3), ("value", 2): Buffer(64, 2, 3),
            ("workspace", 2, 0): Buffer(16, 2, 2)})


class Literals(unittest.TestCase):
    def test_every_float_comes_back(self):
        bits = np.random.default_rng(3).integers(0, 1 << 32, 2000, dtype=np.uint32)
        special = np.array([0.0, -0.0, 1.0, 1e10, np.finfo(np.float32).max, np.finfo(np.float32).tiny, 1e-45, 16777216.0], np.float32)
        for value in [*bits.view(np.float32), *special]:
            if np.isfinite(value):
                text = static_graph.c_literal(value, "float32")
                self.assertRegex(text, r"^-?\d+(\.\d+)?(e[+-]\d+)?f$")
                self.assertRegex(text, r"[.e]")
                self.assertEqual(np.float32(text[:-1]).tobytes(), value.tobytes())

    def test_infinities_and_integers(self):
        literals = [static_graph.c_literal(np.float32(value), "float32") for value in (np.inf, -np.inf, np.nan)]
        self.assertEqual(literals, ["INFINITY", "-INFINITY", "NAN"])
        self.assertEqual(static_graph.c_literal(np.int64(-5), "int64"), "-5")


class Functions(unittest.TestCase):
    """The vector functions against double precision, over the whole range of a float."""

    def test_errors(self):
        import ctypes
        import math
        names = ("exp", "erf", "tanh", "sigmoid")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "functions.c"
            text = kernel_c.prelude("prelude.h") + kernel_c.prelude("prelude_vector.h")
            for name in names:
                text += (f"void scalar_{name}(const float *x, float *y, int n) {{ for (int i = 0; i < n; i++) y[i] = nn_{name}(x[i]); }}\n"
                         f"void vector_{name}(const float *x, float *y, int n) {{ for (int i = 0; i < n; i += 4) nn_store4(y + i, nn_{name}4(nn_load4(x + i))); }}\n")
            source.write_text(text)
            library = Path(folder) / "functions.so"
            subprocess.run(["clang-22", "-O2", "-fPIC", "-shared", "-march=x86-64-v2", source, "-o", library], check=True)
            functions = ctypes.CDLL(str(library))
        around = np.concatenate([np.linspace(-110, 110, 100000), np.linspace(-5, 5, 100000), np.geomspace(1e-38, 1e38, 20000), -np.geomspace(1e-38, 1e38, 20000)])
        x = np.concatenate([around.astype(np.float32), np.array([0.0, -0.0, np.inf, -np.inf], np.float32)])
        wide = x.astype(np.float64)
        with np.errstate(over="ignore"):
            exact = {"exp": np.exp(wide).astype(np.float32).astype(np.float64), "erf": np.vectorize(math.erf)(wide), "tanh": np.tanh(wide), "sigmoid": 1 / (1 + np.exp(-wide))}
        for name in names:
            results = []
            for width in ("scalar", "vector"):
                y = np.empty_like(x)
                getattr(functions, f"{width}_{name}")(x.ctypes.data_as(ctypes.c_void_p), y.ctypes.data_as(ctypes.c_void_p), len(x))
                results.append(y)
            self.assertEqual(results[0].tobytes(), results[1].tobytes(), name)
            finite = np.isfinite(exact[name])
            np.testing.assert_array_equal(results[0][~finite], exact[name][~finite])
            error = np.abs(results[0][finite] - exact[name][finite])
            if name == "exp":
                self.assertLess((error / np.maximum(np.spacing(exact[name][finite].astype(np.float32)), np.float32(1e-45))).max(), 2)
            elif name == "erf":
                self.assertLess((error / np.maximum(np.abs(exact[name][finite]), 1e-37)).max(), 5e-7)
            else:
                self.assertLess(error.max(), 3e-7)
            nan = np.full(4, np.nan, np.float32)
            getattr(functions, f"vector_{name}")(nan.ctypes.data_as(ctypes.c_void_p), nan.ctypes.data_as(ctypes.c_void_p), 4)
            self.assertTrue(np.isnan(nan).all(), name)


if __name__ == "__main__":
    unittest.main()
