/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * What an application is told about its model (docs/formats.md, "Staged applications"): WASI-NN cannot be asked for shapes or types. */
#ifndef NN_SETTINGS_H
#define NN_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

enum { maximumTensors = 8, maximumRank = 8, maximumPath = 1024 };

struct tensor_shape {
  uint8_t type; /* a tensor_type of the ABI */
  uint32_t rank;
  uint32_t dims[maximumRank];
  size_t bytes;
};

struct settings {
  const char *model;  /* NN_MODEL: a name in the host's registry */
  uint32_t encoding;  /* NN_ENCODING */
  const char *folder; /* NN_MODEL_DIR, /model by default: where `files` lie */
  const char *files;  /* NN_FILES: names separated by commas */
  const char *data;   /* NN_DATA_DIR, /data by default */
  uint32_t input_count;
  struct tensor_shape inputs[maximumTensors]; /* NN_INPUT_TYPE (f32 where it says nothing), NN_INPUT_SHAPE */
  uint32_t output_count;
  size_t output_bytes[maximumTensors]; /* NN_OUTPUT_BYTES */
  const char *image;                   /* path of the image, from the program; null: image.rgb in `data` */
  uint32_t image_width, image_height;  /* NN_IMAGE */
};

/* ONNX, /model, /data, inputs of f32; nothing else. */
void settings_start(struct settings *settings);

/* Puts what the environment says over what `settings` holds. INVALID_ARGUMENT when a variable is not of its form, or an input's bytes do
 * not fit 32 bits. */
int32_t settings_read(struct settings *settings);

/* `text` as NN_INPUT_SHAPE, NN_IMAGE or NN_OUTPUT_BYTES have it. */
int32_t settings_read_shapes(struct settings *settings, const char *text);
int32_t settings_read_image(struct settings *settings, const char *text);

/* How far it is to the first `stop` in `text`, or to its end. wasi-libc's strcspn and strchr read words at a time and take 800 bytes. */
size_t text_until(const char *text, char stop);

/* `folder`/`name`, or only `name` when it begins with a slash or `folder` is empty; `name` ends at its first comma. Null when that is
 * longer than maximumPath. Valid until the next call. */
const char *path_in(const char *folder, const char *name);

#endif
