// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Image classification: raw RGB, stretched to the model's size, normalised as torchvision's models want it, to one f32 tensor of 1 x 3 x
// height x width; class scores out, softmax, the five best. The work is done by kernels of the corpus.
#include "classify.h"
#include "application.h"
#include "export.h"
#include "platform.h"
#include "provider.h"
#include "wasi_nn.h"

void resize_bilinear_rgb(const uint8_t *input, uint8_t *output, uint32_t *row, int input_width, int input_height, int output_width,
                         int output_height);
void normalise_image(const uint8_t *input, const float *mean, const float *inverse_deviation, float *output, int pixels);
void softmax_f32(const float *input, float *output, int rows, int columns);
int argmax_f32(const float *values, int n);

enum { largestSide = 32767 };

static const float imageNetMean[3] = {0.485f, 0.456f, 0.406f};
static const float imageNetInverseDeviation[3] = {1 / 0.229f, 1 / 0.224f, 1 / 0.225f};

static const struct settings *opened;
static struct buffer image, row, resized, probabilities;
static struct top_class top[topClasses];

int32_t application_open(const struct settings *settings) {
  const struct tensor_shape *input = &settings->inputs[0];
  const uint32_t width = settings->image_width, height = settings->image_height;
  if (settings->input_count != 1 || provider_input_count() != 1 || input->type != WASI_NN_F32 || input->rank != 4 || input->dims[0] != 1 ||
      input->dims[1] != 3 || input->bytes == 0 || input->bytes != provider_input_bytes(0) || input->dims[2] > largestSide ||
      input->dims[3] > largestSide || width == 0 || width > largestSide || height == 0 || height > largestSide)
    return WASI_NN_INVALID_ARGUMENT;
  const size_t bytes = (size_t)width * height * 3;
  if (!buffer_reserve(&image, bytes) || !buffer_reserve(&row, (size_t)width * 3 * sizeof(uint32_t)) ||
      !buffer_reserve(&resized, input->bytes / sizeof(float)))
    return WASI_NN_TOO_LARGE;
  opened = settings;
  const char *path = settings->image ? settings->image : path_in(settings->data, "image.rgb");
  return path ? file_read_exact(path, image.data, bytes) : WASI_NN_INVALID_ARGUMENT;
}

void application_preprocess(void) {
  const int height = (int)opened->inputs[0].dims[2], width = (int)opened->inputs[0].dims[3];
  resize_bilinear_rgb(image.data, resized.data, row.data, (int)opened->image_width, (int)opened->image_height, width, height);
  normalise_image(resized.data, imageNetMean, imageNetInverseDeviation, provider_input(0), width * height);
}

int32_t application_postprocess(void) {
  const size_t bytes = provider_output_bytes(0);
  const int classes = (int)(bytes / sizeof(float));
  if (classes == 0 || bytes % sizeof(float) != 0)
    return WASI_NN_RUNTIME_ERROR;
  if (!buffer_reserve(&probabilities, bytes))
    return WASI_NN_TOO_LARGE;
  float *p = probabilities.data;
  softmax_f32(provider_output(0), p, 1, classes);
  for (int rank = 0; rank < topClasses; ++rank) {
    const int best = argmax_f32(p, classes);
    const bool found = p[best] >= 0; // not one that was taken, and not NaN
    top[rank] = (struct top_class){found ? best : -1, found ? p[best] : 0};
    p[best] = -1;
  }
  return WASI_NN_SUCCESS;
}

NN_EXPORT(stage_top) const struct top_class *stage_top(void) { return top; }
