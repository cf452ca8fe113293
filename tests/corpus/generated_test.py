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
sys.path[:0] = [str(GENERATED), str(ROOT / "corpus" / "models")]
sys.dont_write_bytecode = True

import numpy as np
import onnx
import tvm
import wasmtime
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

import compile_graph
import small_graph
from wasm_model import compiler
from wasm_model.files import whole_folder, write
from wasm_model.static_graph import CompileError

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
    files = compile_graph.compile_graph(model or small_graph.build(), name, form)
    with whole_folder(folder) as place:
        for file, content in files.items():
            write(Path(place) / file, content)
    return [Path(folder) / file for file in files]


def sources_of(files, target):
    """What is compiled of the generated files for "x86_64" or "wasm32"."""
    return [file for file in files if file.suffix == ".c" or file.name.endswith(f".{target}.ll")]


def native_library(folder, sources, march="x86-64-v2"):
    library = Path(folder) / f"{march}.so"
    clang(*NATIVE, f"-march={march}", *sources_of(sources, "x86_64"), "-lm", "-o", library)
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
    for source in sources_of(sources, "wasm32"):
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
        cls.files = {form: generate(cls.folder / form, form) for form in ("vector", "tile", "naive")}

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

    def test_vector_matches_onnx_reference(self):
        self.check_against_reference("vector", "x86-64-v2")

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
        text = next(path for path in self.files["tile"] if path.name == "small_graph_tile.c").read_text()
        self.assertEqual(re.findall(r"vector|float4|\bTVM\w|__tvm|_mm_|wasm_", text), [])
        self.assertEqual(set(re.findall(r"#include (\S+)", text)), {"<math.h>", "<stdbool.h>", "<stdint.h>", '"small_graph.h"'})
        entry = next(path for path in self.files["tile"] if path.name == "small_graph_entry.c").read_text()
        self.assertIn("int32_t small_graph(const float *input, float *output) {", entry)

    def test_tile_form_shows_the_slp_gap(self):
        """A relu6 epilogue keeps the whole 1x1 convolution scalar on wasm32 and not on x86-64; without relu6 both vectorise."""
        source = next(path for path in self.files["tile"] if path.name == "small_graph_tile.c")

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
        graphs = {"small_graph": (small_graph.IMAGE, small_graph.CLASSES), "mobilenetv2_small": (small_graph.MOBILE_IMAGE, small_graph.MOBILE_CLASSES)}
        for name, form in (("small_graph", "tile"), ("small_graph", "naive"), ("mobilenetv2_small", "tile"), ("mobilenetv2_small", "vector")):
            image_shape, classes = graphs[name]
            entry = entries[f"{name.replace('_', '-')}-{form}"]
            written = [path.name.replace("small_graph", name) for path in self.files[form]]
            self.assertEqual(sorted(entry["generate"]["outputs"]), sorted(written))
            self.assertEqual(int(entry["elements"]), multiply_adds(small_graph.GRAPHS[name]()))
            counts = [argument["count"] for argument in entry["arguments"]]
            self.assertEqual(counts, [f"{image_shape[1]} * pixels", str(classes)])
            self.assertEqual([size["pixels"] for size in entry["sizes"].values()], [np.prod(image_shape[2:])] * 2)
            # Everything that compile_graph.py imports or reads, so that a change builds anew.
            loaded = {Path(module.__file__).resolve() for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
            own = {str(path.relative_to(ROOT / "corpus")) for path in loaded if ROOT / "corpus" in path.parents}
            own |= {f"models/wasm_model/{name}" for name in ("prelude.h", "prelude_vector.h")}
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
            files = {path.name: path for path in generate(folder, "tile", model)}
            text = files["small_graph_tile.c"].read_text()
            self.assertEqual(files["small_graph.weights.bin"].stat().st_size, 2 * 8 * 8 * 4)
        self.assertEqual(len(re.findall(r"^KERNEL \w+conv2d\(", text, re.MULTILINE)), 1)


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
                self.assertEqual(result.stdout, "")
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
        with self.assertRaisesRegex(CompileError, "No space left"):
            with whole_folder(self.folder / "out") as place:
                write(Path(place) / "first", "1")
                raise OSError(28, "No space left on device")
        self.assertFalse((self.folder / "out").exists())
        (self.folder / "out" / "second").mkdir(parents=True)
        with self.assertRaisesRegex(CompileError, "cannot write to .*: Is a directory"):
            with whole_folder(self.folder / "out") as place:
                write(Path(place) / "first", "1")
                write(Path(place) / "second", "2")
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["second"])

    def test_wrong_tvm_version(self):
        with unittest.mock.patch.object(tvm, "__version__", "0.19.0"):
            with self.assertRaisesRegex(CompileError, "needs Apache TVM 0.27.0 and found 0.19.0; run setup/install"):
                compiler.import_compiler()

    def test_tvm_is_missing(self):
        with unittest.mock.patch.dict(sys.modules, {"tvm": None}):
            with self.assertRaisesRegex(CompileError, "needs Apache TVM.*run setup/install"):
                compiler.import_compiler()

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
