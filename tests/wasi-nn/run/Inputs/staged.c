// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A staged application (docs/formats.md) whose model gives its input back: by WASI-NN under the name "m", or with -DPURE itself. The
// environment variable FAIL names a stage and what it does instead, as in `compute=trap`.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name))) name

static const uint32_t dims[2] = {1, 4};
static float input[4], output[4];
static int inferences;

#ifdef PURE
static int32_t openModel(void) { return 0; }
static int32_t setModelInput(void) { return 0; }
static int32_t computeModel(void) {
  memcpy(output, input, sizeof output);
  return 0;
}
static int32_t getModelOutput(void) { return 0; }
#else
#include <wasi_nn.h>

static uint32_t graph, context, written;

static int32_t openModel(void) {
  const int32_t error = wasi_nn_load_by_name("m", 1, &graph);
  return error ? error : wasi_nn_init_execution_context(graph, &context);
}
static int32_t setModelInput(void) {
  const struct wasi_nn_tensor tensor = {dims, 2, WASI_NN_F32, input, sizeof input};
  return wasi_nn_set_input(context, 0, &tensor);
}
static int32_t computeModel(void) { return wasi_nn_compute(context); }
static int32_t getModelOutput(void) { return wasi_nn_get_output(context, 0, output, sizeof output, &written); }
#endif

static int32_t at(const char *stage) {
  const char *fail = getenv("FAIL");
  if (!fail || strncmp(fail, stage, strlen(stage)) || fail[strlen(stage)] != '=')
    return 0;
  const char *how = fail + strlen(stage) + 1;
  if (!strcmp(how, "trap"))
    __builtin_trap();
  if (!strcmp(how, "exit"))
    exit(3);
  if (!strcmp(how, "spin"))
    for (volatile int i = 0;; ++i) {
    }
  return atoi(how);
}

#define AFTER(stage, work) (at(stage) ? at(stage) : (work))

int32_t EXPORT(stage_open)(int32_t way) { return way > 2 ? 1 : AFTER("open", openModel()); }
int32_t EXPORT(stage_preprocess)(void) {
  for (int i = 0; i < 4; ++i)
    input[i] = (float)(inferences + i);
  ++inferences;
  return at("preprocess");
}
int32_t EXPORT(stage_set_input)(void) { return AFTER("set_input", setModelInput()); }
int32_t EXPORT(stage_compute)(void) { return AFTER("compute", computeModel()); }
int32_t EXPORT(stage_get_output)(void) { return AFTER("get_output", getModelOutput()); }
int32_t EXPORT(stage_postprocess)(void) { return at("postprocess"); }
int32_t EXPORT(stage_output_count)(void) { return at("output_count") ? at("output_count") : 1; }
const void *EXPORT(stage_output)(int32_t index) { return at("output") ? (const void *)at("output") : output; }
uint32_t EXPORT(stage_output_bytes)(int32_t index) { return sizeof output; }
int32_t EXPORT(stage_close)(void) { return at("close"); }
