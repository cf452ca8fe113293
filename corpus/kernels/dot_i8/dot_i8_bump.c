// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dot_i8.c with pointers that step.
#include <stddef.h>
#include <stdint.h>

int32_t dot_i8(const int8_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0;
  while (n--)
    sum += *a++ * *b++;
  return sum;
}
