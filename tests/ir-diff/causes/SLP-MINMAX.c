// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A tile of four rows whose outputs are cut at zero and one.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py SLP-MINMAX < %t.json | FileCheck %s
enum { depth = 16 };

// CHECK: clipped: decisive: vectors pay once compare and select are not priced as a call
void clipped(const float *restrict a, const float *restrict b, float *restrict c, int rows) {
  for (int row = 0; row < rows; row += 4) {
    float sum[4][8] = {{0}};
    for (int k = 0; k < depth; ++k)
      for (int r = 0; r < 4; ++r)
        for (int column = 0; column < 8; ++column)
          sum[r][column] += a[(row + r) * depth + k] * b[k * 8 + column];
    for (int r = 0; r < 4; ++r)
      for (int column = 0; column < 8; ++column) {
        float x = sum[r][column];
        x = x < 0.0f ? 0.0f : x;
        c[(row + r) * 8 + column] = x > 1.0f ? 1.0f : x;
      }
  }
}

// CHECK: nextFloat: no
void nextFloat(const float *restrict a, const float *restrict b, float *restrict c, int rows) {
  for (int row = 0; row < rows; row += 4) {
    float sum[4][8] = {{0}};
    for (int k = 0; k < depth; ++k)
      for (int r = 0; r < 4; ++r)
        for (int column = 0; column < 8; ++column)
          sum[r][column] += a[(row + r) * depth + k] * b[k * 8 + column];
    for (int r = 0; r < 4; ++r)
      for (int column = 0; column < 8; ++column) {
        float x = sum[r][column];
        x = x <= -0x1p-149f ? 0.0f : x;
        c[(row + r) * 8 + column] = x >= 0x1.000002p+0f ? 1.0f : x;
      }
  }
}

// CHECK: unclipped: no
void unclipped(const float *restrict a, const float *restrict b, float *restrict c, int rows) {
  for (int row = 0; row < rows; row += 4) {
    float sum[4][8] = {{0}};
    for (int k = 0; k < depth; ++k)
      for (int r = 0; r < 4; ++r)
        for (int column = 0; column < 8; ++column)
          sum[r][column] += a[(row + r) * depth + k] * b[k * 8 + column];
    for (int r = 0; r < 4; ++r)
      for (int column = 0; column < 8; ++column)
        c[(row + r) * 8 + column] = sum[r][column];
  }
}
