// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of gemm_i8.c: tiles of two rows and four columns, i32x4.dot_i16x8_s per eight products. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t addPairs(v128_t x, v128_t y) {
  return wasm_i32x4_add(wasm_i32x4_shuffle(x, y, 0, 2, 4, 6), wasm_i32x4_shuffle(x, y, 1, 3, 5, 7));
}

static inline v128_t dot(v128_t sum, v128_t x, v128_t y) { return wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(x, y)); }

static int32_t plain(const int8_t *a, const int8_t *b, int k) {
  int32_t sum = 0;
  for (int l = 0; l < k; ++l)
    sum += a[l] * b[l];
  return sum;
}

void gemm_i8(const int8_t *restrict a, const int8_t *restrict b, int32_t *restrict c, int m, int n, int k) {
  int i = 0;
  for (; i + 2 <= m; i += 2) {
    int j = 0;
    for (; j + 4 <= n; j += 4) {
      const int8_t *row0 = a + (size_t)i * k, *row1 = row0 + k;
      const int8_t *column0 = b + (size_t)j * k, *column1 = column0 + k, *column2 = column1 + k, *column3 = column2 + k;
      v128_t sum00 = wasm_i32x4_const_splat(0), sum01 = sum00, sum02 = sum00, sum03 = sum00;
      v128_t sum10 = sum00, sum11 = sum00, sum12 = sum00, sum13 = sum00;
      int l = 0;
      for (; l + 8 <= k; l += 8) {
        v128_t x0 = wasm_i16x8_load8x8(row0 + l), x1 = wasm_i16x8_load8x8(row1 + l), y = wasm_i16x8_load8x8(column0 + l);
        sum00 = dot(sum00, x0, y);
        sum10 = dot(sum10, x1, y);
        y = wasm_i16x8_load8x8(column1 + l);
        sum01 = dot(sum01, x0, y);
        sum11 = dot(sum11, x1, y);
        y = wasm_i16x8_load8x8(column2 + l);
        sum02 = dot(sum02, x0, y);
        sum12 = dot(sum12, x1, y);
        y = wasm_i16x8_load8x8(column3 + l);
        sum03 = dot(sum03, x0, y);
        sum13 = dot(sum13, x1, y);
      }
      v128_t total0 = addPairs(addPairs(sum00, sum01), addPairs(sum02, sum03));
      v128_t total1 = addPairs(addPairs(sum10, sum11), addPairs(sum12, sum13));
      for (; l < k; ++l) {
        v128_t y = wasm_i32x4_make(column0[l], column1[l], column2[l], column3[l]);
        total0 = wasm_i32x4_add(total0, wasm_i32x4_mul(wasm_i32x4_splat(row0[l]), y));
        total1 = wasm_i32x4_add(total1, wasm_i32x4_mul(wasm_i32x4_splat(row1[l]), y));
      }
      wasm_v128_store(c + (size_t)i * n + j, total0);
      wasm_v128_store(c + (size_t)(i + 1) * n + j, total1);
    }
    for (; j < n; ++j) {
      c[(size_t)i * n + j] = plain(a + (size_t)i * k, b + (size_t)j * k, k);
      c[(size_t)(i + 1) * n + j] = plain(a + (size_t)(i + 1) * k, b + (size_t)j * k, k);
    }
  }
  for (; i < m; ++i)
    for (int j = 0; j < n; ++j)
      c[(size_t)i * n + j] = plain(a + (size_t)i * k, b + (size_t)j * k, k);
}
