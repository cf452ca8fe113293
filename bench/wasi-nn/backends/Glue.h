// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the backends have in common: the C table of Backend.h over two C++ classes, the checks of a caller's tensors against the model, the
// inputs' memory, and that every exception ends here as an nn_errno and one line. A backend gives openLibrary() and derives the classes.
#pragma once

#include "wasi-nn/Abi.h"
#include "wasi-nn/Backend.h"

#include <cstdlib>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace nearnative::nn {

/// What ends a call: thrown by the backends, caught in Glue.cpp.
struct Failure {
  Errno error;
  std::string message; ///< only its first line is passed on
};

[[noreturn]] void fail(Errno error, std::string message);

/// Memory for vector loads of any width; its address stays while no more bytes are asked for.
class Buffer {
public:
  /// At least `bytes` bytes; never null. Errors: no memory (too_large).
  void *reserve(size_t bytes);

private:
  struct Free {
    void operator()(void *bytes) const { std::free(bytes); }
  };
  std::unique_ptr<void, Free> memory;
  size_t capacity = 0;
};

/// What a load is asked for, by key; a key that is not given has the first of its values.
struct OptionRule {
  const char *key;
  std::initializer_list<const char *> values;
};

/// Errors: an unknown key or value (unsupported_operation).
std::map<std::string, std::string> readOptions(const nn_options &options, std::initializer_list<OptionRule> rules);

/// Errors: there are not `wanted` parts or files, as `what` says, or the first part has no bytes (invalid_argument); a file is not readable
/// (not_found).
void checkParts(std::span<const nn_part> parts, size_t wanted, const char *what);
void checkFiles(std::span<const char *const> paths, size_t wanted, const char *what);

/// Product of dims times the element's size. Errors: it does not fit (too_large).
size_t tensorBytesOf(const nn_tensor &tensor);

/// A tensor that the library gave, in the ABI's terms. Errors: a rank above NN_MAX_RANK, a dimension above 2^32 - 1
/// (unsupported_operation).
nn_tensor outputTensor(size_t index, TensorType type, std::span<const int64_t> dims);

/// Ditto of what a model declares; -1: dynamic. `type`: as in nn_tensor_info. Errors: a rank above NN_MAX_RANK (unsupported_operation).
nn_tensor_info declaredTensor(size_t index, int32_t type, std::span<const int64_t> dims);
nn_tensor_info declaredTensorOfAnyShape(int32_t type);

/// Opens `path` with its dependencies bound now and its names kept to itself. Errors: one line of the loader's (runtime_error).
void *openShared(const std::string &path);

/// The function `name` of it. Errors: there is none (runtime_error).
void *findSymbol(void *library, const std::string &path, const char *name);

/// What openLibrary() gives: the library, and how models are loaded with it. Parts and files are not checked yet.
struct Library {
  const char *name;
  std::string path;
  std::string version;
  bool cancels;
  std::unique_ptr<nn_graph> (*load)(std::span<const nn_part> parts, const nn_options &options);
  std::unique_ptr<nn_graph> (*loadFiles)(std::span<const char *const> paths, const nn_options &options);
};

/// `path`: null for where setup/install put it. Called until it has succeeded once. Errors: Failure.
Library openLibrary(const char *path);

} // namespace nearnative::nn

/// A loaded model. Errors of all of these: exceptions, of any kind.
struct nn_graph {
  virtual ~nn_graph() = default;
  virtual std::unique_ptr<nn_context> openContext() = 0;

  std::vector<nn_tensor_info> inputs;
  size_t outputs = SIZE_MAX; ///< SIZE_MAX: the model does not say
};

/// Inputs and outputs of one inference. The public part is what the library has to do, the rest is done by Glue.cpp.
struct nn_context {
  explicit nn_context(const nn_graph &model) : graph(model), inputs(model.inputs.size()) {}
  virtual ~nn_context() = default;

  /// Makes `data` (of `tensor.bytes` bytes) what the next inferences read as input `index`. Called when type, shape or address change.
  virtual void wrapInput(size_t index, const nn_tensor &tensor, void *data) = 0;

  /// One inference; all inputs are wrapped.
  virtual void run() = 0;

  /// Output `index` of the last inference, below outputCount().
  virtual void output(size_t index, const void *&data, nn_tensor &tensor) = 0;

  /// Outputs of the last inference.
  virtual size_t outputCount() const { return graph.outputs; }

  virtual void cancel() {}

  const nn_graph &graph;

  struct Input {
    nn_tensor tensor{};
    const void *wrapped = nullptr;   ///< what wrapInput() was last called with
    bool set = false;                ///< its bytes are there for the next inference
    bool borrowed = false;           ///< they are the caller's
    nearnative::nn::Buffer memory{}; ///< they are ours
  };
  std::vector<Input> inputs;
  bool computed = false; ///< the outputs are those of an inference that went well
};
