// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// For the twins: a vector that stays in a local. V8 builds a constant anew at each use unless it cannot see that it is one.
#pragma once
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t held(v128_t v) {
  __asm__("" : "+r"(v));
  return v;
}

static inline v128_t held_f32(float value) { return held(wasm_f32x4_splat(value)); }
