// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "lookup.h"

enum { tokens = 5, entries = 10 };
static _Alignas(64) float table[entries], factors[tokens], products[tokens];
static int64_t ids[tokens], echo[tokens];

void *lookup_weights(void) { return table; }
uint32_t lookup_weights_bytes(void) { return sizeof table; }
int32_t lookup_input_count(void) { return 2; }
void *lookup_input(int32_t index) { return index == 0 ? (void *)ids : (void *)factors; }
uint32_t lookup_input_bytes(int32_t index) { return index == 0 ? sizeof ids : sizeof factors; }
int32_t lookup_output_count(void) { return 2; }
const void *lookup_output(int32_t index) { return index == 0 ? (void *)products : (void *)echo; }
uint32_t lookup_output_bytes(int32_t index) { return index == 0 ? sizeof products : sizeof echo; }

int32_t lookup_run(void) {
  for (int i = 0; i < tokens; ++i) {
    if (ids[i] < 0 || ids[i] >= entries)
      return 1;
    products[i] = table[ids[i]] * factors[i];
    echo[i] = ids[i];
  }
  return 0;
}
