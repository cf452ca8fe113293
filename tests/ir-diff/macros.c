// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loops of one macro have one position: the nest tells them apart.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll | FileCheck %s
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
#define ADD_MATRIX                                                                                                                         \
  for (int i = 0; i < rows; ++i)                                                                                                           \
    for (int j = 0; j < columns; ++j)                                                                                                      \
      a[i * stride + j] += b[i * stride + j];
void add_matrix(float *restrict a, const float *restrict b, int rows, int columns, int stride) { ADD_MATRIX }

// CHECK: V4,2│V4,1 narrow {{.*}}add_matrix {{ *}}macros.c:11:98
// CHECK: V1,1│V1,1 parity {{.*}}add_matrix {{ *}}macros.c:11:98 {{ *}}outer loop
// CHECK: loops: 2 paired, 0 unmatched
