/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * A backend that takes every model and whose compute() neither ends nor can be ended. */
#include "wasi-nn/Backend.h"

#include <unistd.h>

static int something;

static int32_t load(const nn_part *parts, size_t count, const nn_options *options, nn_graph **graph, nn_error error) {
  (void)parts, (void)count, (void)options, (void)error;
  *graph = (nn_graph *)&something;
  return 0;
}

static int32_t load_files(const char *const *paths, size_t count, const nn_options *options, nn_graph **graph, nn_error error) {
  (void)paths, (void)count, (void)options, (void)error;
  *graph = (nn_graph *)&something;
  return 0;
}

static void unload(nn_graph *graph) { (void)graph; }

static size_t none(const nn_graph *graph) {
  (void)graph;
  return 0;
}

static void input_info(const nn_graph *graph, size_t index, nn_tensor_info *info) {
  (void)graph, (void)index;
  *info = (nn_tensor_info){-1, -1, {0}};
}

static int32_t open_context(nn_graph *graph, nn_context **context, nn_error error) {
  (void)graph, (void)error;
  *context = (nn_context *)&something;
  return 0;
}

static void close_context(nn_context *context) { (void)context; }

static int32_t bind_input(nn_context *context, size_t index, const nn_tensor *tensor, void **data, nn_error error) {
  (void)context, (void)index, (void)tensor, (void)data, (void)error;
  return 5;
}

static int32_t borrow_input(nn_context *context, size_t index, const nn_tensor *tensor, const void *data, nn_error error) {
  (void)context, (void)index, (void)tensor, (void)data, (void)error;
  return 5;
}

static int32_t compute(nn_context *context, nn_error error) {
  (void)context, (void)error;
  for (;;)
    pause();
}

static int32_t output(nn_context *context, size_t index, const void **data, nn_tensor *tensor, nn_error error) {
  (void)context, (void)index, (void)data, (void)tensor, (void)error;
  return 5;
}

const nn_backend *nearnative_nn_backend(const char *library, nn_error error) {
  static const nn_backend backend = {
      NN_BACKEND_VERSION, "endless",    "/dev/null",   "0",        load,         load_files, unload, none, none,
      input_info,         open_context, close_context, bind_input, borrow_input, compute,    output, NULL};
  (void)library, (void)error;
  return &backend;
}
