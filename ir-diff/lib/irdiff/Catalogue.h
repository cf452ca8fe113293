// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The pages of ir-diff/causes/, put into the program.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace irdiff {

/// One page; all texts live as long as the program.
struct CausePage {
  llvm::StringRef id;     ///< name of the file without `.md`
  llvm::StringRef title;  ///< of the page, without the ID
  llvm::StringRef remedy; ///< its first paragraph: what to do, one line of Markdown
  llvm::StringRef text;   ///< the whole page
};

/// All pages, in the order of their IDs.
llvm::ArrayRef<CausePage> catalogue();

/// Null when there is no such page. Upper and lower case are the same.
const CausePage *findCause(llvm::StringRef id);

} // namespace irdiff
