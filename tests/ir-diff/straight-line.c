// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A tile of 2 x 4 in scalar C, as model compilers write it: only the straight-line vectorizer makes vectors here, two accumulators of four.
// With bias and relu behind it, LLVM overprices the relu on Wasm and the whole tile stays scalar.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll | FileCheck %s
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=JSON

#define STEP(row, column) sum##row##column += a[k * 2 + row] * b[k * 4 + column];
#define ROW(DO, row) DO(row, 0) DO(row, 1) DO(row, 2) DO(row, 3)
#define TILE(END)                                                                                                                          \
  float sum00 = 0, sum01 = 0, sum02 = 0, sum03 = 0, sum10 = 0, sum11 = 0, sum12 = 0, sum13 = 0;                                             \
  for (int k = 0; k < n; ++k) {                                                                                                            \
    ROW(STEP, 0) ROW(STEP, 1)                                                                                                              \
  }                                                                                                                                        \
  ROW(END, 0) ROW(END, 1)

static inline float relu(float x) { return x < 0.0f ? 0.0f : x; }

// CHECK: V4,2│V1,1 lost {{.*}}with_relu {{ *}}straight-line.c:[[# @LINE + 4]]:3 {{ *}}vector of 4 natively, scalar on Wasm
// JSON: "id": "with_relu:straight-line.c:[[# @LINE + 3]]:3"
#define WITH_RELU(row, column) out[row * 4 + column] = relu(sum##row##column + bias[column]);
void with_relu(const float *restrict a, const float *restrict b, const float *restrict bias, float *restrict out, int n) {
  TILE(WITH_RELU)
}

// CHECK: V4,2│V4,2 parity {{.*}}plain {{ *}}straight-line.c:[[# @LINE + 3]]:3
#define PLAIN(row, column) out[row * 4 + column] = sum##row##column;
void plain(const float *restrict a, const float *restrict b, float *restrict out, int n) {
  TILE(PLAIN)
}
