// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which WebAssembly features a module uses and declares, under the names of the tool conventions' target_features section ("simd128").
#pragma once

#include "pipeline/Sections.h"
#include "pipeline/Wabt.h"

#include <set>

namespace nearnative::pipeline {

using FeatureSet = std::set<std::string>;

/// What the instructions, types and segments of a validated module need beyond the first version of WebAssembly.
FeatureSet usedFeatures(const wabt::Module &module);

/// What the target_features section lists with + or =. A module without the section, or with one that does not parse, declares nothing.
FeatureSet declaredFeatures(const std::vector<Section> &sections);

/// wasm-opt's options for exactly these features: all others off, whatever its default.
std::vector<std::string> wasmOptFeatureFlags(const FeatureSet &features);

} // namespace nearnative::pipeline
