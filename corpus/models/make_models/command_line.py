# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The command make-models: decides what has to be made, starts the two workers for it, and keeps the models directory whole.
Needs nothing but Python's own library, so that a second run, with nothing to do, takes no time."""
import argparse
import contextlib
import fcntl
import hashlib
import importlib.metadata
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from catalogue import OWN

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SCHEMA = "nearnative-models-1"
SYSTEM_PYTHON = "/usr/bin/python3"
TYPES = ("f16", "f32", "f64", "u8", "i32", "i64")
UNFINISHED = ".making-"

DESCRIPTION = """Makes the models of the corpus from PyTorch definitions with seeded weights, or takes a model of your own:
TorchScript, PyTorch Mobile, ONNX and OpenVINO files, sample inputs, reference outputs, and models.json over all of them.
Every file is checked against the reference. What is up to date is not made again."""
EPILOG = """examples:
  make-models --out models                                    all models of the corpus
  make-models --out models --model encoder                    one of them
  make-models --out models --from net.onnx --name net         your own ONNX model
  make-models --out models --from net.pt --name net --input x:f32:1x3x224x224
  make-models --out models --from bert.pt --name bert --input ids:i64:1x128:0..30521 --input mask:i64:1x128:1..1

models of the corpus:
""" + "\n".join(f"  {name:<20}{text}" for name, text in OWN.items()) + """

exit codes: 0 all made or up to date; 1 a file's results differ from the reference; 2 anything else, in one line"""


class UsageError(Exception):
    """One line that says what, where and what to do."""


class CheckError(Exception):
    """A model was made, but what one of its files computes is wrong."""


def parse_input(text):
    """NAME:TYPE:SHAPE[:LOW..HIGH] as an input of models.json, with "range" if one is given."""
    match = re.fullmatch(r"([A-Za-z_][A-Za-z0-9_.]*):([a-z0-9]+):(\d+(?:x\d+)*)(?::(-?[\d.]+?)\.\.(-?[\d.]+))?", text)
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is not NAME:TYPE:SHAPE or NAME:TYPE:SHAPE:LOW..HIGH, such as x:f32:1x3x224x224")
    name, type_name, shape, low, high = match.groups()
    if type_name not in TYPES:
        raise argparse.ArgumentTypeError(f"'{text}': unknown type {type_name}; there are {', '.join(TYPES)}")
    sizes = [int(size) for size in shape.split("x")]
    if min(sizes) < 1 or math.prod(sizes) > 1 << 28:
        raise argparse.ArgumentTypeError(f"'{text}': sizes must be at least 1 and {1 << 28} elements at most in all")
    entry = {"name": name, "type": type_name, "shape": sizes}
    if low is not None:
        number = float if type_name.startswith("f") else int
        try:
            entry["range"] = [number(low), number(high)]
        except ValueError:
            raise argparse.ArgumentTypeError(f"'{text}': {low}..{high} are not two numbers of type {type_name}") from None
        if entry["range"][0] > entry["range"][1]:
            raise argparse.ArgumentTypeError(f"'{text}': {low} is above {high}")
        if type_name == "u8" and not 0 <= entry["range"][0] <= entry["range"][1] <= 255:
            raise argparse.ArgumentTypeError(f"'{text}': u8 has 0..255")
    return entry


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"make-models: error: {message}; see make-models --help\n")


def parse_arguments(arguments):
    parser = Parser(prog="make-models", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", metavar="DIR", type=Path, default=ROOT / "build" / "models",
                        help="the models directory (default: build/models)")
    parser.add_argument("--model", metavar="NAME", action="append", default=[], choices=OWN, help="only this one of the corpus; repeatable")
    parser.add_argument("--from", metavar="FILE", dest="file", type=Path,
                        help="a model of your own: TorchScript (.pt, .ptl) or ONNX (.onnx)")
    parser.add_argument("--name", metavar="NAME", help="what your own model is called")
    parser.add_argument("--input", metavar="NAME:TYPE:SHAPE[:LOW..HIGH]", dest="inputs", action="append", type=parse_input,
                        help="an input of your own model, in order; repeatable. Types: " + ", ".join(TYPES)
                        + ". LOW..HIGH: its values in the samples (default: -1..1, integers 0..1). ONNX: needed where its sizes are open")
    parser.add_argument("--task", choices=("classify", "tensors"),
                        help="classify: one image in, scores out; tensors: anything else (default: by the shapes)")
    parser.add_argument("--version", action="store_true", help="the versions of the libraries that are used")
    options = parser.parse_args(arguments)
    if options.file is None:
        for given, option in ((options.name, "--name"), (options.inputs, "--input"), (options.task, "--task")):
            if given:
                parser.error(f"{option} belongs to --from")
    else:
        if options.model:
            parser.error("--model is for models of the corpus, --from for your own: give one of them")
        if not options.name:
            parser.error("--from needs --name")
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", options.name):
            parser.error(f"--name '{options.name}' may hold small letters, digits and - only")
        if options.name in OWN:
            parser.error(f"--name {options.name} is a model of the corpus; choose another")
        names = [entry["name"] for entry in options.inputs or []]
        if len(set(names)) != len(names):
            parser.error("two --input have the same name")
    return options


def venv_python():
    deps = Path(os.environ.get("NEARNATIVE_DEPS", ROOT / "build" / "deps"))
    return deps / "venv" / "bin" / "python"


def venv_packages():
    return str(next(iter(venv_python().parent.parent.glob("lib/python3*/site-packages")), "nowhere"))


def find_tools():
    """The versions of all libraries that make models, found without loading them. Raises UsageError when one is missing."""
    tools = {}
    for module in ("torch", "torchvision"):
        try:
            query = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", f"python3-{module}"]
            status, version = subprocess.run(query, capture_output=True, text=True, check=True).stdout.split()
            if status != "installed":
                raise ValueError
        except (OSError, subprocess.CalledProcessError, ValueError):
            raise UsageError(f"needs Debian's python3-{module}; run setup/install") from None
        tools[module] = version
    for package in ("onnx", "onnxruntime", "openvino"):
        found = next(iter(importlib.metadata.distributions(name=package, path=[venv_packages()])), None)
        if found is None:
            raise UsageError(f"needs {package} in {venv_python().parent.parent}; run setup/install, or set NEARNATIVE_DEPS")
        tools[package] = found.version
    return tools


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def stamp(tools, options):
    """A hash of all that decides what comes out: these sources, the libraries and the options of one model."""
    digest = hashlib.sha256(json.dumps([tools, options], sort_keys=True).encode())
    for source in sorted(HERE.glob("*.py")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


class Directory:
    """The models directory. A model's folder is made beside its place and appears there whole, with its entry in models.json."""

    def __init__(self, path):
        self.path = path
        self.index = path / "models.json"
        try:
            path.mkdir(parents=True, exist_ok=True)
            self.handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise UsageError(f"cannot write to {path}: {error.strerror}") from error
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"another make-models works in {path}; wait for it, or choose another --out") from error
        self.models = self.read()
        for left_over in path.glob(UNFINISHED + "*"):  # of a run that was killed
            shutil.rmtree(left_over, ignore_errors=True)

    def read(self):
        if not self.index.exists():
            return []
        advice = "remove it, or choose another --out"
        try:
            content = json.loads(self.index.read_text(encoding="utf-8"))
            if content["schema"] != SCHEMA:
                raise UsageError(f"{self.index} is {content['schema']}; expected {SCHEMA}: {advice}")
            if not all(isinstance(model["name"], str) and isinstance(model["sha256"]["files"], dict) for model in content["models"]):
                raise ValueError
            return content["models"]
        except OSError as error:
            raise UsageError(f"cannot read {self.index}: {error.strerror}") from error
        except (ValueError, KeyError, TypeError):
            raise UsageError(f"{self.index} is not a list of models (truncated?): {advice}") from None

    def is_current(self, name, made_from):
        model = next((model for model in self.models if model["name"] == name), None)
        if model is None or model.get("made_from") != made_from:
            return False
        try:
            return all(sha256_of(self.path / file) == expected for file, expected in model["sha256"]["files"].items())
        except OSError:
            return False

    @contextlib.contextmanager
    def new_folder(self):
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.path))
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def check_place(self, name):
        """A folder of that name that models.json does not know is somebody's else."""
        if (self.path / name).exists() and all(model["name"] != name for model in self.models):
            raise UsageError(f"{self.path / name} is there and not in models.json; move it away, or choose another --out")

    def put(self, folder, model, tools):
        """Moves a finished folder to its place, in that of an older one. All of it happens, or nothing."""
        place = self.path / model["name"]
        others = [other for other in self.models if other["name"] != model["name"]]
        order = [*OWN, *sorted(other["name"] for other in others if other["name"] not in OWN), model["name"]]
        with self.new_folder() as old:
            had_one = place.exists()
            if had_one:
                place.rename(old / "old")
            folder.rename(place)
            try:
                self.write_index(sorted([*others, model], key=lambda one: order.index(one["name"])), tools)
            except BaseException:
                place.rename(folder)
                if had_one:
                    (old / "old").rename(place)
                raise

    def write_index(self, models, tools):
        new = self.path / (UNFINISHED + "models.json")
        try:
            new.write_text(json.dumps({"schema": SCHEMA, "tools": tools, "models": models}, indent=1) + "\n", encoding="utf-8")
            new.replace(self.index)
        finally:
            new.unlink(missing_ok=True)
        self.models = models


class Progress:
    """What is being done now, in one line on a terminal that the next one replaces; nothing elsewhere."""

    def __init__(self):
        self.shown = sys.stderr.isatty()

    def say(self, text=""):
        if self.shown:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def run_worker(python, script, request, name):
    """Lets a worker answer a request, in a process of its own, whatever the model does to it."""
    try:
        # -s: a PyTorch that pip put into the user's own folder is not the one whose version is recorded.
        process = subprocess.run([python, "-s", "-B", HERE / script], input=json.dumps(request), capture_output=True, check=False,
                                 encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"cannot start {python}: {error.strerror}; run setup/install") from error
    try:
        result = json.loads(process.stdout.splitlines()[-1])  # before it may be what libraries print when they are loaded
    except (ValueError, IndexError):
        code = process.returncode
        end = f"died of signal {-code} ({signal.strsignal(-code)})" if code < 0 else f"ended with exit code {code}"
        words = process.stderr.strip().splitlines()
        raise UsageError(f"{name}: {script} {end}{': ' + words[-1][:240] if words else ''}") from None
    if "error" in result:
        raise (CheckError if result["check"] else UsageError)(f"{name}: {result['error']}")
    return result


def kind_of(path):
    """"torchscript" or "onnx", by what is in the file."""
    try:
        with open(path, "rb") as file:
            start = file.read(4)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    pickled = (f"{path} is a Python pickle (torch.save), and reading one runs code; "
               "save the model by torch.jit.trace(model, input).save(file)")
    if not start:
        raise UsageError(f"{path} is empty")
    if start[:1] == b"\x80":
        raise UsageError(pickled)
    if start != b"PK\x03\x04":
        return "onnx"
    try:
        names = zipfile.ZipFile(path).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UsageError(f"{path} is a broken archive (truncated?): {error}") from None
    if not any(name.endswith("/constants.pkl") for name in names):
        is_pickle = any(name.endswith("data.pkl") for name in names)
        raise UsageError(pickled if is_pickle else f"{path} is an archive, but not one of TorchScript")
    return "torchscript"


def make_model(directory, name, request, tools, made_from, progress):
    """Makes one model in the directory; returns its entry."""
    with directory.new_folder() as folder:
        request = {**request, "folder": str(folder), "onnx_packages": venv_packages()}
        result = None
        if request.get("kind") != "onnx":
            progress.say(f"{name}: PyTorch: weights, reference, exports")
            result = run_worker(SYSTEM_PYTHON, "torch_side.py", request, name)
        progress.say(f"{name}: ONNX Runtime, OpenVINO")
        result = run_worker(venv_python(), "onnx_side.py", {**request, "model": result}, name)
        files = sorted(file.name for file in folder.iterdir())

        def place(file):
            return f"{name}/{file}"

        model = {
            "name": name, "description": request["description"], "task": result["task"],
            "inputs": result["inputs"], "outputs": result["outputs"],
            "files": {variant: [place(file) for file in made] for variant, made in result["files"].items()},
            "samples": [{side: [place(file) for file in sample[side]] for side in ("inputs", "outputs")} for sample in result["samples"]],
            "sha256": {"tensors": result["tensors"], "graph": sha256_of(folder / "graph.txt"),
                       "files": {place(file): sha256_of(folder / file) for file in files}},
            "differences": result["differences"], "left_out": result["left_out"], "tools": tools, "made_from": made_from,
        }
        if "image" in result:
            model["image"] = {**result["image"], "file": place(result["image"]["file"])}
        directory.put(folder, model, tools)
    return model


def weight_files(path):
    """Hashes of the files beside an ONNX file that it names: its weights may be in one."""
    content = path.read_bytes()
    beside = sorted(other for other in path.parent.iterdir() if other.is_file() and other != path)
    return {other.name: sha256_of(other) for other in beside if other.name.encode() in content}


def wanted_models(options):
    """(name, request) of all models that the command line names."""
    if options.file is None:
        return [(name, {"own": name, "description": OWN[name]}) for name in OWN if not options.model or name in options.model]
    kind = kind_of(options.file)
    if kind == "torchscript" and not options.inputs:
        raise UsageError(f"{options.file} is TorchScript, which does not say what its inputs are: --input NAME:TYPE:SHAPE is needed")
    return [(options.name, {"kind": kind, "file": str(options.file.resolve()), "inputs": options.inputs, "task": options.task,
                            "weights": weight_files(options.file) if kind == "onnx" else {},
                            "description": f"{options.file.name}, sha256 {sha256_of(options.file)}"})]


def made_sentence(model, directory, seconds):
    size = sum((directory.path / file).stat().st_size for file in model["sha256"]["files"])
    worst = max(model["differences"].values(), default=0)
    return f"{model['name']}: {', '.join(model['files'])}; {size / 1e6:.1f} MB in {seconds:.0f} s; largest difference {worst:.1e}"


def run(options):
    tools = find_tools()
    if options.version:
        print("make-models, " + ", ".join(f"{name} {version}" for name, version in tools.items()))
        return
    models = wanted_models(options)
    directory = Directory(options.out)
    progress = Progress()
    for name, request in models:
        progress.say(f"{name}: looks whether it is up to date")
        made_from = stamp(tools, {key: value for key, value in request.items() if key != "file"})
        if directory.is_current(name, made_from):
            progress.say()
            print(f"{name}: up to date")
            continue
        directory.check_place(name)
        start = time.monotonic()
        try:
            model = make_model(directory, name, request, tools, made_from, progress)
        finally:
            progress.say()
        print(made_sentence(model, directory, time.monotonic() - start))
        for reason in dict.fromkeys(model["left_out"].values()):
            print(f"  without {', '.join(variant for variant, why in model['left_out'].items() if why == reason)}: {reason}")
        sys.stdout.flush()


def main(arguments):
    """Runs the command; returns its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what is half made goes
    try:
        run(parse_arguments(arguments))
        return 0
    except CheckError as error:
        print(f"make-models: error: {error}", file=sys.stderr)
        return 1
    except UsageError as error:
        print(f"make-models: error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(f"make-models: error: cannot read or write{where}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("make-models: interrupted", file=sys.stderr)
        return 130
