# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A compiled graph as one C file, its header, its weights file and its description. Knows nothing of TVM."""

from dataclasses import dataclass

import numpy as np

from .static_graph import ALIGNMENT, Operand, c_type, lifetimes, plan_arena

SCHEMA = "nearnative-compiled-model-1"
TYPES = {"float32": "f32", "float64": "f64", "int8": "i8", "uint8": "u8", "int16": "i16", "uint16": "u16", "int32": "i32", "uint32": "u32",
         "int64": "i64", "bool": "u8"}


@dataclass
class Layout:
    """Where everything lies: constants in the weights, values and workspaces in the arena, inputs in the arena for good."""
    weights: list      # offset of each constant
    weights_bytes: int
    arena: dict        # ("input", i), ("value", i), ("workspace", step, i) -> offset
    arena_bytes: int


def layout_of(graph, workspaces):
    offsets, end = [], 0
    for array in graph.constants:
        offsets.append(end)
        end += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    arena, arena_bytes = plan_arena(lifetimes(graph, workspaces))
    return Layout(offsets, end, arena, arena_bytes)


def weights_file(graph, layout):
    content = bytearray(layout.weights_bytes)
    for array, offset in zip(graph.constants, layout.weights):
        data = np.ascontiguousarray(array)
        data = data.astype(data.dtype.newbyteorder("<"), copy=False).tobytes()
        content[offset:offset + len(data)] = data
    return bytes(content)


def banner(name, form, tool):
    return f"/* Written by {tool} from the model {name}, form {form}. Do not edit. */\n"


def header(graph, layout, name, names, tool):
    upper = name.upper()

    def rows(tensors, labels):
        return "\n".join(f"     {place}: {label}, {TYPES[tensor.dtype]} [{', '.join(map(str, tensor.shape))}], {tensor.bytes} bytes"
                         for place, (tensor, label) in enumerate(zip(tensors, labels)))

    outputs = [tensor for _, tensor in graph.outputs]
    return f"""/* Written by {tool} from the model {name}. Do not edit.

   The model {name} as plain C. Its memory is static: it is not reentrant, and there is one of it per process or module.

   Inputs
{rows(graph.inputs, names[0])}
   Outputs
{rows(outputs, names[1])}

   Use: copy the content of {name}.weights.bin to {name}_weights(), once; write the inputs; call {name}_run(); read the outputs. */
#ifndef {upper}_H
#define {upper}_H
#include <stdint.h>

#define {upper}_WEIGHTS_BYTES {layout.weights_bytes}u
#define {upper}_MEMORY_BYTES {layout.arena_bytes}u /* of inputs, outputs and all between, besides the weights */
#define {upper}_INPUTS {len(graph.inputs)}
#define {upper}_OUTPUTS {len(outputs)}
#define {upper}_CALLS {len(graph.calls)}

#ifdef __cplusplus
extern "C" {{
#endif

/* {upper}_WEIGHTS_BYTES bytes, {ALIGNMENT}-byte aligned, to be filled with the weights file before the first run. */
void *{name}_weights(void);
uint32_t {name}_weights_bytes(void);

int32_t {name}_input_count(void);
/* Dense, row-major, in the model's own layout, {ALIGNMENT}-byte aligned; always the same place, and a run leaves its bytes.
   NULL: no such input. */
void *{name}_input(int32_t index);
uint32_t {name}_input_bytes(int32_t index);

int32_t {name}_output_count(void);
/* Like an input; valid until the next run. NULL: no such output. */
const void *{name}_output(int32_t index);
uint32_t {name}_output_bytes(int32_t index);

/* One inference. 0. */
int32_t {name}_run(void);

#ifdef NN_KERNEL_CLOCK
/* {upper}_CALLS sums, in seconds: of each call of a kernel, in order ({name}.json names them). */
double *{name}_kernel_times(void);
/* Seconds from any start; to be given by whoever links this. */
double nn_clock(void);
#endif

#ifdef __cplusplus
}}
#endif
#endif
"""


def model_c(graph, layout, name, form, kernels, workspaces, tool):
    """The C file. `kernels`: the C text of all kernels, or of their declarations."""
    upper = name.upper()

    def arena(key, tensor):
        return f"({tensor.c_type} *)(arena + {layout.arena[key]})"

    def place(operand, tensor=None):
        if operand.kind == "constant":
            array = graph.constants[operand.index]
            return f"(const {c_type(str(array.dtype))} *)(weights + {layout.weights[operand.index]})"
        tensors = graph.inputs if operand.kind == "input" else graph.values
        return arena((operand.kind, operand.index), tensors[operand.index])

    def cases(texts):
        return "".join(f"  case {number}:\n    return {text};\n" for number, text in enumerate(texts))

    def switch(result, function, texts, otherwise):
        head = f"{result} NN_EXPORT({function}) {name}_{function}(int32_t index)"
        return f"{head} {{\n  switch (index) {{\n{cases(texts)}  }}\n  return {otherwise};\n}}\n"

    calls = []
    for step, call in enumerate(graph.calls):
        value = graph.values[call.result]
        arguments = [place(argument) for argument in call.arguments] + [place(Operand("value", call.result))]
        arguments += [arena(("workspace", step, number), tensor) for number, tensor in enumerate(workspaces.get(call.kernel, []))]
        offset = layout.arena["value", call.result]
        calls.append(f"  NN_CALL({step}, arena + {offset}, {value.bytes}, {call.kernel}({', '.join(arguments)}));")
    outputs = [f"{place(operand)}" for operand, _ in graph.outputs]
    return "\n".join([
        banner(name, form, tool),
        f'#include "{name}.h"\n',
        kernels,
        f"""#ifdef NN_MODEL_MODULE /* a Wasm module of its own exports the functions without the prefix */
#define NN_EXPORT(function) __attribute__((export_name(#function)))
#else
#define NN_EXPORT(function)
#endif

static _Alignas({ALIGNMENT}) unsigned char weights[{max(layout.weights_bytes, ALIGNMENT)}];
static _Alignas({ALIGNMENT}) unsigned char arena[{max(layout.arena_bytes, ALIGNMENT)}];

#if defined NN_KERNEL_CLOCK
static double kernel_times[{max(len(graph.calls), 1)}];
double *NN_EXPORT(kernel_times) {name}_kernel_times(void) {{ return kernel_times; }}
#define NN_CALL(number, place, bytes, call) \\
  do {{ \\
    double before = nn_clock(); \\
    int32_t status = call; \\
    kernel_times[number] += nn_clock() - before; \\
    if (status != 0) \\
      return status; \\
  }} while (0)
#elif defined NN_KERNEL_TRACE /* what wasm-model check compares: the result of every call */
void (*{name}_trace)(int32_t number, const void *place, uint32_t bytes);
#define NN_CALL(number, place, bytes, call) \\
  do {{ \\
    int32_t status = call; \\
    if (status != 0) \\
      return status; \\
    {name}_trace(number, place, bytes); \\
  }} while (0)
#else
#define NN_CALL(number, place, bytes, call) \\
  do {{ \\
    int32_t status = call; \\
    if (status != 0) \\
      return status; \\
  }} while (0)
#endif

int32_t NN_EXPORT(run) {name}_run(void) {{""",
        *calls,
        f"""  return 0;
}}

void *NN_EXPORT(weights) {name}_weights(void) {{ return weights; }}
uint32_t NN_EXPORT(weights_bytes) {name}_weights_bytes(void) {{ return {upper}_WEIGHTS_BYTES; }}
int32_t NN_EXPORT(input_count) {name}_input_count(void) {{ return {upper}_INPUTS; }}
int32_t NN_EXPORT(output_count) {name}_output_count(void) {{ return {upper}_OUTPUTS; }}""",
        switch("void *", "input", [f"arena + {layout.arena['input', number]}" for number in range(len(graph.inputs))], "0"),
        switch("uint32_t", "input_bytes", [tensor.bytes for tensor in graph.inputs], "0"),
        switch("const void *", "output", outputs, "0"),
        switch("uint32_t", "output_bytes", [tensor.bytes for _, tensor in graph.outputs], "0"),
    ])


def entry_c(graph, name, tool):
    """The model behind one C function with its weights inside, as the corpus calls it: `int32_t NAME(inputs..., outputs...)`."""
    inputs = ["input" if len(graph.inputs) == 1 else f"input{number}" for number in range(len(graph.inputs))]
    outputs = ["output" if len(graph.outputs) == 1 else f"output{number}" for number in range(len(graph.outputs))]
    parameters = [f"const {tensor.c_type} *{label}" for tensor, label in zip(graph.inputs, inputs)]
    parameters += [f"{tensor.c_type} *{label}" for (_, tensor), label in zip(graph.outputs, outputs)]
    before = "\n".join(f"  __builtin_memcpy({name}_input({number}), {label}, {tensor.bytes});"
                       for number, (label, tensor) in enumerate(zip(inputs, graph.inputs)))
    after = "\n".join(f"  __builtin_memcpy({label}, {name}_output({number}), {tensor.bytes});"
                      for number, (label, (_, tensor)) in enumerate(zip(outputs, graph.outputs)))
    return f"""/* Written by {tool} from the model {name}. Do not edit. */
#include "{name}.h"

#pragma clang diagnostic ignored "-Wc23-extensions" /* #embed */
static const unsigned char weights[] = {{
#embed "{name}.weights.bin"
}};

int32_t {name}({', '.join(parameters)}) {{
  static int loaded;
  if (!loaded)
    __builtin_memcpy({name}_weights(), weights, sizeof weights);
  loaded = 1;
{before}
  int32_t status = {name}_run();
{after}
  return status;
}}
"""


def description(graph, layout, name, names, forms):
    """What NAME.json says about the model."""
    def tensor_row(label, tensor, **more):
        return {"name": label, "type": TYPES[tensor.dtype], "shape": list(tensor.shape), "bytes": tensor.bytes, **more}

    def output_place(operand):
        if operand.kind == "constant":
            return {"memory": "weights", "offset": layout.weights[operand.index]}
        return {"memory": "arena", "offset": layout.arena[operand.kind, operand.index]}

    return {
        "schema": SCHEMA, "name": name, "forms": list(forms),
        "inputs": [tensor_row(label, tensor, memory="arena", offset=layout.arena["input", number])
                   for number, (label, tensor) in enumerate(zip(names[0], graph.inputs))],
        "outputs": [tensor_row(label, tensor, **output_place(operand)) for label, (operand, tensor) in zip(names[1], graph.outputs)],
        "weights_bytes": layout.weights_bytes, "memory_bytes": layout.arena_bytes,
        "kernels": len({call.kernel for call in graph.calls}),
        "calls": [{"kernel": call.kernel, "result": {"type": TYPES[result.dtype], "shape": list(result.shape)}}
                  for call in graph.calls for result in [graph.values[call.result]]],
    }
