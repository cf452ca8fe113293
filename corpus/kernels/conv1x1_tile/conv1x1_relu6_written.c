// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// conv1x1_relu6.c with every sum a variable, as generated code has it.

static inline float activation(float x) {
  x = x < 0.0f ? 0.0f : x;
  return x > 6.0f ? 6.0f : x;
}

void conv1x1_relu6_written(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output,
                           int pixels, int blocks) {
  for (int p = 0; p < pixels; p += 4)
    for (int b = 0; b < blocks; ++b) {
      const float *in = input + p * 16, *w = weights + b * 128, *add = bias + b * 8;
      float *out0 = output + (p * blocks + b) * 8, *out1 = out0 + blocks * 8, *out2 = out1 + blocks * 8, *out3 = out2 + blocks * 8;
      float s00 = 0.0f, s01 = 0.0f, s02 = 0.0f, s03 = 0.0f, s04 = 0.0f, s05 = 0.0f, s06 = 0.0f, s07 = 0.0f;
      float s10 = 0.0f, s11 = 0.0f, s12 = 0.0f, s13 = 0.0f, s14 = 0.0f, s15 = 0.0f, s16 = 0.0f, s17 = 0.0f;
      float s20 = 0.0f, s21 = 0.0f, s22 = 0.0f, s23 = 0.0f, s24 = 0.0f, s25 = 0.0f, s26 = 0.0f, s27 = 0.0f;
      float s30 = 0.0f, s31 = 0.0f, s32 = 0.0f, s33 = 0.0f, s34 = 0.0f, s35 = 0.0f, s36 = 0.0f, s37 = 0.0f;
      for (int k = 0; k < 16; ++k, ++in, w += 8) {
        float x0 = in[0], x1 = in[16], x2 = in[32], x3 = in[48];
        s00 += x0 * w[0];
        s10 += x1 * w[0];
        s20 += x2 * w[0];
        s30 += x3 * w[0];
        s01 += x0 * w[1];
        s11 += x1 * w[1];
        s21 += x2 * w[1];
        s31 += x3 * w[1];
        s02 += x0 * w[2];
        s12 += x1 * w[2];
        s22 += x2 * w[2];
        s32 += x3 * w[2];
        s03 += x0 * w[3];
        s13 += x1 * w[3];
        s23 += x2 * w[3];
        s33 += x3 * w[3];
        s04 += x0 * w[4];
        s14 += x1 * w[4];
        s24 += x2 * w[4];
        s34 += x3 * w[4];
        s05 += x0 * w[5];
        s15 += x1 * w[5];
        s25 += x2 * w[5];
        s35 += x3 * w[5];
        s06 += x0 * w[6];
        s16 += x1 * w[6];
        s26 += x2 * w[6];
        s36 += x3 * w[6];
        s07 += x0 * w[7];
        s17 += x1 * w[7];
        s27 += x2 * w[7];
        s37 += x3 * w[7];
      }
      out0[0] = activation(s00 + add[0]);
      out0[1] = activation(s01 + add[1]);
      out0[2] = activation(s02 + add[2]);
      out0[3] = activation(s03 + add[3]);
      out0[4] = activation(s04 + add[4]);
      out0[5] = activation(s05 + add[5]);
      out0[6] = activation(s06 + add[6]);
      out0[7] = activation(s07 + add[7]);
      out1[0] = activation(s10 + add[0]);
      out1[1] = activation(s11 + add[1]);
      out1[2] = activation(s12 + add[2]);
      out1[3] = activation(s13 + add[3]);
      out1[4] = activation(s14 + add[4]);
      out1[5] = activation(s15 + add[5]);
      out1[6] = activation(s16 + add[6]);
      out1[7] = activation(s17 + add[7]);
      out2[0] = activation(s20 + add[0]);
      out2[1] = activation(s21 + add[1]);
      out2[2] = activation(s22 + add[2]);
      out2[3] = activation(s23 + add[3]);
      out2[4] = activation(s24 + add[4]);
      out2[5] = activation(s25 + add[5]);
      out2[6] = activation(s26 + add[6]);
      out2[7] = activation(s27 + add[7]);
      out3[0] = activation(s30 + add[0]);
      out3[1] = activation(s31 + add[1]);
      out3[2] = activation(s32 + add[2]);
      out3[3] = activation(s33 + add[3]);
      out3[4] = activation(s34 + add[4]);
      out3[5] = activation(s35 + add[5]);
      out3[6] = activation(s36 + add[6]);
      out3[7] = activation(s37 + add[7]);
    }
}
