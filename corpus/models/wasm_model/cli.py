# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles an ONNX model into C and one Wasm module with a static graph: no runtime beside it, weights in a file of their own."""

import argparse
import hashlib
import os
import re
import sys
import time
from pathlib import Path

from . import build, compiler
from .files import whole_folder, write
from .kernel_c import FORMS
from .static_graph import CompileError

EXAMPLES = """examples:
  wasm-model compile mobilenetv2.onnx -o build/mobilenetv2
  wasm-model compile model.onnx -o out --name my_model --input-shape x=1x3x224x224 --form vector --check
  wasm-model compile model.onnx -o out --passes build/release/lib/NearNativePasses-22.so --wasm-pipeline build/release/bin/wasm-pipeline
  wasm-model check build/mobilenetv2 mobilenetv2.onnx
  wasm-model profile build/mobilenetv2"""

LOADERS = ("nearnative_model.mjs", "nearnative_model.hpp")
HERE = Path(__file__).parent


class Progress:
    """Lines about what is going on; only on a terminal."""

    def __init__(self):
        self.start = time.monotonic()

    def __call__(self, text):
        if sys.stderr.isatty():
            print(f"wasm-model: {time.monotonic() - self.start:5.1f} s  {text}", file=sys.stderr, flush=True)


def c_name(text):
    """A C identifier in lower case made of a file's name."""
    name = re.sub(r"[^a-z0-9_]", "_", text.lower())
    return name if re.match(r"[a-z]", name) else f"model_{name}"


def input_shape(text):
    match = re.fullmatch(r"(.+)=(\d+(?:x\d+)*|)", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=1x3x224x224")
    return match[1], tuple(int(size) for size in match[2].split("x") if size)


def form_list(text):
    forms = text.split(",")
    unknown = [form for form in forms if form not in FORMS]
    if unknown or len(set(forms)) != len(forms):
        raise argparse.ArgumentTypeError(f"{text!r}: the forms are {', '.join(FORMS)}, each once")
    return tuple(form for form in FORMS if form in forms)


def compile_model(options, progress):
    tools = build.Tools(options.clang, options.passes, options.wasm_pipeline)
    if not options.no_build:
        tools.check()
    _, onnx_graph = compiler.import_compiler()
    model = onnx_graph.load(options.model)
    model = onnx_graph.with_fixed_inputs(model, dict(options.input_shape), options.model)
    onnx_graph.check_operators(model)
    name = options.name or c_name(Path(options.model).stem)
    progress(f"read {len(model.graph.node)} nodes")
    lowered = compiler.lower_model(model, name)
    progress(f"lowered to {len(lowered.graph.calls)} calls of {len(lowered.kernels)} kernels")
    compiled = compiler.compile_forms(lowered, options.form)
    progress(f"wrote C; TVM's default loops: {', '.join(compiled.default_loops) or 'none'}")
    with whole_folder(options.output) as folder:
        for file, content in compiler.files_of(compiled).items():
            write(os.path.join(folder, file), content)
        for loader in LOADERS:
            write(os.path.join(folder, loader), (HERE / loader).read_bytes())
        versions = {"apache-tvm": compiler.TVM_VERSION}
        if not options.no_build:
            versions["clang"] = build.version_of(tools.clang)
            build_all(tools, folder, name, options.form, progress)
        sums = {file: {"bytes": os.path.getsize(os.path.join(folder, file)), "sha256": sha256(os.path.join(folder, file))}
                for file in sorted(os.listdir(folder)) if file not in LOADERS}
        write(os.path.join(folder, f"{name}.json"), compiler.description(compiled, versions, sums))
        if options.check:
            from . import check
            check.check_model(folder, model, tools, options.tolerance, progress)
    progress("done")
    if not options.no_build:
        for form in options.form:
            print(f"{os.path.join(options.output, f'{name}.{form}.wasm')}: {sums[f'{name}.{form}.wasm']['bytes']} bytes")
    weights = os.path.join(options.output, f"{name}.weights.bin")
    print(f"{weights}: {compiled.layout.weights_bytes} bytes; memory besides: {compiled.layout.arena_bytes} bytes")


def build_all(tools, folder, name, forms, progress):
    for form in forms:
        source = os.path.join(folder, f"{name}_{form}.c")
        build.wasm_module(tools, source, os.path.join(folder, f"{name}.{form}.wasm"))
        if tools.passes or tools.pipeline:
            build.wasm_module(tools, source, os.path.join(folder, f"{name}.{form}.strict.wasm"), passes=True)
        progress(f"compiled {form} for Wasm")
    for level in build.NATIVE:
        build.native_library(tools, os.path.join(folder, f"{name}_{forms[0]}.c"), os.path.join(folder, f"{name}.{level}.so"), level)
    progress("compiled for x86-64")


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_folder(options, progress):
    from . import check, native
    _, onnx_graph = compiler.import_compiler()
    model = onnx_graph.load(options.model)
    description = native.read_description(options.folder)
    shapes = {tensor["name"]: tuple(tensor["shape"]) for tensor in description["inputs"]}
    model = onnx_graph.with_fixed_inputs(model, shapes, options.model)
    tools = build.Tools(options.clang)
    tools.check()
    check.check_model(options.folder, model, tools, options.tolerance, progress)


def profile_folder(options, progress):
    from . import profile
    tools = build.Tools(options.clang)
    tools.check()
    profile.profile_model(options.folder, tools, options.form, options.runs, progress)


def parser():
    common = {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
    main = argparse.ArgumentParser(prog="wasm-model", description=__doc__, **common)
    main.add_argument("--version", action="version", version=f"wasm-model for Apache TVM {compiler.TVM_VERSION}")
    commands = main.add_subparsers(dest="command", required=True, metavar="compile|check|profile")

    def command(name, function, description):
        one = commands.add_parser(name, description=description, help=description, **common)
        one.set_defaults(function=function)
        one.add_argument("--clang", default="clang-22", metavar="PATH", help="the compiler (default: %(default)s)")
        return one

    def tolerance(one):
        one.add_argument("--tolerance", type=float, default=1e-4, metavar="T",
                         help="largest difference to ONNX Runtime, relative to the tensor's largest value (default: %(default)s)")

    one = command("compile", compile_model, "ONNX to C, weights, Wasm modules and native libraries")
    one.add_argument("model", metavar="model.onnx")
    one.add_argument("-o", "--output", required=True, metavar="DIR", help="folder to write into; made if missing")
    one.add_argument("--name", help="C prefix and start of the file names (default: the model's file name)")
    one.add_argument("--form", type=form_list, default=FORMS, metavar="vector,tile", help="the forms to write (default: both)")
    one.add_argument("--input-shape", type=input_shape, action="append", default=[], metavar="NAME=1x3x224x224",
                     help="sizes of an input that the model leaves open; may be given several times")
    one.add_argument("--no-build", action="store_true", help="write C and weights only: no compiler is run")
    one.add_argument("--passes", metavar="PLUGIN", help="also build NAME.FORM.strict.wasm with this plugin (NearNativePasses-22.so)")
    one.add_argument("--wasm-pipeline", metavar="PATH", help="also build NAME.FORM.strict.wasm and run this wasm-pipeline on it")
    one.add_argument("--check", action="store_true", help="check the result as `wasm-model check` does; what fails is not written")
    tolerance(one)
    one = command("check", check_folder, "compare every call's result with ONNX Runtime, natively, and the outputs on V8, for three inputs")
    one.add_argument("folder", metavar="DIR", help="what `wasm-model compile` wrote")
    one.add_argument("model", metavar="model.onnx")
    tolerance(one)
    one = command("profile", profile_folder, "time per kernel: native x86-64-v2, V8 and Wasmtime side by side")
    one.add_argument("folder", metavar="DIR", help="what `wasm-model compile` wrote")
    one.add_argument("--form", choices=FORMS, default=FORMS[0], help="default: %(default)s")
    one.add_argument("--runs", type=int, default=20, metavar="N", help="inferences per engine and round (default: %(default)s)")
    return main


def main(arguments=None):
    arguments_parser = parser()
    options = arguments_parser.parse_args(arguments)
    if getattr(options, "name", None) and not re.fullmatch(r"[a-z][a-z0-9_]*", options.name):
        arguments_parser.error(f"--name={options.name}: not a lower-case C identifier")
    if getattr(options, "check", False) and options.no_build:
        arguments_parser.error("--check needs what --no-build leaves out")
    try:
        options.function(options, Progress())
    except CompileError as error:
        print(f"wasm-model: error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0
