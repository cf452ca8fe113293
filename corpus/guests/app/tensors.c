// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Any model: its inputs are files of raw bytes, input-0.bin, input-1.bin, ... Nothing before the inference and nothing after it.
#include "application.h"
#include "platform.h"
#include "provider.h"
#include "wasi_nn.h"

_Static_assert(maximumTensors <= 10, "an input's number is one digit of its file's name");

int32_t application_open(const struct settings *settings) {
  int32_t error = WASI_NN_SUCCESS;
  for (uint32_t i = 0; error == WASI_NN_SUCCESS && i < provider_input_count(); ++i) {
    char name[] = "input-0.bin";
    name[6] = (char)('0' + i);
    const char *path = i < maximumTensors ? path_in(settings->data, name) : NULL;
    error = path ? file_read_exact(path, provider_input(i), provider_input_bytes(i)) : WASI_NN_INVALID_ARGUMENT;
  }
  return error;
}

void application_preprocess(void) {}

int32_t application_postprocess(void) { return WASI_NN_SUCCESS; }
