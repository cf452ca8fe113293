// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The code that the code generators make of a loop, of the loop alone.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=all --format=json | %python %S/generated-code.py
// RUN: clang-22 --target=aarch64-linux-gnu -ffreestanding -O3 -gline-tables-only -S -emit-llvm %s -o %t.arm64.ll
// RUN: irdiff %t.arm64.ll %t.wasm.ll --facts=all --format=json | %python %S/generated-code.py
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=ir --format=json | not grep '"code":'
#include <stddef.h>

float table[256];

// Two accesses natively and on Wasm, one operation each in vectors.
void scale(float *restrict out, const float *restrict in, float by, size_t n) {
#pragma clang loop unroll(disable) interleave_count(1)
  for (size_t i = 0; i < n; ++i)
    out[i] = in[i] * by;
}

// The loop outside does not own the work of the one inside.
void nest(float *restrict out, const float *restrict in, size_t rows, size_t n) {
#pragma clang loop unroll(disable)
  for (size_t row = 0; row < rows; ++row) {
    float sum = 0;
#pragma clang loop unroll(disable)
    for (size_t i = 0; i < n; ++i)
      sum += in[row * n + i];
    out[row] = sum;
  }
}

// More accumulators than any target here has registers.
void spilling(float *restrict out, const float *restrict in, size_t n) {
  float sum[80] = {0};
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t i = 0; i < n; ++i) {
#pragma clang loop vectorize(disable) unroll(full)
    for (int k = 0; k < 80; ++k)
      sum[k] = sum[k] * in[80 * i] + in[80 * i + 79 - k];
  }
  for (int k = 0; k < 80; ++k)
    out[k] = sum[k];
}

void look_up(float *restrict out, const signed char *restrict in, size_t n) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t i = 0; i < n; ++i)
    out[i] = table[in[i] + 128];
}
