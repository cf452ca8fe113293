// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two features per entry of a table, looked up by index and blended. The two are loaded at once, for four entries, and sorted by shuffles.
// Clang's vector types compile for every target. n must be a multiple of four.
#include <stdint.h>
#include <string.h>

typedef float pair __attribute__((vector_size(8)));
typedef float floats __attribute__((vector_size(16)));

static inline pair load(const float *from) {
  pair value;
  memcpy(&value, from, sizeof value);
  return value;
}

void interpolate(const float *restrict table, const int32_t *restrict index, const float *restrict weight, float *restrict output, int n) {
  for (int i = 0; i < n; i += 4) {
    floats entries01 = __builtin_shufflevector(load(table + 2 * index[i]), load(table + 2 * index[i + 1]), 0, 1, 2, 3);
    floats entries23 = __builtin_shufflevector(load(table + 2 * index[i + 2]), load(table + 2 * index[i + 3]), 0, 1, 2, 3);
    floats first = __builtin_shufflevector(entries01, entries23, 0, 2, 4, 6),
           second = __builtin_shufflevector(entries01, entries23, 1, 3, 5, 7);
    floats weights;
    memcpy(&weights, weight + i, sizeof weights);
    floats result = first + weights * second;
    memcpy(output + i, &result, sizeof result);
  }
}
