// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wasi-nn/Encodings.h"
#include "wasi-nn/Host.h"

namespace nearnative::nn {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (size_t start = 0;;) {
    const size_t end = text.find(separator, start);
    parts.emplace_back(text.substr(start, end - start));
    if (end == std::string_view::npos)
      return parts;
    start = end + 1;
  }
}

} // namespace

Result<NamedGraph> parseNamedGraph(const std::string &text) {
  const auto wrong = [&](const std::string &what) {
    return failure("graph '" + text + "': " + what + " (NAME=ENCODING[?KEY=VALUE&...]:FILE[,FILE])");
  };
  const size_t nameEnd = text.find('=');
  if (nameEnd == std::string::npos || nameEnd == 0)
    return wrong("it starts with no name");
  const size_t encodingEnd = text.find(':', nameEnd);
  if (encodingEnd == std::string::npos)
    return wrong("it has no ':' before the file");

  NamedGraph graph;
  graph.name = text.substr(0, nameEnd);
  const std::string encodingText = text.substr(nameEnd + 1, encodingEnd - nameEnd - 1);
  const size_t optionsStart = encodingText.find('?');
  const auto encoding = encodingNamed(encodingText.substr(0, optionsStart));
  const auto supported = encoding ? supportedEncoding(*encoding) : std::nullopt;
  if (!supported)
    return wrong("the encoding is none of onnx, pytorch, openvino");
  graph.encoding = *encoding;

  if (optionsStart != std::string::npos)
    for (std::string &option : split(std::string_view(encodingText).substr(optionsStart + 1), '&')) {
      const size_t equals = option.find('=');
      if (equals == std::string::npos || equals == 0)
        return wrong("the option '" + option + "' is not KEY=VALUE");
      graph.options.push_back(std::move(option));
    }

  // A comma separates files only where there are two, so that it may be part of the name elsewhere.
  const std::string_view files = std::string_view(text).substr(encodingEnd + 1);
  graph.files = supported->parts == 1 ? std::vector{std::string(files)} : split(files, ',');
  if (graph.files.size() != supported->parts)
    return wrong("openvino takes two files, the .xml and the .bin");
  for (const std::string &file : graph.files) {
    if (file.empty())
      return wrong("it names no file");
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
      return failure("graph '" + graph.name + "': " + file + ": " + (error ? error.message() : "not a regular file"));
  }
  return graph;
}

} // namespace nearnative::nn
