// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Multiresolution hash encoding of points in the unit cube (Mueller et al., Instant Neural Graphics Primitives, 2022): per level, the eight
// corners of the cell around the point are looked up in a hash table of two features each and interpolated.
// Positions: points x 3, tables: levels x entries x 2 (entries: a power of two), output: points x levels x 2.
#include <math.h>
#include <stdint.h>

void hash_grid_encode(const float *positions, const float *tables, float *output, int points, int levels, int entries, float resolution,
                      float growth) {
  uint32_t mask = (uint32_t)entries - 1;
  for (int point = 0; point < points; ++point) {
    const float *position = positions + point * 3;
    float scale = resolution;
    for (int level = 0; level < levels; ++level) {
      const float *table = tables + level * entries * 2;
      uint32_t cell[3];
      float weight[3];
      for (int d = 0; d < 3; ++d) {
        float scaled = position[d] * scale + 0.5f;
        float base = floorf(scaled);
        cell[d] = (uint32_t)base;
        weight[d] = scaled - base;
      }
      float feature0 = 0.0f, feature1 = 0.0f;
      for (uint32_t corner = 0; corner < 8; ++corner) {
        uint32_t x = cell[0] + (corner & 1), y = cell[1] + (corner >> 1 & 1), z = cell[2] + (corner >> 2 & 1);
        float product = (corner & 1 ? weight[0] : 1.0f - weight[0]) * (corner & 2 ? weight[1] : 1.0f - weight[1]) *
                        (corner & 4 ? weight[2] : 1.0f - weight[2]);
        uint32_t index = (x ^ y * 2654435761u ^ z * 805459861u) & mask; // the primes of the paper
        feature0 += product * table[index * 2];
        feature1 += product * table[index * 2 + 1];
      }
      output[(point * levels + level) * 2] = feature0;
      output[(point * levels + level) * 2 + 1] = feature1;
      scale *= growth;
    }
  }
}
