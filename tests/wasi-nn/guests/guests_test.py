# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The WASI-NN guests and the staged applications, built by the tools under test and run against a host in Python (host.py).
Usage: guests_test.py BUILD_DIR"""
import glob
import os
import re
import subprocess
import sys
import tempfile
import unittest

import numpy
import wasmtime
from onnx import TensorProto, helper, save

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
GUESTS = os.path.join(ROOT, "corpus", "guests")
TOOLS = sys.argv.pop(1)
sys.path += [HERE, os.path.join(ROOT, "tests", "corpus")]

import host
import native
from host_headers_test import host_headers

BUDGET = 12800  # the goal is 12 KB; docs/wasi-nn-guests.md
MEAN, DEVIATION = numpy.array([0.485, 0.456, 0.406]), numpy.array([0.229, 0.224, 0.225])
VARIANTS = ("stock", "strict")
RANDOM = numpy.random.default_rng(5)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def build(source, folder, *options):
    configure = ["cmake", "-S", source, "-B", folder, "-G", "Ninja", f"-DNEARNATIVE_TOOLS={TOOLS}", *options]
    for command in (configure, ["cmake", "--build", folder]):
        result = run(*command)
        assert result.returncode == 0, result.stdout + result.stderr


def setUpModule():
    global FOLDER, BUILD, MODELS
    FOLDER = tempfile.TemporaryDirectory()
    BUILD, MODELS = os.path.join(FOLDER.name, "guests"), os.path.join(FOLDER.name, "models")
    build(GUESTS, BUILD)
    build(os.path.join(HERE, "models"), MODELS, "-DNN_MODELS=scores;lookup", "-DNN_TASKS=classify;tensors")


def tearDownModule():
    FOLDER.cleanup()


def resized(image, width, height):
    """Bilinear between the centres of pixels, edges repeated, in double."""
    def axis(count, of):
        at = numpy.clip((numpy.arange(count) + 0.5) * of / count - 0.5, 0, of - 1)
        low = at.astype(int)
        return low, numpy.minimum(low + 1, of - 1), at - low
    y0, y1, fy = axis(height, image.shape[0])
    x0, x1, fx = axis(width, image.shape[1])
    fx, fy = fx[None, :, None], fy[:, None, None]
    upper, lower = (image[y][:, x0] * (1 - fx) + image[y][:, x1] * fx for y in (y0, y1))
    return upper * (1 - fy) + lower * fy


def normalised(image):
    return ((image / 255 - MEAN) / DEVIATION).transpose(2, 0, 1)[None]


def softmax(scores):
    powers = numpy.exp(scores.astype(numpy.float64) - scores.max())
    return powers / powers.sum()


def identity(inputs):
    return [inputs[0]]


def sum_and_difference(inputs):
    return [inputs[0] + inputs[1], inputs[0] - inputs[1]]


def wasm(kind, name, variant):
    return os.path.join(BUILD if name in ("classify", "tensors") or kind == "guests" else MODELS, kind, f"{name}.{variant}.wasm")


def save_onnx(path, nodes, inputs, outputs, kind, shape):
    """Nodes as (operator, inputs, outputs); every tensor has that type and shape (names stand for any size)."""
    values = [[helper.make_tensor_value_info(name, kind, shape) for name in names] for names in (inputs, outputs)]
    graph = helper.make_graph([helper.make_node(*node) for node in nodes], "graph", *values)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8), path)


class Headers(unittest.TestCase):
    def compile(self, language, standard, include, *flags):
        compiler = "clang-22" if language == "c" else "clang++-22"
        return run(compiler, "-x", language, f"-std={standard}", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wno-deprecated", *flags,
                   f"-I{GUESTS}/include", "-fsyntax-only", "-", input=f'#include "{include}"\n')

    def test_standards(self):
        wasm = "--target=wasm32-wasi"
        for language, standard, include, *flags in (
                ("c", "c99", "wasi_nn.h", wasm), ("c", "c11", "wasi_nn.h", wasm), ("c", "c23", "wasi_nn.h", wasm),
                ("c++", "c++11", "wasi_nn.h", wasm), ("c++", "c++20", "wasi_nn.hpp", wasm, "-fno-exceptions"),
                ("c", "c99", "wasi_nn.h"), ("c++", "c++11", "wasi_nn.h"), ("c", "c99", "nn_calls.h")):
            with self.subTest(standard=standard, include=include, flags=flags):
                result = self.compile(language, standard, include, *flags)
                self.assertEqual(result.returncode, 0, result.stderr)

    def test_layout_is_checked(self):
        """A compiler with another layout refuses the header: here packed structures, and pointers of 64 bits."""
        for standard in ("c99", "c11"):
            result = self.compile("c", standard, "wasi_nn.h", "--target=wasm32-wasi", "-fpack-struct=1")
            self.assertNotEqual(result.returncode, 0)

    def test_wrapper(self):
        module = os.path.join(FOLDER.name, "wrapper.wasm")
        result = run("clang++-22", "--target=wasm32-wasi", "-Wno-deprecated", "--no-wasm-opt", "-std=c++20", "-fno-exceptions", "-O1", "-Wall",
                     "-Wextra", "-Werror", "-mexec-model=reactor", f"-I{GUESTS}/include", os.path.join(HERE, "wrapper.cpp"), "-o", module)
        self.assertEqual(result.returncode, 0, result.stderr)
        guest = host.Guest(module, models={"model": identity}, loader=lambda encoding, parts: identity)
        self.assertEqual(guest.exports["check"](guest.store), 0)
        self.assertEqual(guest.loads, [[b"graph", b"weights"]])
        with self.assertRaises(wasmtime.Trap):
            guest.exports["use_of_an_error"](guest.store)

    def test_no_header_of_the_host(self):
        elsewhere = ("_posix.c", "_native.c", "_model.c")
        sources = glob.glob(f"{GUESTS}/*.c*") + [s for s in glob.glob(f"{GUESTS}/app/*.c") if not s.endswith(elsewhere)]
        self.assertGreater(len(sources), 9)
        for source in sources:
            with self.subTest(source=source):
                self.assertEqual(host_headers(source, [f"-I{GUESTS}", f"-I{GUESTS}/include"]), [])


class Build(unittest.TestCase):
    def test_tools_that_are_not_there(self):
        result = run("cmake", "-S", GUESTS, "-B", os.path.join(FOLDER.name, "none"), "-G", "Ninja", "-DNEARNATIVE_TOOLS=/nowhere")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("-DNEARNATIVE_TOOLS=DIR", result.stderr)

    def test_task_that_is_none(self):
        result = run("cmake", "-S", os.path.join(HERE, "models"), "-B", os.path.join(FOLDER.name, "task"), "-G", "Ninja",
                     f"-DNEARNATIVE_TOOLS={TOOLS}", "-DNN_MODELS=scores", "-DNN_TASKS=segment")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("TASK is 'segment'; it must be", result.stderr)


class GuestTest(unittest.TestCase):
    def both(self, name, *arguments, **options):
        """Runs both variants of a command, which must agree: (exit code, standard output, standard error)."""
        stock, strict = (host.Guest(wasm("guests", name, variant), arguments=arguments, **options).start() for variant in VARIANTS)
        self.assertEqual(stock, strict)
        return strict


class Commands(GuestTest):
    def test_identity(self):
        for kind, dtype in zip(("f16", "f32", "f64", "u8", "i32", "i64"), map(numpy.dtype, host.TYPES)):
            with self.subTest(kind=kind):
                seen, size = [], dtype.itemsize

                def model(inputs):
                    seen.append(inputs[0].dtype)
                    return inputs
                code, out, err = self.both("identity", "model", kind, models={"model": model})
                self.assertEqual((code, err), (0, ""))
                self.assertEqual(out, "".join(f"{n * size} bytes came back\n" for n in (1, 7, 105, 512)))
                self.assertEqual(set(seen), {dtype})
        result = self.both("identity", "m", models={"m": lambda inputs: [inputs[0] + 1]})
        self.assertEqual(result, (1, "", "identity: other bytes came back\n"))
        self.assertEqual(self.both("identity", "m", models={"m": lambda inputs: [inputs[0][:, :, :-1]]})[0], 1)
        self.assertEqual(self.both("identity", "absent"), (1, "", "identity: load_by_name: not_found\n"))
        self.assertEqual(self.both("identity")[0], 2)
        self.assertEqual(self.both("identity", "m", "bf16")[0], 2)

    def test_each_call_that_fails_is_said(self):
        for name, arguments in (("identity", ["identity"]), ("multi-io", ["sum"]), ("several-models", ["identity", "sum"])):
            for step in ("init_execution_context", "set_input", "compute", "get_output"):
                with self.subTest(name=name, step=step):
                    models = {"sum": sum_and_difference, "identity": identity}
                    result = self.both(name, *arguments, models=models, fails={step: host.RUNTIME_ERROR})
                    self.assertEqual(result, (1, "", f"{name}: {step}: runtime_error\n"))

    def test_multi_io(self):
        self.assertEqual(self.both("multi-io", "m", models={"m": sum_and_difference}), (0, "sum and difference are right\n", ""))
        self.assertEqual(self.both("multi-io", "m", models={"m": lambda i: sum_and_difference(i)[::-1]})[0], 1)
        self.assertEqual(self.both("multi-io")[0], 2)

    def test_several_models(self):
        models = {"a": identity, "b": sum_and_difference}
        self.assertEqual(self.both("several-models", "a", "b", models=models), (0, "each context gave its own\n", ""))
        last = []

        def mixed(inputs):  # gives every context what the first one was given
            last.append(inputs[0])
            return [last[0]]
        self.assertIn("another one", self.both("several-models", "a", "b", models={"a": mixed, "b": sum_and_difference})[2])
        self.assertIn("the second model", self.both("several-models", "a", "b", models={"a": identity})[2])
        self.assertEqual(self.both("several-models", "a")[0], 2)

    def test_abi_only(self):
        def code(**options):
            return host.Guest(os.path.join(BUILD, "guests", "abi-only.wasm"), **options).start()[0]
        self.assertEqual(code(models={"identity": identity}), 0)
        self.assertEqual(code(), 16 + host.NOT_FOUND)
        for step, name in enumerate(("init_execution_context", "set_input", "compute", "get_output"), 2):
            self.assertEqual(code(models={"identity": identity}, fails={name: 5}), 16 * step + 5)
        self.assertEqual(code(models={"identity": lambda i: [i[0][:, :, :1]]}), 16 * 6 + 1)
        self.assertEqual(code(models={"identity": lambda i: [-i[0]]}), 16 * 7 + 1)

    def test_size(self):
        size = os.path.getsize(wasm("guests", "classify", "strict"))
        self.assertLessEqual(size, BUDGET, "classify outgrew its budget; corpus/guests/size-by-function shows where")

    def test_size_by_function(self):
        def table(name, *options):
            result = run(os.path.join(GUESTS, "size-by-function"), os.path.join(BUILD, "build/guests/classify", name), *options)
            return {row: int(size) for size, row in re.findall(r"^ *(\d+)  (.*)$", result.stdout, re.M)}
        strict = table("strict.wasm")
        self.assertEqual(strict["all"], sum(strict.values()) - strict["all"])
        # What a shipped module has beside: the headers of module and sections.
        beside = os.path.getsize(wasm("guests", "classify", "strict")) - strict["all"]
        self.assertTrue(0 < beside < 100, beside)
        self.assertIn("resize_bilinear_rgb", table("passes.wasm"))
        short = table("passes.wasm", "--top", "3")
        self.assertEqual(short["all"], table("passes.wasm")["all"])
        self.assertEqual(len([name for name in short if not name.startswith(("section", "all"))]), 4)
        result = run(os.path.join(GUESTS, "size-by-function"), os.path.join(GUESTS, "classify.c"))
        self.assertNotEqual(result.returncode, 0)
        self.assertRegex(result.stderr, r"^size-by-function: .*\n$")


class Classify(GuestTest):
    """The command, with a model that keeps what it is given."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.image = RANDOM.integers(0, 256, (30, 41, 3), numpy.uint8)
        self.file("image.rgb", self.image.tobytes())
        self.given = []
        self.scores = RANDOM.normal(0, 3, 10).astype(numpy.float32)

    def tearDown(self):
        self.folder.cleanup()

    def file(self, name, data):
        with open(os.path.join(self.folder.name, name), "wb") as file:
            file.write(data)

    def model(self, inputs):
        self.given.append(inputs[0])
        return [self.scores[None]]

    def classify(self, *arguments, shape="1x3x16x24", classes=10, environment=None, **options):
        environment = {"NN_INPUT_SHAPE": shape, "NN_OUTPUT_BYTES": str(4 * classes), **(environment or {})}
        return self.both("classify", *arguments, environment=environment, folders={".": self.folder.name, "/absolute": self.folder.name},
                         **{"models": {"model": self.model}, **options})

    def expected(self, labels=None):
        p = softmax(self.scores)
        order = numpy.argsort(-p, kind="stable")[:5]
        return [(p[i], int(i), labels[i] if labels and i < len(labels) else "") for i in order]

    def check_lines(self, out, expected):
        lines = out.splitlines()
        self.assertEqual(len(lines), len(expected))
        for line, (probability, index, label) in zip(lines, expected):
            match = re.fullmatch(r"(\d\.\d{4}) (\d+)(?: (.*))?", line)
            self.assertAlmostEqual(float(match[1]), probability, delta=0.00006)
            self.assertEqual((int(match[2]), match[3] or ""), (index, label))

    def test_top_five(self):
        code, out, err = self.classify("model", "image.rgb", "41x30")
        self.assertEqual((code, err), (0, ""))
        self.check_lines(out, self.expected())
        given = self.given[0]
        self.assertEqual(given.shape, (1, 3, 16, 24))
        # A byte of the resized image may be off by 1.5.
        self.assertLess(numpy.abs((given - normalised(resized(self.image, 24, 16))) * DEVIATION[None, :, None, None] * 255).max(), 1.5)
        self.assertTrue((self.given[0] == self.given[1]).all())

    def test_same_size_is_exact(self):
        self.classify("model", "image.rgb", "41x30", shape="1x3x30x41")
        self.assertLess(numpy.abs(self.given[0] - normalised(self.image)).max(), 2e-6)

    def test_sizes(self):
        for shape, size in (("1x3x1x1", "41x30"), ("1x3x90x7", "41x30"), ("1x3x31x43", "41x30"),
                            ("1x3x5x9", "1x1230"), ("1x3x5x9", "1230x1")):
            with self.subTest(shape=shape, size=size):
                self.given.clear()
                width, height = map(int, size.split("x"))
                self.assertEqual(self.classify("model", "image.rgb", size, shape=shape)[0], 0)
                reference = normalised(resized(self.image.reshape(height, width, 3), self.given[0].shape[3], self.given[0].shape[2]))
                self.assertLess(numpy.abs((self.given[0] - reference) * DEVIATION[None, :, None, None] * 255).max(), 1.5)

    def test_labels(self):
        labels = [f"label {i}" for i in range(9)]  # one is missing
        for end in ("", "\n"):
            self.file("labels.txt", ("\n".join(labels) + end).encode())
            code, out, _ = self.classify("model", "image.rgb", "41x30", "labels.txt")
            self.assertEqual(code, 0)
            self.check_lines(out, self.expected(labels))

    def test_few_classes(self):
        self.scores = numpy.array([1, 3], numpy.float32)
        self.check_lines(self.classify("model", "image.rgb", "41x30", classes=2)[1], self.expected())

    def test_scores_that_are_no_numbers(self):
        self.scores = numpy.full(10, numpy.nan, numpy.float32)
        self.assertEqual(self.classify("model", "image.rgb", "41x30"), (1, "", "classify: the scores are not numbers: runtime_error\n"))

    def test_model_from_a_file(self):
        self.file("net.onnx", b"the model")
        self.file("net.xml", b"graph")
        self.file("net.bin", b"weights")
        for name, encoding, parts in (("net.onnx", 1, [b"the model"]), ("net.xml,net.bin", 0, [b"graph", b"weights"]),
                                      ("/absolute/net.onnx", 3, [b"the model"])):
            with self.subTest(name=name):
                seen = []

                def loader(encoding, parts):
                    seen.append((encoding, parts))
                    return self.model
                code, out, err = self.classify(name, "image.rgb", "41x30", environment={"NN_ENCODING": str(encoding)}, loader=loader)
                self.assertEqual((code, err), (0, ""))
                self.assertEqual(seen, [(encoding, parts)] * 2)
                self.check_lines(out, self.expected())

    def test_failures(self):
        good = ("model", "image.rgb", "41x30")
        for arguments, code, text in (
                (good[:2], 2, "arguments"),
                (good[:2] + ("41",), 2, "arguments"),
                (good[:2] + ("41x30x3",), 2, "arguments"),
                (good[:2] + ("99999999999x1",), 2, "arguments"),
                (("other",) + good[1:], 1, "classify: other: not_found"),
                (("no.onnx",) + good[1:], 1, "no.onnx: not_found"),
                (("model", "no.rgb", "41x30"), 1, "no.rgb: not_found"),
                (("model", "image.rgb", "41x31"), 1, "image.rgb: invalid_argument"),
                (good + ("no.txt",), 1, "no.txt: not_found"),
                (("model", "../image.rgb", "41x30"), 1, "not_found"),
                (("model", "image.rgb", "0x30"), 1, "invalid_argument"),
                (("model", "image.rgb", "40000x40000"), 1, "invalid_argument")):
            with self.subTest(arguments=arguments):
                result = self.classify(*arguments)
                self.assertEqual((result[0], result[1]), (code, ""))
                self.assertIn(text, result[2])
        for step in ("set_input", "compute", "get_output"):
            self.assertEqual(self.classify(*good, fails={step: host.RUNTIME_ERROR}), (1, "", f"classify: {step}: runtime_error\n"))
        self.assertEqual(self.classify(*good, classes=9)[2], "classify: get_output: too_large\n")
        for shape in ("1x3x16", "2x3x16x24", "1x1x16x24", "1x3x0x24", "1x3x65536x1", "1x3x16x24,1x3x16x24", "99999x99999x99999x9", "1x3x16xx",
                      "", "1x1x1x1x1x1x1x1x1"):
            with self.subTest(shape=shape):
                self.assertIn(self.classify(*good, shape=shape)[0], (1, 2))


STEPS = ("preprocess", "set_input", "compute", "get_output", "postprocess")


class Staged(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.data, self.models = (os.path.join(self.scratch.name, name) for name in ("data", "model"))
        os.mkdir(self.data)
        os.mkdir(self.models)
        self.given = []

    def tearDown(self):
        self.scratch.cleanup()

    def file(self, folder, name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)

    def stages(self, path, environment, **options):
        """An application, Wasm or native; the native one is told where the folders are."""
        if path.endswith(".so"):
            folders = {"NN_MODEL_DIR": self.models, "NN_DATA_DIR": self.data}
            return native.Stages(path, {**environment, **folders}, next(iter(options.get("models", {}).values()), None))
        return host.WasmStages(path, environment=environment, folders={"/model": self.models, "/data": self.data}, **options)

    def infer(self, stages):
        self.assertEqual([stages(step) for step in STEPS], [0] * len(STEPS))

    def test_not_open(self):
        for path in [*self.apps("classify"), *self.apps("scores")]:
            with self.subTest(path=path):
                stages = self.stages(path, {})
                self.assertEqual([stages(step) for step in STEPS], [host.INVALID_ARGUMENT] * 5)
                self.assertEqual((stages("output_count"), stages("output_bytes", 0), stages("close")), (0, 0, 0))
                self.assertNotEqual(stages("open", 0), 0)
                self.assertEqual(stages("compute"), host.INVALID_ARGUMENT)

    CLASSIFY = {"NN_MODEL": "m", "NN_ENCODING": "1", "NN_INPUT_TYPE": "f32", "NN_INPUT_SHAPE": "1x3x6x8", "NN_OUTPUT_BYTES": "28",
                "NN_IMAGE": "13x9"}

    def classify(self):
        image = RANDOM.integers(0, 256, (9, 13, 3), numpy.uint8)
        weights = RANDOM.normal(0, 0.3, (7, 144)).astype(numpy.float32)
        self.file(self.data, "image.rgb", image.tobytes())
        self.file(self.models, "weights.bin", weights.tobytes())

        def model(inputs):
            self.given.append(inputs[0])
            return [(weights @ inputs[0].reshape(-1))[None]]
        return image, weights, model

    def apps(self, name):
        folder = os.path.dirname(wasm("apps", name, "stock"))
        return [wasm("apps", name, variant) for variant in VARIANTS] + sorted(glob.glob(os.path.join(folder, f"{name}.*.so")))

    def test_classify(self):
        """The same input bits and the same result from the host's model, the native backend's and the one that is linked in."""
        image, weights, model = self.classify()
        tops = []
        for path in self.apps("classify") + self.apps("scores"):
            with self.subTest(path=path):
                stages = self.stages(path, self.CLASSIFY, models={"m": model})
                self.assertEqual(stages("open", 0), 0)
                for _ in range(2):
                    self.infer(stages)
                self.assertEqual((stages("output_count"), [stages("output_bytes", i) for i in (0, 1, -1)]), (1, [28, 0, 0]))
                scores = numpy.frombuffer(stages.output(0), numpy.float32)
                # 144 products of about 0.3 x 2, each up to 1.5 / 255 / 0.224 off.
                numpy.testing.assert_allclose(scores, weights @ normalised(resized(image, 8, 6)).reshape(-1), atol=0.5)
                top = numpy.array(stages.top()).reshape(5, 2)
                p = softmax(scores)
                self.assertEqual(top[:, 0].tolist(), numpy.argsort(-p)[:5].tolist())
                numpy.testing.assert_allclose(top[:, 1], numpy.sort(p)[:1:-1], rtol=1e-5)
                tops.append((scores, top))
                self.assertEqual(stages("close"), 0)
                self.assertEqual(stages("compute"), host.INVALID_ARGUMENT)
        self.assertEqual(len(tops), 7)
        self.assertEqual(len(self.given), 6)  # two each of stock, strict, native
        self.assertEqual({given.tobytes() for given in self.given}, {self.given[0].tobytes()})
        for scores, top in tops[1:]:
            numpy.testing.assert_allclose(scores, tops[0][0], rtol=1e-4, atol=1e-4)

    def test_ways(self):
        """By name; by load() with the file kept; with the file read again."""
        _, _, model = self.classify()
        self.file(self.models, "a.xml", b"first")
        self.file(self.models, "a.bin", b"weights")
        stages = self.stages(wasm("apps", "classify", "strict"), {**self.CLASSIFY, "NN_FILES": "a.xml,a.bin", "NN_ENCODING": "0"},
                             models={"m": model}, loader=lambda encoding, parts: model)
        loads = stages.guest.loads
        self.assertEqual(stages("open", 0), 0)
        self.assertEqual(loads, [])
        self.assertEqual(stages("open", 1), 0)
        self.file(self.models, "a.xml", b"the second one")
        self.assertEqual(stages("open", 1), 0)
        self.assertEqual(loads, [[b"first", b"weights"]] * 2)
        self.assertEqual(stages("open", 2), 0)
        self.assertEqual(loads[2], [b"the second one", b"weights"])
        self.infer(stages)
        os.remove(os.path.join(self.models, "a.bin"))
        self.assertEqual([stages("open", way) for way in (2, 3, -1)], [host.NOT_FOUND, host.INVALID_ARGUMENT, host.INVALID_ARGUMENT])

    def test_weights(self):
        self.classify()
        for path in self.apps("scores"):
            with self.subTest(path=path):
                self.classify()
                stages = self.stages(path, self.CLASSIFY)
                self.assertEqual(stages("open", 0), 0)
                self.infer(stages)
                before = stages.output(0)
                self.file(self.models, "weights.bin", bytes(7 * 144 * 4))
                self.assertEqual(stages("open", 1), 0)
                self.infer(stages)
                self.assertEqual(stages.output(0), before)
                self.assertEqual(stages("open", 2), 0)
                self.infer(stages)
                self.assertEqual(stages.output(0), bytes(28))
                self.file(self.models, "weights.bin", bytes(7 * 144 * 4 - 1))
                self.assertEqual(stages("open", 2), host.INVALID_ARGUMENT)
                os.remove(os.path.join(self.models, "weights.bin"))
                self.assertEqual(stages("open", 0), host.NOT_FOUND)

    def test_tensors(self):
        """Several inputs of several types, i64 among them, and several outputs."""
        ids, factors = numpy.array([3, 0, 9, 9, 1]), RANDOM.normal(size=(1, 5)).astype(numpy.float32)
        table = RANDOM.normal(size=10).astype(numpy.float32)
        self.file(self.data, "input-0.bin", ids.tobytes())
        self.file(self.data, "input-1.bin", factors.tobytes())
        self.file(self.models, "weights.bin", table.tobytes())

        def model(inputs):
            self.assertEqual([(i.dtype.name, i.shape) for i in inputs], [("int64", (5,)), ("float32", (1, 5))])
            return [table[inputs[0]] * inputs[1], inputs[0]]
        environment = {"NN_MODEL": "m", "NN_INPUT_TYPE": "i64,f32", "NN_INPUT_SHAPE": "5,1x5", "NN_OUTPUT_BYTES": "20,40"}
        for path in self.apps("tensors") + self.apps("lookup"):
            with self.subTest(path=path):
                self.file(self.data, "input-0.bin", ids.tobytes())
                stages = self.stages(path, environment, models={"m": model})
                self.assertEqual(stages("open", 0), 0)
                self.infer(stages)
                self.infer(stages)
                self.assertEqual(stages("output_count"), 2)
                numpy.testing.assert_array_equal(numpy.frombuffer(stages.output(0), numpy.float32), table[ids] * factors[0])
                self.assertEqual(stages.output(1), ids.tobytes())
                self.file(self.data, "input-0.bin", ids.tobytes()[1:])
                self.assertEqual(stages("open", 0), host.INVALID_ARGUMENT)
                os.remove(os.path.join(self.data, "input-0.bin"))
                self.assertEqual(stages("open", 0), host.NOT_FOUND)
                self.assertEqual(stages("output_count"), 0)

    def test_model_that_fails(self):
        self.file(self.data, "input-0.bin", numpy.full(5, 77).tobytes())
        self.file(self.data, "input-1.bin", bytes(20))
        self.file(self.models, "weights.bin", bytes(40))
        for path in self.apps("lookup"):
            stages = self.stages(path, {"NN_INPUT_TYPE": "i64,f32", "NN_INPUT_SHAPE": "5,5"})
            self.assertEqual((stages("open", 0), stages("compute")), (0, host.RUNTIME_ERROR))

    def test_bad_environment(self):
        _, _, model = self.classify()
        for path in (wasm("apps", "classify", "strict"), os.path.join(BUILD, "apps", "classify.native.so")):
            for name, value in (
                    ("NN_ENCODING", "onnx"), ("NN_ENCODING", "1x"), ("NN_INPUT_TYPE", "f8"), ("NN_INPUT_TYPE", "f32,"),
                    ("NN_INPUT_TYPE", "f32x"), ("NN_INPUT_TYPE", "i32"), ("NN_INPUT_TYPE", ",".join(["f32"] * 9)), ("NN_INPUT_SHAPE", "1x3x6x8,"),
                    ("NN_INPUT_SHAPE", "1x3x6x8x"), ("NN_INPUT_SHAPE", "1x3x-6x8"), ("NN_INPUT_SHAPE", ",".join(["1x3x6x8"] * 9)),
                    ("NN_OUTPUT_BYTES", "28,"), ("NN_OUTPUT_BYTES", "4294967296"), ("NN_OUTPUT_BYTES", ",".join(["4"] * 9)),
                    ("NN_IMAGE", "13"), ("NN_IMAGE", "13x9x3"), ("NN_IMAGE", "13x8")):
                with self.subTest(path=path, name=name, value=value):
                    stages = self.stages(path, {**self.CLASSIFY, name: value}, models={"m": model})
                    self.assertEqual(stages("open", 0), host.INVALID_ARGUMENT)
        for missing in ("NN_MODEL", "NN_INPUT_SHAPE", "NN_OUTPUT_BYTES", "NN_IMAGE"):
            environment = {name: value for name, value in self.CLASSIFY.items() if name != missing}
            stages = self.stages(wasm("apps", "classify", "strict"), environment, models={"m": model})
            self.assertEqual(stages("open", 0), host.INVALID_ARGUMENT)

    def test_output_that_does_not_fit(self):
        _, _, model = self.classify()
        for path in self.apps("classify"):
            with self.subTest(path=path):
                stages = self.stages(path, {**self.CLASSIFY, "NN_OUTPUT_BYTES": "24"}, models={"m": model})
                self.assertEqual(stages("open", 0), 0)
                self.assertEqual([stages(step) for step in STEPS[:4]], [0, 0, 0, host.TOO_LARGE])

    def test_memory_does_not_grow(self):
        _, _, model = self.classify()
        stages = self.stages(wasm("apps", "classify", "strict"), self.CLASSIFY, models={"m": model})
        sizes = set()
        for _ in range(20):
            self.assertEqual(stages("open", 0), 0)
            self.infer(stages)
            sizes.add(stages.guest.memory.size(stages.guest.store))
        self.assertEqual(len(sizes), 1)


@unittest.skipUnless(os.path.exists(os.path.join(TOOLS, "bin", "wasi-nn-run")), "this build has no wasi-nn-run")
class RealHost(unittest.TestCase):
    """The guests on both engines and ONNX Runtime, by wasi-nn-run."""

    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        types = {"f16": "FLOAT16", "f32": "FLOAT", "f64": "DOUBLE", "u8": "UINT8", "i32": "INT32", "i64": "INT64"}
        for name, kind in types.items():
            save_onnx(self.path(f"{name}.onnx"), [("Identity", ["x"], ["y"])], ["x"], ["y"], getattr(TensorProto, kind), ["a", "b", "c"])
        save_onnx(self.path("sum.onnx"), [("Add", ["a", "b"], ["s"]), ("Sub", ["a", "b"], ["d"])], ["a", "b"], ["s", "d"],
                  TensorProto.FLOAT, ["n"])
        self.types = list(types)

    def tearDown(self):
        self.scratch.cleanup()

    def path(self, name):
        return os.path.join(self.scratch.name, name)

    def run_guest(self, engine, module, graphs, *arguments):
        """(exit code, standard output) of a guest with graphs by name."""
        options = [f"--graph={name}=onnx:{self.path(file)}" for name, file in graphs.items()]
        result = run(os.path.join(TOOLS, "bin", "wasi-nn-run"), os.path.join(BUILD, "guests", module), "--engine", engine, *options,
                     "--dir", f"{self.scratch.name}::/files", "--env", "NN_INPUT_SHAPE=1x3x2x4", "--env", "NN_OUTPUT_BYTES=96",
                     *(["--", *arguments] if arguments else []))
        return result.returncode, result.stdout

    def test_guests(self):
        # A classifier whose scores are its input: the best class of a dark image with one bright pixel is where that pixel is.
        save_onnx(self.path("scores.onnx"), [("Identity", ["x"], ["y"])], ["x"], ["y"], TensorProto.FLOAT, [1, 3, 2, 4])
        image = numpy.zeros((2, 4, 3), numpy.uint8)
        image[1, 2, 1] = 255
        with open(self.path("image.rgb"), "wb") as file:
            file.write(image.tobytes())
        best = numpy.argsort(-normalised(image).reshape(-1), kind="stable")[0]
        self.assertEqual(best, 1 * 8 + 1 * 4 + 2)
        for engine in ("wasmtime", "v8"):
            with self.subTest(engine=engine):
                for name in self.types:
                    code, out = self.run_guest(engine, "identity.strict.wasm", {"m": f"{name}.onnx"}, "m", name)
                    self.assertEqual((code, len(out.splitlines())), (0, 4))
                self.assertEqual(self.run_guest(engine, "multi-io.strict.wasm", {"m": "sum.onnx"}, "m"), (0, "sum and difference are right\n"))
                self.assertEqual(self.run_guest(engine, "several-models.strict.wasm", {"a": "f32.onnx", "b": "sum.onnx"}, "a", "b"),
                                 (0, "each context gave its own\n"))
                self.assertEqual(self.run_guest(engine, "abi-only.wasm", {"identity": "f32.onnx"}), (0, ""))
                self.assertEqual(self.run_guest(engine, "abi-only.wasm", {}), (16 + host.NOT_FOUND, ""))
                for model in ("m", "/files/scores.onnx"):
                    code, out = self.run_guest(engine, "classify.strict.wasm", {"m": "scores.onnx"}, model, "/files/image.rgb", "4x2")
                    self.assertEqual((code, len(out.splitlines())), (0, 5))
                    self.assertEqual(out.split()[1], str(best))


if __name__ == "__main__":
    unittest.main()
