// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dot_i8_zp.c with pointers that step up to an end.
#include <stdint.h>

int32_t dot_i8_zp(const int8_t *input, const int8_t *weights, int32_t input_zero, int n) {
  const int8_t *end = input + n;
  int32_t sum = 0;
  while (input != end) {
    int32_t value = *input++ - input_zero;
    sum += value * *weights++;
  }
  return sum;
}
