// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Columns become rows, one value at a time, in a loop and in an unrolled one; a copy of rows is no transpose.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "TRANSPOSE"'
// CHECK: "id": "TRANSPOSE"
// CHECK: "function": "rows_of_columns"
// CHECK: "id": "TRANSPOSE"
// CHECK: "function": "planes"
// REMEDIED: "function": "rows_of_columns"
// REMEDIED: "function": "planes"
#include <stddef.h>
#include <stdint.h>

void rows_of_columns(float *restrict output, const uint8_t *restrict input, size_t rows, size_t columns) {
  for (size_t x = 0; x < columns; ++x)
    for (size_t y = 0; y < rows; ++y)
#ifdef REMEDIED
      output[x * rows + y] = (float)input[x * rows + y] / 255.0f;
#else
      output[x * rows + y] = (float)input[y * columns + x] / 255.0f;
#endif
}

void planes(float (*restrict output)[1024], const float (*restrict input)[8]) {
  for (int i = 0; i < 1024; ++i)
    for (int plane = 0; plane < 8; ++plane)
#ifdef REMEDIED
      output[plane][i] = input[0][plane];
#else
      output[plane][i] = input[i][plane];
#endif
}
