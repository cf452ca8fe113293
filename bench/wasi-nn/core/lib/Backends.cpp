// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wasi-nn/Host.h"
