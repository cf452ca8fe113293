// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Inference by a compiled model that is linked in (docs/formats.md, "A compiled model"). NN_COMPILED_MODEL is its prefix,
// NN_COMPILED_HEADER its header. Inputs and outputs are the model's own memory: nothing is copied.
#include "platform.h"
#include "provider.h"
#include "wasi_nn.h"

#include NN_COMPILED_HEADER

#define NN_JOIN2(prefix, name) prefix##_##name
#define NN_JOIN(prefix, name) NN_JOIN2(prefix, name)
#define MODEL(name) NN_JOIN(NN_COMPILED_MODEL, name)

static bool weightsRead;

int32_t provider_open(const struct settings *settings, int32_t way) {
  if (weightsRead && way != 2)
    return WASI_NN_SUCCESS;
  const char *path = path_in(settings->folder, "weights.bin");
  if (!path)
    return WASI_NN_INVALID_ARGUMENT;
  const int32_t error = file_read_exact(path, MODEL(weights)(), MODEL(weights_bytes)());
  weightsRead = error == WASI_NN_SUCCESS;
  return error;
}

uint32_t provider_input_count(void) { return (uint32_t)MODEL(input_count)(); }
void *provider_input(uint32_t index) { return MODEL(input)((int32_t)index); }
size_t provider_input_bytes(uint32_t index) { return MODEL(input_bytes)((int32_t)index); }

int32_t provider_set_input(void) { return WASI_NN_SUCCESS; }
int32_t provider_compute(void) { return MODEL(run)() == 0 ? WASI_NN_SUCCESS : WASI_NN_RUNTIME_ERROR; }
int32_t provider_get_output(void) { return WASI_NN_SUCCESS; }

uint32_t provider_output_count(void) { return (uint32_t)MODEL(output_count)(); }
const void *provider_output(uint32_t index) { return MODEL(output)((int32_t)index); }
size_t provider_output_bytes(uint32_t index) { return MODEL(output_bytes)((int32_t)index); }

int32_t provider_close(void) { return WASI_NN_SUCCESS; }
