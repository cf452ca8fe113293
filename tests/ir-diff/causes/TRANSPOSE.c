// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Columns of bytes become rows of floats, one value at a time; a copy of rows is no transpose.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "TRANSPOSE"'
// CHECK: "id": "TRANSPOSE"
// CHECK: "function": "rows_of_columns"
// REMEDIED: "function": "rows_of_columns"
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
