// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wasi-nn/Abi.h"

#include <array>

namespace nearnative::nn {

std::string_view name(Errno error) {
  constexpr std::array<std::string_view, 9> names = {"success",       "invalid_argument",      "invalid_encoding", "missing_memory", "busy",
                                                     "runtime_error", "unsupported_operation", "too_large",        "not_found"};
  const auto index = static_cast<size_t>(error);
  return index < names.size() ? names[index] : "unknown";
}

std::string_view name(TensorType type) {
  constexpr std::array<std::string_view, 6> names = {"f16", "f32", "f64", "u8", "i32", "i64"};
  const auto index = static_cast<size_t>(type);
  return index < names.size() ? names[index] : "unknown";
}

constexpr std::array<std::string_view, 6> encodingNames = {"openvino", "onnx", "tensorflow", "pytorch", "tensorflowlite", "autodetect"};

std::string_view name(Encoding encoding) {
  const auto index = static_cast<size_t>(encoding);
  return index < encodingNames.size() ? encodingNames[index] : "unknown";
}

std::optional<Encoding> encodingNamed(std::string_view name) {
  for (size_t i = 0; i < encodingNames.size(); ++i)
    if (encodingNames[i] == name)
      return static_cast<Encoding>(i);
  return std::nullopt;
}

} // namespace nearnative::nn
