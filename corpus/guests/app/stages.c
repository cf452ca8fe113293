// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The stages of an application as docs/formats.md has them: what is measured, one by one.
#include "application.h"
#include "export.h"
#include "provider.h"
#include "wasi_nn.h"

#include <stdbool.h>

static struct settings settings;
static bool opened;

static int32_t whenOpen(int32_t (*step)(void)) { return opened ? step() : WASI_NN_INVALID_ARGUMENT; }

static int32_t preprocess(void) {
  application_preprocess();
  return WASI_NN_SUCCESS;
}

/* Each: 0 or an nn_errno; INVALID_ARGUMENT when nothing is open. */

NN_EXPORT(stage_close) int32_t stage_close(void) {
  const int32_t error = opened ? provider_close() : WASI_NN_SUCCESS;
  opened = false;
  return error;
}

NN_EXPORT(stage_open) int32_t stage_open(int32_t way) {
  int32_t error = way >= 0 && way <= 2 ? stage_close() : WASI_NN_INVALID_ARGUMENT;
  settings_start(&settings);
  if (error == WASI_NN_SUCCESS)
    error = settings_read(&settings);
  if (error == WASI_NN_SUCCESS)
    error = provider_open(&settings, way);
  if (error == WASI_NN_SUCCESS)
    error = application_open(&settings);
  opened = error == WASI_NN_SUCCESS;
  return error;
}

NN_EXPORT(stage_preprocess) int32_t stage_preprocess(void) { return whenOpen(preprocess); }
NN_EXPORT(stage_set_input) int32_t stage_set_input(void) { return whenOpen(provider_set_input); }
NN_EXPORT(stage_compute) int32_t stage_compute(void) { return whenOpen(provider_compute); }
NN_EXPORT(stage_get_output) int32_t stage_get_output(void) { return whenOpen(provider_get_output); }
NN_EXPORT(stage_postprocess) int32_t stage_postprocess(void) { return whenOpen(application_postprocess); }

/* 0 when nothing is open. */
NN_EXPORT(stage_output_count) int32_t stage_output_count(void) { return opened ? (int32_t)provider_output_count() : 0; }

/* Of the model, before postprocessing. Null and 0 when there is no such output. */
NN_EXPORT(stage_output) const void *stage_output(int32_t index) {
  return index >= 0 && index < stage_output_count() ? provider_output((uint32_t)index) : NULL;
}

NN_EXPORT(stage_output_bytes) uint32_t stage_output_bytes(int32_t index) {
  return index >= 0 && index < stage_output_count() ? (uint32_t)provider_output_bytes((uint32_t)index) : 0;
}
