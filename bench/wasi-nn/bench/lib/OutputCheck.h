// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "ModelMeasurements.h"
#include "Models.h"

namespace nearnative::nn {

/// What may be between two libraries' outputs of one model, as a share of the largest absolute value of the same output: they sum in
/// different orders and, over some fifty layers, drift apart by some 1e-5 of it. A wrong layer is off by whole per cents.
inline constexpr double outputTolerance = 1e-3;

/// How `found` differs from `expected`, the bytes of all outputs of the model one after the other. Errors: another length; a floating-point
/// element that is farther off than outputTolerance, or a NaN on one side only; an element of another type that is not equal. f16 is
/// compared by value like the others.
Result<report::Difference> compareOutputs(const Model &model, const std::string &found, const std::string &expected);

} // namespace nearnative::nn
