// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loops of every shape, lengths 0 to 200, overlapping and misaligned: the optimised module computes the bytes of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-neutral.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-neutral.bc -o %t-neutral.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-neutral.wasm | FileCheck %s
// RUN: nearnative-opt -O3 -nearnative-engine=v8 %t.bc -o %t-v8.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-v8.bc -o %t-v8.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-v8.wasm | FileCheck %s
// RUN: nearnative-opt -O3 -nearnative-engine=wasmtime %t.bc -o %t-wasmtime.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-wasmtime.bc -o %t-wasmtime.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-wasmtime.wasm | FileCheck %s
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -ffp-contract=off -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
// CHECK: equal: 1 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"

#pragma clang fp contract(off)

enum { longest = 200, size = 16 * (longest + 16) };
static _Alignas(16) unsigned char left[size], right[size], out[size], out2[size];

#define MAP(name, T, U, expression)                                                                                                       \
  NOINLINE void name(T *o, const U *a, const U *b, int n) {                                                                               \
    for (int i = 0; i < n; ++i) {                                                                                                         \
      U x = a[i], y = b[i];                                                                                                               \
      o[i] = expression;                                                                                                                  \
    }                                                                                                                                     \
  }
#define REDUCE(name, T, U, start, expression)                                                                                             \
  NOINLINE T name(const U *a, const U *b, int n) {                                                                                        \
    T s = start;                                                                                                                          \
    for (int i = 0; i < n; ++i) {                                                                                                         \
      U x = a[i], y = b[i];                                                                                                               \
      s = expression;                                                                                                                     \
    }                                                                                                                                     \
    return s;                                                                                                                             \
  }
typedef float unalignedFloat __attribute__((aligned(1)));
typedef int16_t unalignedShort __attribute__((aligned(1)));

MAP(addF32, float, float, x + y)
MAP(addF64, double, double, x *y)
MAP(addU8, uint8_t, uint8_t, x + y)
MAP(addI16, int16_t, int16_t, x - y)
MAP(xorU32, uint32_t, uint32_t, x ^ y)
MAP(addI64, uint64_t, uint64_t, x + y)
MAP(widen, float, uint8_t, x * 0.5f + y)
MAP(narrow, uint8_t, uint32_t, x >> 24 | y)
MAP(saturate, uint8_t, uint8_t, (uint8_t)(x + y > 255 ? 255 : x + y))
MAP(selectI32, int32_t, int32_t, x < y ? x : y)
MAP(unalignedAdd, unalignedFloat, unalignedFloat, x + y)
MAP(convert, float, int32_t, (float)x + (float)y)
MAP(divide, uint32_t, uint32_t, x / (y | 1))
MAP(shift, uint32_t, uint32_t, x << (y & 31))
REDUCE(dotI8, int32_t, int8_t, 0, s + x * y)
REDUCE(dotU8, int32_t, uint8_t, 0, s + x * y)
REDUCE(dotI16, uint32_t, int16_t, 0, s + (uint32_t)(x * y))
REDUCE(dotU16, uint32_t, uint16_t, 7, s + (uint32_t)x * y)
REDUCE(dotUnaligned, uint32_t, unalignedShort, 0, s + (uint32_t)(x * y))
REDUCE(squareI8, int32_t, int8_t, -5, s + x * x)
REDUCE(sumU8, int32_t, uint8_t, 1, s + x)
REDUCE(sumI8, int32_t, int8_t, 0, s + x)
REDUCE(sumI16, int32_t, int16_t, 0, s + x)
REDUCE(sumU16, uint32_t, uint16_t, 0, s + y)
REDUCE(sumI32, uint32_t, uint32_t, 0, s + x)
REDUCE(sumI64, uint64_t, uint32_t, 0, s + x)
REDUCE(sumNarrow, uint8_t, uint8_t, 0, s + x)
REDUCE(maxI32, int32_t, int32_t, INT32_MIN, x > s ? x : s)
REDUCE(minU8, uint8_t, uint8_t, 255, x < s ? x : s)
REDUCE(xors, uint32_t, uint32_t, 0, s ^ x ^ y)
REDUCE(sadU8, int32_t, uint8_t, 0, s + (x > y ? x - y : y - x))
REDUCE(orderedDot, float, float, 0, s + x *y)
REDUCE(orderedSum, double, double, 0, s + x)
REDUCE(lastIndex, int32_t, int32_t, -1, x > y ? i : s)

NOINLINE int32_t dotMixed(const uint8_t *a, const int8_t *b, int n) {
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
NOINLINE void twoSums(const float *a, int32_t *o, const uint8_t *b, int n) {
  int32_t s = 0, t = 0;
  for (int i = 0; i < n; ++i) {
    s += b[i];
    t += b[i] * b[i];
  }
  o[0] = s, o[1] = t;
}
NOINLINE void twoOutputs(uint32_t *o, uint32_t *p, const uint32_t *a, int n) {
  for (int i = 0; i < n; ++i) {
    o[i] = a[i] + 1;
    p[i] = a[i] * 3;
  }
}
NOINLINE void backwards(uint32_t *o, const uint32_t *a, int n) {
  for (int i = n - 1; i >= 0; --i)
    o[i] = a[i] + 5;
}
NOINLINE void strided(uint32_t *o, const uint32_t *a, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = a[2 * i] + 5;
}
NOINLINE void prefix(uint32_t *o, const uint32_t *a, int n) {
  for (int i = 1; i < n; ++i)
    o[i] = o[i - 1] + a[i];
}
NOINLINE void ramp(float *o, int n) { // a float induction: its additions must not be replaced by a product
  float x = 0.1f;
  for (int i = 0; i < n; ++i) {
    o[i] = x;
    x += 0.1f;
  }
}
#define FIXED(N)                                                                                                                          \
  NOINLINE int32_t dotFixed##N(const int8_t *a, const int8_t *b) {                                                                        \
    int32_t s = 0;                                                                                                                        \
    for (int i = 0; i < N; ++i)                                                                                                           \
      s += a[i] * b[i];                                                                                                                   \
    return s;                                                                                                                             \
  }                                                                                                                                       \
  NOINLINE void addFixed##N(float *o, const float *a, const float *b) {                                                                   \
    for (int i = 0; i < N; ++i)                                                                                                           \
      o[i] = a[i] + b[i];                                                                                                                 \
  }
FIXED(5) FIXED(17) FIXED(31) FIXED(64) FIXED(67) FIXED(100)

static void fill(void) {
  static const uint32_t special[] = {0x80000000, 0x7fffffff, 0, 0xffffffff, 0x80808080, 0x7f7f7f7f, 0x80008000, 0x7fff7fff, 0x3f800000, 0x80000000};
  uint32_t random = 1;
  for (int i = 0; i + 4 <= size; i += 4) {
    random = random * 1664525u + 1013904223u;
    uint32_t other = random * 2654435761u;
    // Finite floats of many magnitudes, with integer extremes in between.
    uint32_t a = i % 7 == 0 ? special[i / 4 % 10] : (random & 0x8fffffff) | 0x30000000;
    uint32_t b = i % 5 == 0 ? special[i / 4 % 9] : (other & 0x8fffffff) | 0x30000000;
    if ((a & 0x7f800000) == 0x7f800000)
      a &= 0xbfffffff; // no NaN: their bits are not compared here
    if ((b & 0x7f800000) == 0x7f800000)
      b &= 0xbfffffff;
    memcpy(left + i, &a, 4);
    memcpy(right + i, &b, 4);
  }
}

#define RUN(name, T, U)                                                                                                                   \
  memset(out, 0xa5, sizeof out), name((T *)out, (const U *)left, (const U *)right, n), put(out, sizeof(T) * n + 16)
// The output overlaps the input, before and behind: the program's order counts.
#define OVERLAP(name, T)                                                                                                                  \
  for (int distance = 0; distance <= 20; distance += distance < 5 ? 1 : 5) {                                                              \
    memcpy(out2, left, sizeof out2), name((T *)out2 + distance, (const T *)out2, (const T *)right, n), put(out2, sizeof(T) * n);          \
    memcpy(out2, left, sizeof out2), name((T *)out2, (const T *)out2 + distance, (const T *)right, n), put(out2, sizeof(T) * n);          \
  }
#define VALUE(name, U)                                                                                                                    \
  do {                                                                                                                                    \
    __auto_type value = name((const U *)left, (const U *)right, n);                                                                       \
    put(&value, sizeof value);                                                                                                            \
  } while (0)

EXPORT(cases) int cases(void) { return 1; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  used = 0;
  fill();
  for (int n = 0; n <= longest; n += n < 70 ? 1 : 13) {
    RUN(addF32, float, float), RUN(addU8, uint8_t, uint8_t), RUN(addI16, int16_t, int16_t), RUN(xorU32, uint32_t, uint32_t);
    RUN(addI64, uint64_t, uint64_t), RUN(widen, float, uint8_t), RUN(narrow, uint8_t, uint32_t), RUN(saturate, uint8_t, uint8_t);
    RUN(selectI32, int32_t, int32_t), RUN(convert, float, int32_t), RUN(divide, uint32_t, uint32_t), RUN(shift, uint32_t, uint32_t);
    VALUE(dotI8, int8_t);
    VALUE(dotU8, uint8_t);
    VALUE(dotI16, int16_t);
    VALUE(dotU16, uint16_t);
    VALUE(squareI8, int8_t);
    VALUE(sumU8, uint8_t);
    VALUE(sumI8, int8_t);
    VALUE(sumI16, int16_t);
    VALUE(sumU16, uint16_t);
    VALUE(sumI32, uint32_t);
    VALUE(sumI64, uint32_t);
    VALUE(sumNarrow, uint8_t);
    VALUE(maxI32, int32_t);
    VALUE(minU8, uint8_t);
    VALUE(xors, uint32_t);
    VALUE(sadU8, uint8_t);
    VALUE(orderedDot, float);
    VALUE(orderedSum, double);
    VALUE(lastIndex, int32_t);
    int32_t mixed = dotMixed(left, (const int8_t *)right, n);
    put(&mixed, sizeof mixed);
    int32_t two[2];
    twoSums((const float *)left, two, right, n), put(two, sizeof two);
    twoOutputs((uint32_t *)out, (uint32_t *)out2, (const uint32_t *)left, n), put(out, 4 * n), put(out2, 4 * n);
    backwards((uint32_t *)out, (const uint32_t *)left, n), put(out, 4 * n);
    strided((uint32_t *)out, (const uint32_t *)left, n), put(out, 4 * n);
    memcpy(out, right, sizeof out), prefix((uint32_t *)out, (const uint32_t *)left, n), put(out, 4 * n);
    ramp((float *)out, n), put(out, 4 * n);
    unalignedAdd((unalignedFloat *)(out + 1), (const unalignedFloat *)(left + 4), (const unalignedFloat *)(right + 8), n), put(out, 4 * n + 1);
    uint32_t odd = dotUnaligned((const unalignedShort *)(left + 1), (const unalignedShort *)(right + 3), n);
    put(&odd, sizeof odd);
    if (n % 9 == 0) {
      OVERLAP(addU8, uint8_t)
      OVERLAP(xorU32, uint32_t)
    }
  }
#define RUN_FIXED(N)                                                                                                                      \
  do {                                                                                                                                    \
    int32_t sum = dotFixed##N((const int8_t *)left, (const int8_t *)right);                                                               \
    put(&sum, sizeof sum);                                                                                                                \
    addFixed##N((float *)out, (const float *)left, (const float *)right);                                                                 \
    put(out, 4 * N);                                                                                                                      \
  } while (0)
  RUN_FIXED(5);
  RUN_FIXED(17);
  RUN_FIXED(31);
  RUN_FIXED(64);
  RUN_FIXED(67);
  RUN_FIXED(100);
  return used;
}
