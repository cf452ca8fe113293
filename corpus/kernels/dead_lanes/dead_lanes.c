// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Average pooling: four neighbours become one.

void dead_lanes(float *restrict out, const float *restrict in, int n) {
#pragma clang fp reassociate(on)
  for (int i = 0; i < n; ++i) {
    float sum = 0;
    for (int k = 0; k < 4; ++k)
      sum += in[4 * i + k];
    out[i] = sum * 0.25f;
  }
}
