// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "OutputCheck.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace nearnative::nn {

namespace {

double halfToDouble(uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const double fraction = bits & 1023;
  double magnitude = 0;
  if (exponent == 31)
    magnitude = fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  else
    magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25);
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

template <class T> std::vector<double> valuesOf(const char *bytes, size_t count, double (*convert)(T)) {
  std::vector<double> values;
  values.reserve(count);
  for (size_t index = 0; index < count; ++index) {
    T value;
    std::memcpy(&value, bytes + index * sizeof value, sizeof value);
    values.push_back(convert(value));
  }
  return values;
}

/// The elements of a floating-point tensor; nothing for other types.
std::vector<double> floatsOf(const TensorSpec &tensor, const char *bytes) {
  if (tensor.type == "f32")
    return valuesOf<float>(bytes, bytesOf(tensor) / 4, [](float value) { return static_cast<double>(value); });
  if (tensor.type == "f64")
    return valuesOf<double>(bytes, bytesOf(tensor) / 8, [](double value) { return value; });
  if (tensor.type == "f16")
    return valuesOf<uint16_t>(bytes, bytesOf(tensor) / 2, halfToDouble);
  return {};
}

std::string shortNumber(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

} // namespace

Result<report::Difference> compareOutputs(const Model &model, const std::string &found, const std::string &expected) {
  uint64_t total = 0;
  for (const TensorSpec &tensor : model.outputs)
    total += bytesOf(tensor);
  for (const std::string *bytes : {&found, &expected})
    if (bytes->size() != total)
      return failure("outputs of " + std::to_string(bytes->size()) + " bytes where the model has " + std::to_string(total));
  report::Difference difference;
  difference.bits = found == expected;
  size_t offset = 0;
  for (const TensorSpec &tensor : model.outputs) {
    const auto is = floatsOf(tensor, found.data() + offset), should = floatsOf(tensor, expected.data() + offset);
    if (is.empty() && found.compare(offset, bytesOf(tensor), expected, offset, bytesOf(tensor)) != 0)
      return failure("wrong result: output " + tensor.name + " differs");
    offset += bytesOf(tensor);
    double largest = 0;
    for (const double value : should)
      if (std::isfinite(value))
        largest = std::max(largest, std::abs(value));
    for (size_t index = 0; index < is.size(); ++index) {
      if (is[index] == should[index] || (std::isnan(is[index]) && std::isnan(should[index])))
        continue;
      const double off = std::abs(is[index] - should[index]);
      if (!(off <= outputTolerance * largest)) // also when one is NaN or infinite
        return failure("wrong result: " + tensor.name + "[" + std::to_string(index) + "] is " + shortNumber(is[index]) + " instead of " +
                       shortNumber(should[index]));
      difference.maxAbsolute = std::max(difference.maxAbsolute, off);
      difference.maxRelative = std::max(difference.maxRelative, off / largest);
    }
  }
  return difference;
}

} // namespace nearnative::nn
