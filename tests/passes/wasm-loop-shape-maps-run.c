// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Maps between widths, tables, shifts, strides, recurrences and branches, misaligned and overlapping: the bytes of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -fno-strict-aliasing -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-3.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-3.bc -o %t-3.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-3.wasm | FileCheck %s
// RUN: nearnative-opt -O2 -nearnative-engine=v8 %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// CHECK: equal: 1 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"

#pragma clang fp contract(off)

enum { longest = 70, size = 8 * 4 * (longest + 16) };
static _Alignas(16) unsigned char left[size], right[size], out[size];
static uint8_t table[256];
static float floatTable[256];

#define MAP(name, T, U, V, body)                                                                                                           \
  NOINLINE void name(T *o, const U *a, const V *b, int n) {                                                                                \
    for (int i = 0; i < n; ++i) {                                                                                                          \
      U x = a[i];                                                                                                                          \
      V y = b[i];                                                                                                                          \
      body;                                                                                                                                \
    }                                                                                                                                      \
  }
MAP(narrow8, uint8_t, uint32_t, uint32_t, o[i] = (uint8_t)(x >> 5 ^ y))
MAP(clamp8, int8_t, int32_t, int32_t, int32_t v = (x >> 8) + (y >> 9); o[i] = (int8_t)(v < -128 ? -128 : v > 127 ? 127 : v))
MAP(clampU8, uint8_t, int32_t, int32_t, int32_t v = x >> 20; o[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v))
MAP(clamp16, int16_t, int32_t, int8_t, int32_t v = x >> 4; o[i] = (int16_t)(v < -32768 ? -32768 : v > 32767 ? 32767 : v))
MAP(narrow16, uint8_t, uint16_t, uint16_t, o[i] = (uint8_t)((x + y) >> 3))
MAP(mask8, uint8_t, float, float, o[i] = x > y)
MAP(mixed, uint8_t, float, uint8_t, o[i] = x < 1 ? y : 3)
MAP(convert8, uint8_t, float, float, float v = x < 0 ? 0 : x > 255 ? 255 : x; o[i] = (uint8_t)(v == v ? v : 0))
MAP(widen8, float, uint8_t, int8_t, o[i] = x * 0.25f - y)
MAP(widen16, int32_t, int16_t, uint8_t, o[i] = x * 77 + y)
MAP(product8, int32_t, int8_t, int8_t, o[i] = x * y)
MAP(productU16, uint32_t, uint16_t, uint16_t, o[i] = (uint32_t)x * y)
MAP(accumulate, int32_t, uint8_t, uint8_t, o[i] = (int32_t)((uint32_t)o[i] + x * y))
MAP(lookUp, uint8_t, uint8_t, uint8_t, o[i] = table[x])
MAP(lookUpFloat, float, uint8_t, uint8_t, o[i] = floatTable[x])
MAP(lookUpMore, float, uint8_t, float, o[i] = (floatTable[x] * 2 + y) * y)
MAP(shiftRight, int32_t, int32_t, int32_t, o[i] = x >> (y & 31))
MAP(shiftLeft8, uint8_t, uint8_t, uint8_t, o[i] = (uint8_t)(x << (y & 7)))
MAP(third, uint32_t, uint32_t, uint32_t, o[i] = a[3 * i] + y)
MAP(pairs, int32_t, int16_t, int16_t, o[i] = a[2 * i] + a[2 * i + 1])
MAP(turned, float, float, float, o[2 * i] = a[2 * i] * 0.5f - a[2 * i + 1]; o[2 * i + 1] = a[2 * i] + a[2 * i + 1] * y)
MAP(everySecond, uint8_t, uint8_t, uint8_t, o[2 * i] = x + y)
MAP(everyThird, uint16_t, uint16_t, uint16_t, o[3 * i] = x ^ y)
MAP(scatter, uint8_t, uint8_t, uint8_t, o[x] = y)
MAP(backwards8, uint8_t, uint8_t, uint8_t, o[i] = a[n - 1 - i] + y)
MAP(stencil, float, float, float, o[i] = x * 0.25f + a[i + 1] * 0.5f + a[i + 2] * y)
MAP(stencil16, int32_t, int16_t, int16_t, o[i] = x - 2 * a[i + 1] + a[i + 2])
MAP(branch, float, float, float, if (x > y) x = (x * 0.5f + 3) * (x - 1) * y; o[i] = x)
MAP(
    branch2, int32_t, int32_t, int32_t,
    if (x > y) {
      x = (x >> 3) * 5 ^ y;
      if (x < 0)
        x = ~x;
    } else x = (int32_t)((uint32_t)x * 7u + 3u);
    o[i] = x)
MAP(conditional, float, float, float, if (x > 0) o[i] = y)

#define LAST(name, T, start, condition)                                                                                                    \
  NOINLINE int name(const T *a, const T *b, int n) {                                                                                       \
    int s = start;                                                                                                                         \
    for (int i = 0; i < n; ++i)                                                                                                            \
      s = condition ? i : s;                                                                                                               \
    return s;                                                                                                                              \
  }
LAST(lastGreater, int32_t, -1, a[i] > b[i])
LAST(lastEqual, uint8_t, 1000, a[i] == 7)
LAST(lastFloat, float, -5, a[i] < b[i])
NOINLINE float decay(float *o, const float *a, int n) {
  float s = 0;
  for (int i = 0; i < n; ++i)
    o[i] = s = s * 0.5f + a[i];
  return s;
}
NOINLINE float previous(float *o, const float *a, int n) {
  float last = 7;
  for (int i = 0; i < n; ++i) {
    o[i] = a[i] - last;
    last = a[i];
  }
  return last;
}

static void fill(void) {
  uint32_t random = 1;
  for (int i = 0; i + 4 <= size; i += 4) {
    random = random * 1664525u + 1013904223u;
    uint32_t other = random * 2654435761u;
    uint32_t a = i % 7 == 0 ? 0x80000000 : (random & 0x83ffffff) | 0x3c000000; // floats of common magnitudes
    uint32_t b = i % 5 == 0 ? 0x07070707 : (other & 0x83ffffff) | 0x40000000;
    memcpy(left + i, &a, 4);
    memcpy(right + i, &b, 4);
  }
  for (int i = 0; i < 256; ++i) {
    table[i] = (uint8_t)(i * 7 + 5);
    floatTable[i] = (float)i * 0.37f - 20;
  }
}

#define RUN(name, T, U, V)                                                                                                                 \
  memset(out, 0xa5, sizeof out), name((T *)out, (const U *)left, (const V *)right, n), put(out, 3 * sizeof(T) * n + 16);                   \
  if (n % 11 == 0)                                                                                                                         \
    for (int distance = -3; distance <= 20; distance += distance < 5 ? 1 : 5) {                                                            \
      fill();                                                                                                                              \
      name((T *)(left + 64) + distance, (const U *)(left + 64), (const V *)right, n), put(left, 3 * sizeof(T) * n + 16);                   \
      fill();                                                                                                                              \
    }
#define VALUE(name, T)                                                                                                                     \
  do {                                                                                                                                     \
    int value = name((const T *)left, (const T *)right, n);                                                                                \
    put(&value, sizeof value);                                                                                                             \
  } while (0)

EXPORT(cases) int cases(void) { return 1; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  used = 0;
  fill();
  for (int n = 0; n <= longest; n += n < 36 ? 1 : 7) {
    RUN(narrow8, uint8_t, uint32_t, uint32_t)
    RUN(clamp8, int8_t, int32_t, int32_t) RUN(clampU8, uint8_t, int32_t, int32_t) RUN(clamp16, int16_t, int32_t, int8_t)
        RUN(narrow16, uint8_t, uint16_t, uint16_t) RUN(mask8, uint8_t, float, float) RUN(mixed, uint8_t, float, uint8_t)
            RUN(convert8, uint8_t, float, float) RUN(widen8, float, uint8_t, int8_t) RUN(widen16, int32_t, int16_t, uint8_t)
                RUN(product8, int32_t, int8_t, int8_t) RUN(productU16, uint32_t, uint16_t, uint16_t)
                    RUN(accumulate, int32_t, uint8_t, uint8_t) RUN(lookUp, uint8_t, uint8_t, uint8_t)
                        RUN(lookUpFloat, float, uint8_t, uint8_t) RUN(lookUpMore, float, uint8_t, float)
                            RUN(shiftRight, int32_t, int32_t, int32_t) RUN(shiftLeft8, uint8_t, uint8_t, uint8_t)
                                RUN(third, uint32_t, uint32_t, uint32_t) RUN(pairs, int32_t, int16_t, int16_t)
                                    RUN(turned, float, float, float) RUN(everySecond, uint8_t, uint8_t, uint8_t)
                                        RUN(everyThird, uint16_t, uint16_t, uint16_t) RUN(scatter, uint8_t, uint8_t, uint8_t)
                                            RUN(backwards8, uint8_t, uint8_t, uint8_t) RUN(stencil, float, float, float)
                                                RUN(stencil16, int32_t, int16_t, int16_t) RUN(branch, float, float, float)
                                                    RUN(branch2, int32_t, int32_t, int32_t) RUN(conditional, float, float, float)
                                                        VALUE(lastGreater, int32_t);
    VALUE(lastEqual, uint8_t);
    VALUE(lastFloat, float);
    float value = decay((float *)out, (const float *)left, n);
    put(&value, sizeof value), put(out, 4 * n);
    value = previous((float *)out, (const float *)left, n);
    put(&value, sizeof value), put(out, 4 * n);
    // Misaligned.
    narrow16(out + 1, (const uint16_t *)(left + 2), (const uint16_t *)(right + 6), n), put(out, n + 1);
    lookUp(out + 3, left + 1, right + 5, n), put(out, n + 3);
    product8((int32_t *)(out + 4), (const int8_t *)left + 1, (const int8_t *)right + 7, n), put(out, 4 * n + 4);
  }
  return used;
}
