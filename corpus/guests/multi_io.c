// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// multi-io MODEL: a model of two inputs a and b and two outputs, a + b and a - b, each a vector of f32 of any length. Sets inputs and
// fetches outputs out of order, keeps one input over two inferences, asks for an output with too little room. Exit code 1 when something is
// not as it should be.
#include "command.h"
#include "wasi_nn.h"

#include <string.h>

enum { length = 6 };

static float a[length], b[length], sum[length], difference[length];

static wasi_nn_errno set(wasi_nn_context context, uint32_t index, const float *values) {
  static const uint32_t dims[1] = {length};
  const struct wasi_nn_tensor tensor = {dims, 1, WASI_NN_F32, values, length * sizeof(float)};
  return wasi_nn_set_input(context, index, &tensor);
}

static wasi_nn_errno get(wasi_nn_context context, uint32_t index, float *values) {
  uint32_t written = 0;
  const wasi_nn_errno error = wasi_nn_get_output(context, index, values, length * sizeof(float), &written);
  return error == WASI_NN_SUCCESS && written != length * sizeof(float) ? WASI_NN_TOO_LARGE : error;
}

static int wrong(const char *what) {
  print(commandError, "multi-io: ");
  print(commandError, what);
  print(commandError, "\n");
  return 1;
}

int main(void) {
  size_t count;
  const char *const *arguments = command_arguments(&count);
  if (count != 1) {
    print(commandError, "multi-io: arguments: MODEL\n");
    return 2;
  }
  wasi_nn_graph graph;
  wasi_nn_context context;
  wasi_nn_errno error = wasi_nn_load_by_name(arguments[0], (uint32_t)strlen(arguments[0]), &graph);
  if (error != WASI_NN_SUCCESS)
    return command_failed("multi-io", "load_by_name", error);
  error = wasi_nn_init_execution_context(graph, &context);
  if (error != WASI_NN_SUCCESS)
    return command_failed("multi-io", "init_execution_context", error);

  for (int inference = 0; inference < 2; ++inference) {
    for (int i = 0; i < length; ++i) {
      a[i] = (float)(i + 1);
      b[i] = (float)(inference * 10) + 0.5f * (float)i;
    }
    error = set(context, 1, b);
    if (error == WASI_NN_SUCCESS && inference == 0)
      error = set(context, 0, a);
    if (error != WASI_NN_SUCCESS)
      return command_failed("multi-io", "set_input", error);
    error = wasi_nn_compute(context);
    if (error != WASI_NN_SUCCESS)
      return command_failed("multi-io", "compute", error);
    error = get(context, 1, difference);
    if (error == WASI_NN_SUCCESS)
      error = get(context, 0, sum);
    if (error != WASI_NN_SUCCESS)
      return command_failed("multi-io", "get_output", error);
    for (int i = 0; i < length; ++i)
      if (sum[i] != a[i] + b[i] || difference[i] != a[i] - b[i])
        return wrong("an output is not the sum or the difference of the inputs");
  }

  uint32_t needed = 0;
  sum[0] = -1;
  if (wasi_nn_get_output(context, 0, sum, sizeof(float), &needed) != WASI_NN_TOO_LARGE || needed != sizeof sum || sum[0] != -1)
    return wrong("too little room is not too_large with the length that is needed");
  print(commandOutput, "sum and difference are right\n");
  return 0;
}
