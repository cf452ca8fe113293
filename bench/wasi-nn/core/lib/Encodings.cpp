// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wasi-nn/Encodings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace nearnative::nn {

std::optional<SupportedEncoding> supportedEncoding(Encoding encoding) {
  constexpr std::array encodings = {SupportedEncoding{Encoding::onnx, "onnxruntime", 1},
                                    SupportedEncoding{Encoding::pytorch, "libtorch", 1},
                                    SupportedEncoding{Encoding::openvino, "openvino", 2}};
  const auto *const found = std::ranges::find(encodings, encoding, &SupportedEncoding::encoding);
  return found == encodings.end() ? std::nullopt : std::optional(*found);
}

namespace {

/// Reads a protobuf message's fields one after the other.
class ProtobufReader {
public:
  explicit ProtobufReader(std::string_view bytes) : rest(bytes) {}

  bool atEnd() const { return rest.empty(); }

  struct Field {
    uint64_t number;
    unsigned wireType;
  };

  /// The next field, its value skipped; none when the bytes are no field.
  std::optional<Field> next() {
    const auto tag = varint();
    if (!tag || *tag >> 3 == 0)
      return std::nullopt;
    const Field field = {*tag >> 3, static_cast<unsigned>(*tag & 7)};
    std::optional<uint64_t> bytes = 0;
    switch (field.wireType) {
    case varintType:
      return varint() ? std::optional(field) : std::nullopt;
    case 1:
      bytes = 8;
      break;
    case lengthType:
      bytes = varint();
      break;
    case 5:
      bytes = 4;
      break;
    default:
      return std::nullopt;
    }
    if (!bytes || *bytes > rest.size())
      return std::nullopt;
    rest.remove_prefix(*bytes);
    return field;
  }

  static constexpr unsigned varintType = 0, lengthType = 2;

private:
  std::optional<uint64_t> varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      value |= uint64_t{byte & 0x7fU} << shift;
      if ((byte & 0x80U) == 0)
        return value;
    }
    return std::nullopt;
  }

  std::string_view rest;
};

/// ModelProto: a version (1) and a graph (7); of the other fields only that they can be skipped.
bool isOnnx(std::string_view bytes) {
  bool version = false, graph = false;
  for (ProtobufReader reader(bytes); !reader.atEnd();) {
    const auto field = reader.next();
    if (!field)
      return false;
    version |= field->number == 1 && field->wireType == ProtobufReader::varintType;
    graph |= field->number == 7 && field->wireType == ProtobufReader::lengthType;
  }
  return version && graph;
}

bool isXml(std::string_view bytes) {
  constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(byteOrderMark))
    bytes.remove_prefix(byteOrderMark.size());
  const size_t start = bytes.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && bytes[start] == '<';
}

} // namespace

std::optional<Encoding> detectEncoding(std::span<const std::span<const std::byte>> parts) {
  if (parts.empty())
    return std::nullopt;
  const std::string_view first(reinterpret_cast<const char *>(parts[0].data()), parts[0].size());
  if (parts.size() == 2)
    return isXml(first) ? std::optional(Encoding::openvino) : std::nullopt;
  if (parts.size() != 1)
    return std::nullopt;
  if (first.starts_with("PK\x03\x04"))
    return Encoding::pytorch;
  return isOnnx(first) ? std::optional(Encoding::onnx) : std::nullopt;
}

} // namespace nearnative::nn
