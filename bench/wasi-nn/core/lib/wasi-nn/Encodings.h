// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "wasi-nn/Abi.h"

#include <cstddef>
#include <optional>
#include <span>

namespace nearnative::nn {

/// An encoding that we have a backend for.
struct SupportedEncoding {
  Encoding encoding;
  const char *backend; ///< the name in nearnative-nn-<backend>.so
  size_t parts;        ///< builders of load(), files of the registry
};

/// None for TensorFlow, TensorFlow Lite, autodetect and unknown numbers.
std::optional<SupportedEncoding> supportedEncoding(Encoding encoding);

/// What a model is by its bytes: an OpenVINO document (the first of two parts), a zip archive (TorchScript), a protobuf message with the
/// fields of an ONNX model. None when it is none of these. Only says which library to ask; that one judges the model.
std::optional<Encoding> detectEncoding(std::span<const std::span<const std::byte>> parts);

} // namespace nearnative::nn
