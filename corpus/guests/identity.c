// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// identity MODEL [TYPE]: gives the model, one of output = input for a tensor of rank 3, any sizes, of that type (f16 f32 f64 u8 i32 i64;
// f32 by default), tensors of several shapes, and checks that the same bytes come back. Exit code 1 when they do not, or when a call fails.
#include "command.h"
#include "wasi_nn.h"

#include <string.h>

enum { largest = 4096 };

static const uint32_t shapes[][3] = {{1, 1, 1}, {1, 1, 7}, {3, 5, 7}, {4, 8, 16}};

// Bytes that no float type takes for NaN or infinity, different for each call.
static void fill(uint8_t *data, uint32_t bytes, uint32_t seed) {
  for (uint32_t i = 0; i < bytes; ++i)
    data[i] = (uint8_t)((i * 7 + seed) & 0x3f);
}

int main(void) {
  static const char typeNames[WASI_NN_TENSOR_TYPES][4] = {"f16", "f32", "f64", "u8", "i32", "i64"};
  static uint8_t sent[largest], received[largest];
  size_t count;
  const char *const *arguments = command_arguments(&count);
  wasi_nn_tensor_type type = WASI_NN_F32;
  if (count == 2)
    for (type = 0; type < WASI_NN_TENSOR_TYPES && strcmp(typeNames[type], arguments[1]) != 0;)
      ++type;
  if (count < 1 || count > 2 || type == WASI_NN_TENSOR_TYPES) {
    print(commandError, "identity: arguments: MODEL [f16|f32|f64|u8|i32|i64]\n");
    return 2;
  }
  wasi_nn_graph graph;
  wasi_nn_context context;
  wasi_nn_errno error = wasi_nn_load_by_name(arguments[0], (uint32_t)strlen(arguments[0]), &graph);
  if (error != WASI_NN_SUCCESS)
    return command_failed("identity", "load_by_name", error);
  error = wasi_nn_init_execution_context(graph, &context);
  if (error != WASI_NN_SUCCESS)
    return command_failed("identity", "init_execution_context", error);
  for (uint32_t i = 0; i < sizeof shapes / sizeof *shapes; ++i) {
    const uint32_t *dims = shapes[i];
    const uint32_t bytes = dims[0] * dims[1] * dims[2] * wasi_nn_element_bytes(type);
    const struct wasi_nn_tensor tensor = {dims, 3, type, sent, bytes};
    fill(sent, bytes, i);
    error = wasi_nn_set_input(context, 0, &tensor);
    if (error != WASI_NN_SUCCESS)
      return command_failed("identity", "set_input", error);
    error = wasi_nn_compute(context);
    if (error != WASI_NN_SUCCESS)
      return command_failed("identity", "compute", error);
    uint32_t written = 0;
    error = wasi_nn_get_output(context, 0, received, sizeof received, &written);
    if (error != WASI_NN_SUCCESS)
      return command_failed("identity", "get_output", error);
    if (written != bytes || memcmp(sent, received, bytes) != 0) {
      print(commandError, "identity: other bytes came back\n");
      return 1;
    }
    print_number(commandOutput, bytes);
    print(commandOutput, " bytes came back\n");
  }
  return 0;
}
