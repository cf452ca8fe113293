// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of hash_grid_encode.c: the eight hashes and weights of a cell are computed four at a time, the two features of an entry are loaded
// together, and two levels share a vector. Exact for cells below 2^31: every feature adds its corners in the order of the plain loop.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

struct Corners {
  v128_t offset[2], weight[2]; // byte offsets into the table and weights of the corners 0 to 3 and 4 to 7
};

static inline struct Corners corners(v128_t position, float scale, v128_t mask) {
  const v128_t primes = wasm_u32x4_const(1, 2654435761u, 805459861u, 0);
  v128_t scaled = wasm_f32x4_add(wasm_f32x4_mul(position, wasm_f32x4_splat(scale)), wasm_f32x4_const_splat(0.5f));
  v128_t base = wasm_f32x4_floor(scaled);
  v128_t high = wasm_f32x4_sub(scaled, base), low = wasm_f32x4_sub(wasm_f32x4_const_splat(1.0f), high);
  v128_t hash = wasm_i32x4_mul(wasm_i32x4_trunc_sat_f32x4(base), primes), next = wasm_i32x4_add(hash, primes);
  v128_t hashXy = wasm_v128_xor(wasm_i32x4_shuffle(hash, next, 0, 4, 0, 4), wasm_i32x4_shuffle(hash, next, 1, 1, 5, 5));
  v128_t weightXy = wasm_f32x4_mul(wasm_i32x4_shuffle(low, high, 0, 4, 0, 4), wasm_i32x4_shuffle(low, high, 1, 1, 5, 5));
  struct Corners result;
  result.offset[0] = wasm_i32x4_shl(wasm_v128_and(wasm_v128_xor(hashXy, wasm_i32x4_shuffle(hash, hash, 2, 2, 2, 2)), mask), 3);
  result.offset[1] = wasm_i32x4_shl(wasm_v128_and(wasm_v128_xor(hashXy, wasm_i32x4_shuffle(next, next, 2, 2, 2, 2)), mask), 3);
  result.weight[0] = wasm_f32x4_mul(weightXy, wasm_i32x4_shuffle(low, low, 2, 2, 2, 2));
  result.weight[1] = wasm_f32x4_mul(weightXy, wasm_i32x4_shuffle(high, high, 2, 2, 2, 2));
  return result;
}

// sum += weight * features of corner `lane` of one half, of level a in the low and of level b in the high half of the vector.
#define ADD_CORNER(half, lane)                                                                                                             \
  do {                                                                                                                                     \
    v128_t features = wasm_v128_load64_zero(tableA + (uint32_t)wasm_i32x4_extract_lane(a.offset[half], lane));                             \
    features = wasm_v128_load64_lane(tableB + (uint32_t)wasm_i32x4_extract_lane(b.offset[half], lane), features, 1);                       \
    v128_t weight = wasm_i32x4_shuffle(a.weight[half], b.weight[half], lane, lane, lane + 4, lane + 4);                                    \
    sum = wasm_f32x4_add(sum, wasm_f32x4_mul(weight, features));                                                                           \
  } while (0)

static inline v128_t interpolate(const char *tableA, const char *tableB, struct Corners a, struct Corners b) {
  v128_t sum = wasm_f32x4_const_splat(0.0f);
  ADD_CORNER(0, 0);
  ADD_CORNER(0, 1);
  ADD_CORNER(0, 2);
  ADD_CORNER(0, 3);
  ADD_CORNER(1, 0);
  ADD_CORNER(1, 1);
  ADD_CORNER(1, 2);
  ADD_CORNER(1, 3);
  return sum;
}

void hash_grid_encode(const float *restrict positions, const float *restrict tables, float *restrict output, int points, int levels,
                      int entries, float resolution, float growth) {
  v128_t mask = wasm_i32x4_splat(entries - 1);
  size_t tableBytes = (size_t)entries * 2 * sizeof(float);
  for (int point = 0; point < points; ++point, positions += 3) {
    v128_t position = wasm_f32x4_make(positions[0], positions[1], positions[2], 0.0f);
    float scale = resolution;
    const char *table = (const char *)tables;
    int level = 0;
    for (; level + 2 <= levels; level += 2, table += 2 * tableBytes, output += 4) {
      struct Corners a = corners(position, scale, mask);
      scale *= growth;
      struct Corners b = corners(position, scale, mask);
      scale *= growth;
      wasm_v128_store(output, interpolate(table, table + tableBytes, a, b));
    }
    if (level < levels) {
      struct Corners a = corners(position, scale, mask);
      wasm_v128_store64_lane(output, interpolate(table, table, a, a), 0);
      output += 2;
    }
  }
}
