// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The first step of non-maximum suppression: the indices of the boxes whose score is high enough, the rest of the list filled with -1.
#include <stdint.h>

int nms_filter(const float *scores, int32_t *kept, int n, float threshold) {
  int count = 0;
  for (int i = 0; i < n; ++i)
    if (scores[i] > threshold)
      kept[count++] = i;
  for (int i = count; i < n; ++i)
    kept[i] = -1;
  return count;
}
