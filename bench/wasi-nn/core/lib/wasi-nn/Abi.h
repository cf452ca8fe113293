// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The numbers of the WASI-NN core ABI (import module `wasi_ephemeral_nn`, witx of 2023-08 and later). Values that the ABI does not know
// come from guests and are judged where they are used, so these are plain enumerations over what a guest may send.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace nearnative::nn {

/// nn_errno: what every call returns. Which failure gives which is documented in docs/wasi-nn.md.
enum class Errno : int32_t {
  success = 0,
  invalidArgument = 1,
  invalidEncoding = 2,
  missingMemory = 3,
  busy = 4,
  runtimeError = 5,
  unsupportedOperation = 6,
  tooLarge = 7,
  notFound = 8,
};

/// tensor_type. Older guests (before 2023-08) number u8 2 and i32 3; no host can tell them apart.
enum class TensorType : uint8_t { f16 = 0, f32 = 1, f64 = 2, u8 = 3, i32 = 4, i64 = 5 };

/// graph_encoding; one backend each.
enum class Encoding : uint32_t { openvino = 0, onnx = 1, tensorflow = 2, pytorch = 3, tensorflowlite = 4, autodetect = 5 };

/// execution_target.
enum class Target : uint32_t { cpu = 0, gpu = 1, tpu = 2 };

/// Bytes of one element.
constexpr size_t elementBytes(TensorType type) {
  switch (type) {
  case TensorType::f16:
    return 2;
  case TensorType::f32:
    return 4;
  case TensorType::f64:
    return 8;
  case TensorType::u8:
    return 1;
  case TensorType::i32:
    return 4;
  case TensorType::i64:
    return 8;
  }
  return 0;
}

/// The type of that number, or none.
constexpr std::optional<TensorType> tensorType(uint8_t number) {
  return number <= 5 ? std::optional(static_cast<TensorType>(number)) : std::nullopt;
}

/// "success", "invalid_argument", ...: the witx names, for messages and reports.
std::string_view name(Errno error);
std::string_view name(TensorType type);
std::string_view name(Encoding encoding);

/// The encoding of that name, or none; what `--graph name=onnx:file` is read with.
std::optional<Encoding> encodingNamed(std::string_view name);

/// Layouts in guest memory (all little-endian, no alignment required by us).
inline constexpr uint32_t builderBytes = 8;   ///< {u32 pointer, u32 length}
inline constexpr uint32_t tensorBytes = 20;   ///< {u32 dims, u32 rank, u8 type, 3 pad, u32 data, u32 length}; pad is not zero
inline constexpr uint32_t dimensionBytes = 4; ///< u32

/// Name of the import module; its functions are imports() of Host.h.
inline constexpr const char *importModule = "wasi_ephemeral_nn";

} // namespace nearnative::nn
