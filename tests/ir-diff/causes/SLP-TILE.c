// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A tile of both operands by depth, stored by columns; in vectors of the compiler it is one.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py SLP-TILE < %t.json | FileCheck %s
// CHECK: tile: decisive: 16 accumulators side by side stay scalar
void tile(const float *restrict a, const float *restrict b, float *restrict c, int depth, int lineA, int lineB, int lineC) {
  float sum[4][4] = {{0}};
  for (int k = 0; k < depth; ++k)
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 4; ++column)
        sum[row][column] += a[k * lineA + row] * b[k * lineB + column];
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 4; ++column)
      c[column * lineC + row] = sum[row][column];
}

typedef float float4 __attribute__((vector_size(16)));

// CHECK: vectors: no
void vectors(const float *restrict a, const float *restrict b, float *restrict c, int depth, int lineA, int lineB, int lineC) {
  float4 sum[4] = {{0}};
  for (int k = 0; k < depth; ++k) {
    const float4 line = {b[k * lineB], b[k * lineB + 1], b[k * lineB + 2], b[k * lineB + 3]};
    for (int row = 0; row < 4; ++row)
      sum[row] += a[k * lineA + row] * line;
  }
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 4; ++column)
      c[column * lineC + row] = sum[row][column];
}
