// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

extern const PassDescription wasmIntIdioms;

} // namespace nearnative
