// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An image of floats (height x width x channels), stretched or shrunk by bilinear interpolation between the centres of pixels, edges
// repeated: what segmentation models do with their maps.

static void neighbours(int i, float step, int size, int *first, int *second, float *weight) {
  float at = ((float)i + 0.5f) * step - 0.5f;
  at = at < 0.0f ? 0.0f : at;
  int low = (int)at;
  low = low < size - 1 ? low : size - 1;
  *first = low;
  *second = low + 1 < size ? low + 1 : low;
  *weight = at - (float)low;
}

void resize_bilinear_f32(const float *input, float *output, int input_width, int input_height, int output_width, int output_height,
                         int channels) {
  float step_x = (float)input_width / (float)output_width, step_y = (float)input_height / (float)output_height;
  for (int y = 0; y < output_height; ++y) {
    int top, bottom;
    float down;
    neighbours(y, step_y, input_height, &top, &bottom, &down);
    for (int x = 0; x < output_width; ++x) {
      int left, right;
      float across;
      neighbours(x, step_x, input_width, &left, &right, &across);
      const float *a = input + (top * input_width + left) * channels, *b = input + (top * input_width + right) * channels;
      const float *c = input + (bottom * input_width + left) * channels, *d = input + (bottom * input_width + right) * channels;
      float *out = output + (y * output_width + x) * channels;
      for (int k = 0; k < channels; ++k) {
        float upper = a[k] + (b[k] - a[k]) * across, lower = c[k] + (d[k] - c[k]) * across;
        out[k] = upper + (lower - upper) * down;
      }
    }
  }
}
