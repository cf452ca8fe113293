/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * What a backend's shared object exports: one function, nearnative_nn_backend(), that returns a table of functions. In C, so that the
 * libraries behind it (each with its own C++ runtime habits) meet only here, and no exception crosses.
 *
 * A backend trusts its caller for pointers and lifetimes (the host core checked what the guest sent) and trusts neither models nor shapes.
 * Every function that can fail returns an nn_errno and writes one line, NUL-terminated and cut to `size`, to `error`. Nothing is printed.
 * A library that refuses a model or fails gives runtime_error, unless it knows that another errno says it better.
 * Calls on one graph come from one thread at a time, except cancel(), which may come from any thread during compute(). */
#ifndef NEARNATIVE_WASI_NN_BACKEND_H
#define NEARNATIVE_WASI_NN_BACKEND_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NN_BACKEND_VERSION 1
#define NN_MAX_RANK 8

typedef struct nn_graph nn_graph;     /* a loaded model, shared by its contexts */
typedef struct nn_context nn_context; /* its inputs and outputs of one inference */

typedef struct nn_error {
  char *text; /* never null */
  size_t size;
} nn_error;

typedef struct nn_part {
  const void *data; /* only for the length of load() */
  size_t size;
} nn_part;

/* An input or output as the model declares it. */
typedef struct nn_tensor_info {
  int32_t type;              /* the ABI's tensor_type; -1: unknown until it is seen; -2: one that the ABI does not have */
  int32_t rank;              /* -1: unknown */
  int64_t dims[NN_MAX_RANK]; /* -1: dynamic */
} nn_tensor_info;

/* A tensor of the caller's. */
typedef struct nn_tensor {
  uint8_t type; /* a tensor_type of the ABI */
  uint32_t rank;
  uint32_t dims[NN_MAX_RANK];
  size_t bytes; /* product of dims times the element's size */
} nn_tensor;

typedef struct nn_options {
  int32_t threads;            /* intra-operator threads, at least 1 */
  const char *const *options; /* `key=value` of this backend (docs/wasi-nn.md); unknown ones fail load() with unsupported_operation */
  size_t option_count;
} nn_options;

typedef struct nn_backend {
  uint32_t version;    /* NN_BACKEND_VERSION */
  const char *name;    /* "onnxruntime", "libtorch", "openvino" */
  const char *library; /* path of the library that does the work, as the loader found it */
  const char *library_version;
  int32_t (*load)(const nn_part *parts, size_t count, const nn_options *options, nn_graph **graph, nn_error error);
  int32_t (*load_files)(const char *const *paths, size_t count, const nn_options *options, nn_graph **graph, nn_error error);
  void (*unload)(nn_graph *graph); /* after all its contexts */
  /* SIZE_MAX when the model does not say (TorchScript's outputs before the first inference). */
  size_t (*input_count)(const nn_graph *graph);
  size_t (*output_count)(const nn_graph *graph);
  void (*input_info)(const nn_graph *graph, size_t index, nn_tensor_info *info);
  int32_t (*open_context)(nn_graph *graph, nn_context **context, nn_error error);
  void (*close_context)(nn_context *context);
  /* Binds input `index` to memory of the context's own and says where the caller is to copy the tensor's bytes. The memory is kept
   * from inference to inference while type and shape stay. */
  int32_t (*bind_input)(nn_context *context, size_t index, const nn_tensor *tensor, void **data, nn_error error);
  /* Binds input `index` to the caller's memory, which stays valid and unchanged until compute() returns, and only so long. `data` has no
   * alignment beyond its element's size. */
  int32_t (*borrow_input)(nn_context *context, size_t index, const nn_tensor *tensor, const void *data, nn_error error);
  int32_t (*compute)(nn_context *context, nn_error error);
  /* Valid until the next compute() or close_context(). */
  int32_t (*output)(nn_context *context, size_t index, const void **data, nn_tensor *tensor, nn_error error);
  /* Makes a compute() that is running return runtime_error soon; null when the library cannot. May be missed by one that is only about
   * to start, so it can come again. */
  void (*cancel)(nn_context *context);
} nn_backend;

/* The one export. `library`: path of the library to load, or null for where setup/install put it. Null with `error` written when it is not
 * there or not usable. The table lives as long as the process. */
__attribute__((visibility("default"))) const nn_backend *nearnative_nn_backend(const char *library, nn_error error);

#ifdef __cplusplus
}
#endif
#endif
