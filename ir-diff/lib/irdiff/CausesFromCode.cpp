// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Cause.h"
#include "irdiff/Findings.h"
#include "irdiff/FunctionView.h"
#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/Support/raw_ostream.h"

#include <vector>

using namespace llvm;

namespace irdiff {

namespace {

// A cause of these is a cost of its own beside the verdict, never the reason for it: none is decisive.

/// The operands of all instructions with this mnemonic, as text.
std::vector<StringRef> operandsOf(StringRef mnemonic, StringRef assembly) {
  std::vector<StringRef> result;
  for (StringRef line : split(assembly, '\n'))
    if (line = line.trim(); line.consume_front(mnemonic) && (line.starts_with("\t") || line.starts_with(" ")))
      result.push_back(line.trim());
  return result;
}

/// Every fourth access pays: below that the loop has other work.
bool isOftenPerAccess(unsigned additions, const GeneratedLoop &code) { return additions && 4 * additions >= code.memoryAccesses; }

void addAddresses(const GeneratedLoop &code, std::vector<Cause> &causes) {
  const std::string accesses = counted(code.memoryAccesses, "access", "accesses");
  if (const unsigned additions = code.constantAddressAdds + code.globalAddressAdds; isOftenPerAccess(additions, code))
    causes.push_back(
        {"ADDR-UNFOLDED", counted(additions, "addition", "additions") + " of a constant to addresses, for " + accesses + " of memory"});
  if (isOftenPerAccess(code.globalCounterAdds, code))
    causes.push_back({"GLOBAL-IV", counted(code.globalCounterAdds, "addition", "additions") + " of a global's address to a counter, for " +
                                       accesses + " of memory"});
}

/// One among many instructions is not worth the trouble.
bool isOftenEnough(unsigned count, const GeneratedLoop &code) { return count && 32 * count >= code.instructions; }

/// All zeros and all ones are made by one instruction from nothing.
bool isTrivialConstant(StringRef operands) {
  SmallVector<StringRef, 16> lanes;
  operands.split(lanes, ", ");
  const StringRef ones = lanes.size() == 16 ? "255" : lanes.size() == 8 ? "65535" : lanes.size() == 4 ? "4294967295" : "-1";
  return all_of(lanes, [](StringRef lane) { return lane == "0" || lane == "0x0p0"; }) ||
         all_of(lanes, [&](StringRef lane) { return lane == "-1" || lane == ones; });
}

void addConstants(const GeneratedLoop &code, std::vector<Cause> &causes) {
  const unsigned constants = count_if(operandsOf("v128.const", code.assembly), [](StringRef lanes) { return !isTrivialConstant(lanes); });
  if (isOftenEnough(constants, code))
    causes.push_back({"CONST-IN-LOOP", counted(constants, "vector constant", "vector constants") + " made anew in every pass"});
}

/// Whether the first lanes are how a mask begins that engines have an instruction for.
bool beginsCheapShuffle(ArrayRef<unsigned> live, unsigned lanes) {
  const auto follows = [&](auto expected) {
    return all_of(enumerate(live), [&](const auto &lane) { return lane.value() == expected(static_cast<unsigned>(lane.index())); });
  };
  const unsigned first = live.front();
  return (first != 0 && follows([&](unsigned i) { return first + i; })) || follows([&](unsigned i) { return first + 2 * i; }) ||
         follows([&](unsigned i) { return first + i / 2 + (i % 2) * lanes; });
}

/// Whether half of a shuffle's lanes take lane 0, as LLVM fills lanes that nobody reads, and the others begin a mask that engines know.
/// Operands are the sixteen bytes, which may form wider lanes; two lanes of 64 bits would be taken for a swap of halves.
bool hasDeadLanes(StringRef operands) {
  SmallVector<unsigned, 16> bytes;
  for (const StringRef byte : split(operands, ", "))
    if (byte.getAsInteger(10, bytes.emplace_back()))
      return false;
  if (bytes.size() != 16)
    return false;
  for (const unsigned size : {4u, 2u, 1u}) {
    SmallVector<unsigned, 16> lanes;
    for (unsigned start = 0; start < 16; start += size)
      if (bytes[start] % size == 0 && all_of(seq(size), [&](unsigned i) { return bytes[start + i] == bytes[start] + i; }))
        lanes.push_back(bytes[start] / size);
    if (lanes.size() != 16 / size)
      continue;
    const auto isDead = [](unsigned lane) { return lane == 0; };
    const ArrayRef<unsigned> all(lanes), lower = all.take_front(lanes.size() / 2), upper = all.drop_front(lanes.size() / 2);
    const auto live = [&](ArrayRef<unsigned> half) {
      while (half.size() > 1 && half.back() == 0)
        half = half.drop_back();
      return half;
    };
    return (all_of(upper, isDead) && beginsCheapShuffle(live(lower), lanes.size())) ||
           (all_of(lower, isDead) && beginsCheapShuffle(upper, lanes.size()));
  }
  return false;
}

/// Whether the source itself asks for lane 0 in half of a shuffle: lanes of a zero, in a sum over prefixes for one.
bool namesLaneZero(const Instruction &instruction) {
  if (const auto *call = dyn_cast<IntrinsicInst>(&instruction))
    return call->getIntrinsicID() == Intrinsic::wasm_shuffle;
  const auto *shuffle = dyn_cast<ShuffleVectorInst>(&instruction);
  if (!shuffle || shuffle->isZeroEltSplat())
    return false;
  const ArrayRef<int> mask = shuffle->getShuffleMask();
  const auto isZero = [](int lane) { return lane == 0; };
  return mask.size() > 1 && (all_of(mask.take_front(mask.size() / 2), isZero) || all_of(mask.drop_front(mask.size() / 2), isZero));
}

/// Blocks of the loop with this header that are in no loop inside it.
std::vector<const BasicBlock *> ownBlocksOf(const BasicBlock *header) {
  const FunctionView view(*header->getParent());
  const Loop *loop = view.loopAt(header);
  std::vector<const BasicBlock *> blocks;
  for (const BasicBlock *block : loop ? loop->blocks() : ArrayRef<BasicBlock *>())
    if (view.loops.getLoopFor(block) == loop)
      blocks.push_back(block);
  return blocks;
}

void addShuffles(const SideFinding &side, std::vector<Cause> &causes) {
  const std::vector<StringRef> masks = operandsOf("i8x16.shuffle", side.code->assembly);
  const unsigned dead = count_if(masks, hasDeadLanes);
  if (!isOftenEnough(dead, *side.code))
    return;
  unsigned meant = 0;
  for (const BasicBlock *block : ownBlocksOf(side.parts.front().header))
    meant += count_if(*block, namesLaneZero);
  if (dead > meant)
    causes.push_back({"DEAD-LANES", std::to_string(dead - meant) + " of " + counted(masks.size(), "shuffle", "shuffles") +
                                        " with lanes that nobody reads"});
}

/// Loads of vectors that no register holds, such as <7 x float>: what is left of groups of which the last elements are not used. Vectors of
/// three are how people write points and colours.
void addPartialLoads(const SideFinding &side, std::vector<Cause> &causes) {
  if (none_of(side.code->mix,
              [](const auto &entry) { return StringRef(entry.first).contains("_lane") || StringRef(entry.first).contains("_zero"); }))
    return;
  unsigned loads = 0;
  const FixedVectorType *type = nullptr;
  for (const BasicBlock *block : ownBlocksOf(side.parts.front().header))
    for (const Instruction &instruction : *block)
      if (const auto *vector = isa<LoadInst>(instruction) ? dyn_cast<FixedVectorType>(instruction.getType()) : nullptr;
          vector && vector->getNumElements() > 4 && !isPowerOf2_32(vector->getNumElements()) &&
          vector->getPrimitiveSizeInBits() % 128 != 0) {
        ++loads;
        type = vector;
      }
  if (!loads)
    return;
  std::string evidence = counted(loads, "load", "loads") + " of ";
  raw_string_ostream(evidence) << *type;
  causes.push_back({"PARTIAL-LOADS", evidence + ", in several pieces each"});
}

/// General and vector registers of x86-64 and at most what engines can use of them: what lives through a loop beyond that is in memory.
constexpr unsigned registersOfAKind = 16;

void addPressure(const LoopFinding &loop, std::vector<Cause> &causes) {
  const GeneratedLoop &code = *loop.wasm.code;
  std::vector<std::string> excess;
  if (code.liveIntegers > registersOfAKind)
    excess.push_back(counted(code.liveIntegers, "integer", "integers"));
  if (code.liveVectors > registersOfAKind)
    excess.push_back(counted(code.liveVectors, "float or vector", "floats and vectors"));
  if (!excess.empty())
    causes.push_back({"SPILLS", join(excess, " and ") + " live through the loop, for at most " + std::to_string(registersOfAKind) +
                                    " registers of their kind"});
}

} // namespace

void addCausesFromCode(LoopFinding &loop) {
  // What a loop around others does once for all their passes costs nothing beside them.
  if (!loop.wasm.code || !loop.innermost)
    return;
  const GeneratedLoop &code = *loop.wasm.code;
  addAddresses(code, loop.causes);
  addConstants(code, loop.causes);
  addShuffles(loop.wasm, loop.causes);
  addPartialLoads(loop.wasm, loop.causes);
  addPressure(loop, loop.causes);
}

} // namespace irdiff
