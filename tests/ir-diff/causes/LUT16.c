// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tables of 16 bytes.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py LUT16 | FileCheck %s
#include <stdint.h>
#ifdef __wasm__
#include <wasm_simd128.h>
#endif

static const int8_t levels[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

// CHECK-DAG: {{^}}high_halves: {{decisive|shown}}:
void high_halves(const uint8_t *restrict codes, int8_t *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = levels[codes[i] >> 4];
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const uint8_t *restrict codes, int8_t *restrict output, int n) {
  int i = 0;
#ifdef __wasm__
  v128_t table = wasm_v128_load(levels);
  for (; i + 16 <= n; i += 16)
    wasm_v128_store(output + i, wasm_i8x16_swizzle(table, wasm_u8x16_shr(wasm_v128_load(codes + i), 4)));
#pragma clang loop vectorize(disable)
#endif
  for (; i < n; ++i)
    output[i] = levels[codes[i] >> 4];
}

// Too large for one register: BYTE-GATHER.
// CHECK-DAG: {{^}}larger: no:
void larger(const uint8_t *restrict codes, int8_t *restrict output, const int8_t *restrict table, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = table[codes[i]];
}
