// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One decision for one loop, in whatever form it is written: index, pointer, while, size_t, template, range.
// REQUIRES: plugin
// RUN: %wasm_clangxx -std=c++20 -O3 -msimd128 -fpass-plugin=%plugin -Rpass=wasm-loop-shape -Rpass-missed=wasm-loop-shape -fno-caret-diagnostics -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: %wasm_clangxx -std=c++20 -O2 -msimd128 -fpass-plugin=%plugin -Rpass=wasm-loop-shape -Rpass-missed=wasm-loop-shape -fno-caret-diagnostics -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: %wasm_clangxx -std=c++20 -O3 -msimd128 -fpass-plugin=%plugin -mllvm -nearnative-engine=v8 -Rpass=wasm-loop-shape -Rpass-missed=wasm-loop-shape -fno-caret-diagnostics -c %s -o %t.o 2>&1 | FileCheck --check-prefix=V8 %s
// RUN: %wasm_clangxx -std=c++20 -Os -msimd128 -fpass-plugin=%plugin -Rpass=wasm-loop-shape -fno-caret-diagnostics -c %s -o %t.o 2>&1 | FileCheck --allow-empty --check-prefix=SIZE %s
// RUN: %wasm_clangxx -std=c++20 -O3 -msimd128 -fpass-plugin=%plugin -mllvm -nearnative-size -Rpass=wasm-loop-shape -fno-caret-diagnostics -c %s -o %t.o 2>&1 | FileCheck --allow-empty --check-prefix=SIZE %s
// RUN: %wasm_clangxx -std=c++20 -O3 -msimd128 -fpass-plugin=%plugin -mllvm -nearnative-disable=wasm-loop-shape -Rpass=wasm-loop-shape -fno-caret-diagnostics -c %s -o %t.o 2>&1 | FileCheck --allow-empty --check-prefix=SIZE %s
// SIZE-NOT: remark
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

// Narrowing: the width of what is stored.
void narrowIndex(std::uint8_t *__restrict o, const std::int32_t *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 16, interleaved {{[24]}}: map between widths
  for (int i = 0; i < n; ++i)
    o[i] = static_cast<std::uint8_t>(a[i] >> 4);
}
void narrowPointer(std::int8_t *__restrict o, const std::int32_t *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 16, interleaved {{[124]}}: map between widths
  while (n-- > 0)
    *o++ = static_cast<std::int8_t>(std::clamp(*a++ >> 4, -128, 127));
}
void narrowSize(std::int16_t *__restrict o, const std::int32_t *__restrict a, std::size_t n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 8, interleaved {{[24]}}: map between widths
  for (std::size_t i = 0; i < n; ++i)
    o[i] = static_cast<std::int16_t>(std::min(std::max(a[i], -32768), 32767));
}
template <class To, class From> void convertAll(std::span<To> o, std::span<const From> a) {
  for (std::size_t i = 0; i < o.size(); ++i)
    o[i] = a[i] > From(7);
}
void narrowTemplate(std::uint8_t *o, const float *__restrict a, std::size_t n) {
  // CHECK: :[[#@LINE-4]]:{{[0-9]+}}: remark: loop to be vectorized with width 16, interleaved {{[24]}}: map between widths
  convertAll<std::uint8_t, float>({o, n}, {a, n});
}
void narrowRange(std::uint8_t *__restrict o, std::span<const std::uint16_t> a) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 16, interleaved 4: map between widths
  for (std::uint16_t value : a)
    *o++ = static_cast<std::uint8_t>(value >> 8);
}
// Products of extended values have a width of their own.
void products(std::int32_t *__restrict o, const std::int8_t *__restrict a, const std::int8_t *__restrict b, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 8, interleaved {{[24]}}: map between widths
  for (int i = 0; i < n; ++i)
    o[i] = a[i] * b[i];
}
// A value of the last iteration, as LLVM makes one of a[i + 1] read twice; float, and no width.
void stencil(float *__restrict o, const float *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width default, interleaved 4: small body
  for (int i = 0; i < n; ++i)
    o[i] = a[i] * 0.25f + a[i + 1] * 0.5f + a[i + 2] * 0.25f;
}
void backwards(float *__restrict o, const float *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width default, interleaved 4: small body
  for (int i = 0; i < n; ++i)
    o[i] = a[n - 1 - i];
}
void complexScale(float *__restrict o, const float *__restrict a, float re, float im, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: most of the body is shuffles, which gain nothing from copies
  for (int i = 0; i < n; ++i) {
    o[2 * i] = a[2 * i] * re - a[2 * i + 1] * im;
    o[2 * i + 1] = a[2 * i] * im + a[2 * i + 1] * re;
  }
}
int lastGreater(const std::int32_t *a, std::int32_t limit, int n) {
  int last = -1;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width default, interleaved 4: reduction
  for (int i = 0; i < n; ++i)
    last = a[i] > limit ? i : last;
  return last;
}
// Branches around what can be done anyway.
void branches(float *__restrict o, const float *__restrict a, float p, float q, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width default, interleaved {{[24]}}: small body
  for (int i = 0; i < n; ++i) {
    float x = a[i];
    if (x > 0)
      x = std::sqrt(x * p + q) * (x - p) + q * x * x;
    o[i] = x;
  }
}

// Kept scalar, some on V8 only.
void tableIndex(std::uint8_t *__restrict o, const std::uint8_t *__restrict a, const std::uint8_t *__restrict table, int n) {
  // V8: :[[#@LINE+2]]:{{[0-9]+}}: remark: loop kept scalar: table reads lane by lane
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: table reads lane by lane
  for (int i = 0; i < n; ++i)
    o[i] = table[a[i]];
}
void tablePointer(float *__restrict o, const std::uint8_t *__restrict a, const float *__restrict table, std::size_t n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop kept scalar: table reads lane by lane
  for (const std::uint8_t *end = a + n; a != end;)
    *o++ = table[*a++];
}
void shifts(std::uint32_t *__restrict o, const std::uint32_t *__restrict a, const std::uint8_t *__restrict b, int n) {
  // V8: :[[#@LINE+2]]:{{[0-9]+}}: remark: loop kept scalar: different shifts lane by lane
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: different shifts lane by lane
  for (int i = 0; i < n; ++i)
    o[i] = a[i] >> (b[i] & 31);
}
void everyFifth(float *__restrict o, const float *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop kept scalar: strided access lane by lane
  for (int i = 0; i < n; ++i)
    o[i] = a[5 * i];
}
void scatter(float *__restrict o, const std::int32_t *__restrict place, const float *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop kept scalar: scattered stores lane by lane
  for (int i = 0; i < n; ++i)
    o[place[i]] = a[i];
}
// Vectorized as before: the rest of the body, or the way of indexing, makes up for the lanes; three in a row are a matter of wasm-lower.
void gather(float *__restrict o, const std::int32_t *__restrict place, const float *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: table reads lane by lane
  for (int i = 0; i < n; ++i)
    o[i] = a[place[i]];
}
void tableAndMore(float *__restrict o, const std::uint8_t *__restrict a, const float *__restrict table, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: table reads lane by lane
  for (int i = 0; i < n; ++i) {
    float x = table[a[i]];
    o[i] = ((x * 0.1f + 0.2f) * x + 0.3f) * x + 0.4f;
  }
}
void gray(std::uint8_t *__restrict o, const std::uint8_t *__restrict a, int n) {
  // wasm-lower has given it a shape, which is no hint of the user's.
  // CHECK-NOT: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone:
  for (int i = 0; i < n; ++i)
    o[i] = static_cast<std::uint8_t>((77 * a[3 * i] + 150 * a[3 * i + 1] + 29 * a[3 * i + 2]) >> 8);
}
void column(float *__restrict o, const float *__restrict a, int step, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: memory is not accessed consecutively
  for (int i = 0; i < n; ++i)
    o[i] = a[step * i];
}
// Widening: unsigned bytes are loaded by whole registers, signed ones in parts.
void widenUnsigned(float *__restrict o, const std::uint8_t *__restrict a, float scale, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 16, interleaved 1: map between widths
  for (int i = 0; i < n; ++i)
    o[i] = static_cast<float>(a[i]) * scale;
}
void widenUnsignedSpan(std::span<std::uint32_t> o, std::span<const std::uint8_t> a, std::uint32_t factor) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 16, interleaved 1: map between widths
  for (std::size_t i = 0; i < a.size(); ++i)
    o[i] = a[i] * factor + 3;
}
void widenSigned(float *__restrict o, const std::int8_t *__restrict a, float scale, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width default, interleaved 4: small body
  for (int i = 0; i < n; ++i)
    o[i] = static_cast<float>(a[i]) * scale;
}
void widenEven(float *__restrict o, const std::uint8_t *__restrict a, float scale, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width default, interleaved {{[24]}}: small body
  for (int i = 0; i < n; ++i)
    o[i] = static_cast<float>(a[2 * i]) * scale;
}
void widenTwenty(float *__restrict o, const std::uint8_t *__restrict a, float scale) {
  // CHECK-NOT: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop to be vectorized with width 16
  for (int i = 0; i < 20; ++i)
    o[i] = static_cast<float>(a[i]) * scale;
}
void conditionalStore(float *__restrict o, const float *__restrict a, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: the body has control flow
  for (int i = 0; i < n; ++i)
    if (a[i] > 0)
      o[i] = a[i];
}
void conditionalVolatile(float *__restrict o, const float *__restrict a, const volatile float *v, int n) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: the body has control flow
  for (int i = 0; i < n; ++i) {
    float x = a[i];
    if (x > 0)
      x += *v;
    o[i] = x;
  }
}
float decay(float *__restrict o, const float *__restrict a, int n) {
  float s = 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: remark: loop left alone: {{.*}}
  for (int i = 0; i < n; ++i)
    o[i] = s = s * 0.5f + a[i];
  return s;
}
void asked(std::uint8_t *__restrict o, const std::int32_t *__restrict a, int n) {
  // CHECK: :[[#@LINE+2]]:{{[0-9]+}}: remark: loop left alone: the loop has hints of its own
#pragma clang loop interleave_count(1)
  for (int i = 0; i < n; ++i)
    o[i] = static_cast<std::uint8_t>(a[i] >> 4);
}
