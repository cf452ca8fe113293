// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Inference by the host, over WASI-NN.
#include "provider_buffers.h"
#include "wasi_nn.h"

#include <string.h>

enum { maximumParts = 2 };

static wasi_nn_context context;
static struct buffer files[maximumParts];
static size_t fileBytes[maximumParts];
static uint32_t partsRead;

static int32_t readFiles(const struct settings *settings) {
  partsRead = 0;
  uint32_t parts = 0;
  for (const char *name = settings->files; name && *name != '\0'; name += *name == ',') {
    const char *path = path_in(settings->folder, name);
    if (!path || parts == maximumParts)
      return WASI_NN_INVALID_ARGUMENT;
    const int32_t error = file_read(path, &files[parts], &fileBytes[parts]);
    if (error != WASI_NN_SUCCESS)
      return error;
    ++parts;
    name += text_until(name, ',');
  }
  partsRead = parts;
  return parts == 0 ? WASI_NN_INVALID_ARGUMENT : WASI_NN_SUCCESS;
}

static int32_t loadFiles(const struct settings *settings, int32_t way, wasi_nn_graph *graph) {
  if (way == 2 || partsRead == 0) {
    const int32_t error = readFiles(settings);
    if (error != WASI_NN_SUCCESS)
      return error;
  }
  struct wasi_nn_builder parts[maximumParts];
  for (uint32_t i = 0; i < partsRead; ++i)
    parts[i] = (struct wasi_nn_builder){files[i].data, fileBytes[i]};
  return wasi_nn_load(parts, partsRead, settings->encoding, WASI_NN_CPU, graph);
}

int32_t provider_open(const struct settings *settings, int32_t way) {
  if (way == 0 && !settings->model)
    return WASI_NN_INVALID_ARGUMENT;
  int32_t error = provider_buffers_open(settings);
  if (error != WASI_NN_SUCCESS)
    return error;
  wasi_nn_graph graph;
  error = way == 0 ? wasi_nn_load_by_name(settings->model, strlen(settings->model), &graph) : loadFiles(settings, way, &graph);
  if (error == WASI_NN_SUCCESS)
    error = wasi_nn_init_execution_context(graph, &context);
  return error;
}

int32_t provider_set_input(void) {
  const struct settings *settings = provider_buffers.settings;
  int32_t error = WASI_NN_SUCCESS;
  for (uint32_t i = 0; error == WASI_NN_SUCCESS && i < settings->input_count; ++i) {
    const struct tensor_shape *shape = &settings->inputs[i];
    const struct wasi_nn_tensor tensor = {shape->dims, shape->rank, shape->type, provider_buffers.inputs[i].data, shape->bytes};
    error = wasi_nn_set_input(context, i, &tensor);
  }
  return error;
}

int32_t provider_compute(void) { return wasi_nn_compute(context); }

int32_t provider_get_output(void) {
  const struct settings *settings = provider_buffers.settings;
  int32_t error = WASI_NN_SUCCESS;
  for (uint32_t i = 0; error == WASI_NN_SUCCESS && i < settings->output_count; ++i) {
    uint32_t bytes = 0;
    error = wasi_nn_get_output(context, i, provider_buffers.outputs[i].data, settings->output_bytes[i], &bytes);
    provider_buffers.output_bytes[i] = bytes;
  }
  return error;
}

// The ABI has no unload: graph and context live until the instance ends.
int32_t provider_close(void) { return WASI_NN_SUCCESS; }
