// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A tile of 2 x 4 sums: -ffast-math vectorizes over the depth, which takes the rows of b apart.
// RUN: %native_ir -ffast-math %s -o %t.native.ll
// RUN: %wasm_ir -ffast-math %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -ffast-math -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -ffast-math -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "FAST-TILE"'
// CHECK: "id": "FAST-TILE"
// CHECK: "function": "tile"
// REMEDIED: "function": "tile"
void tile(float *restrict c, const float *restrict a, const float *restrict b, int depth) {
  float s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
#ifdef REMEDIED
#pragma clang loop vectorize(disable)
#endif
  for (int k = 0; k < depth; ++k, b += 4) {
    s00 += a[k] * b[0], s01 += a[k] * b[1], s02 += a[k] * b[2], s03 += a[k] * b[3];
    s10 += a[depth + k] * b[0], s11 += a[depth + k] * b[1], s12 += a[depth + k] * b[2], s13 += a[depth + k] * b[3];
  }
  c[0] = s00, c[1] = s01, c[2] = s02, c[3] = s03;
  c[4] = s10, c[5] = s11, c[6] = s12, c[7] = s13;
}
