// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The source loops of one module: the copies that passes make of a loop (vector body, remainder, versions, unrolled ones) put together.
#pragma once

#include "irdiff/Facts.h"
#include "irdiff/Likeness.h"
#include "irdiff/Location.h"
#include "irdiff/Reader.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/Module.h"

#include <string>
#include <vector>

namespace irdiff {

/// What tells loops apart where positions do not.
struct Shape {
  uint64_t passes = 0;     ///< trip count when it is constant
  double bytes = 0;        ///< of memory that one iteration accesses, the loops inside included as far as their trip counts are known
  unsigned height = 1;     ///< of the nest: 1 for an innermost loop
  uint64_t operations = 0; ///< hash of the operations in the order of the code, the loops inside included
  Traits traits;           ///< the loops inside included
};

/// What a loop in the IR is to its source loop.
enum class PartRole {
  Main,      ///< does most of the work: the vector body where there is one
  Remainder, ///< runs what the main part left over
  Copy       ///< another version: scalar for overlapping arrays, peeled, unswitched, of an unrolled outer loop
};

/// One of the loops in the IR that a source loop has become.
struct LoopPart {
  const llvm::BasicBlock *header = nullptr;
  unsigned headerIndex = 0; ///< which of the function's blocks the header is, from 0 in the order of the code
  PartRole role = PartRole::Copy;
  unsigned width = 1, interleave = 1, iterations = 1; ///< as in CodeFacts
};

struct SourceLoop {
  Location location;
  unsigned sameAbove = 0; ///< loops around it with the same position (macros)
  unsigned depth = 1;
  bool innermost = true;
  int parent = -1;             ///< index into FunctionLoops::loops
  std::vector<LoopPart> parts; ///< the main one first
  CodeFacts facts;             ///< of the copy that does most of the work
  Shape shape;
  /// Positions of the work in its body, the loops inside included.
  llvm::DenseSet<uint64_t> body;
};

struct FunctionLoops {
  const llvm::Function *function = nullptr;
  std::string name;       ///< canonical
  std::string subprogram; ///< name in the debug info, may be empty
  std::string file;       ///< of the debug info, last component
  std::string path;       ///< of the same file, as the compiler saw it
  unsigned line = 0;
  std::vector<SourceLoop> loops; ///< parents before children, in the order of the code
};

/// Of one side: all the modules of a program.
struct ProgramLoops {
  std::vector<FunctionLoops> functions; ///< all definitions, in the modules' order
  llvm::StringSet<> files;              ///< files that occur in the positions of loops or functions
  llvm::DenseSet<uint64_t> subprograms; ///< code that occurs: hash of file, line and name of subprograms
  bool hasPositions = false;
  std::string features; ///< CPU and vector features of the functions, for people
  unsigned vectorBits = 0;
};

/// Hash under which ProgramLoops::subprograms knows a subprogram.
uint64_t subprogramHash(llvm::StringRef file, unsigned line, llvm::StringRef name);
uint64_t subprogramHash(const llvm::DISubprogram &subprogram);

/// Start positions of loops as `llvm.loop` metadata states them, innermost frame only. Copies that lost the metadata are recognised by
/// them.
void collectLoopStarts(const Program &program, llvm::DenseSet<uint64_t> &starts);

/// Linear in the size of the program. `starts` is the union of both sides'. Of functions that several modules define (templates, inline
/// functions) the first one counts, as for a linker.
ProgramLoops findSourceLoops(const Program &program, const llvm::DenseSet<uint64_t> &starts, Lowering &lowering, LocationHashes &locations);

} // namespace irdiff
