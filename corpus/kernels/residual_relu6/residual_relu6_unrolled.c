// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// residual_relu6.c with pointers that move, unrolled by hand.

static inline float relu6(float x) {
  if (x < 0.0f)
    x = 0.0f;
  if (x > 6.0f)
    x = 6.0f;
  return x;
}

void residual_relu6_unrolled(const float *input, const float *shortcut, float *output, int n) {
  for (; n >= 4; n -= 4, input += 4, shortcut += 4, output += 4) {
    float x0 = input[0] + shortcut[0], x1 = input[1] + shortcut[1], x2 = input[2] + shortcut[2], x3 = input[3] + shortcut[3];
    output[0] = relu6(x0);
    output[1] = relu6(x1);
    output[2] = relu6(x2);
    output[3] = relu6(x3);
  }
  for (; n > 0; --n)
    *output++ = relu6(*input++ + *shortcut++);
}
