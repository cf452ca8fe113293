// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/SourceLoops.h"

#include "irdiff/Names.h"
#include "irdiff/Patterns.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

/// What passes note in a loop's metadata when they make several loops of it.
struct Notes {
  bool any = false, vectorized = false, unrolled = false;
};

/// One loop of the IR.
struct LoopCopy {
  const Loop *loop = nullptr;
  Location location;
  CodeFacts facts;
  Counter counter;
  Notes notes;
  Traits traits;          ///< the loops inside included
  unsigned height = 1;    ///< of its nest
  double bytesInside = 0; ///< that the loops inside access per iteration of this one
  int parent = -1;        ///< index of the loop around it among the copies
  int group = -1;         ///< index of its source loop
};

const DILocation *startInMetadata(const Loop &loop) {
  if (const MDNode *id = loop.getLoopID())
    for (const MDOperand &operand : drop_begin(id->operands()))
      if (const auto *location = dyn_cast<DILocation>(operand))
        return location->getLine() ? location : nullptr;
  return nullptr;
}

uint64_t ownFrameHash(const DILocation *location) {
  Frame frame;
  frame.file = fileName(location->getFilename()).str();
  frame.line = location->getLine();
  frame.column = location->getColumn();
  return frame.hash();
}

/// Where the loop starts in the source: its metadata says so unless a pass dropped it; then a branch that closes or enters it does,
/// preferably one at a position known as a loop's start.
const DILocation *startOf(const Loop &loop, const DenseSet<uint64_t> &starts) {
  if (const DILocation *location = startInMetadata(loop))
    return location;
  SmallVector<const DILocation *, 4> candidates;
  const auto consider = [&](const BasicBlock *block) {
    if (!block)
      return;
    if (const DILocation *location = block->getTerminator()->getDebugLoc().get(); location && location->getLine())
      candidates.push_back(location);
  };
  SmallVector<BasicBlock *, 4> latches;
  loop.getLoopLatches(latches);
  for (const BasicBlock *latch : latches)
    consider(latch);
  consider(loop.getHeader());
  consider(loop.getLoopPredecessor());
  for (const DILocation *location : candidates)
    if (starts.contains(ownFrameHash(location)))
      return location;
  return candidates.empty() ? nullptr : candidates.front();
}

/// Whether a value comes out of a loop, perhaps through merges with the value for when the loop was skipped.
bool comesFrom(const Loop &loop, const Value *start) {
  SmallVector<const Value *, 4> pending{start};
  SmallPtrSet<const Value *, 8> seen;
  while (!pending.empty() && seen.size() < 8) {
    const auto *instruction = dyn_cast<Instruction>(pending.pop_back_val());
    if (!instruction || !seen.insert(instruction).second)
      continue;
    if (loop.contains(instruction))
      return true;
    if (const auto *merge = dyn_cast<PHINode>(instruction)) {
      // The vectorizer's remainder starts at [0 when skipped, the number of iterations done otherwise].
      const bool fromLoop = any_of(merge->blocks(), [&](const BasicBlock *block) {
        return loop.contains(block) || any_of(predecessors(block), [&](const BasicBlock *from) { return loop.contains(from); });
      });
      if (fromLoop)
        return true;
      append_range(pending, merge->incoming_values());
    }
  }
  return false;
}

/// Whether `later` only runs the iterations that `earlier` left over: its counters start where the other's ended, or from the start when
/// the other one was skipped. A counter from elsewhere shows a loop over something else; a constant one may count the iterations left.
bool continues(const Loop &earlier, const Loop &later) {
  const BasicBlock *entry = later.getLoopPredecessor();
  if (!entry || !earlier.getHeader() || later.contains(earlier.getHeader()))
    return false;
  bool any = false;
  for (const PHINode &phi : later.getHeader()->phis()) {
    const Value *start = phi.getIncomingValueForBlock(entry);
    if (!phi.getType()->isIntOrPtrTy() || isa<Constant>(start))
      continue;
    if (!comesFrom(earlier, start))
      return false;
    any = true;
  }
  return any;
}

unsigned bytesAccessed(const CodeFacts &facts) {
  unsigned bytes = 0;
  for (size_t i = 0; i < facts.loadsBySize.size(); ++i)
    bytes += (facts.loadsBySize[i] + facts.storesBySize[i]) << i;
  return bytes;
}

Notes notesOf(const Loop &loop) {
  Notes notes;
  const MDNode *id = loop.getLoopID();
  if (!id)
    return notes;
  notes.any = true;
  for (const MDOperand &operand : drop_begin(id->operands())) {
    const auto *node = dyn_cast<MDNode>(operand);
    const auto *name = node && node->getNumOperands() ? dyn_cast<MDString>(node->getOperand(0)) : nullptr;
    notes.vectorized |= name && name->getString() == "llvm.loop.isvectorized";
    notes.unrolled |= name && name->getString() == "llvm.loop.unroll.disable";
  }
  return notes;
}

/// Equal for copies that unrolling an outer loop makes.
/// The header whose intrinsics a loop's code is written with, as debug info tells: empty for code that is not.
std::string intrinsicsHeaderOf(ArrayRef<const BasicBlock *> blocks) {
  const DIFile *last = nullptr;
  for (const BasicBlock *block : blocks)
    for (const Instruction &instruction : *block) {
      const DILocation *location = instruction.getDebugLoc().get();
      if (!location || !location->getInlinedAt() || location->getFile() == last)
        continue;
      last = location->getFile();
      const StringRef file = fileName(location->getFilename());
      if (file.ends_with("intrin.h") || file == "arm_neon.h" || file == "wasm_simd128.h")
        return file.str();
    }
  return {};
}

uint64_t hashOfOperations(const Loop &loop) {
  SmallVector<uint8_t, 256> bytes;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block) {
      bytes.push_back(static_cast<uint8_t>(instruction.getOpcode()));
      bytes.push_back(static_cast<uint8_t>(instruction.getType()->getScalarSizeInBits()));
    }
  return xxh3_64bits(ArrayRef<uint8_t>(bytes));
}

class FunctionReader {
public:
  FunctionReader(const Function &inFunction, const DenseSet<uint64_t> &inStarts, const Lowering &inLowering, LocationHashes &inLocations)
      : function(inFunction), starts(inStarts), lowering(inLowering), locations(inLocations) {}

  std::vector<SourceLoop> read() {
    DominatorTree dominators(const_cast<Function &>(function));
    LoopInfo info(dominators);
    if (info.empty())
      return {};
    assignBlocks(info);
    addCopies(inOrder(info.getTopLevelLoops()));
    addNests();
    group();
    for (SourceLoop &loop : loops)
      finish(loop);
    return std::move(loops);
  }

private:
  /// Blocks in an order in which a loop's remainder comes after it, whatever the layout.
  void assignBlocks(const LoopInfo &info) {
    for (const auto &[index, block] : enumerate(function))
      layout[&block] = static_cast<unsigned>(index);
    unsigned position = 0;
    for (const BasicBlock *block : ReversePostOrderTraversal<const Function *>(&function)) {
      if (const Loop *loop = info.getLoopFor(block))
        ownBlocks[loop].push_back(block);
      positions[block] = position++;
    }
  }

  std::vector<const Loop *> inOrder(ArrayRef<Loop *> siblings) const {
    std::vector<const Loop *> ordered(siblings.begin(), siblings.end());
    std::sort(ordered.begin(), ordered.end(),
              [&](const Loop *a, const Loop *b) { return positions.lookup(a->getHeader()) < positions.lookup(b->getHeader()); });
    return ordered;
  }

  void addCopies(ArrayRef<const Loop *> topLevel) {
    SmallVector<std::pair<const Loop *, int>, 8> pending; // a stack: what comes first is pushed last
    const auto push = [&](ArrayRef<const Loop *> siblings, int parent) {
      for (const Loop *loop : reverse(siblings))
        pending.push_back({loop, parent});
    };
    push(topLevel, -1);
    while (!pending.empty()) {
      const auto [loop, parent] = pending.pop_back_val();
      LoopCopy copy;
      copy.loop = loop;
      copy.parent = parent;
      copy.location = locationOf(startOf(*loop, starts));
      copy.facts = factsOfLoop(*loop, ownBlocks[loop], lowering, locations);
      copy.counter = counterOf(*loop);
      copy.notes = notesOf(*loop);
      for (const BasicBlock *block : ownBlocks[loop])
        for (const Instruction &instruction : *block)
          addTraits(instruction, copy.traits);
      copies.push_back(std::move(copy));
      push(inOrder(loop->getSubLoops()), static_cast<int>(copies.size()) - 1);
    }
  }

  /// Adds to each loop what the loops inside it do.
  void addNests() {
    for (LoopCopy &copy : reverse(copies)) {
      normalise(copy.traits);
      if (copy.parent < 0)
        continue;
      LoopCopy &around = copies[copy.parent];
      append_range(around.traits, copy.traits);
      around.height = std::max(around.height, copy.height + 1);
      const double passes = copy.counter.passes ? static_cast<double>(copy.counter.passes) : 1;
      around.bytesInside += passes * (copy.bytesInside + bytesAccessed(copy.facts));
    }
  }

  static double bytesPerIteration(const LoopCopy &copy) {
    return (copy.bytesInside + bytesAccessed(copy.facts)) / std::max(1u, copy.facts.iterations);
  }

  /// Without positions: whether `later` is what vectorizing or unrolling `earlier` left over, rather than a loop that somebody wrote to do
  /// the rest. Passes note what they did in the loops' metadata; a vectorized loop has at most one scalar remainder, and that comes last.
  bool isRemainder(int earlier, int later) const {
    const LoopCopy &main = copies[earlier], &rest = copies[later];
    const LoopCopy &last = copies[members[main.group].back()];
    if (!continues(*main.loop, *rest.loop) || likeness(main.traits, rest.traits) < 0.5)
      return false;
    if (main.notes.vectorized && rest.notes.vectorized) {
      if (rest.facts.isVector())
        return last.facts.isVector() && rest.facts.elementsInFlight() < last.facts.elementsInFlight();
      return last.facts.isVector() || &last == &main;
    }
    // Unrolled: the remainder does the same once per pass, and must not be unrolled again.
    const bool noted = rest.notes.unrolled || (!rest.notes.any && (main.notes.unrolled || main.notes.vectorized));
    const unsigned work = bytesAccessed(main.facts), left = bytesAccessed(rest.facts);
    // LLVM unrolls by powers of two, at run time by 8 at most; somebody who writes vectors has written the rest, too.
    const auto isMultiple = [](unsigned many, unsigned few) { return many == 2 * few || many == 4 * few || many == 8 * few; };
    if (main.facts.isVector() != rest.facts.isVector())
      return false;
    if (noted && &last == &main && isMultiple(work, left))
      return true;
    return main.notes.unrolled && &last == &main && left && isMultiple(left, work); // before the unrolled loop instead of after it
  }

  unsigned sameAbove(const LoopCopy &copy, uint64_t hash) const {
    unsigned count = 0;
    for (int at = copy.parent; at >= 0; at = copies[at].parent)
      count += copies[at].location.usable() && copies[at].location.chainHash() == hash;
    return count;
  }

  int startLoop(const LoopCopy &copy, unsigned same) {
    SourceLoop loop;
    loop.location = copy.location;
    loop.sameAbove = same;
    loop.depth = copy.loop->getLoopDepth();
    loop.parent = copy.parent < 0 ? -1 : copies[copy.parent].group;
    loops.push_back(std::move(loop));
    members.emplace_back();
    return static_cast<int>(loops.size()) - 1;
  }

  void group() {
    std::map<std::pair<uint64_t, unsigned>, int> byPosition;
    std::map<int, std::vector<int>> siblings; // copies without a position, by the group around them
    for (size_t i = 0; i < copies.size(); ++i) {
      LoopCopy &copy = copies[i];
      if (copy.location.usable()) {
        const uint64_t hash = copy.location.chainHash();
        const unsigned same = sameAbove(copy, hash);
        auto [found, isNew] = byPosition.try_emplace({hash, same}, -1);
        if (isNew)
          found->second = startLoop(copy, same);
        copy.group = found->second;
      } else {
        std::vector<int> &before = siblings[copy.parent];
        // What a pass made of one loop stands close together.
        for (const int other : reverse(ArrayRef<int>(before).take_back(6)))
          if (copy.group < 0 && isRemainder(other, static_cast<int>(i)))
            copy.group = copies[other].group;
        if (copy.group < 0)
          copy.group = startLoop(copy, 0);
        before.push_back(static_cast<int>(i));
      }
      members[copy.group].push_back(static_cast<int>(i));
    }
  }

  LoopPart partOf(int index, int main) const {
    const LoopCopy &copy = copies[index];
    LoopPart part;
    part.header = copy.loop->getHeader();
    part.headerIndex = layout.lookup(part.header);
    part.role = index == main ? PartRole::Main : continues(*copies[main].loop, *copy.loop) ? PartRole::Remainder : PartRole::Copy;
    part.width = copy.facts.width;
    part.interleave = copy.facts.interleave;
    part.iterations = copy.facts.iterations;
    return part;
  }

  /// Picks the copy that does most of the work and completes its facts from the others.
  void finish(SourceLoop &loop) {
    const std::vector<int> &group = members[&loop - loops.data()];
    uint64_t smallestStep = 0;
    for (const int index : group) {
      const LoopCopy &copy = copies[index];
      if (copy.counter.step && (!smallestStep || copy.counter.step < smallestStep))
        smallestStep = copy.counter.step;
    }
    int best = group.front();
    const auto rank = [&](int index) {
      const LoopCopy &copy = copies[index];
      // A version of an outer loop from which the inner ones vanished does not do the work; nor does the remainder of a vectorized loop,
      // however much straight-line vector code it has.
      return std::tuple(!copy.loop->isInnermost(), copy.facts.vectorizer == Vectorizer::Loop, copy.facts.elementsInFlight(),
                        copy.facts.isVector(), copy.counter.step, copy.loop->getNumBlocks());
    };
    for (const int index : group)
      if (rank(index) > rank(best))
        best = index;
    const LoopCopy &hot = copies[best];
    loop.facts = hot.facts;
    for (const PartRole role : {PartRole::Main, PartRole::Remainder, PartRole::Copy})
      for (const int index : group)
        if (const LoopPart part = partOf(index, best); part.role == role)
          loop.parts.push_back(part);
    loop.innermost = hot.loop->isInnermost();
    loop.depth = hot.loop->getLoopDepth();
    if (!hot.facts.isVector() && hot.facts.iterations == 1 && smallestStep && hot.counter.step % smallestStep == 0)
      loop.facts.iterations = static_cast<unsigned>(hot.counter.step / smallestStep);
    loop.shape.bytes = bytesPerIteration(hot);
    loop.shape.height = hot.height;
    loop.shape.traits = hot.traits;
    loop.shape.passes = hot.counter.passes * loop.facts.iterations;
    loop.facts.tripCount = loop.shape.passes;
    loop.facts.intrinsicsHeader = intrinsicsHeaderOf(ownBlocks[hot.loop]);
    loop.facts.patterns = findPatterns({*hot.loop, ownBlocks[hot.loop], loop.facts, lowering});
    loop.shape.operations = hashOfOperations(*hot.loop);
    for (const int index : group)
      for (const BasicBlock *block : copies[index].loop->blocks())
        for (const Instruction &instruction : *block)
          if (doesWork(instruction))
            if (const uint64_t hash = locations.of(instruction.getDebugLoc().get()))
              loop.body.insert(hash);
  }

  const Function &function;
  const DenseSet<uint64_t> &starts;
  const Lowering &lowering;
  LocationHashes &locations;
  DenseMap<const Loop *, std::vector<const BasicBlock *>> ownBlocks;
  DenseMap<const BasicBlock *, unsigned> positions; ///< in reverse post-order
  DenseMap<const BasicBlock *, unsigned> layout;
  std::vector<LoopCopy> copies; ///< parents before children, in the order of the code
  std::vector<std::vector<int>> members;
  std::vector<SourceLoop> loops;
};

void noteSubprograms(const Function &function, ProgramLoops &result) {
  const DILocation *last = nullptr;
  for (const BasicBlock &block : function)
    for (const Instruction &instruction : block) {
      const DILocation *location = instruction.getDebugLoc().get();
      if (!location || location == last)
        continue;
      last = location;
      result.hasPositions |= location->getLine() != 0;
      for (const DILocation *at = location; at; at = at->getInlinedAt())
        if (const DISubprogram *subprogram = at->getScope()->getSubprogram()) {
          result.subprograms.insert(subprogramHash(*subprogram));
          result.files.insert(fileName(at->getFilename()));
        }
    }
}

std::string featuresOf(const Module &module) {
  for (const Function &function : module) {
    if (function.isDeclaration())
      continue;
    const StringRef cpu = function.getFnAttribute("target-cpu").getValueAsString();
    const StringRef features = function.getFnAttribute("target-features").getValueAsString();
    if (!cpu.empty() || !features.empty())
      return (cpu + (cpu.empty() || features.empty() ? "" : ",") + features).str();
  }
  return {};
}

} // namespace

uint64_t subprogramHash(StringRef file, unsigned line, StringRef name) {
  return xxh3_64bits((file + "\n" + Twine(line) + "\n" + name).str());
}

uint64_t subprogramHash(const DISubprogram &subprogram) {
  return subprogramHash(fileName(subprogram.getFilename()), subprogram.getLine(), subprogram.getName());
}

void collectLoopStarts(const Program &program, DenseSet<uint64_t> &starts) {
  for (const std::unique_ptr<Module> &module : program.modules)
    for (const Function &function : *module)
      for (const BasicBlock &block : function)
        if (const MDNode *id = block.getTerminator() ? block.getTerminator()->getMetadata(LLVMContext::MD_loop) : nullptr)
          for (const MDOperand &operand : id->operands())
            if (const auto *location = dyn_cast<DILocation>(operand)) {
              if (location->getLine())
                starts.insert(ownFrameHash(location));
              break;
            }
}

ProgramLoops findSourceLoops(const Program &program, const DenseSet<uint64_t> &starts, Lowering &lowering, LocationHashes &locations) {
  ProgramLoops result;
  StringSet<> known;
  for (const std::unique_ptr<Module> &module : program.modules) {
    if (result.features.empty())
      result.features = featuresOf(*module);
    for (const Function &function : *module) {
      if (function.isDeclarationForLinker() || (!function.hasLocalLinkage() && !known.insert(function.getName()).second))
        continue;
      lowering.enter(function);
      result.vectorBits = std::max(result.vectorBits, lowering.vectorBits());
      FunctionLoops entry;
      entry.function = &function;
      entry.name = canonicalName(function.getName());
      if (const DISubprogram *subprogram = function.getSubprogram()) {
        entry.subprogram = subprogram->getName().str();
        entry.file = fileName(subprogram->getFilename()).str();
        entry.path = pathOf(subprogram->getDirectory(), subprogram->getFilename());
        entry.line = subprogram->getLine();
        result.files.insert(entry.file);
      }
      noteSubprograms(function, result);
      entry.loops = FunctionReader(function, starts, lowering, locations).read();
      result.functions.push_back(std::move(entry));
    }
  }
  return result;
}

} // namespace irdiff
