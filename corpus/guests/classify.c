// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// classify MODEL IMAGE WIDTHxHEIGHT [LABELS]: the five likeliest classes of an image, one per line: probability, class number, label.
// The work is app/classify.c's, as in the staged application; with provider_model.c for provider_wasi_nn.c the model is linked in and MODEL
// names the folder of its weights.bin.
#include "app/classify.h"
#include "app/application.h"
#include "app/platform.h"
#include "app/provider.h"
#include "command.h"
#include "wasi_nn.h"

static const char usage[] = "classify: arguments: MODEL IMAGE WIDTHxHEIGHT [LABELS]\n"
                            "MODEL   a name that the host knows; with a dot or a slash in it a file (OpenVINO: model.xml,model.bin)\n"
                            "IMAGE   raw RGB bytes, WIDTH x HEIGHT x 3\n"
                            "LABELS  a file with the name of a class on each line\n"
                            "Environment, of the model: NN_INPUT_SHAPE (1x3x224x224), NN_OUTPUT_BYTES (4000), NN_ENCODING (1, ONNX)\n";

// Prints line `index` of the text.
static void printLabel(const char *text, size_t bytes, int32_t index) {
  for (size_t start = 0, at = 0; at <= bytes; ++at)
    if (at == bytes || text[at] == '\n') {
      if (index-- == 0) {
        print(commandOutput, " ");
        print_bytes(commandOutput, text + start, at - start);
        return;
      }
      start = at + 1;
    }
}

// All of one inference. On failure *step says which part of it.
static int32_t infer(const char **step) {
  application_preprocess();
  *step = "set_input";
  int32_t error = provider_set_input();
  if (error == WASI_NN_SUCCESS) {
    *step = "compute";
    error = provider_compute();
  }
  if (error == WASI_NN_SUCCESS) {
    *step = "get_output";
    error = provider_get_output();
  }
  if (error == WASI_NN_SUCCESS) {
    *step = "output";
    error = application_postprocess();
  }
  return error;
}

int main(void) {
  size_t count;
  const char *const *arguments = command_arguments(&count);
  static struct settings settings;
  settings_start(&settings);
  settings.output_count = 1;
  settings.output_bytes[0] = 4000;
  settings.folder = "";
  if (count < 3 || count > 4 || settings_read_shapes(&settings, "1x3x224x224") != WASI_NN_SUCCESS ||
      settings_read(&settings) != WASI_NN_SUCCESS || settings_read_image(&settings, arguments[2]) != WASI_NN_SUCCESS) {
    print(commandError, usage);
    return 2;
  }
  settings.model = settings.files = arguments[0];
  settings.image = arguments[1];
  const bool file = arguments[0][text_until(arguments[0], '.')] != '\0' || arguments[0][text_until(arguments[0], '/')] != '\0';

  static struct buffer labels;
  size_t labelBytes = 0;
  int32_t error = count == 4 ? file_read(arguments[3], &labels, &labelBytes) : WASI_NN_SUCCESS;
  if (error != WASI_NN_SUCCESS)
    return command_failed("classify", arguments[3], error);
  error = provider_open(&settings, file);
  if (error != WASI_NN_SUCCESS)
    return command_failed("classify", arguments[0], error);
  error = application_open(&settings);
  if (error != WASI_NN_SUCCESS)
    return command_failed("classify", arguments[1], error);
  const char *step;
  error = infer(&step);
  if (error != WASI_NN_SUCCESS)
    return command_failed("classify", step, error);

  const struct top_class *top = stage_top();
  if (top[0].index < 0)
    return command_failed("classify", "the scores are not numbers", WASI_NN_RUNTIME_ERROR);
  for (int rank = 0; rank < topClasses && top[rank].index >= 0; ++rank) {
    print_fraction(commandOutput, top[rank].probability);
    print(commandOutput, " ");
    print_number(commandOutput, (uint32_t)top[rank].index);
    if (labelBytes > 0)
      printLabel(labels.data, labelBytes, top[rank].index);
    print(commandOutput, "\n");
  }
  return 0;
}
