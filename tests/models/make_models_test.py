# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""make-models on the two small models of the corpus, on models of a user, and on what is no model. Runs with Debian's Python.
Usage: make_models_test.py DEPS [unittest options]"""
import fcntl
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock
import warnings
import zipfile
from pathlib import Path

import jsonschema
import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]
DEPS = Path(sys.argv.pop(1)).resolve()
TOOL = ROOT / "corpus" / "models" / "make-models"
SCHEMA = json.loads((ROOT / "reports" / "schemas" / "nearnative-models-1.schema.json").read_text())
VENV_PYTHON = DEPS / "venv" / "bin" / "python"
ALL_VARIANTS = set(SCHEMA["definitions"]["variant"]["enum"])

sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "corpus" / "models" / "make_models"))
os.environ["NEARNATIVE_DEPS"] = str(DEPS)
import command_line  # noqa: E402
import definitions  # noqa: E402
import reference  # noqa: E402
import samples  # noqa: E402
import torch_side  # noqa: E402
from catalogue import OWN  # noqa: E402
from worker import ModelError  # noqa: E402

sys.path.append(command_line.venv_packages())  # PyTorch 2 imports onnx when it exports


def run(*arguments, file_limit=None, **environment):
    limit = None if file_limit is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
    return subprocess.run([TOOL, *map(str, arguments)], capture_output=True, text=True, check=False, preexec_fn=limit,
                          env={**os.environ, **environment})


def read_index(out):
    index = json.loads((out / "models.json").read_text())
    jsonschema.validate(index, SCHEMA)
    return index


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.out = self.folder / "out"

    def succeeds(self, *arguments, **options):
        result = run("--out", self.out, *arguments, **options)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout

    def fails(self, message, *arguments, code=2, **options):
        result = run("--out", self.out, *arguments, **options)
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        self.assertRegex(result.stderr, f"^make-models: error: .*{message}")
        left = [path.name for path in self.out.iterdir()] if self.out.is_dir() else []
        self.assertEqual([name for name in left if name.startswith(".")], [], "something half made was left")
        return result.stderr

    def model(self, name):
        return next(model for model in read_index(self.out)["models"] if model["name"] == name)


class OwnModels(Folder):
    """What is made of the corpus's own models; made once, and twice where it is about that."""

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.place.cleanup)
        cls.first = Path(cls.place.name) / "first"
        cls.result = run("--out", cls.first, "--model", "encoder", "--model", "mobilenetv2-small")
        if cls.result.returncode:
            raise AssertionError(cls.result.stderr)

    def setUp(self):
        super().setUp()
        self.out = self.first
        self.models = {model["name"]: model for model in read_index(self.out)["models"]}

    def arrays(self, model, sample, side):
        entries = model[side]
        return [np.fromfile(self.out / file, samples.DTYPES[entry["type"]]).reshape(entry["shape"])
                for file, entry in zip(model["samples"][sample][side], entries)]

    def test_lists_what_is_there(self):
        self.assertEqual(list(self.models), ["mobilenetv2-small", "encoder"], "in the order of the catalogue")
        self.assertEqual(set(self.models["mobilenetv2-small"]["files"]), ALL_VARIANTS)
        self.assertEqual(set(self.models["encoder"]["files"]), ALL_VARIANTS - {"torchscript-channels-last", "onnx-unfused"})
        for model in self.models.values():
            self.assertEqual(set(model["files"]) | set(model["left_out"]), ALL_VARIANTS)
            self.assertEqual(set(model["differences"]), set(model["files"]), "every file is compared with the reference")
            there = {f"{model['name']}/{path.name}" for path in (self.out / model["name"]).iterdir()}
            self.assertEqual(there, set(model["sha256"]["files"]))
            named = [file for files in model["files"].values() for file in files]
            named += [file for sample in model["samples"] for side in sample.values() for file in side]
            self.assertLessEqual(set(named), there)
            for file, expected in model["sha256"]["files"].items():
                self.assertEqual(hashlib.sha256((self.out / file).read_bytes()).hexdigest(), expected)
            self.assertEqual(model["sha256"]["graph"], model["sha256"]["files"][f"{model['name']}/graph.txt"])
        self.assertEqual((self.models["mobilenetv2-small"]["task"], self.models["encoder"]["task"]), ("classify", "tensors"))
        self.assertNotIn("\r", self.result.stdout + self.result.stderr)

    def test_files_compute_the_reference(self):
        """Outside of make-models: by PyTorch here, by ONNX Runtime in its own interpreter."""
        for model in self.models.values():
            for sample in range(3):
                inputs, (expected,) = self.arrays(model, sample, "inputs"), self.arrays(model, sample, "outputs")
                for variant in ("torchscript", "torchscript-frozen"):
                    module = torch.jit.load(str(self.out / model["files"][variant][0]))
                    with torch.no_grad():
                        got = module(*map(torch.from_numpy, inputs)).numpy()
                    self.assertLess(np.abs(got - expected).max(), 1e-4 * np.abs(expected).max())
        script = """
import json, sys, numpy, onnxruntime, pathlib
out = pathlib.Path(sys.argv[1])
types = {"f32": "<f4", "i64": "<i8"}
for model in json.loads((out / "models.json").read_text())["models"]:
    session = onnxruntime.InferenceSession(out / model["files"]["onnx"][0])
    for sample in model["samples"]:
        def read(side):
            return numpy.fromfile(out / sample[side][0], types[model[side][0]["type"]]).reshape(model[side][0]["shape"])
        x, y = read("inputs"), read("outputs")
        got = session.run([model["outputs"][0]["name"]], {model["inputs"][0]["name"]: x})[0]
        print(float(abs(got - y).max() / abs(y).max()))
"""
        result = subprocess.run([VENV_PYTHON, "-c", script, self.out], capture_output=True, text=True, check=True)
        differences = list(map(float, result.stdout.split()))
        self.assertEqual(len(differences), 6)
        self.assertLess(max(differences), 1e-4)

    def test_samples_differ(self):
        for model in self.models.values():
            outputs = [self.arrays(model, sample, "outputs")[0] for sample in range(3)]
            for one, other in ((0, 1), (0, 2), (1, 2)):
                self.assertGreater(np.linalg.norm(outputs[one] - outputs[other]), 0.1 * np.linalg.norm(outputs[one]))
        ids = self.arrays(self.models["encoder"], 0, "inputs")[0]
        self.assertTrue(ids.min() >= 0 and ids.max() < definitions.VOCABULARY and len(set(ids.ravel().tolist())) > 30)

    def test_sample_0_is_the_image(self):
        """By PyTorch's own bilinear resize."""
        model = self.models["mobilenetv2-small"]
        pixels = np.fromfile(self.out / model["image"]["file"], np.uint8).reshape(480, 640, 3)
        self.assertGreater(len(np.unique(pixels)), 200)
        planes = torch.from_numpy(pixels).permute(2, 0, 1)[None].double() / 255
        resized = torch.nn.functional.interpolate(planes, size=(96, 96), mode="bilinear", align_corners=False)
        mean, deviation = (torch.tensor(values)[None, :, None, None] for values in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
        expected = (resized - mean) / deviation
        np.testing.assert_allclose(self.arrays(model, 0, "inputs")[0], expected.numpy(), atol=1e-6)

    def test_fused_and_unfused(self):
        folder = self.out / "mobilenetv2-small"
        self.assertNotIn(b"BatchNormalization", (folder / "model.onnx").read_bytes())
        self.assertIn(b"BatchNormalization", (folder / "unfused.onnx").read_bytes())
        self.assertNotIn("BatchNormalization", (folder / "graph.txt").read_text())
        self.assertIn("batch_norm", str(torch.jit.load(str(folder / "plain.pt")).inlined_graph))
        self.assertNotIn("batch_norm", str(torch.jit.load(str(folder / "frozen.pt")).inlined_graph))

    def test_channels_last(self):
        for variant, expected in (("torchscript", False), ("torchscript-channels-last", True)):
            module = torch.jit.load(str(self.out / self.models["mobilenetv2-small"]["files"][variant][0]))
            kernels = [one for one in module.parameters() if one.dim() == 4 and one.shape[2] > 1 < one.shape[1]]
            self.assertTrue(kernels)
            for kernel in kernels:
                self.assertEqual(kernel.is_contiguous(memory_format=torch.channels_last), expected)

    def test_encoder_is_of_plain_operators(self):
        lines = (self.out / "encoder" / "graph.txt").read_text().splitlines()
        operators = {line.split(" = ")[1].split("(")[0] for line in lines if " = " in line}
        self.assertLessEqual({"Gather", "MatMul", "Softmax", "Erf", "LayerNormalization"}, operators)
        self.assertFalse([name for name in operators if "." in name], "an operator of another domain")
        self.assertFalse([line for line in lines if "?" in line], "a shape is not known")

    def test_two_runs_give_the_same_bytes(self):
        second = self.folder / "second"
        result = run("--out", second, "--model", "encoder", "--model", "mobilenetv2-small", PYTHONHASHSEED="7")
        self.assertEqual(result.returncode, 0, result.stderr)
        for model in read_index(second)["models"]:
            self.assertEqual(model["sha256"], self.models[model["name"]]["sha256"])

    def test_up_to_date(self):
        before = {path: path.stat().st_mtime_ns for path in self.out.rglob("*")}
        self.assertEqual(self.succeeds("--model", "encoder"), "encoder: up to date\n")
        self.assertEqual({path: path.stat().st_mtime_ns for path in self.out.rglob("*")}, before)

    def test_damage_is_repaired(self):
        self.out = self.folder / "copy"
        shutil.copytree(self.first / "encoder", self.out / "encoder")
        shutil.copy(self.first / "models.json", self.out)
        damaged = self.out / "encoder" / "model.onnx"
        whole = damaged.read_bytes()
        damaged.write_bytes(whole[:-1])
        (self.out / ".making-left-over").mkdir()
        self.assertIn("encoder: torchscript", self.succeeds("--model", "encoder"))
        self.assertTrue(damaged.read_bytes() == whole)
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), ["encoder", "models.json"])
        self.assertEqual([model["name"] for model in read_index(self.out)["models"]], ["mobilenetv2-small", "encoder"])

    def test_other_sources_or_tools_are_not_up_to_date(self):
        tools = command_line.find_tools()
        directory = command_line.Directory(self.out)
        self.addCleanup(os.close, directory.handle)
        request = {"own": "encoder", "description": OWN["encoder"]}
        self.assertTrue(directory.is_current("encoder", command_line.stamp(tools, request)))
        self.assertFalse(directory.is_current("encoder", command_line.stamp({**tools, "torch": "9"}, request)))
        self.assertFalse(directory.is_current("resnet50", command_line.stamp(tools, request)))
        with unittest.mock.patch.object(command_line, "HERE", self.folder):
            self.assertFalse(directory.is_current("encoder", command_line.stamp(tools, request)))


class Several(torch.nn.Module):
    """Inputs of several types, two outputs, a choice at run time, a batch norm."""

    def __init__(self):
        super().__init__()
        self.linear, self.norm = torch.nn.Linear(8, 8), torch.nn.BatchNorm2d(8)
        self.convolution = torch.nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.norm.running_mean.fill_(0.1)
        self.norm.running_var.fill_(0.7)

    def forward(self, a, b, ids):
        y = torch.relu(self.norm(self.convolution(a))).mean((2, 3)) + self.linear(b)
        if bool(y.sum() > 0):
            y = y * 2
        return y, ids * 3


class Function(torch.nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


SEVERAL_EXAMPLE = (torch.ones(1, 3, 16, 16), torch.ones(1, 8), torch.ones(1, 4, dtype=torch.int64))
SEVERAL_INPUTS = ["--input", "a:f32:1x3x16x16", "--input", "b:f32:1x8", "--input", "ids:i64:1x4:-5..99"]


class UserModels(Folder):
    def setUp(self):
        super().setUp()
        torch.manual_seed(5)

    def save(self, module, example, name="net.pt"):
        path = self.folder / name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.jit.trace(module.eval(), example, strict=False).save(str(path))
        return path

    def classifier(self):
        layers = torch.nn.Sequential(torch.nn.Conv2d(3, 6, 3, stride=2, bias=False), torch.nn.BatchNorm2d(6), torch.nn.ReLU6(),
                                     torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(6, 10))
        layers[1].running_var.uniform_(0.2, 2)
        return layers

    def save_onnx(self, name="net.onnx", **options):
        path = self.folder / name
        torch.onnx.export(self.classifier().eval(), torch.ones(1, 3, 20, 30), str(path), opset_version=13, input_names=["image"],
                          output_names=["scores"], **options)
        return path

    def test_traced(self):
        path = self.save(self.classifier(), torch.ones(1, 3, 20, 30))
        options = ["--from", path, "--name", "net", "--input", "x:f32:1x3x20x30"]
        self.succeeds(*options)
        model = self.model("net")
        self.assertEqual((model["task"], set(model["files"])), ("classify", ALL_VARIANTS))
        self.assertEqual(model["outputs"], [{"name": "y", "type": "f32", "shape": [1, 10]}])
        self.assertEqual((self.out / "net" / "plain.pt").read_bytes(), path.read_bytes())
        self.assertEqual(self.succeeds(*options), "net: up to date\n")
        self.assertIn("net: torchscript", self.succeeds(*options, "--task", "tensors"))
        self.assertEqual(self.model("net")["task"], "tensors")
        path.write_bytes(self.save(self.classifier(), torch.ones(1, 3, 20, 30), "other.pt").read_bytes())
        self.assertIn("net: torchscript", self.succeeds(*options))

    def test_scripted_with_several_inputs_and_outputs(self):
        path = self.folder / "net.pt"
        torch.jit.script(Several().eval()).save(str(path))
        self.succeeds("--from", path, "--name", "several", *SEVERAL_INPUTS)
        model = self.model("several")
        self.assertEqual((model["task"], set(model["files"])), ("tensors", ALL_VARIANTS))
        self.assertEqual(model["outputs"], [{"name": "y0", "type": "f32", "shape": [1, 8]}, {"name": "y1", "type": "i64", "shape": [1, 4]}])
        sample = model["samples"][1]
        ids, tripled = (np.fromfile(self.out / file, np.int64) for file in (sample["inputs"][2], sample["outputs"][1]))
        np.testing.assert_array_equal(ids * 3, tripled)
        self.assertTrue(ids.min() >= -5 and ids.max() <= 99)

    def test_frozen_and_lite(self):
        example = torch.ones(1, 3, 20, 30)
        traced = torch.jit.trace(self.classifier().eval(), example)
        torch.jit.freeze(traced).save(str(self.folder / "frozen.pt"))
        traced._save_for_lite_interpreter(str(self.folder / "net.ptl"))
        for file, without in (("frozen.pt", {"torchscript-channels-last", "onnx-unfused"}), ("net.ptl", set())):
            self.succeeds("--from", self.folder / file, "--name", "net", "--input", "x:f32:1x3x20x30")
            self.assertEqual(set(self.model("net")["files"]), ALL_VARIANTS - without)

    def test_what_has_no_onnx_form(self):
        path = self.save(Function(torch.special.i1), torch.ones(2))
        shown = self.succeeds("--from", path, "--name", "net", "--input", "x:f32:2")
        model = self.model("net")
        self.assertEqual(set(model["files"]), {"torchscript", "torchscript-frozen", "lite", "lite-optimised"})
        self.assertRegex(shown, "without onnx: .*aten::special_i1")
        self.assertIn("special_i1", (self.out / "net" / "graph.txt").read_text())

    def test_onnx(self):
        path = self.save_onnx()
        shown = self.succeeds("--from", path, "--name", "net")
        model = self.model("net")
        self.assertEqual((model["task"], set(model["files"])), ("classify", {"onnx", "openvino"}))
        self.assertEqual([entry["name"] for entry in (*model["inputs"], *model["outputs"])], ["image", "scores"])
        self.assertEqual(shown.count("without"), 1, shown)
        self.assertEqual(self.succeeds("--from", path, "--name", "net"), "net: up to date\n")

    def test_onnx_with_open_sizes(self):
        path = self.save_onnx(dynamic_axes={"image": {0: "batch", 3: "width"}})
        own = ["--from", path, "--name", "net"]
        self.fails("image is float.batch,3,20,width.: its open sizes must be given: --input image:f32:SHAPE", *own)
        for wrong in ("image:f32:1x3x21x30", "image:f64:1x3x20x30", "image:f32:1x3x20"):
            self.fails(f"--input {wrong} does not fit", *own, "--input", wrong)
        self.fails("takes image:float.*--input must name these", *own, "--input", "x:f32:1x3x20x30")
        self.succeeds(*own, "--input", "image:f32:1x3x20x44")
        self.assertEqual(self.model("net")["inputs"][0]["shape"], [1, 3, 20, 44])
        self.assertIn("float[1,3,20,44]", (self.out / "net" / "graph.txt").read_text())

    def test_onnx_with_weights_in_another_file(self):
        path = self.save_onnx()
        script = ("import onnx, sys\nm = onnx.load(sys.argv[1])\n"
                  "onnx.save(m, sys.argv[2], save_as_external_data=True, location='weights.bin', size_threshold=0)")
        subprocess.run([VENV_PYTHON, "-c", script, path, self.folder / "split.onnx"], check=True)
        own = ["--from", self.folder / "split.onnx", "--name", "net"]
        self.succeeds(*own)
        self.assertEqual(self.model("net")["files"]["onnx"], ["net/model.onnx"])
        self.assertEqual(self.succeeds(*own), "net: up to date\n")
        weights = bytearray((self.folder / "weights.bin").read_bytes())
        weights[3] ^= 0x80  # a sign
        (self.folder / "weights.bin").write_bytes(weights)
        self.assertIn("net: onnx", self.succeeds(*own))
        (self.folder / "weights.bin").unlink()
        self.fails("other: .*weights.bin", "--from", self.folder / "split.onnx", "--name", "other")

    def test_inputs_that_the_model_does_not_take(self):
        path = self.save(Several(), SEVERAL_EXAMPLE)
        own = ["--from", path, "--name", "net"]
        self.fails("does not run on a:f32:1x3x16x16: .*missing value for argument 'b'", *own, *SEVERAL_INPUTS[:2])
        self.fails("expected input.* to have 3 channels", *own, "--input", "a:f32:1x4x16x16", *SEVERAL_INPUTS[2:])
        self.fails("--input NAME:TYPE:SHAPE is needed", *own)
        self.fails("use --task tensors", *own, "--task", "classify", *SEVERAL_INPUTS)

    def test_outputs_that_cannot_be(self):
        for message, code, function in (("gives a dict", 2, lambda x: {"a": x}), ("not finite", 1, lambda x: torch.log(x - 5)),
                                        ("output y has the type bool", 2, lambda x: x > 0)):
            path = self.save(Function(function), torch.ones(2))
            self.fails(message, "--from", path, "--name", "net", "--input", "x:f32:2", code=code)

    def test_files_that_are_no_model(self):
        whole = self.save(self.classifier(), torch.ones(1, 3, 20, 30)).read_bytes()
        onnx = self.save_onnx().read_bytes()
        module = self.classifier()
        torch.save(module, self.folder / "eager.pt")
        torch.save(module.state_dict(), self.folder / "weights.pt")
        torch.save(module, self.folder / "old.pt", _use_new_zipfile_serialization=False)
        with zipfile.ZipFile(self.folder / "archive.pt", "w") as archive:
            archive.writestr("readme", "nothing")
        with zipfile.ZipFile(self.folder / "hollow.pt", "w") as archive:
            archive.writestr("net/constants.pkl", b"\x80\x02).")
        # Its middle lost, its directory at the end whole.
        (self.folder / "holes.pt").write_bytes(whole[:2000] + bytes(len(whole) - 6000) + whole[-4000:])
        for name, content in (("half.pt", whole[:len(whole) // 2]), ("half.onnx", onnx[:len(onnx) // 2]), ("text.onnx", b"not a model\n"),
                              ("noise.onnx", b"\xff" * 1000), ("empty.onnx", b"")):
            (self.folder / name).write_bytes(content)
        for names, message in (
                (("eager.pt", "weights.pt", "old.pt"), "is a Python pickle"), (("archive.pt",), "not one of TorchScript"),
                (("hollow.pt", "holes.pt"), "is not a TorchScript file"), (("half.pt",), "broken archive"),
                (("half.onnx", "text.onnx", "noise.onnx"), "not a valid ONNX model"), (("empty.onnx",), "is empty"),
                (("none.onnx",), "cannot read .*No such file")):
            for name in names:
                self.fails(message, "--from", self.folder / name, "--name", "net", "--input", "x:f32:1x3x20x30")
        self.fails("Is a directory", "--from", self.folder, "--name", "net")

    def test_pickled_code_does_not_run(self):
        class Trap:
            def __reduce__(self):
                return os.mkdir, (str(trap),)
        trap = self.folder / "trap"
        for name, zipped in (("a.pt", True), ("b.pt", False)):
            torch.save(Trap(), self.folder / name, _use_new_zipfile_serialization=zipped)
            self.fails("reading one runs code", "--from", self.folder / name, "--name", "net", "--input", "x:f32:2")
        # A pickle in the clothes of TorchScript.
        with zipfile.ZipFile(self.folder / "a.pt") as archive, zipfile.ZipFile(self.folder / "c.pt", "w") as forged:
            for name in archive.namelist():
                forged.writestr(name, archive.read(name))
            forged.writestr("a/constants.pkl", archive.read("a/data.pkl"))
        self.fails("is not a TorchScript file", "--from", self.folder / "c.pt", "--name", "net", "--input", "x:f32:2")
        self.assertFalse(trap.exists())

    def test_full_disk(self):
        """At different places of the way: the first file, a later one, OpenVINO's own writing."""
        onnx = self.save_onnx()
        script = self.save(self.classifier(), torch.ones(1, 3, 20, 30))
        for path, limit in ((script, 100), (script, 8 * 1024), (onnx, 1000), (onnx, onnx.stat().st_size + 5000)):
            self.fails("cannot (read or )?write", "--from", path, "--name", "net", "--input", "image:f32:1x3x20x30", file_limit=limit)
            self.assertEqual(list(self.out.iterdir()), [])

    def test_a_worker_that_dies(self):
        script = self.folder / "dies.py"
        script.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
        with self.assertRaisesRegex(command_line.UsageError, r"^net: .*dies.py died of signal 11 \(Segmentation fault\)$"):
            command_line.run_worker("/usr/bin/python3", script, {}, "net")
        script.write_text("import sys\nprint('chatter')\nsys.exit('last words')")
        with self.assertRaisesRegex(command_line.UsageError, "ended with exit code 1: last words$"):
            command_line.run_worker("/usr/bin/python3", script, {}, "net")


class Directory(Folder):
    """How make-models treats the models directory, without making much."""

    def test_index_that_is_not_ours(self):
        self.out.mkdir()
        for content, message in (("{", "truncated"), ("[]", "truncated"),
                                 ('{"schema": "nearnative-models-9"}', "expected nearnative-models-1"),
                                 ('{"schema": "nearnative-models-1", "models": [{}]}', "truncated")):
            (self.out / "models.json").write_text(content)
            self.fails(f"models.json.*{message}.*remove it", "--model", "encoder")
            self.assertEqual((self.out / "models.json").read_text(), content)

    def test_folder_that_is_not_ours(self):
        (self.out / "encoder").mkdir(parents=True)
        (self.out / "encoder" / "thesis.txt").write_text("mine")
        self.fails("encoder is there and not in models.json", "--model", "encoder")
        self.assertEqual((self.out / "encoder" / "thesis.txt").read_text(), "mine")

    def test_two_at_once(self):
        self.out.mkdir()
        handle = os.open(self.out, os.O_RDONLY)
        self.addCleanup(os.close, handle)
        fcntl.flock(handle, fcntl.LOCK_EX)
        self.fails("another make-models works in", "--model", "encoder")

    def test_out_is_a_file(self):
        self.out.write_text("")
        self.fails("cannot write to .*out: File exists", "--model", "encoder")

    def test_termination_leaves_nothing(self):
        process = subprocess.Popen([TOOL, "--out", self.out, "--model", "encoder"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (self.out.is_dir() and list(self.out.iterdir())) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(), 143)
        self.assertEqual(list(self.out.iterdir()), [])

    def test_all_or_nothing(self):
        """When models.json cannot be written, the old model is back."""
        directory = command_line.Directory(self.out)
        self.addCleanup(os.close, directory.handle)
        for version in ("old", "new"):
            with directory.new_folder() as folder:
                (folder / "file").write_text(version)
                model = {"name": "net", "sha256": {"files": {}}}
                if version == "old":
                    directory.put(folder, model, {})
                else:
                    with unittest.mock.patch.object(Path, "replace", side_effect=OSError(28, "No space left")), self.assertRaises(OSError):
                        directory.put(folder, model, {})
        self.assertEqual((self.out / "net" / "file").read_text(), "old")
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), ["models.json", "net"])


class CommandLine(Folder):
    def test_wrong_options(self):
        file = self.folder / "net.onnx"
        file.write_bytes(b"x")
        own = ["--from", file, "--name", "net"]
        for message, arguments in (
                ("invalid choice: 'vgg'", ["--model", "vgg"]), ("--from needs --name", ["--from", file]),
                ("may hold small letters", ["--from", file, "--name", "../net"]),
                ("is a model of the corpus", ["--from", file, "--name", "encoder"]),
                ("--name belongs to --from", ["--name", "net"]), ("give one of them", [*own, "--model", "encoder"]),
                ("is not NAME:TYPE:SHAPE", [*own, "--input", "x"]), ("unknown type f8", [*own, "--input", "x:f8:1"]),
                ("sizes must be at least 1", [*own, "--input", "x:f32:1x0"]), ("elements at most", [*own, "--input", "x:f32:99999x99999"]),
                ("5 is above 2", [*own, "--input", "x:f32:1:5..2"]), ("u8 has 0..255", [*own, "--input", "x:u8:1:0..256"]),
                ("not two numbers of type i32", [*own, "--input", "x:i32:1:0.5..2"]),
                ("same name", [*own, "--input", "x:f32:1", "--input", "x:f32:1"])):
            with self.subTest(message):
                self.fails(message, *arguments)

    def test_missing_tools(self):
        self.fails("needs onnx in .*nowhere.*run setup/install", "--model", "encoder", NEARNATIVE_DEPS=str(self.folder / "nowhere"))
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "python3").symlink_to("/usr/bin/python3")
        (programs / "env").symlink_to("/usr/bin/env")
        self.fails("needs Debian's python3-torch; run setup/install", "--model", "encoder", PATH=str(programs))

    def test_help_and_version(self):
        shown = run("--help").stdout
        self.assertIn("examples:", shown)
        for name in OWN:
            self.assertIn(name, shown)
        self.assertRegex(run("--version").stdout, r"^make-models, torch \S+, torchvision \S+, onnx \S+, onnxruntime \S+, openvino \S+\n$")


class Checks(unittest.TestCase):
    """What makes a check fail, and what does not."""

    def test_catalogue(self):
        self.assertEqual(set(OWN), set(definitions.MODELS))
        self.assertEqual(command_line.TYPES, tuple(samples.DTYPES))

    def test_difference(self):
        one = np.array([1, -4], np.float32)
        self.assertEqual(reference.difference(one, one), 0)
        self.assertEqual(reference.difference(one + np.float32(0.5), one), 0.125)
        for other in (one.astype(np.float64), one[None], np.array([1, np.nan], np.float32)):
            self.assertEqual(reference.difference(other, one), float("inf"))
        numbers = np.array([1, 2])
        self.assertEqual((reference.difference(numbers, numbers), reference.difference(numbers, numbers + 1)), (0, float("inf")))

    def test_wrong_results_are_an_error(self):
        expected = np.array([1, 2], np.float32)
        made = [([expected], [expected])]
        self.assertLess(reference.compare("onnx", lambda arrays: [arrays[0] * np.float32(1.00001)], made), 2e-5)
        for wrong in (lambda arrays: [arrays[0] * np.float32(1.001)], lambda arrays: []):
            with self.assertRaises(ModelError) as caught:
                reference.compare("onnx", wrong, made)
            self.assertTrue(caught.exception.check)

    def test_outputs_that_do_not_depend_on_the_input(self):
        constant = np.ones((1, 4), np.float32)
        with self.assertRaisesRegex(ModelError, "weights must let the input through"):
            torch_side.check_outputs_differ([([], [constant]), ([], [constant * np.float32(1.01)])])

    def test_calibration(self):
        """Channels of a convolution with a bias have mean 0 and variance 1; so have the statistics of a batch norm after one without."""
        torch.manual_seed(1)
        plain = torch.nn.Sequential(torch.nn.Conv2d(3, 5, 3), torch.nn.ReLU(), torch.nn.Conv2d(5, 4, 1)).double()
        normed = torch.nn.Sequential(torch.nn.Conv2d(3, 5, 3, bias=False), torch.nn.BatchNorm2d(5)).double().eval()
        images = torch.rand(4, 3, 16, 16, dtype=torch.float64) * 50
        for module in (plain, normed):
            definitions.calibrate(module, images)
            self.assertFalse(any(part.training for part in normed.modules() if isinstance(part, torch.nn.BatchNorm2d)))
            with torch.no_grad():
                output = module(images)
            np.testing.assert_allclose(output.mean((0, 2, 3)), 0, atol=1e-6)
            np.testing.assert_allclose(output.var((0, 2, 3), unbiased=False), 1, atol=1e-2)


if __name__ == "__main__":
    unittest.main()
