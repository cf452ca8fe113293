// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "provider_buffers.h"
#include "wasi_nn.h"

struct provider_buffers provider_buffers;

int32_t provider_buffers_open(const struct settings *settings) {
  if (settings->input_count == 0 || settings->output_count == 0)
    return WASI_NN_INVALID_ARGUMENT;
  for (uint32_t i = 0; i < settings->input_count; ++i)
    if (!buffer_reserve(&provider_buffers.inputs[i], settings->inputs[i].bytes))
      return WASI_NN_TOO_LARGE;
  for (uint32_t i = 0; i < settings->output_count; ++i) {
    provider_buffers.output_bytes[i] = 0;
    if (!buffer_reserve(&provider_buffers.outputs[i], settings->output_bytes[i]))
      return WASI_NN_TOO_LARGE;
  }
  provider_buffers.settings = settings;
  return WASI_NN_SUCCESS;
}

uint32_t provider_input_count(void) { return provider_buffers.settings->input_count; }
void *provider_input(uint32_t index) { return provider_buffers.inputs[index].data; }
size_t provider_input_bytes(uint32_t index) { return provider_buffers.settings->inputs[index].bytes; }

uint32_t provider_output_count(void) { return provider_buffers.settings->output_count; }
const void *provider_output(uint32_t index) { return provider_buffers.outputs[index].data; }
size_t provider_output_bytes(uint32_t index) { return provider_buffers.output_bytes[index]; }
