// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The indices are cut to 32 bits, all that an address of wasm32 has, 256 at a time before they are used.
#include <stdint.h>

void index_64(const float *restrict table, const int64_t *restrict index, float *restrict output, int n) {
  for (int start = 0; start < n; start += 256) {
    int32_t narrow[256];
    const int count = n - start < 256 ? n - start : 256;
    for (int i = 0; i < count; ++i)
      narrow[i] = (int32_t)index[start + i];
    for (int i = 0; i < count; ++i)
      output[start + i] = table[narrow[i]] * 0.5f;
  }
}
