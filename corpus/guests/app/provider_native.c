// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Inference by a backend in the same process, through the table that the runner gives (nn_calls.h). The runner knows which model; `way`
// does not matter.
#include "export.h"
#include "nn_calls.h"
#include "provider_buffers.h"
#include "wasi_nn.h"

static const struct nn_calls *calls;

NN_EXPORT(stage_use) void stage_use(const struct nn_calls *table) { calls = table; }

int32_t provider_open(const struct settings *settings, int32_t way) {
  (void)way;
  if (!calls)
    return WASI_NN_INVALID_ARGUMENT;
  const int32_t error = provider_buffers_open(settings);
  return error == WASI_NN_SUCCESS ? calls->open(calls->self) : error;
}

int32_t provider_set_input(void) {
  const struct settings *settings = provider_buffers.settings;
  int32_t error = WASI_NN_SUCCESS;
  for (uint32_t i = 0; error == WASI_NN_SUCCESS && i < settings->input_count; ++i) {
    const struct tensor_shape *shape = &settings->inputs[i];
    const struct nn_view tensor = {shape->dims, shape->rank, shape->type, provider_buffers.inputs[i].data, shape->bytes};
    error = calls->set_input(calls->self, i, &tensor);
  }
  return error;
}

int32_t provider_compute(void) { return calls->compute(calls->self); }

int32_t provider_get_output(void) {
  const struct settings *settings = provider_buffers.settings;
  int32_t error = WASI_NN_SUCCESS;
  for (uint32_t i = 0; error == WASI_NN_SUCCESS && i < settings->output_count; ++i)
    error =
        calls->get_output(calls->self, i, provider_buffers.outputs[i].data, settings->output_bytes[i], &provider_buffers.output_bytes[i]);
  return error;
}

// The runner closes it: at its next open, or at its end.
int32_t provider_close(void) { return WASI_NN_SUCCESS; }
