// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "settings.h"
#include "platform.h"
#include "wasi_nn.h"

#include <string.h>

// A decimal number of 32 bits at *text, which moves behind it. False: there is none.
static bool number(const char **text, uint32_t *value) {
  uint64_t sum = 0;
  const char *at = *text;
  for (; *at >= '0' && *at <= '9'; ++at) {
    sum = sum * 10 + (uint64_t)(*at - '0');
    if (sum > UINT32_MAX)
      return false;
  }
  if (at == *text)
    return false;
  *text = at;
  *value = (uint32_t)sum;
  return true;
}

// Whether a list goes on after an item; *text moves behind the separator.
static bool next(const char **text, char separator) {
  if (**text != separator)
    return false;
  ++*text;
  return true;
}

static bool readTypes(struct settings *settings, const char *text) {
  static const char names[WASI_NN_TENSOR_TYPES][4] = {"f16", "f32", "f64", "u8", "i32", "i64"};
  uint32_t count = 0;
  do {
    int type = 0;
    size_t length = 0;
    for (; type < WASI_NN_TENSOR_TYPES; ++type) {
      length = strlen(names[type]);
      if (strncmp(text, names[type], length) == 0)
        break;
    }
    if (type == WASI_NN_TENSOR_TYPES || count == maximumTensors)
      return false;
    settings->inputs[count++].type = (uint8_t)type;
    text += length;
  } while (next(&text, ','));
  return *text == '\0';
}

int32_t settings_read_shapes(struct settings *settings, const char *text) {
  uint32_t count = 0;
  do {
    if (count == maximumTensors)
      return WASI_NN_INVALID_ARGUMENT;
    struct tensor_shape *input = &settings->inputs[count++];
    input->rank = 0;
    do {
      if (input->rank == maximumRank || !number(&text, &input->dims[input->rank]))
        return WASI_NN_INVALID_ARGUMENT;
      ++input->rank;
    } while (next(&text, 'x'));
  } while (next(&text, ','));
  settings->input_count = count;
  return *text == '\0' ? WASI_NN_SUCCESS : WASI_NN_INVALID_ARGUMENT;
}

static bool readOutputs(struct settings *settings, const char *text) {
  uint32_t count = 0;
  do {
    uint32_t bytes;
    if (count == maximumTensors || !number(&text, &bytes))
      return false;
    settings->output_bytes[count++] = bytes;
  } while (next(&text, ','));
  settings->output_count = count;
  return *text == '\0';
}

int32_t settings_read_image(struct settings *settings, const char *text) {
  return number(&text, &settings->image_width) && next(&text, 'x') && number(&text, &settings->image_height) && *text == '\0'
             ? WASI_NN_SUCCESS
             : WASI_NN_INVALID_ARGUMENT;
}

static bool computeBytes(struct tensor_shape *input) {
  uint64_t bytes = wasi_nn_element_bytes(input->type);
  for (uint32_t i = 0; i < input->rank; ++i) {
    bytes *= input->dims[i];
    if (bytes > UINT32_MAX)
      return false;
  }
  input->bytes = (size_t)bytes;
  return true;
}

static const char *variable(const char *name, const char *otherwise) {
  const char *value = environment(name);
  return value ? value : otherwise;
}

void settings_start(struct settings *settings) {
  *settings = (struct settings){.encoding = WASI_NN_ONNX, .folder = "/model", .data = "/data"};
  for (int i = 0; i < maximumTensors; ++i)
    settings->inputs[i].type = WASI_NN_F32;
}

int32_t settings_read(struct settings *settings) {
  settings->model = variable("NN_MODEL", settings->model);
  settings->files = variable("NN_FILES", settings->files);
  settings->folder = variable("NN_MODEL_DIR", settings->folder);
  settings->data = variable("NN_DATA_DIR", settings->data);
  const char *encoding = environment("NN_ENCODING"), *types = environment("NN_INPUT_TYPE"), *shapes = environment("NN_INPUT_SHAPE"),
             *outputs = environment("NN_OUTPUT_BYTES"), *image = environment("NN_IMAGE");
  bool good = (!encoding || (number(&encoding, &settings->encoding) && *encoding == '\0')) && (!types || readTypes(settings, types)) &&
              (!shapes || settings_read_shapes(settings, shapes) == WASI_NN_SUCCESS) && (!outputs || readOutputs(settings, outputs)) &&
              (!image || settings_read_image(settings, image) == WASI_NN_SUCCESS);
  for (uint32_t i = 0; i < settings->input_count; ++i)
    good = good && computeBytes(&settings->inputs[i]);
  return good ? WASI_NN_SUCCESS : WASI_NN_INVALID_ARGUMENT;
}

size_t text_until(const char *text, char stop) {
  size_t length = 0;
  while (text[length] != '\0' && text[length] != stop)
    ++length;
  return length;
}

const char *path_in(const char *folder, const char *name) {
  static char path[maximumPath];
  const size_t folderLength = *name == '/' ? 0 : strlen(folder), nameLength = text_until(name, ',');
  if (folderLength >= maximumPath || nameLength >= maximumPath - folderLength - 1)
    return NULL;
  char *end = path + folderLength;
  memcpy(path, folder, folderLength);
  if (folderLength > 0)
    *end++ = '/';
  memcpy(end, name, nameLength);
  end[nameLength] = '\0';
  return path;
}
