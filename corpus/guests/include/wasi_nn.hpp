// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// WASI-NN for guests in C++20, over wasi_nn.h: values with types instead of pointers with lengths, errors that cannot be overlooked.
// Nothing is allocated and nothing is thrown. Graphs and contexts are numbers to copy: the ABI has no unload, so there is nothing for a
// destructor to do, and what was loaded stays until the instance ends.
#pragma once

#include "wasi_nn.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

namespace wasi_nn {

enum class Errno : int32_t {
  success = WASI_NN_SUCCESS,
  invalidArgument = WASI_NN_INVALID_ARGUMENT,
  invalidEncoding = WASI_NN_INVALID_ENCODING,
  missingMemory = WASI_NN_MISSING_MEMORY,
  busy = WASI_NN_BUSY,
  runtimeError = WASI_NN_RUNTIME_ERROR,
  unsupportedOperation = WASI_NN_UNSUPPORTED_OPERATION,
  tooLarge = WASI_NN_TOO_LARGE,
  notFound = WASI_NN_NOT_FOUND,
};

inline const char *name(Errno error) { return wasi_nn_errno_name(static_cast<wasi_nn_errno>(error)); }

/// A value or the errno of the call that should have made it.
template <typename T> class [[nodiscard]] Result {
public:
  Result(T value) : content(value) {}
  Result(Errno error) : failure(error) {}
  explicit operator bool() const { return failure == Errno::success; }
  Errno error() const { return failure; }
  /// Traps when there is none.
  const T &operator*() const {
    if (failure != Errno::success)
      __builtin_trap();
    return content;
  }
  const T *operator->() const { return &**this; }

private:
  T content{};
  Errno failure = Errno::success;
};

/// The outcome of a call that makes no value. True: success.
class [[nodiscard]] Status {
public:
  Status(wasi_nn_errno error) : failure(static_cast<Errno>(error)) {}
  explicit operator bool() const { return failure == Errno::success; }
  Errno error() const { return failure; }

private:
  Errno failure;
};

/// The bits of an IEEE half: C++ has no such number on Wasm.
struct Half {
  uint16_t bits;
};

/// The ABI's type for an element of C++.
template <typename T> constexpr wasi_nn_tensor_type tensorType() {
  using Element = std::remove_cv_t<T>;
  if constexpr (std::is_same_v<Element, float>)
    return WASI_NN_F32;
  else if constexpr (std::is_same_v<Element, double>)
    return WASI_NN_F64;
  else if constexpr (std::is_same_v<Element, uint8_t>)
    return WASI_NN_U8;
  else if constexpr (std::is_same_v<Element, int32_t>)
    return WASI_NN_I32;
  else if constexpr (std::is_same_v<Element, int64_t>)
    return WASI_NN_I64;
  else {
    static_assert(std::is_same_v<Element, Half>, "WASI-NN has no tensor of this element");
    return WASI_NN_F16;
  }
}

/// Inputs and outputs of one inference at a time on one graph.
class Context {
public:
  Context() = default;
  explicit Context(wasi_nn_context handle) : handle(handle) {}

  /// Sets input `index`: dense, row-major. `shape` and `data` stay in place and unchanged until compute().
  template <typename T> Status setInput(uint32_t index, std::span<const uint32_t> shape, std::span<T> data) const {
    const wasi_nn_tensor tensor = {shape.data(), static_cast<uint32_t>(shape.size()), tensorType<T>(), data.data(),
                                   static_cast<uint32_t>(data.size_bytes())};
    return wasi_nn_set_input(handle, index, &tensor);
  }

  Status compute() const { return wasi_nn_compute(handle); }

  /// Copies output `index` to the front of `buffer` and gives the part that was written. Errors: tooLarge when it does not fit.
  template <typename T> Result<std::span<T>> getOutput(uint32_t index, std::span<T> buffer) const {
    uint32_t bytes = 0;
    const Status got = wasi_nn_get_output(handle, index, buffer.data(), static_cast<uint32_t>(buffer.size_bytes()), &bytes);
    if (!got)
      return got.error();
    return bytes <= buffer.size_bytes() ? Result(buffer.first(bytes / sizeof(T))) : Result<std::span<T>>(Errno::runtimeError);
  }

private:
  wasi_nn_context handle = 0;
};

/// A loaded model.
class Graph {
public:
  Graph() = default;
  explicit Graph(wasi_nn_graph handle) : handle(handle) {}

  /// From the host's registry.
  static Result<Graph> byName(std::string_view name) {
    Graph graph;
    const Status loaded = wasi_nn_load_by_name(name.data(), static_cast<uint32_t>(name.size()), &graph.handle);
    return loaded ? Result(graph) : Result<Graph>(loaded.error());
  }

  /// From bytes, for the CPU; OpenVINO has two parts, the others one.
  static Result<Graph> load(std::span<const wasi_nn_builder> parts, wasi_nn_encoding encoding) {
    Graph graph;
    const Status loaded = wasi_nn_load(parts.data(), static_cast<uint32_t>(parts.size()), encoding, WASI_NN_CPU, &graph.handle);
    return loaded ? Result(graph) : Result<Graph>(loaded.error());
  }

  Result<Context> newContext() const {
    wasi_nn_context context = 0;
    const Status made = wasi_nn_init_execution_context(handle, &context);
    return made ? Result(Context(context)) : Result<Context>(made.error());
  }

private:
  wasi_nn_graph handle = 0;
};

} // namespace wasi_nn
