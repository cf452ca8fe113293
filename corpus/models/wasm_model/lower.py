# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ONNX to kernels by Apache TVM: import, layout, fusion; then each kernel to C or LLVM IR behind a plain C signature.

TVM's usual product is a packed call interface and a virtual machine that walks the graph. Neither is wanted here: kernels become
functions of plain pointers and the graph becomes data (static_graph.Graph), which a driver of our own turns into straight C.
TVM's Python interface changes between releases, so its version is pinned (setup/requirements.in) and checked (compile_graph.py).
"""

import contextlib
import io
import os
import re
import sys
import unittest.mock
import warnings

import numpy as np
import tvm
from tvm import relax, s_tir, tirx
from tvm.ir import Call as RelaxCall
from tvm.ir import GenericConst, IRModule, PointerType, PrimType, Var
from tvm.relax.frontend.onnx import from_onnx
from tvm.relax.frontend.onnx import onnx_frontend
from tvm.target import Target

from . import loops
from .loops import NotCovered
from .onnx_graph import first_line
from .static_graph import Call, CompileError, Graph, Operand, Tensor

# The triples are spelled as clang-22 spells them, or it warns on every compile that it overrides them.
# "opt-level": 0 leaves the loops as TVM wrote them, for the compiler under test to optimise; 3 is TVM's own optimiser.
LLVM_TARGETS = {
    "x86_64": {"kind": "llvm", "mtriple": "x86_64-pc-linux-gnu", "mcpu": "x86-64-v2"},
    "wasm32": {"kind": "llvm", "mtriple": "wasm32-unknown-wasi", "mattr": ["+simd128"], "vector-width": 128},
}

# From this size on TVM would take a kernel's temporary from the heap, not the stack; the same limit as in its LowerTVMBuiltin.
STACK_LIMIT_BYTES = 1024


@contextlib.contextmanager
def quiet():
    """TVM's C++ side writes warnings straight to file descriptor 2; they mean nothing to a user of ours."""
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


@contextlib.contextmanager
def tvm_errors(action):
    """Turns whatever TVM raises into a CompileError of one line, and keeps its chatter off the terminal."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), quiet(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except CompileError:
        raise
    except Exception as error:  # TVM raises anything from ValueError to its own InternalError
        raise CompileError(f"TVM cannot {action}: {first_line(error)}") from error


def clip_as_relu_and_minimum(_class, builder, inputs, _attributes, _parameters):
    """Replaces TVM's converter of Clip, which emits calls that the layout pass cannot see through: it would put two transposes
    round every relu6. relu, maximum and minimum have a layout rule."""
    x, *bounds = inputs[0], inputs[1], inputs[2]
    if any(bound is not None and not isinstance(bound, GenericConst) for bound in bounds):
        raise CompileError("Clip: only constant bounds are known here")
    low, high = (None if bound is None else bound.value.numpy().item() for bound in bounds)
    dtype = str(x.ty.dtype)
    if low == 0:
        x = builder.normalize(relax.op.nn.relu(x))
    elif low is not None:
        x = builder.normalize(relax.op.maximum(x, relax.const(low, dtype)))
    return x if high is None else relax.op.minimum(x, relax.const(high, dtype))


def import_graph(model):
    """ONNX model -> Relax module: one fused, NHWC PrimFunc per kernel, and `main`, which calls them in order."""
    foreign = sorted({f"{node.domain}.{node.op_type}" for node in model.graph.node if node.domain not in ("", "ai.onnx")})
    if foreign:
        raise CompileError(f"unknown operator: {', '.join(foreign)}")
    with tvm_errors("lower this graph"):
        try:
            with unittest.mock.patch.object(onnx_frontend.Clip, "_impl_v13", classmethod(clip_as_relu_and_minimum)):
                module = from_onnx(model, keep_params_in_input=False)
        except tvm.error.OpNotImplemented as error:
            raise CompileError(f"unknown operator: {first_line(error).rpartition(': ')[2]}") from error
        if any(node.op_type == "Conv" for node in model.graph.node):
            # Some operators have no layout rule, and TVM fails where it meets one; such a graph keeps its channels first.
            with contextlib.suppress(tvm.error.TVMError):
                return fused(module, [relax.transform.ConvertLayout({"relax.nn.conv2d": ["NHWC", "HWIO"]}), relax.transform.Normalize()])
        return fused(module, [])


def fused(module, layout_passes):
    passes = relax.transform
    return tvm.transform.Sequential([
        passes.FoldConstant(), passes.DecomposeOpsForInference(), passes.FoldConstant(),
        passes.CanonicalizeBindings(), passes.DeadCodeElimination(), *layout_passes, passes.FoldConstant(),
        passes.LegalizeOps(), passes.AnnotateTIROpPattern(), passes.FoldConstant(),
        passes.FuseOps(), passes.FuseTIR(), passes.RewriteDataflowReshape(), passes.DeadCodeElimination(),
    ])(module)


def kernels_of(module):
    """{name: PrimFunc}, in the order of their names: the order of a module's functions is not promised."""
    kernels = {variable.name_hint: function for variable, function in module.functions.items() if isinstance(function, tirx.PrimFunc)}
    return dict(sorted(kernels.items()))


def tensor_of(type_, what):
    """The static shape and type of a Relax value."""
    if not isinstance(type_, relax.TensorType) or type_.shape is None:
        raise CompileError(f"{what} is not one tensor of known shape")
    try:
        return Tensor(tuple(int(size) for size in type_.shape.values), str(type_.dtype))
    except (TypeError, ValueError) as error:
        raise CompileError(f"{what} has a size that is known at run time only; give the model's inputs fixed sizes") from error


def read_graph(module):
    """Relax module of import_graph -> Graph. Reshapes cost nothing: their result is the same memory."""
    main = module["main"]
    graph = Graph()
    known = {}  # Relax variable -> Operand, or a list of them for a tuple

    def constant(expression):
        graph.constants.append(expression.value.numpy())
        return Operand("constant", len(graph.constants) - 1)

    def operand(expression):
        return constant(expression) if isinstance(expression, GenericConst) else known[expression]

    for parameter in main.params:
        known[parameter] = Operand("input", len(graph.inputs))
        graph.inputs.append(tensor_of(parameter.ty, f"input {parameter.name}"))
        graph.input_names.append(parameter.name)
    for binding in (binding for block in main.body.blocks for binding in block.bindings):
        expression = getattr(binding, "value", None)
        operator = expression.op.name if isinstance(expression, RelaxCall) and hasattr(expression.op, "name") else None
        if isinstance(expression, (Var, GenericConst)):
            known[binding.var] = operand(expression)
        elif isinstance(expression, relax.Tuple):
            known[binding.var] = [operand(field) for field in expression.fields]
        elif operator == "relax.reshape":
            known[binding.var] = operand(expression.args[0])
        elif operator == "relax.call_tir":
            kernel, arguments = expression.args[0].name_hint, [operand(argument) for argument in expression.args[1].fields]
            known[binding.var] = Operand("value", len(graph.values))
            graph.calls.append(Call(kernel, arguments, len(graph.values)))
            graph.values.append(tensor_of(binding.var.ty, f"the result of {kernel}"))
        else:
            raise CompileError(f"a static graph cannot express {operator or type(expression).__name__} (value {binding.var.name})")
    result = main.body.body
    operands = [operand(field) for field in result.fields] if isinstance(result, relax.Tuple) else operand(result)
    if not isinstance(operands, list):
        operands = [operands]
    types = result.ty.fields if isinstance(result.ty, relax.TupleType) else [result.ty]
    graph.outputs = [(output, tensor_of(type_, f"output {index}")) for index, (output, type_) in enumerate(zip(operands, types))]
    return graph


BINARY = {tirx.Add: "add", tirx.Sub: "sub", tirx.Mul: "mul", tirx.Div: "div", tirx.FloorDiv: "floordiv", tirx.FloorMod: "floormod",
          tirx.Min: "min", tirx.Max: "max", tirx.LT: "lt", tirx.LE: "le", tirx.GT: "gt", tirx.GE: "ge", tirx.EQ: "eq", tirx.NE: "ne",
          tirx.And: "and", tirx.Or: "or"}
FUNCTIONS = {"exp", "erf", "tanh", "sigmoid", "sqrt", "rsqrt", "floor", "ceil", "trunc", "log", "pow", "sin", "cos", "tan", "atan",
             "fmod", "acos", "asin", "sinh", "cosh", "log2", "log10", "log1p", "exp2", "exp10", "atan2", "asinh", "acosh", "atanh"}
RENAMED = {"fabs": "abs", "abs": "abs", "nearbyint": "round", "round": "round"}


def read_kernel(name, function):
    """PrimFunc of import_graph -> loops.Kernel. Raises NotCovered for anything but perfect loop nests of one store each."""
    root = function.body.block
    buffers = {}

    def buffer_of(buffer):
        if buffer not in buffers:
            buffers[buffer] = loops.Buffer(f"b{len(buffers)}", tuple(int(size) for size in buffer.shape), str(buffer.dtype))
        return buffers[buffer]

    parameters = [buffer_of(parameter) for parameter in function.params]
    for buffer in root.alloc_buffers:
        buffer_of(buffer)
    statements = root.body.seq if isinstance(root.body, tirx.SeqStmt) else [root.body]
    stages = [read_stage(statement, place, buffer_of) for place, statement in enumerate(statements)]
    return loops.Kernel(name, parameters, {buffer.name: buffer for buffer in buffers.values()}, stages)


def read_stage(statement, place, buffer_of):
    nest = {}
    while isinstance(statement, tirx.For):
        if int(statement.min) != 0:
            raise NotCovered("a loop that does not start at 0")
        nest[statement.loop_var] = int(statement.extent)
        statement = statement.body
    if not isinstance(statement, s_tir.SBlockRealize) or not isinstance(statement.block.body, tirx.BufferStore):
        raise NotCovered(f"a {type(statement).__name__}")
    block = statement.block
    names, axes, reduced = {}, [], []
    for variable, value in zip(block.iter_vars, statement.iter_values):
        name = f"v{place}_{len(names)}"
        names[variable.var] = name
        if value not in nest and int(variable.dom.extent) != 1:
            raise NotCovered("a loop that does not run over an axis")
        (reduced if variable.iter_type == tirx.IterVar.CommReduce else axes).append((name, int(variable.dom.extent)))
    store = block.body

    def read(node):
        return expression(node, names, buffer_of, read)

    target = buffer_of(store.buffer)
    offset = target.offset_of([read(index) for index in store.indices])
    value = read(store.value)
    if block.init is None:
        if reduced:
            raise NotCovered("a reduction without a start")
        return loops.Stage(target.name, offset, axes, value)
    start = read(block.init.value) if isinstance(block.init, tirx.BufferStore) else None
    # buffer[i] = combine(buffer[i], value): the accumulator may stand on either side.
    if not isinstance(value, loops.Operation) or value.name not in ("add", "max", "min", "mul") or not isinstance(start, loops.Constant):
        raise NotCovered("a reduction of another form")
    own = [operand for operand in value.operands if isinstance(operand, loops.Load) and operand.buffer == target.name]
    rest = [operand for operand in value.operands if operand not in own]
    if len(own) != 1 or len(rest) != 1 or any(load.buffer == target.name for load in loops.loads(rest[0])):
        raise NotCovered("a reduction of another form")
    return loops.Stage(target.name, offset, axes, rest[0], reduced, value.name, start, loops.variable_of(target.dtype, loops.ACCUMULATOR))


def expression(node, names, buffer_of, read):
    """One TIR node -> loops.Expression; `read` does the operands."""
    dtype = str(node.ty.dtype) if hasattr(node.ty, "dtype") else ""
    if isinstance(node, tirx.IntImm):
        return loops.Constant("bool" if dtype == "bool" else dtype, int(node.value))
    if isinstance(node, tirx.FloatImm):
        return loops.Constant(dtype, float(node.value))
    if isinstance(node, Var):
        return loops.Variable(loops.INDEX, names[node])
    kind = type(node)
    if kind.__name__ in ("TensorLoad", "BufferLoad"):
        buffer = buffer_of(node.source if hasattr(node, "source") else node.buffer)
        return loops.Load(dtype, buffer.name, buffer.offset_of([read(index) for index in node.indices]))
    if kind in BINARY:
        return loops.operation(dtype, BINARY[kind], read(node.a), read(node.b))
    if kind is tirx.Not:
        return loops.operation(dtype, "not", read(node.a))
    if kind is tirx.Cast:
        return loops.operation(dtype, "cast", read(node.value))
    if kind is tirx.Select:
        return loops.operation(dtype, "select", read(node.condition), read(node.true_value), read(node.false_value))
    if hasattr(node, "op") and hasattr(node, "args"):
        name = str(getattr(node.op, "name", "")).rpartition(".")[2]
        if name == "if_then_else":
            return loops.operation(dtype, name, *map(read, node.args))
        if name == "likely":
            return read(node.args[0])
        if name in FUNCTIONS or name in RENAMED:
            return loops.operation(dtype, RENAMED.get(name, name), *map(read, node.args))
        raise NotCovered(f"the function {name}")
    raise NotCovered(f"a {kind.__name__}")


def hoist_allocations(statement, found):
    """Returns `statement` without its large allocations; their buffers are appended to `found`. Scratch is never read before it is
    written, so one piece of memory serves all iterations of the loops around it."""
    def rebuilt(child):
        return hoist_allocations(child, found)

    if isinstance(statement, tirx.SeqStmt):
        return tirx.SeqStmt([rebuilt(child) for child in statement.seq if not takes(child, found)])
    if isinstance(statement, tirx.For):
        return tirx.For(statement.loop_var, statement.min, statement.extent, statement.kind, rebuilt(statement.body),
                        statement.thread_binding, statement.annotations, statement.step, statement.span)
    if isinstance(statement, tirx.AttrStmt):
        return tirx.AttrStmt(statement.node, statement.attr_key, statement.value, rebuilt(statement.body), statement.span)
    if isinstance(statement, tirx.IfThenElse):
        otherwise = None if statement.else_case is None else rebuilt(statement.else_case)
        return tirx.IfThenElse(statement.condition, rebuilt(statement.then_case), otherwise, statement.span)
    return statement


def takes(statement, found):
    """True if `statement` is a large allocation; its buffer then is appended to `found`."""
    large = isinstance(statement, tirx.AllocBuffer) and buffer_tensor(statement.buffer).bytes >= STACK_LIMIT_BYTES
    if large:
        found.append(statement.buffer)
    return large


def buffer_tensor(buffer):
    return Tensor(tuple(int(size) for size in buffer.shape), str(buffer.dtype))


def with_plain_signature(kernel, name, target):
    """PrimFunc on buffers -> (PrimFunc `int32_t name(pointers...)`, workspace Tensors). The pointers are the kernel's buffers in
    order, then one per workspace, none overlapping another."""
    workspaces = []
    body = hoist_allocations(kernel.body, workspaces)
    pointers, declarations = [], []
    for buffer in [*kernel.params, *workspaces]:
        pointer = tirx.Var(buffer.name, PointerType(PrimType(str(buffer.dtype))))
        pointers.append(pointer)
        declarations.append(tirx.DeclBuffer(buffer, data=pointer))
    body = tirx.SeqStmt([*declarations, body])
    for key, value in (("device_type", 1), ("device_id", 0)):  # LowerTVMBuiltin wants to know; 1 is the CPU
        body = tirx.AttrStmt("default", key, tirx.IntImm("int32", value), body)
    attributes = {"global_symbol": name, "target": target, "tirx.noalias": True, "calling_conv": 0}
    return tirx.PrimFunc(pointers, body, PrimType("int32")).with_attrs(attributes), [buffer_tensor(buffer) for buffer in workspaces]


def lower(kernels, target):
    """{name: PrimFunc} -> (module that a code generator takes, {name: workspace Tensors}).

    TVM's default pipeline without what serves GPUs, without common-subexpression elimination (the compiler does it better) and
    without MakePackedAPI, which with_plain_signature replaces."""
    module = IRModule({name: kernel.with_attr("global_symbol", name) for name, kernel in kernels.items()})
    transform, schedulable = tirx.transform, s_tir.transform
    module = tvm.transform.Sequential([
        transform.BindTarget(target.with_host(target)),
        schedulable.CanonicalizeLoop(), schedulable.LowerInitBlock(), schedulable.PlanAndUpdateBufferAllocationLocation(),
        schedulable.ConvertBlocksToOpaque(), schedulable.CompactBufferAllocation(), schedulable.LowerMatchBuffer(),
        schedulable.StmtSimplify(), schedulable.LowerOpaqueBlock(),
        transform.FlattenBuffer(), transform.NarrowDataType(32), schedulable.LoopPartition(), transform.VectorizeLoop(True),
        transform.StorageRewrite(), schedulable.HoistIfThenElse(), transform.UnrollLoop(), schedulable.RenormalizeSplitPattern(),
        transform.StmtSimplify(), transform.RemoveNoOp(), schedulable.RewriteUnsafeSelect(), transform.VerifyMemory(),
    ])(module)
    plain, workspaces = {}, {}
    for name, kernel in kernels_of(module).items():
        plain[name], workspaces[name] = with_plain_signature(kernel, name, target)
    module = tvm.transform.Sequential([transform.LowerTVMBuiltin(), transform.LowerIntrin()])(IRModule(plain))
    success = tirx.stmt.Return(tirx.IntImm("int32", 0))
    returning = {name: kernel.with_body(tirx.SeqStmt([kernel.body, success])) for name, kernel in kernels_of(module).items()}
    return IRModule(returning), workspaces


def kernels_as_c(kernels, read_counts):
    """({name: C text of a static function}, {name: workspace Tensors}). The first read_counts[name] pointers are read only."""
    target = Target({"kind": "c"})
    with tvm_errors("write C"):
        module, workspaces = lower(kernels, target)
        source = tvm.get_global_func("target.build.c")(module, target).inspect_source("c")

    def definition(match):
        parameters = match["parameters"].split(", ")
        constant = ["const "] * read_counts[match["name"]] + [""] * len(parameters)
        parameters = [prefix + parameter.replace("* ", " *restrict ") for prefix, parameter in zip(constant, parameters)]
        return f"KERNEL {match['name']}({', '.join(parameters)}) {{\n{match['body']}}}\n"

    # Of TVM's text we keep the function definitions; what lies between them serves its own run time and C++.
    form = re.compile(r"^TVM_DLL int32_t (?P<name>\w+)\((?P<parameters>[^)]*)\) \{\n(?P<body>.*?)^\}\n", re.MULTILINE | re.DOTALL)
    texts = {match["name"]: definition(match) for match in form.finditer(source)}
    if set(texts) != set(kernels):
        raise CompileError(f"TVM wrote C that is not understood here: {len(texts)} of {len(kernels)} functions found")
    return texts, workspaces


def default_kernels(kernels):
    """{name: PrimFunc} -> run(name, arrays, Tensor of the result), by TVM's own code for this machine: an independent second opinion."""
    with tvm_errors("compile its own kernels"):
        module = tvm.compile(IRModule({name: kernel.with_attr("global_symbol", name) for name, kernel in kernels.items()}), target="llvm")

    def run(name, arrays, result):
        output = np.zeros(result.shape, result.dtype)
        tensors = [tvm.runtime.tensor(np.ascontiguousarray(array)) for array in [*arrays, output]]
        module[name](*tensors)
        return tensors[-1].numpy()

    return run


def kernels_as_llvm(kernels, target_name, optimise):
    """(LLVM IR text of all kernels for one of LLVM_TARGETS, {name: workspace Tensors})."""
    with tvm_errors(f"write LLVM IR for {target_name}"):
        target = Target({**LLVM_TARGETS[target_name], "opt-level": 3 if optimise else 0})
        module, workspaces = lower(kernels, target)
        text = tvm.get_global_func("target.build.llvm")(module, target).inspect_source("ll")
    if not optimise:  # The attribute would win over the -march of whoever compiles this: an x86-64-v3 build would be v2 in disguise.
        text = text.replace('"target-cpu"="x86-64-v2"', "nounwind")  # (the syntax allows no empty group)
    return without_addresses(text), workspaces


def without_addresses(text):
    """TVM names its alias classes by the addresses of its own objects, which differ from run to run; they are numbered instead."""
    numbers = {}
    return re.sub(r'!"(0x[0-9a-f]+)', lambda match: f'!"buffer{numbers.setdefault(match[1], len(numbers))}', text)
