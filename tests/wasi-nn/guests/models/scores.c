// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "scores.h"

enum { inputs = 3 * 6 * 8, classes = 7 };
static _Alignas(64) float weights[classes][inputs], input[inputs], output[classes];

void *scores_weights(void) { return weights; }
uint32_t scores_weights_bytes(void) { return sizeof weights; }
int32_t scores_input_count(void) { return 1; }
void *scores_input(int32_t index) { return index == 0 ? input : 0; }
uint32_t scores_input_bytes(int32_t index) { return index == 0 ? sizeof input : 0; }
int32_t scores_output_count(void) { return 1; }
const void *scores_output(int32_t index) { return index == 0 ? output : 0; }
uint32_t scores_output_bytes(int32_t index) { return index == 0 ? sizeof output : 0; }

int32_t scores_run(void) {
  for (int c = 0; c < classes; ++c) {
    output[c] = 0;
    for (int i = 0; i < inputs; ++i)
      output[c] += weights[c][i] * input[i];
  }
  return 0;
}
