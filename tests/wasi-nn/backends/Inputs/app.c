/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * A staged application (docs/formats.md) for the tests of its runner: doubles six numbers, by a backend, or with -DOWN_MODEL itself.
 * -DFAILING: its third inference fails; -DLACKING: an export is missing; -DWILD: its output lies nowhere. */
#include "nn_calls.h"

#include <stdio.h>
#include <stdlib.h>

#define EXPORT __attribute__((visibility("default")))

static float input[6], output[6];
static int inferences;

#ifdef OWN_MODEL
static int32_t set_input(void) { return 0; }
static int32_t compute(void) {
  for (int i = 0; i < 6; ++i)
    output[i] = input[i] + input[i];
  return 0;
}
static int32_t get_output(void) { return 0; }
static int32_t open_model(void) { return 0; }
#else
static const struct nn_calls *calls;
EXPORT void stage_use(const struct nn_calls *table) { calls = table; }
static int32_t open_model(void) { return calls->open(calls->self); }
static int32_t set_input(void) {
  static const uint32_t dims[] = {2, 3};
  const struct nn_view view = {dims, 2, 1, input, sizeof input};
  return calls->set_input(calls->self, 0, &view);
}
static int32_t compute(void) { return calls->compute(calls->self); }
static int32_t get_output(void) {
  size_t written = 0;
  char small[4];
  /* Too small a buffer is told, with what it would take. */
  if (calls->get_output(calls->self, 0, small, sizeof small, &written) != 7 || written != sizeof output)
    return 1;
  return calls->get_output(calls->self, 0, output, sizeof output, &written);
}
#endif

EXPORT int32_t stage_open(int32_t way) {
  printf("application: way %d, model in %s, data in %s, greeting %s\n", way, getenv("NN_MODEL_DIR"), getenv("NN_DATA_DIR"), getenv("GREETING"));
  fflush(stdout);
  inferences = 0;
  return open_model();
}
EXPORT int32_t stage_preprocess(void) {
  for (int i = 0; i < 6; ++i)
    input[i] = (float)(i + inferences);
  return 0;
}
EXPORT int32_t stage_set_input(void) { return set_input(); }
EXPORT int32_t stage_compute(void) {
#ifdef FAILING
  if (inferences == 2)
    return 5;
#endif
  return compute();
}
EXPORT int32_t stage_get_output(void) { return get_output(); }
EXPORT int32_t stage_postprocess(void) {
  ++inferences;
  return 0;
}
EXPORT int32_t stage_output_count(void) { return 1; }
EXPORT const void *stage_output(int32_t index) {
#ifdef WILD
  return (const void *)8;
#endif
  return index == 0 ? output : 0;
}
EXPORT uint32_t stage_output_bytes(int32_t index) { return index == 0 ? sizeof output : 0; }
#ifndef LACKING
EXPORT int32_t stage_close(void) { return 0; }
#endif
