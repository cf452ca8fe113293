/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * Shared objects for BackendsTest.cpp; TEST_BACKEND_* says what is wrong with this one. None is ever asked to load a model. */
#include "wasi-nn/Backend.h"

#include <stdio.h>
#include <string.h>

#ifdef TEST_BACKEND_none
int nearnative_something_else;
#else

static int32_t load(const nn_part *parts, size_t count, const nn_options *options, nn_graph **graph, nn_error error) { return 5; }
static int32_t load_files(const char *const *paths, size_t count, const nn_options *options, nn_graph **graph, nn_error error) { return 5; }
static void unload(nn_graph *graph) {}
static size_t count(const nn_graph *graph) { return 0; }
static void input_info(const nn_graph *graph, size_t index, nn_tensor_info *info) {}
static int32_t open_context(nn_graph *graph, nn_context **context, nn_error error) { return 5; }
static void close_context(nn_context *context) {}
static int32_t bind_input(nn_context *context, size_t index, const nn_tensor *tensor, void **data, nn_error error) { return 5; }
static int32_t borrow_input(nn_context *context, size_t index, const nn_tensor *tensor, const void *data, nn_error error) { return 5; }
static int32_t compute(nn_context *context, nn_error error) { return 5; }
static int32_t output(nn_context *context, size_t index, const void **data, nn_tensor *tensor, nn_error error) { return 5; }

static nn_backend backend = {.version = NN_BACKEND_VERSION,
                             .name = "test",
                             .library_version = "0",
                             .load = load,
                             .load_files = load_files,
                             .unload = unload,
                             .input_count = count,
                             .output_count = count,
                             .input_info = input_info,
                             .open_context = open_context,
                             .close_context = close_context,
                             .bind_input = bind_input,
                             .borrow_input = borrow_input,
                             .compute = compute,
                             .output = output};

const nn_backend *nearnative_nn_backend(const char *library, nn_error error) {
  backend.library = library ? strdup(library) : "the installed one";
#if defined(TEST_BACKEND_version)
  backend.version = 99;
#elif defined(TEST_BACKEND_hollow)
  backend.compute = NULL;
#elif defined(TEST_BACKEND_missing)
  snprintf(error.text, error.size, "libsomething.so is not installed; run setup/install");
  return NULL;
#elif defined(TEST_BACKEND_silent)
  return NULL;
#endif
  return &backend;
}
#endif
