// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// argmax_f32.c with a pointer that moves and one that stays at the best.

int argmax_pointer_f32(const float *values, int n) {
  const float *best = values;
  for (const float *at = values + 1, *end = values + n; at < end; ++at)
    if (*at > *best)
      best = at;
  return (int)(best - values);
}
