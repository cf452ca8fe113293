// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of transpose.c, exact, in blocks of 4 x 4, each by eight shuffles. Rows and columns are multiples of four.
#include <stddef.h>
#include <wasm_simd128.h>

void transpose(const float *restrict input, float *restrict output, size_t rows, size_t columns) {
  for (size_t j = 0; j < columns; j += 4, input += 4, output += 4 * rows) {
    const float *from0 = input, *from1 = from0 + columns, *from2 = from1 + columns, *from3 = from2 + columns;
    float *to0 = output, *to1 = to0 + rows, *to2 = to1 + rows, *to3 = to2 + rows;
    for (size_t i = 0; i < rows; i += 4) {
      v128_t row0 = wasm_v128_load(from0), row1 = wasm_v128_load(from1), row2 = wasm_v128_load(from2), row3 = wasm_v128_load(from3);
      v128_t low01 = wasm_i32x4_shuffle(row0, row1, 0, 4, 1, 5), high01 = wasm_i32x4_shuffle(row0, row1, 2, 6, 3, 7);
      v128_t low23 = wasm_i32x4_shuffle(row2, row3, 0, 4, 1, 5), high23 = wasm_i32x4_shuffle(row2, row3, 2, 6, 3, 7);
      wasm_v128_store(to0 + i, wasm_i64x2_shuffle(low01, low23, 0, 2));
      wasm_v128_store(to1 + i, wasm_i64x2_shuffle(low01, low23, 1, 3));
      wasm_v128_store(to2 + i, wasm_i64x2_shuffle(high01, high23, 0, 2));
      wasm_v128_store(to3 + i, wasm_i64x2_shuffle(high01, high23, 1, 3));
      from0 += 4 * columns;
      from1 += 4 * columns;
      from2 += 4 * columns;
      from3 += 4 * columns;
    }
  }
}
