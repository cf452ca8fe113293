/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * The WASI-NN core ABI for guests: the imports of module `wasi_ephemeral_nn`, witx of 2023-08 and later (u8 is 3, i32 4, i64 5; hosts of
 * before number them otherwise and cannot tell). C99 or later, C++; nothing to link.
 *
 * A graph is a loaded model; a context holds inputs and outputs of one inference on it. Both are numbers of the calling instance and live
 * as long as it: the ABI has no unload. It cannot be asked for shapes, types or names either: a guest knows its model.
 *
 * Every function returns a wasi_nn_errno; what it writes through a pointer is written on success only, unless said otherwise. Any of them
 * may also return
 *   WASI_NN_INVALID_ARGUMENT  a pointer with its length does not lie in the guest's memory, or a handle is none of this instance
 *   WASI_NN_MISSING_MEMORY    the guest exports no memory named `memory`
 *   WASI_NN_BUSY              another call of this instance is running
 *   WASI_NN_RUNTIME_ERROR     the backend failed, or the host ended the guest's time
 *   WASI_NN_TOO_LARGE         the host has no memory left
 * The other codes are listed with each function. Hosts differ in details; these are what nearnative's host gives, and docs/wasi-nn.md has
 * them one by one.
 *
 * On other targets than wasm32 only the numbers are defined. */
#ifndef WASI_NN_H
#define WASI_NN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* nn_errno. The import returns an i32, of which 16 bits are used. */
typedef int32_t wasi_nn_errno;
enum {
  WASI_NN_SUCCESS = 0,
  WASI_NN_INVALID_ARGUMENT = 1,
  WASI_NN_INVALID_ENCODING = 2,
  WASI_NN_MISSING_MEMORY = 3,
  WASI_NN_BUSY = 4,
  WASI_NN_RUNTIME_ERROR = 5,
  WASI_NN_UNSUPPORTED_OPERATION = 6,
  WASI_NN_TOO_LARGE = 7,
  WASI_NN_NOT_FOUND = 8
};

/* tensor_type: one byte in a tensor. */
typedef uint8_t wasi_nn_tensor_type;
enum {
  WASI_NN_F16 = 0,
  WASI_NN_F32 = 1,
  WASI_NN_F64 = 2,
  WASI_NN_U8 = 3,
  WASI_NN_I32 = 4,
  WASI_NN_I64 = 5,
  WASI_NN_TENSOR_TYPES = 6 /* how many there are */
};

/* graph_encoding */
typedef uint32_t wasi_nn_encoding;
enum {
  WASI_NN_OPENVINO = 0,
  WASI_NN_ONNX = 1,
  WASI_NN_TENSORFLOW = 2,
  WASI_NN_PYTORCH = 3,
  WASI_NN_TENSORFLOWLITE = 4,
  WASI_NN_AUTODETECT = 5
};

/* execution_target */
typedef uint32_t wasi_nn_target;
enum { WASI_NN_CPU = 0, WASI_NN_GPU = 1, WASI_NN_TPU = 2 };

typedef uint32_t wasi_nn_graph;
typedef uint32_t wasi_nn_context;

#ifdef __wasm32__

/* One part of a model: ONNX and TorchScript have one, OpenVINO two (the .xml, then the .bin). */
struct wasi_nn_builder {
  const void *data;
  uint32_t bytes;
};

/* A dense, row-major tensor in the guest's memory. bytes == product of dims * element size. */
struct wasi_nn_tensor {
  const uint32_t *dims;
  uint32_t rank; /* elements of dims */
  wasi_nn_tensor_type type;
  const void *data;
  uint32_t bytes;
};

#ifdef __cplusplus
#define WASI_NN_LAYOUT(condition) static_assert(condition, "not the ABI's layout")
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define WASI_NN_LAYOUT(condition) _Static_assert(condition, "not the ABI's layout")
#else
#define WASI_NN_LAYOUT(condition) extern char wasi_nn_layout[(condition) ? 1 : -1]
#endif
WASI_NN_LAYOUT(sizeof(struct wasi_nn_builder) == 8);
WASI_NN_LAYOUT(offsetof(struct wasi_nn_builder, bytes) == 4);
WASI_NN_LAYOUT(sizeof(struct wasi_nn_tensor) == 20);
WASI_NN_LAYOUT(offsetof(struct wasi_nn_tensor, rank) == 4);
WASI_NN_LAYOUT(offsetof(struct wasi_nn_tensor, type) == 8);
WASI_NN_LAYOUT(offsetof(struct wasi_nn_tensor, data) == 12);
WASI_NN_LAYOUT(offsetof(struct wasi_nn_tensor, bytes) == 16);
#undef WASI_NN_LAYOUT

#define WASI_NN_IMPORT(name) __attribute__((__import_module__("wasi_ephemeral_nn"), __import_name__(name)))

/* Loads a model from memory. The bytes are needed only for the length of the call.
 *   INVALID_ARGUMENT       not as many parts as the encoding has; the first part is empty; a target that is none
 *   INVALID_ENCODING       an encoding that is none, or that no backend of this host is for
 *   UNSUPPORTED_OPERATION  a target other than the CPU; the host takes models by name only; the encoding's backend is not installed
 *   TOO_LARGE              the host's limit on the bytes of a model, on all of them, or on the number of graphs
 *   RUNTIME_ERROR          the bytes are not a model that the backend can read */
WASI_NN_IMPORT("load")
wasi_nn_errno wasi_nn_load(const struct wasi_nn_builder *parts, uint32_t part_count, wasi_nn_encoding encoding, wasi_nn_target target,
                           wasi_nn_graph *graph);

/* A model that the host knows by that name (not a path; `bytes` of it, no terminating zero).
 *   NOT_FOUND              the host knows no model of that name
 *   UNSUPPORTED_OPERATION  its backend is not installed
 *   TOO_LARGE              the host's limit on graphs
 *   RUNTIME_ERROR          the backend cannot read the model */
WASI_NN_IMPORT("load_by_name") wasi_nn_errno wasi_nn_load_by_name(const char *name, uint32_t bytes, wasi_nn_graph *graph);

/* A context of a graph; one graph may have several, and each keeps its own inputs and outputs.
 *   TOO_LARGE  the host's limit on contexts */
WASI_NN_IMPORT("init_execution_context") wasi_nn_errno wasi_nn_init_execution_context(wasi_nn_graph graph, wasi_nn_context *context);

/* Sets input `index` for the coming inferences. The host may read the tensor's data now or at compute(): leave it in place and unchanged
 * until then.
 *   INVALID_ARGUMENT       the model has no such input; type, shape or length disagree with each other or with the model
 *   UNSUPPORTED_OPERATION  the backend cannot take this type
 *   TOO_LARGE              the host's limit on the bytes of a tensor, on all of them, or on the rank */
WASI_NN_IMPORT("set_input") wasi_nn_errno wasi_nn_set_input(wasi_nn_context context, uint32_t index, const struct wasi_nn_tensor *tensor);

/* Runs the model on the inputs that are set.
 *   INVALID_ARGUMENT  an input was never set */
WASI_NN_IMPORT("compute") wasi_nn_errno wasi_nn_compute(wasi_nn_context context);

/* Copies output `index` of the last inference to `buffer` and its length in bytes to `written`.
 *   TOO_LARGE         `capacity` is less than the output's length, which is in *written; `buffer` is untouched
 *   INVALID_ARGUMENT  the model has no such output
 *   RUNTIME_ERROR     there was no inference yet */
WASI_NN_IMPORT("get_output")
wasi_nn_errno wasi_nn_get_output(wasi_nn_context context, uint32_t index, void *buffer, uint32_t capacity, uint32_t *written);

#undef WASI_NN_IMPORT
#endif /* __wasm32__ */

/* "success", "invalid_argument", ...: the witx names. "unknown" for any other number. */
static inline const char *wasi_nn_errno_name(wasi_nn_errno error) {
  switch (error) {
  case WASI_NN_SUCCESS:
    return "success";
  case WASI_NN_INVALID_ARGUMENT:
    return "invalid_argument";
  case WASI_NN_INVALID_ENCODING:
    return "invalid_encoding";
  case WASI_NN_MISSING_MEMORY:
    return "missing_memory";
  case WASI_NN_BUSY:
    return "busy";
  case WASI_NN_RUNTIME_ERROR:
    return "runtime_error";
  case WASI_NN_UNSUPPORTED_OPERATION:
    return "unsupported_operation";
  case WASI_NN_TOO_LARGE:
    return "too_large";
  case WASI_NN_NOT_FOUND:
    return "not_found";
  default:
    return "unknown";
  }
}

/* Bytes of one element; 0 when the number is no type. */
static inline uint32_t wasi_nn_element_bytes(wasi_nn_tensor_type type) {
  switch (type) {
  case WASI_NN_F16:
    return 2;
  case WASI_NN_F32:
  case WASI_NN_I32:
    return 4;
  case WASI_NN_F64:
  case WASI_NN_I64:
    return 8;
  case WASI_NN_U8:
    return 1;
  default:
    return 0;
  }
}

#ifdef __cplusplus
}
#endif
#endif
