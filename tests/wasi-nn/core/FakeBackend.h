// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A backend in this process that does what a test wants: any declared inputs and outputs, errors, exceptions, a slow compute. It holds
// the host core to its side of the contract in Backend.h too: what breaks it ends up in `violations`.
#pragma once

#include "wasi-nn/Backend.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace nearnative::nn {

/// `dims` -1: dynamic.
nn_tensor_info tensorInfo(int32_t type, std::vector<int64_t> dims);

/// There is one at a time, as the table's functions know no owner.
class FakeBackend {
public:
  FakeBackend();
  ~FakeBackend();
  FakeBackend(const FakeBackend &) = delete;
  FakeBackend &operator=(const FakeBackend &) = delete;

  const nn_backend *table() const { return &functions; }

  /// What models loaded from now on declare. Default: one f32[2x3] in, and the same out. Output i is input i modulo their number, byte by
  /// byte, unless `outputBytes` says how many bytes (of value i + 1) output i has.
  std::vector<nn_tensor_info> inputs, outputs;
  std::map<size_t, size_t> outputBytes;
  bool declaresCounts = true; ///< false: SIZE_MAX

  /// Called at the start of the function of that name ("load", "compute", ...); another value than 0 is what the function then returns,
  /// with the text "NAME fails". May throw.
  std::map<std::string, std::function<int32_t()>> hooks;
  void fail(const std::string &function, int32_t code) {
    hooks[function] = [code] { return code; };
  }

  void setCancel(void (*cancel)(nn_context *)) { functions.cancel = cancel; }

  int graphs = 0, contexts = 0; ///< that live
  int loads = 0, binds = 0, borrows = 0;
  std::vector<std::string> loaded;  ///< bytes of the parts, or the files, of the last load
  std::vector<std::string> options; ///< of the last load
  int threads = 0;
  std::vector<const void *> borrowed; ///< pointers of the last compute
  std::vector<std::string> violations;

private:
  nn_backend functions;
};

} // namespace nearnative::nn
