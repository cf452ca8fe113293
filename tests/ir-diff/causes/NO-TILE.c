// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A matrix times a vector, row by row; four rows at a time share what they load.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "NO-TILE"'
// CHECK: "id": "NO-TILE"
// CHECK: "function": "gemv"
// REMEDIED: "function": "gemv"
#include <stddef.h>

void gemv(double *restrict y, const double *restrict a, const double *restrict x, size_t rows, size_t columns) {
#ifdef REMEDIED
  for (size_t i = 0; i + 4 <= rows; i += 4) {
    const double *row = a + i * columns;
    double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
    for (size_t k = 0; k < columns; ++k) {
      sum0 += row[k] * x[k];
      sum1 += row[columns + k] * x[k];
      sum2 += row[2 * columns + k] * x[k];
      sum3 += row[3 * columns + k] * x[k];
    }
    y[i] = sum0, y[i + 1] = sum1, y[i + 2] = sum2, y[i + 3] = sum3;
  }
#else
  for (size_t i = 0; i < rows; ++i) {
    double sum = 0;
    for (size_t k = 0; k < columns; ++k)
      sum += a[i * columns + k] * x[k];
    y[i] = sum;
  }
#endif
}
