// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Seeded inputs, the same bytes on every target: integer arithmetic and one rounding per value, no libm, no contraction.
#ifndef NEARNATIVE_CORPUS_INPUTS_H
#define NEARNATIVE_CORPUS_INPUTS_H

#include <stddef.h>
#include <stdint.h>

/// Allocates `bytes` (at least 1), aligned to 64, all bytes 0xA5. NULL: no memory.
void *nn_allocate(size_t bytes);

/// Fills count floats with values from [low, high]. With `special` every eighth is NaN, +-0, +-infinity, a denormal or +-largest.
void nn_fill_f32(float *out, size_t count, uint64_t seed, double low, double high, int special);
void nn_fill_f64(double *out, size_t count, uint64_t seed, double low, double high, int special);

/// Fills count integers of `bytes` bytes each (1, 2, 4, 8) with values from [low, high], both ends included.
void nn_fill_integers(void *out, size_t bytes, size_t count, uint64_t seed, int64_t low, int64_t high);

#endif
