// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Text.h"

#include "Render.h"

#include <algorithm>
#include <cstdio>

namespace nearnative::report {

namespace {

std::string threeDigits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", value < 9.995 ? 2 : value < 99.95 ? 1 : 0, value);
  return text;
}

std::string verdictList(const std::map<std::string, uint64_t> &verdicts) {
  std::string text;
  for (const auto &[verdict, count] : verdicts)
    text += (text.empty() ? "" : ", ") + (count > 1 ? std::to_string(count) + " " : std::string()) + verdict;
  return text;
}

} // namespace

std::string timeText(double nanoseconds) {
  for (const auto &[limit, scale, unit] : {std::tuple(999.5, 1.0, " ns"), std::tuple(999.5e3, 1e3, " us"), std::tuple(999.5e6, 1e6, " ms")})
    if (nanoseconds < limit)
      return threeDigits(nanoseconds / scale) + unit;
  return threeDigits(nanoseconds / 1e9) + " s";
}

std::string escapeMarkdown(const std::string &text) {
  std::string escaped;
  for (const char byte : text) {
    if (byte == '<')
      escaped += "&lt;";
    else if (byte == '&')
      escaped += "&amp;";
    else if (byte == '@')
      escaped += "&#64;";
    else if (byte == '\n' || byte == '\r' || byte == '\t')
      escaped += ' ';
    else if (std::string_view("\\`*_[]|#~!").find(byte) != std::string_view::npos)
      (escaped += '\\') += byte;
    else
      escaped += byte;
  }
  return escaped;
}

std::string printable(const std::string &text) {
  std::string result = text;
  std::replace_if(result.begin(), result.end(), [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; }, '?');
  return result;
}

std::string layOutText(const TextLines &lines) {
  std::vector<size_t> widths;
  for (const auto &line : lines)
    for (size_t column = 0; column < line.size(); ++column) {
      widths.resize(std::max(widths.size(), column + 1));
      widths[column] = std::max(widths[column], line[column].size());
    }
  std::string out;
  for (const auto &line : lines) {
    std::string text;
    for (size_t column = 0; column < line.size(); ++column) {
      const std::string padding(widths[column] - line[column].size(), ' ');
      text += column == 0 ? line[column] + padding : "  " + padding + line[column];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

std::string bytesText(uint64_t bytes) {
  const auto value = static_cast<double>(bytes);
  for (const auto &[limit, scale, unit] : {std::tuple(999.5e3, 1e3, " KB"), std::tuple(999.5e6, 1e6, " MB")})
    if (value < limit)
      return threeDigits(value / scale) + unit;
  return threeDigits(value / 1e9) + " GB";
}

std::string ratioText(const std::optional<Ratio> &ratio) { return ratio ? threeDigits(ratio->ratio) + "x" : "-"; }

std::string percentText(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f %%", share * 100);
  return text;
}

std::string missingText(const KernelResult &kernel, const std::string &variant) {
  const auto &wrong = kernel.wrongVariants;
  const auto isWrong = [&](const char *name) { return std::find(wrong.begin(), wrong.end(), name) != wrong.end(); };
  if (variant == "stock")
    return isWrong("raw") || isWrong("wasm-opt") ? "wrong" : "-";
  return isWrong(variant.c_str()) ? "wrong" : "-";
}

std::vector<const KernelResult *> resultsOn(const Report &report, const std::string &engine, const std::string &size) {
  std::vector<const KernelResult *> results;
  for (const KernelResult &kernel : report.kernels)
    if (kernel.engine == engine && kernel.size == size)
      results.push_back(&kernel);
  return results;
}

std::string verdictText(const std::map<std::string, uint64_t> &before, const std::map<std::string, uint64_t> &after) {
  const std::string was = verdictList(before), is = verdictList(after);
  if (was.empty() || is.empty() || was == is)
    return was.empty() ? is : was;
  return was + " -> " + is;
}

} // namespace nearnative::report
