// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "inputs.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
static uint64_t next(uint64_t *state) {
  uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// Uniform in [0, 1): 53 bits, exact.
static double unit(uint64_t *state) { return (double)(next(state) >> 11) * 0x1p-53; }

void *nn_allocate(size_t bytes) {
  const size_t rounded = (bytes + 63) / 64 * 64 + 64;
  void *memory = aligned_alloc(64, rounded);
  if (memory)
    memset(memory, 0xA5, rounded);
  return memory;
}

void nn_fill_f32(float *out, size_t count, uint64_t seed, double low, double high, int special) {
  const float specials[] = {NAN, -NAN, 0.0f, -0.0f, INFINITY, -INFINITY, FLT_TRUE_MIN, -FLT_TRUE_MIN, FLT_MIN / 2, FLT_MAX, -FLT_MAX};
  for (size_t i = 0; i < count; i++) {
    out[i] = (float)(low + (high - low) * unit(&seed));
    if (special && next(&seed) % 8 == 0)
      out[i] = specials[next(&seed) % (sizeof specials / sizeof *specials)];
  }
}

void nn_fill_f64(double *out, size_t count, uint64_t seed, double low, double high, int special) {
  const double specials[] = {NAN, -NAN, 0.0, -0.0, INFINITY, -INFINITY, DBL_TRUE_MIN, -DBL_TRUE_MIN, DBL_MIN / 2, DBL_MAX, -DBL_MAX};
  for (size_t i = 0; i < count; i++) {
    out[i] = low + (high - low) * unit(&seed);
    if (special && next(&seed) % 8 == 0)
      out[i] = specials[next(&seed) % (sizeof specials / sizeof *specials)];
  }
}

void nn_fill_integers(void *out, size_t bytes, size_t count, uint64_t seed, int64_t low, int64_t high) {
  const uint64_t span = (uint64_t)high - (uint64_t)low + 1; // 0: all 64-bit values
  for (size_t i = 0; i < count; i++) {
    const uint64_t random = next(&seed);
    const uint64_t value = (uint64_t)low + (span ? random % span : random);
    memcpy((char *)out + i * bytes, &value, bytes); // little-endian, as both our targets are
  }
}
