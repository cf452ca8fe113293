// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loops unrolled by hand, with their remainders; Duff's device; tiles of accumulators.
#include <stddef.h>
#include <stdint.h>

float dot(const float *a, const float *b, int n) {
  float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < n; ++i)
    s0 += a[i] * b[i];
  return s0 + s1 + s2 + s3;
}

void scale(float *restrict out, const float *restrict in, float by, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    out[i] = in[i] * by, out[i + 1] = in[i + 1] * by, out[i + 2] = in[i + 2] * by, out[i + 3] = in[i + 3] * by;
    out[i + 4] = in[i + 4] * by, out[i + 5] = in[i + 5] * by, out[i + 6] = in[i + 6] * by, out[i + 7] = in[i + 7] * by;
  }
  for (; i + 4 <= n; i += 4)
    out[i] = in[i] * by, out[i + 1] = in[i + 1] * by, out[i + 2] = in[i + 2] * by, out[i + 3] = in[i + 3] * by;
  for (; i < n; ++i)
    out[i] = in[i] * by;
}

void duff(char *to, const char *from, int count) {
  int n = (count + 7) / 8;
  switch (count % 8) {
  case 0:
    do {
      *to++ = *from++;
    case 7:
      *to++ = *from++;
    case 6:
      *to++ = *from++;
    case 5:
      *to++ = *from++;
    case 4:
      *to++ = *from++;
    case 3:
      *to++ = *from++;
    case 2:
      *to++ = *from++;
    case 1:
      *to++ = *from++;
    } while (--n > 0);
  }
}

void gemm_4x4(const float *restrict a, const float *restrict b, float *restrict c, int m, int n, int k) {
  int i = 0;
  for (; i + 4 <= m; i += 4) {
    int j = 0;
    for (; j + 4 <= n; j += 4) {
      float acc[4][4] = {{0}};
      for (int p = 0; p < k; ++p)
        for (int x = 0; x < 4; ++x)
          for (int y = 0; y < 4; ++y)
            acc[x][y] += a[(i + x) * k + p] * b[p * n + j + y];
      for (int x = 0; x < 4; ++x)
        for (int y = 0; y < 4; ++y)
          c[(i + x) * n + j + y] = acc[x][y];
    }
    for (; j < n; ++j)
      for (int x = 0; x < 4; ++x) {
        float sum = 0;
        for (int p = 0; p < k; ++p)
          sum += a[(i + x) * k + p] * b[p * n + j];
        c[(i + x) * n + j] = sum;
      }
  }
  for (; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      float sum = 0;
      for (int p = 0; p < k; ++p)
        sum += a[i * k + p] * b[p * n + j];
      c[i * n + j] = sum;
    }
}

void gemv_2rows(const float *restrict a, const float *restrict x, float *restrict y, int rows, int columns) {
  int r = 0;
  for (; r < rows - 1; r += 2) {
    float s0 = 0, s1 = 0;
    const float *a0 = a + (size_t)r * columns, *a1 = a0 + columns;
    int c = 0;
    for (; c < columns - 3; c += 4) {
      s0 += a0[c] * x[c] + a0[c + 1] * x[c + 1] + a0[c + 2] * x[c + 2] + a0[c + 3] * x[c + 3];
      s1 += a1[c] * x[c] + a1[c + 1] * x[c + 1] + a1[c + 2] * x[c + 2] + a1[c + 3] * x[c + 3];
    }
    for (; c < columns; ++c)
      s0 += a0[c] * x[c], s1 += a1[c] * x[c];
    y[r] = s0, y[r + 1] = s1;
  }
  if (r < rows) {
    float sum = 0;
    for (int c = 0; c < columns; ++c)
      sum += a[(size_t)r * columns + c] * x[c];
    y[r] = sum;
  }
}

uint32_t adler(const uint8_t *data, size_t n) {
  uint32_t a = 1, b = 0;
  while (n >= 16) {
#define STEP(i) a += data[i], b += a;
    STEP(0) STEP(1) STEP(2) STEP(3) STEP(4) STEP(5) STEP(6) STEP(7) STEP(8) STEP(9) STEP(10) STEP(11) STEP(12) STEP(13) STEP(14) STEP(15)
    a %= 65521, b %= 65521;
    data += 16, n -= 16;
  }
  while (n--) {
    a += *data++;
    b += a;
  }
  return (b % 65521) << 16 | a % 65521;
}

void fixed_blocks(int8_t *restrict out, const int32_t *restrict in, int blocks) {
  for (int b = 0; b < blocks; ++b, in += 16, out += 16) {
    int32_t high = 0;
    for (int i = 0; i < 16; ++i)
      high = in[i] > high ? in[i] : high;
    int shift = 0;
    while (high >> shift > 127)
      ++shift;
    for (int i = 0; i < 16; ++i)
      out[i] = (int8_t)(in[i] >> shift);
  }
}

void pragma_unrolled(float *a, int n) {
#pragma unroll 4
  for (int i = 0; i < n; ++i)
    a[i] = a[i] * a[i] + 1;
#pragma nounroll
  for (int i = 0; i < n; ++i)
    a[i] = a[i] > 3 ? 3 : a[i];
}
