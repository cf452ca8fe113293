# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests of corpus/generated: what compile_graph.py writes, and that it computes what ONNX's own reference computes.

Run with the Python of build/deps/venv: python -m unittest tests/corpus/generated_test.py [-k NAME]
"""

import ctypes
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "corpus" / "generated"
sys.path.insert(0, str(GENERATED))
sys.dont_write_bytecode = True

import numpy as np
import onnx
import tvm
import wasmtime
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

import compile_graph
import onnx_graph
import schedule
import small_graph
import static_graph
from static_graph import Buffer, Call, CompileError, Graph, Operand, Tensor

CLANG = "clang-22"
NATIVE = ["-O3", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror"]
WASM = ["--target=wasm32-wasi", "-Wno-deprecated", "--no-wasm-opt", "-msimd128", "-Wall", "-Wextra", "-Werror"]
TOLERANCE = {"rtol": 1e-4, "atol": 1e-6}


def run_script(*arguments, **environment):
    return subprocess.run([sys.executable, GENERATED / "compile_graph.py", *arguments], text=True, capture_output=True,
                          env={**os.environ, **environment}, check=False)


def clang(*arguments):
    result = subprocess.run([CLANG, *map(str, arguments)], text=True, capture_output=True, check=False)
    if result.returncode:
        raise AssertionError(result.stderr)


def generate(folder, form, model=None, name="small_graph"):
    with unittest.mock.patch.object(compile_graph, "progress"):
        files = compile_graph.compile_graph(model or small_graph.build(), name, form)
    compile_graph.write_files(str(folder), files)
    return [Path(folder) / file for file in files]


def native_library(folder, sources, march="x86-64-v2"):
    library = Path(folder) / f"{march}.so"
    clang(*NATIVE, f"-march={march}", *(source for source in sources if "wasm32" not in source.name), "-lm", "-o", library)
    return ctypes.CDLL(str(library))


def call_native(function, inputs, output_shapes):
    """Runs the entry on numpy arrays; returns its f32 outputs, which start as NaN so that a missing store is seen."""
    outputs = [np.full(shape, np.nan, np.float32) for shape in output_shapes]
    pointers = [array.ctypes.data_as(ctypes.c_void_p) for array in [*map(np.ascontiguousarray, inputs), *outputs]]
    assert function(*pointers) == 0
    return outputs


def wasm_output(module, image):
    """Runs small_graph of a reactor module in Wasmtime; returns the output's bytes."""
    engine = wasmtime.Engine()
    store, linker = wasmtime.Store(engine), wasmtime.Linker(engine)
    linker.define_wasi()
    store.set_wasi(wasmtime.WasiConfig())
    exports = linker.instantiate(store, wasmtime.Module.from_file(engine, str(module))).exports(store)
    exports["_initialize"](store)
    memory = exports["memory"]
    source, result = exports["malloc"](store, image.nbytes), exports["malloc"](store, small_graph.CLASSES * 4)
    memory.write(store, image.tobytes(), source)
    assert exports["small_graph"](store, source, result) == 0
    return bytes(memory.read(store, result, result + small_graph.CLASSES * 4))


def wasm_module(folder, sources, level):
    module = Path(folder) / f"{level}.wasm"
    objects = []
    for source in (source for source in sources if "x86_64" not in source.name):
        objects.append(Path(folder) / f"{source.name}.{level}.o")
        clang(*WASM, "-Wno-unused-command-line-argument", f"-{level}", "-c", source, "-o", objects[-1])
    clang(*WASM, "-mexec-model=reactor", *objects, "-Wl,--export=small_graph,--export=malloc", "-o", module)
    return module


def image(seed):
    return np.random.default_rng(seed).uniform(-1, 1, small_graph.IMAGE).astype(np.float32)


def model_of(nodes, inputs, outputs, constants=()):
    """An ONNX model from nodes; `inputs` and `outputs` are {name: shape} of f32, `constants` {name: array}."""
    def infos(shapes):
        return [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]

    initializers = [numpy_helper.from_array(np.asarray(array), name) for name, array in dict(constants).items()]
    return helper.make_model(helper.make_graph(nodes, "test", infos(inputs), infos(outputs), initializers),
                             opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def random(*shape, seed=0, scale=0.5):
    return (scale * np.random.default_rng([seed, *shape]).standard_normal(shape)).astype(np.float32)


class SmallGraph(unittest.TestCase):
    """The graph of the corpus, through both forms, natively and in Wasm."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.files = {form: generate(cls.folder / form, form) for form in ("tile", "naive")}

    def check_against_reference(self, form, march):
        function = native_library(self.folder / form, self.files[form], march).small_graph
        evaluator = ReferenceEvaluator(small_graph.build())
        for seed in range(3):
            expected, = evaluator.run(None, {"image": image(seed)})
            actual, = call_native(function, [image(seed)], [(1, small_graph.CLASSES)])
            np.testing.assert_allclose(actual, expected, **TOLERANCE)

    def test_tile_matches_onnx_reference(self):
        for march in ("x86-64-v2", "x86-64-v3"):
            with self.subTest(march):
                self.check_against_reference("tile", march)

    def test_naive_matches_onnx_reference(self):
        for march in ("x86-64-v2", "x86-64-v3"):
            with self.subTest(march):
                self.check_against_reference("naive", march)

    def test_the_output_depends_on_the_input(self):
        evaluator = ReferenceEvaluator(small_graph.build())
        first, second = (evaluator.run(None, {"image": image(seed)})[0] for seed in (0, 1))
        self.assertGreater(np.abs(first - second).max(), 1e-3)

    def test_wasm_gives_the_same_bits_at_every_level(self):
        expected, = ReferenceEvaluator(small_graph.build()).run(None, {"image": image(0)})
        for form, sources in self.files.items():
            with self.subTest(form):
                plain, optimised = (wasm_output(wasm_module(self.folder / form, sources, level), image(0)) for level in ("O0", "O3"))
                self.assertEqual(plain, optimised)
                np.testing.assert_allclose(np.frombuffer(plain, np.float32), expected.ravel(), **TOLERANCE)

    def test_tile_form_is_scalar_c_in_one_file(self):
        text, = (path.read_text() for path in self.files["tile"])
        self.assertEqual(re.findall(r"vector|\bTVM\w|__tvm|_mm_|wasm_", text), [])
        self.assertEqual(set(re.findall(r"#include (\S+)", text)), {"<math.h>", "<stdbool.h>", "<stdint.h>"})
        entries = re.findall(r"^int32_t \w+\(.*\) \{", text, re.MULTILINE)
        self.assertEqual(entries, ["int32_t small_graph(const float *input, float *output) {"])

    def test_tile_form_shows_the_slp_gap(self):
        """A relu6 epilogue keeps the whole 1x1 convolution scalar on wasm32 and not on x86-64; without relu6 both vectorise."""
        source, = self.files["tile"]

        def vector_products(kernel, *flags):
            output = self.folder / "slp.ll"
            clang("-O3", "-S", "-emit-llvm", *flags, source, "-o", output)
            body = re.search(rf"^define [^\n]*@small_graph_{kernel}\(.*?^}}", output.read_text(), re.MULTILINE | re.DOTALL)
            return len(re.findall(r"fmul(?:add\.v4f32\()? ?<\d+ x float>|call <\d+ x float> @llvm\.fmuladd", body[0]))

        wasm, native = ["--target=wasm32-wasi", "-Wno-deprecated", "-msimd128"], ["-march=x86-64-v2"]
        relu6, plain = "fused_conv2d1_add1_relu1_minimum1", "fused_conv2d3_add3"
        self.assertGreater(vector_products(plain, *native), 0)
        self.assertGreater(vector_products(plain, *wasm), 0)
        self.assertGreater(vector_products(relu6, *native), 0)
        self.assertEqual(vector_products(relu6, *wasm), 0)

    def test_manifest_agrees(self):
        entries = {entry["name"]: entry for entry in json.loads((ROOT / "corpus" / "corpus.json").read_text())["entries"]}
        for form in ("tile", "naive"):
            entry = entries[f"small-graph-{form}"]
            self.assertEqual(sorted(entry["generate"]["outputs"]), sorted(path.name for path in self.files[form]))
            self.assertEqual(int(entry["elements"]), multiply_adds(small_graph.build()))
            counts = {argument["buffer"]: argument["count"] for argument in entry["arguments"]}
            self.assertEqual(counts, {"image": f"{small_graph.IMAGE[1]} * pixels", "probabilities": str(small_graph.CLASSES)})
            self.assertEqual([size["pixels"] for size in entry["sizes"].values()], [np.prod(small_graph.IMAGE[2:])] * 2)
            own = {f"generated/{path.name}" for path in GENERATED.glob("*.py")}
            self.assertEqual({entry["generate"]["script"], *entry["generate"]["depends"]}, own)


def multiply_adds(model):
    """Multiply-adds of all Conv and Gemm nodes for one inference."""
    graph = onnx.shape_inference.infer_shapes(model).graph
    shapes = {value.name: [size.dim_value for size in value.type.tensor_type.shape.dim] for value in [*graph.value_info, *graph.output]}
    shapes.update({tensor.name: list(tensor.dims) for tensor in graph.initializer})
    total = 0
    for node in graph.node:
        if node.op_type == "Conv":
            total += int(np.prod(shapes[node.output[0]]) * np.prod(shapes[node.input[1]][1:]))
        elif node.op_type == "Gemm":
            total += int(np.prod(shapes[node.input[1]]))
    return total


class OtherGraphs(unittest.TestCase):
    """The compiler is not made for one graph: forms that small_graph does not have."""

    def check(self, model, inputs):
        onnx.checker.check_model(model)
        expected = ReferenceEvaluator(model).run(None, inputs)
        for form in ("tile", "naive"):
            with self.subTest(form), tempfile.TemporaryDirectory() as folder:
                library = native_library(folder, generate(folder, form, model, "other"))
                for _ in range(2):  # the second run finds the arena dirty
                    actual = call_native(library.other, inputs.values(), [array.shape for array in expected])
                    for one, other in zip(actual, expected):
                        np.testing.assert_allclose(one, other, **TOLERANCE)

    def test_odd_sizes_groups_and_branches(self):
        nodes = [
            helper.make_node("Conv", ["x", "w0", "b0"], ["a"], kernel_shape=[3, 3], pads=[1, 0, 1, 2], strides=[2, 1]),
            helper.make_node("Relu", ["a"], ["a1"]),
            helper.make_node("Conv", ["a1", "w1"], ["b"], kernel_shape=[1, 1]),
            helper.make_node("Conv", ["a1", "w2"], ["c"], kernel_shape=[3, 3], pads=[1] * 4, group=2),
            helper.make_node("Clip", ["b", "low", "high"], ["b1"]),
            helper.make_node("Concat", ["b1", "c"], ["d"], axis=1),
            helper.make_node("AveragePool", ["d"], ["y"], kernel_shape=[2, 2], strides=[1, 2]),
        ]
        constants = {"w0": random(6, 3, 3, 3), "b0": random(6), "w1": random(7, 6, 1, 1), "w2": random(10, 3, 3, 3),
                     "low": np.float32(-0.25), "high": np.float32(1.5)}
        self.check(model_of(nodes, {"x": [1, 3, 9, 11]}, {"y": [1, 17, 4, 5]}, constants), {"x": random(1, 3, 9, 11, scale=1)})

    def test_matmuls_of_values_and_constants(self):
        nodes = [
            helper.make_node("MatMul", ["x", "w"], ["a"]),
            helper.make_node("Transpose", ["a"], ["t"], perm=[0, 2, 1]),
            helper.make_node("MatMul", ["a", "t"], ["s"]),
            helper.make_node("Softmax", ["s"], ["p"], axis=-1),
            helper.make_node("MatMul", ["p", "a"], ["y"]),
        ]
        model = model_of(nodes, {"x": [1, 12, 16]}, {"y": [1, 12, 16]}, {"w": random(16, 16)})
        self.check(model, {"x": random(1, 12, 16)})

    def test_several_inputs_and_outputs(self):
        nodes = [
            helper.make_node("Add", ["x", "z"], ["sum"]),
            helper.make_node("Mul", ["sum", "sum"], ["square"]),
            helper.make_node("Identity", ["x"], ["same"]),
            helper.make_node("Identity", ["square"], ["again"]),
            helper.make_node("Flatten", ["sum"], ["flat"]),
        ]
        outputs = {"square": [2, 3, 5], "same": [2, 3, 5], "again": [2, 3, 5], "flat": [2, 15]}
        self.check(model_of(nodes, {"x": [2, 3, 5], "z": [2, 3, 5]}, outputs), {"x": random(2, 3, 5), "z": random(2, 3, 5, seed=1)})

    def test_one_kernel_called_with_different_weights(self):
        nodes = [helper.make_node("Conv", ["x", "w0"], ["a"], kernel_shape=[1, 1]),
                 helper.make_node("Conv", ["a", "w1"], ["b"], kernel_shape=[1, 1]),
                 helper.make_node("Conv", ["b", "w0"], ["y"], kernel_shape=[1, 1])]
        constants = {"w0": random(8, 8, 1, 1), "w1": random(8, 8, 1, 1, seed=1)}
        model = model_of(nodes, {"x": [1, 8, 4, 4]}, {"y": [1, 8, 4, 4]}, constants)
        self.check(model, {"x": random(1, 8, 4, 4)})
        with tempfile.TemporaryDirectory() as folder:
            text = generate(folder, "tile", model)[0].read_text()
        self.assertEqual(len(re.findall(r"^KERNEL \w+conv2d\(", text, re.MULTILINE)), 1)
        self.assertEqual(len(re.findall(r"^static \S+ const float constant\d+", text, re.MULTILINE)), 2)


class BatchNorm(unittest.TestCase):
    def model(self, outputs):
        nodes = [helper.make_node("Conv", ["x", "w", "b"], ["c"], kernel_shape=[3, 3]),
                 helper.make_node("BatchNormalization", ["c", "scale", "shift", "mean", "variance"], ["y"], epsilon=1e-3)]
        constants = {"w": random(4, 2, 3, 3), "b": random(4), "scale": random(4, seed=1), "shift": random(4, seed=2),
                     "mean": random(4, seed=3), "variance": np.abs(random(4, seed=4)) + 0.1}
        return model_of(nodes, {"x": [1, 2, 6, 6]}, {name: [1, 4, 4, 4] for name in outputs}, constants)

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
        graph = Graph([tensor], [], [tensor] * 3,
                      [Call("k", [Operand("input", 0)], 0), Call("k", [first], 1), Call("m", [first, second], 2)],
                      [(third, tensor), (second, tensor)])
        self.assertEqual(static_graph.lifetimes(graph, {"m": [Tensor((4,), "float32")]}, external={}), {
            ("value", 0): Buffer(64, 0, 2), ("value", 1): Buffer(64, 1, 3), ("value", 2): Buffer(64, 2, 3),
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


class Tiles(unittest.TestCase):
    def test_tiles_divide_and_fit_the_registers(self):
        for pixels in (1, 7, 16, 49, 1024):
            for channels in (1, 6, 24, 64, 96, 1000):
                for contracts in (False, True):
                    rows, lanes = schedule.choose_tile(pixels, channels, contracts)
                    self.assertEqual((pixels % rows, channels % lanes), (0, 0))
                    self.assertLessEqual(rows * -(-lanes // 4), schedule.VECTOR_REGISTERS)

    def test_packing(self):
        weights = np.arange(2 * 6).reshape(2, 6)
        self.assertEqual(schedule.Packing(1, 3).apply(weights).tolist(), [[[0, 1, 2], [6, 7, 8]], [[3, 4, 5], [9, 10, 11]]])


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def fails(self, message, *arguments, **environment):
        result = run_script(*map(str, arguments), **environment)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(len(result.stderr.strip().splitlines()), 1, result.stderr)
        self.assertRegex(result.stderr, rf"^compile_graph\.py: error: .*{message}")
        return result

    def save(self, model):
        path = self.folder / "model.onnx"
        path.write_bytes(model.SerializeToString())
        return path

    def test_two_runs_give_the_same_bytes(self):
        for form in (["tile"], ["naive"], ["naive", "--optimise"]):
            written = []
            for seed in ("1", "2"):
                out = self.folder / "-".join(form) / seed
                result = run_script("--form", *form, "--out", str(out), PYTHONHASHSEED=seed)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertLessEqual(len(result.stdout.splitlines()), 5)
                written.append({path.name: path.read_bytes() for path in out.iterdir()})
            self.assertEqual(*map(set, written))
            for name in written[0]:
                self.assertTrue(written[0][name] == written[1][name], f"{name} differs from run to run")

    def test_unknown_operator(self):
        node = helper.make_node("Frobnicate", ["x"], ["y"])
        path = self.save(model_of([node], {"x": [4]}, {"y": [4]}))
        self.fails("Frobnicate", "--form", "tile", "--model", path, "--out", self.folder / "out")
        self.assertFalse((self.folder / "out").exists())

    def test_unknown_operator_of_another_domain(self):
        model = model_of([helper.make_node("Relu", ["x"], ["y"], domain="com.example")], {"x": [4]}, {"y": [4]})
        model.opset_import.append(helper.make_opsetid("com.example", 1))
        self.fails("unknown operator: com.example.Relu", "--form", "tile", "--model", self.save(model), "--out", self.folder / "out")

    def test_operator_that_tvm_does_not_know(self):
        model = model_of([helper.make_node("Det", ["x"], ["y"])], {"x": [4, 4]}, {"y": []})
        self.fails("unknown operator: Det", "--form", "tile", "--model", self.save(model), "--out", self.folder / "out")

    def test_operator_without_a_static_form(self):
        model = model_of([helper.make_node("NonZero", ["x"], ["y"])], {"x": [4]}, {"y": [1, 4]})
        model.graph.output[0].type.tensor_type.elem_type = TensorProto.INT64
        model.graph.output[0].type.tensor_type.shape.dim[1].dim_param = "n"
        self.fails("", "--form", "tile", "--model", self.save(model), "--out", self.folder / "out")

    def test_dynamic_size(self):
        model = model_of([helper.make_node("Relu", ["x"], ["y"])], {"x": ["n", 4]}, {"y": ["n", 4]})
        self.fails("fixed sizes", "--form", "tile", "--model", self.save(model), "--out", self.folder / "out")

    def test_no_model(self):
        self.fails("cannot read .*absent.onnx", "--form", "tile", "--model", self.folder / "absent.onnx", "--out", self.folder / "out")

    def test_not_a_model(self):
        for content in (b"", b"not a model", b"\xff" * 1000, small_graph.build().SerializeToString()[:5000]):
            path = self.folder / "broken.onnx"
            path.write_bytes(content)
            self.fails("broken.onnx is not a valid ONNX model", "--form", "tile", "--model", path, "--out", self.folder / "out")

    def test_cannot_write(self):
        (self.folder / "file").write_text("")
        self.fails("cannot write to .*file", "--form", "tile", "--out", self.folder / "file")

    def test_all_files_or_none(self):
        with unittest.mock.patch("os.fdopen", side_effect=OSError(28, "No space left on device")):
            with self.assertRaisesRegex(CompileError, "No space left"):
                compile_graph.write_files(str(self.folder / "out"), {"first": "1", "second": "2"})
        self.assertEqual(list((self.folder / "out").iterdir()), [])
        (self.folder / "out" / "second").mkdir()
        with self.assertRaisesRegex(CompileError, "cannot write to .*: Is a directory"):
            compile_graph.write_files(str(self.folder / "out"), {"first": "1", "second": "2"})
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["second"])

    def test_wrong_tvm_version(self):
        with unittest.mock.patch.object(tvm, "__version__", "0.19.0"):
            with self.assertRaisesRegex(CompileError, "needs Apache TVM 0.27.0 and found 0.19.0; run setup/install"):
                compile_graph.import_compiler()

    def test_tvm_is_missing(self):
        with unittest.mock.patch.dict(sys.modules, {"tvm": None}):
            with self.assertRaisesRegex(CompileError, "needs Apache TVM.*run setup/install"):
                compile_graph.import_compiler()

    def test_bad_options(self):
        for arguments in (["--form", "fast", "--out", "x"], ["--form", "tile"], ["--form", "tile", "--out", "x", "--name", "two words"]):
            result = run_script(*arguments)
            self.assertEqual(result.returncode, 2)
            self.assertIn("compile_graph.py: error: ", result.stderr)

    def test_help_and_version(self):
        self.assertIn("examples:", run_script("--help").stdout)
        self.assertIn("Apache TVM 0.27.0", run_script("--version").stdout)


if __name__ == "__main__":
    unittest.main()
