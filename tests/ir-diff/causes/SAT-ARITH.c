// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Saturating arithmetic written as a clamp.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py SAT-ARITH | FileCheck %s
#include <stddef.h>
#include <stdint.h>

// CHECK-DAG: {{^}}subtract_bytes: {{decisive|shown}}:
void subtract_bytes(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    int difference = a[i] - b[i];
    output[i] = difference < 0 ? 0 : difference;
  }
}

// CHECK-DAG: {{^}}add_words: {{decisive|shown}}:
void add_words(const uint16_t *restrict a, const uint16_t *restrict b, uint16_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    uint32_t sum = a[i] + b[i];
    output[i] = sum < 65535 ? sum : 65535;
  }
}

// CHECK-DAG: {{^}}multiply_q15: {{decisive|shown}}:
void multiply_q15(const int16_t *restrict a, int16_t factor, int16_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    int32_t product = (a[i] * factor + 16384) >> 15;
    output[i] = product > 32767 ? 32767 : product;
  }
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = __builtin_elementwise_sub_sat(a[i], b[i]);
}

// LLVM sees this one.
// CHECK-DAG: {{^}}add_signed: no:
void add_signed(const int16_t *restrict a, const int16_t *restrict b, int16_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    int sum = a[i] + b[i];
    output[i] = sum > 32767 ? 32767 : sum < -32768 ? -32768 : sum;
  }
}

// Another limit.
// CHECK-DAG: {{^}}add_to_limit: no:
void add_to_limit(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    int sum = a[i] + b[i];
    output[i] = sum > 200 ? 200 : sum;
  }
}

// As OpenCV casts with saturation.
// CHECK-DAG: {{^}}add_saturate_cast: {{decisive|shown}}:
void add_saturate_cast(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    int sum = a[i] + b[i];
    output[i] = (unsigned)sum <= 255 ? sum : sum > 0 ? 255 : 0;
  }
}

// CHECK-DAG: {{^}}subtract_saturate_cast: {{decisive|shown}}:
void subtract_saturate_cast(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    int difference = a[i] - b[i];
    output[i] = (unsigned)difference <= 255 ? difference : difference > 0 ? 255 : 0;
  }
}

// CHECK-DAG: {{^}}brighten: {{decisive|shown}}:
void brighten(const uint8_t *restrict input, uint8_t *restrict output, uint8_t amount, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = input[i] + amount > 255 ? 255 : input[i] + amount;
}

// LLVM sees it where the amount is a constant.
// CHECK-DAG: {{^}}brighten_by_constant: no:
void brighten_by_constant(const uint8_t *restrict input, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = input[i] + 20 > 255 ? 255 : input[i] + 20;
}
