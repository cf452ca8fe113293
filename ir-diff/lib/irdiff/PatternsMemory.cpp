// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Patterns.h"

#include "irdiff/Names.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace irdiff {

namespace {

// --- How far addresses move --------------------------------------------------------------------------------------------------------------

/// What is added to an integer or an address from one pass through a loop to the next.
struct Advance {
  enum Kind { Unknown, Constant, Invariant } kind = Unknown; ///< Invariant: the same in every pass, but not a constant
  int64_t amount = 0;                                        ///< of a constant

  bool isConstant() const { return kind == Constant; }
  uint64_t magnitude() const { return amount < 0 ? -static_cast<uint64_t>(amount) : static_cast<uint64_t>(amount); }
  bool isBy(uint64_t bytes) const { return kind == Constant && magnitude() == bytes; }
  bool isAtLeast(uint64_t bytes) const { return kind == Invariant || (kind == Constant && magnitude() >= bytes); }
};

Advance constantAdvance(int64_t amount) { return {Advance::Constant, amount}; }

Advance sum(Advance a, Advance b) {
  if (!a.kind || !b.kind)
    return {};
  int64_t total = 0;
  if (a.isConstant() && b.isConstant())
    return AddOverflow(a.amount, b.amount, total) ? Advance{} : constantAdvance(total);
  return {Advance::Invariant, 0};
}

Advance scaled(Advance a, int64_t factor) {
  int64_t product = 0;
  if (!a.isConstant())
    return a;
  return MulOverflow(a.amount, factor, product) ? Advance{} : constantAdvance(product);
}

/// Addresses of one loop. A vector of addresses or indices advances in all lanes alike.
struct Addresses {
  const Loop &loop;
  const Loop *inside; ///< a loop in it, whose addresses are compared at its start; may be null
  const DataLayout &layout;
  DenseMap<const Value *, Advance> known;

  Addresses(const Loop &loop, const Loop *inside) : loop(loop), inside(inside), layout(loop.getHeader()->getModule()->getDataLayout()) {}
};

constexpr unsigned deepestAddress = 24;

Advance advanceOf(const Value *value, Addresses &addresses, unsigned depth = 0);

/// The step of a phi in the loop's header: constants and loop-invariant values that are added one after the other.
Advance stepOf(const PHINode &phi, Addresses &addresses) {
  const BasicBlock *latch = addresses.loop.getLoopLatch();
  const Value *at = latch ? phi.getIncomingValueForBlock(latch) : nullptr;
  Advance step = constantAdvance(0);
  for (unsigned links = 0; at && at != &phi && links < 64; ++links) {
    const Value *left = nullptr, *right = nullptr;
    const APInt *constant = nullptr;
    if (match(at, m_AddLike(m_Value(left), m_Value(right)))) {
      if (addresses.loop.isLoopInvariant(left))
        std::swap(left, right);
      if (match(right, m_APInt(constant)))
        step = sum(step, constant->getSignificantBits() <= 64 ? constantAdvance(constant->getSExtValue()) : Advance{});
      else if (addresses.loop.isLoopInvariant(right))
        step = sum(step, {Advance::Invariant, 0});
      else
        return {};
      at = left;
    } else if (const auto *address = dyn_cast<GEPOperator>(at)) {
      APInt offset(addresses.layout.getIndexTypeSizeInBits(address->getType()), 0);
      if (address->accumulateConstantOffset(addresses.layout, offset))
        step = sum(step, constantAdvance(offset.getSExtValue()));
      else if (all_of(address->indices(), [&](const Use &index) { return addresses.loop.isLoopInvariant(index.get()); }))
        step = sum(step, {Advance::Invariant, 0});
      else
        return {};
      at = address->getPointerOperand();
    } else {
      return {};
    }
  }
  return at == &phi ? step : Advance{};
}

/// What a counter of the loop inside starts with. Behind a vectorized copy of a loop, its remainder starts where that one stopped: the
/// value that comes from before both tells.
Advance advanceOfStart(const Value *start, Addresses &addresses, unsigned depth) {
  SmallVector<const Value *, 8> pending{start};
  SmallPtrSet<const Value *, 8> seen;
  Advance result;
  while (!pending.empty() && seen.size() < 8) {
    const Value *value = pending.pop_back_val();
    if (!seen.insert(value).second)
      continue;
    const auto *merge = dyn_cast<PHINode>(value);
    if (merge && addresses.loop.contains(merge) && merge->getParent() != addresses.loop.getHeader()) {
      pending.append(merge->value_op_begin(), merge->value_op_end());
      continue;
    }
    const Advance advance = advanceOf(value, addresses, depth + 1);
    if (!advance.kind)
      continue;
    if (result.kind && (result.kind != advance.kind || result.amount != advance.amount))
      return {};
    result = advance;
  }
  return result;
}

Advance advanceOfPhi(const PHINode &phi, Addresses &addresses, unsigned depth) {
  if (phi.getParent() == addresses.loop.getHeader())
    return stepOf(phi, addresses);
  const BasicBlock *before =
      addresses.inside && phi.getParent() == addresses.inside->getHeader() ? addresses.inside->getLoopPredecessor() : nullptr;
  return before ? advanceOfStart(phi.getIncomingValueForBlock(before), addresses, depth) : Advance{};
}

Advance advanceOfProduct(const Value *left, const Value *right, Addresses &addresses, unsigned depth) {
  const APInt *factor = nullptr;
  const Advance advance = advanceOf(left, addresses, depth);
  if (match(right, m_APInt(factor)))
    return factor->getSignificantBits() <= 64 ? scaled(advance, factor->getSExtValue()) : Advance{};
  if (!addresses.loop.isLoopInvariant(right) || !advance.kind)
    return {};
  return advance.isConstant() && advance.amount == 0 ? advance : Advance{Advance::Invariant, 0};
}

Advance advanceOfAddress(const GEPOperator &address, Addresses &addresses, unsigned depth) {
  const unsigned bits = addresses.layout.getIndexTypeSizeInBits(address.getType());
  SmallMapVector<Value *, APInt, 4> indices;
  APInt offset(bits, 0);
  if (!address.collectOffset(addresses.layout, bits, indices, offset))
    return {};
  Advance advance = advanceOf(address.getPointerOperand(), addresses, depth);
  for (const auto &[index, scale] : indices)
    advance = sum(advance, scaled(advanceOf(index, addresses, depth), scale.getSExtValue()));
  return advance;
}

Advance advanceOfInstruction(const Instruction &instruction, Addresses &addresses, unsigned depth) {
  const Value *left = nullptr, *right = nullptr;
  const APInt *constant = nullptr;
  if (const auto *phi = dyn_cast<PHINode>(&instruction))
    return advanceOfPhi(*phi, addresses, depth);
  if (const auto *address = dyn_cast<GEPOperator>(&instruction))
    return advanceOfAddress(*address, addresses, depth + 1);
  if (isa<SExtInst, ZExtInst, TruncInst, FreezeInst, ExtractElementInst>(instruction))
    return advanceOf(instruction.getOperand(0), addresses, depth + 1);
  if (const Value *splat = getSplatValue(&instruction); splat && splat != &instruction)
    return advanceOf(splat, addresses, depth + 1);
  if (match(&instruction, m_AddLike(m_Value(left), m_Value(right))))
    return sum(advanceOf(left, addresses, depth + 1), advanceOf(right, addresses, depth + 1));
  if (match(&instruction, m_Sub(m_Value(left), m_Value(right))))
    return sum(advanceOf(left, addresses, depth + 1), scaled(advanceOf(right, addresses, depth + 1), -1));
  if (match(&instruction, m_Shl(m_Value(left), m_APInt(constant))))
    return constant->ult(63) ? scaled(advanceOf(left, addresses, depth + 1), int64_t(1) << constant->getZExtValue()) : Advance{};
  if (match(&instruction, m_Mul(m_Value(left), m_Value(right))))
    return addresses.loop.isLoopInvariant(left) ? advanceOfProduct(right, left, addresses, depth + 1)
                                                : advanceOfProduct(left, right, addresses, depth + 1);
  return {};
}

Advance advanceOf(const Value *value, Addresses &addresses, unsigned depth) {
  const auto *instruction = dyn_cast<Instruction>(value);
  if (!instruction || addresses.loop.isLoopInvariant(value))
    return constantAdvance(0);
  if (const auto found = addresses.known.find(value); found != addresses.known.end())
    return found->second;
  const Advance advance = depth < deepestAddress ? advanceOfInstruction(*instruction, addresses, depth) : Advance{};
  addresses.known[value] = advance;
  return advance;
}

// --- Accesses lane by lane ---------------------------------------------------------------------------------------------------------------

bool isLoadedLane(const Value *value) {
  const auto *insert = dyn_cast<InsertElementInst>(value);
  return insert && isa<LoadInst>(insert->getOperand(1));
}

/// A load that fills one of several lanes. One value that is copied to all lanes, or alone in its vector, is not taken apart.
bool fillsLane(const LoadInst &load) {
  if (!load.hasOneUse())
    return false;
  const auto *insert = dyn_cast<InsertElementInst>(load.user_back());
  return insert && insert->getOperand(1) == &load &&
         (isLoadedLane(insert->getOperand(0)) || any_of(insert->users(), [](const User *user) { return isLoadedLane(user); }));
}

/// An address that one lane of a vector of indices or addresses gives.
bool isAddressOfLane(const Value *pointer) {
  const auto *address = dyn_cast<GEPOperator>(pointer->stripInBoundsConstantOffsets());
  return address && any_of(address->operands(), [](const Use &operand) { return isa<ExtractElementInst>(operand.get()); });
}

/// The vector whose lane a store writes to memory, null if none.
const Value *vectorOfStoredLane(const StoreInst &store) {
  const auto *extract = dyn_cast<ExtractElementInst>(store.getValueOperand());
  return extract ? extract->getVectorOperand() : nullptr;
}

/// Blocks that run for one lane of a mask.
SmallPtrSet<const BasicBlock *, 16> blocksOfLanes(const PatternInput &input) {
  SmallPtrSet<const BasicBlock *, 16> result;
  for (const BasicBlock *block : input.blocks) {
    const auto *branch = dyn_cast<BranchInst>(block->getTerminator());
    if (!branch || !branch->isConditional() || !isa<ExtractElementInst>(branch->getCondition()))
      continue;
    for (const BasicBlock *successor : successors(branch))
      if (successor->getSinglePredecessor() == block && successor->getSingleSuccessor() && input.loop.contains(successor))
        result.insert(successor);
  }
  return result;
}

/// Whether nothing but the distance of its accesses can keep a scalar loop from being vectorized: straight code, counters, no calls.
bool isPlainMap(const PatternInput &input, Addresses &addresses) {
  if (input.facts.isVector() || !input.loop.isInnermost() || input.loop.getNumBlocks() != 1 || input.facts.scalarCalls)
    return false;
  return all_of(input.loop.getHeader()->phis(), [&](const PHINode &phi) { return advanceOf(&phi, addresses).kind != Advance::Unknown; });
}

struct LaneAccesses {
  unsigned loads = 0, stores = 0; ///< of scattered addresses
  unsigned masked = 0;            ///< stores under a mask
  unsigned strideThree = 0;
  unsigned lanePairs = 0;   ///< of the loads, neighbours
  unsigned scalarPairs = 0; ///< neighbours at data-dependent addresses in scalar code
};

uint64_t sizeOf(Type *type, const Addresses &addresses) { return addresses.layout.getTypeStoreSize(type).getKnownMinValue(); }

/// Whether an access moves on by three elements per iteration of the source loop.
bool hasStrideThree(const Value *pointer, Type *type, const PatternInput &input, Addresses &addresses) {
  return advanceOf(pointer, addresses).isBy(3 * sizeOf(type, addresses) * input.facts.iterations);
}

/// An address as a computed one and a constant distance from it.
struct Place {
  const Value *base;
  int64_t offset;
};

Place placeOf(const Value *pointer, const DataLayout &layout) {
  APInt offset(layout.getIndexTypeSizeInBits(pointer->getType()), 0);
  const Value *base = pointer->stripAndAccumulateConstantOffsets(layout, offset, /*AllowNonInbounds=*/true);
  return {base, offset.getSExtValue()};
}

/// Loads by what their address is a constant distance from.
using LoadsByBase = MapVector<const Value *, SmallVector<std::pair<int64_t, const LoadInst *>, 4>>;

void addByBase(const LoadInst &load, const DataLayout &layout, LoadsByBase &loads) {
  const Place place = placeOf(load.getPointerOperand(), layout);
  loads[place.base].push_back({place.offset, &load});
}

/// Whether two scalar loads feed the same operation with a common operand: a vector of the two could.
bool feedSameOperation(const LoadInst &a, const LoadInst &b) {
  const auto *user = a.hasOneUse() ? dyn_cast<Instruction>(a.user_back()) : nullptr;
  const auto *other = b.hasOneUse() ? dyn_cast<Instruction>(b.user_back()) : nullptr;
  if (!user || !other || user == other || !user->isSameOperationAs(other))
    return false;
  const auto *call = dyn_cast<CallBase>(user);
  return any_of(call ? call->args() : user->operands(), [&](const Use &operand) { return is_contained(other->operands(), operand.get()); });
}

/// How many of the loads have a neighbour right behind them, not wider than half a register together, that is loaded from the same computed
/// address. Loads in `lanes` stand for themselves; others must feed the same operation.
unsigned adjacentPairs(LoadsByBase &loads, bool lanes, const Addresses &addresses) {
  unsigned pairs = 0;
  for (auto &[base, group] : loads) {
    sort(group, llvm::less_first());
    for (size_t i = 0; i + 1 < group.size(); ++i) {
      const auto &[offset, load] = group[i];
      const auto &[nextOffset, next] = group[i + 1];
      const uint64_t size = sizeOf(load->getType(), addresses);
      if (size > 4 || static_cast<uint64_t>(nextOffset) - static_cast<uint64_t>(offset) != size || load->getType() != next->getType() ||
          !(lanes || feedSameOperation(*load, *next)))
        continue;
      ++pairs;
      ++i;
    }
  }
  return pairs;
}

void countMaskedIntrinsic(const IntrinsicInst &intrinsic, const Lowering &lowering, LaneAccesses &accesses) {
  const Intrinsic::ID id = intrinsic.getIntrinsicID();
  const bool stores = id == Intrinsic::masked_store || id == Intrinsic::masked_scatter;
  if ((!stores && id != Intrinsic::masked_load && id != Intrinsic::masked_gather) || lowering.fateOf(intrinsic) != Fate::PerLane)
    return;
  const auto *type = dyn_cast<FixedVectorType>(stores ? intrinsic.getArgOperand(0)->getType() : intrinsic.getType());
  (id == Intrinsic::masked_store ? accesses.masked : stores ? accesses.stores : accesses.loads) += type ? type->getNumElements() : 0;
}

/// Stores of whose vector other lanes are stored too: one lane alone is a scalar result.
SmallPtrSet<const StoreInst *, 16> storesOfLanes(const PatternInput &input) {
  MapVector<const Value *, SmallVector<const StoreInst *, 4>> byVector;
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block)
      if (const auto *store = dyn_cast<StoreInst>(&instruction))
        if (const Value *vector = vectorOfStoredLane(*store))
          byVector[vector].push_back(store);
  SmallPtrSet<const StoreInst *, 16> result;
  for (const auto &[vector, stores] : byVector)
    if (stores.size() > 1)
      result.insert(stores.begin(), stores.end());
  return result;
}

LaneAccesses countLaneAccesses(const PatternInput &input, Addresses &addresses) {
  LaneAccesses accesses;
  LoadsByBase lanes, scalars;
  const auto underMask = blocksOfLanes(input);
  const auto laneStores = storesOfLanes(input);
  const bool plainMap = isPlainMap(input, addresses), scalarLoop = !input.facts.isVector() && input.loop.isInnermost();
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block) {
      if (const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction))
        countMaskedIntrinsic(*intrinsic, input.lowering, accesses);
      else if (const auto *load = dyn_cast<LoadInst>(&instruction)) {
        const bool isLane = fillsLane(*load) || isAddressOfLane(load->getPointerOperand());
        if (load->getType()->isVectorTy() || !load->isSimple())
          continue;
        if ((isLane || plainMap) && hasStrideThree(load->getPointerOperand(), load->getType(), input, addresses)) {
          ++accesses.strideThree;
        } else if (isLane) {
          ++accesses.loads;
          addByBase(*load, addresses.layout, lanes);
        } else if (scalarLoop && load->getType()->isFloatTy() && !advanceOf(load->getPointerOperand(), addresses).kind) {
          addByBase(*load, addresses.layout, scalars);
        }
      } else if (const auto *store = dyn_cast<StoreInst>(&instruction)) {
        Type *type = store->getValueOperand()->getType();
        const bool isLane = laneStores.contains(store) || isAddressOfLane(store->getPointerOperand());
        if (type->isVectorTy())
          continue;
        if (underMask.contains(block))
          ++accesses.masked;
        else if ((isLane || plainMap) && hasStrideThree(store->getPointerOperand(), type, input, addresses))
          ++accesses.strideThree;
        else
          accesses.stores += isLane;
      }
    }
  accesses.lanePairs = adjacentPairs(lanes, /*lanes=*/true, addresses);
  accesses.scalarPairs = adjacentPairs(scalars, /*lanes=*/false, addresses);
  return accesses;
}

/// Loads and stores at addresses that the loop itself has loaded.
unsigned countIndirectAccesses(const PatternInput &input) {
  const auto isIndirect = [&](const Instruction &access) {
    const auto *address = dyn_cast_or_null<GetElementPtrInst>(getLoadStorePointerOperand(&access));
    return address && any_of(address->indices(), [&](const Value *index) {
             while (const auto *cast = dyn_cast<CastInst>(index))
               index = cast->getOperand(0);
             const auto *load = dyn_cast<LoadInst>(index);
             return load && input.loop.contains(load);
           });
  };
  unsigned count = 0;
  for (const BasicBlock *block : input.blocks)
    count += static_cast<unsigned>(count_if(*block, isIndirect));
  return count;
}

void findLaneAccesses(const PatternInput &input, std::vector<Pattern> &patterns) {
  Addresses addresses(input.loop, nullptr);
  const LaneAccesses accesses = countLaneAccesses(input, addresses);
  const CodeFacts &facts = input.facts;
  const std::string perPass = " for " + counted(facts.iterations, "element");
  const bool innermost = input.loop.isInnermost();
  if (accesses.masked)
    patterns.push_back(
        {"MASKED-STORE", accesses.masked, counted(accesses.masked, "store") + " each under its lane of a mask" + perPass, innermost});
  if (accesses.strideThree)
    patterns.push_back({"STRIDE3", accesses.strideThree,
                        std::to_string(accesses.strideThree) + " of the scalar loads and stores three elements apart" + perPass,
                        innermost});
  if (const unsigned pairs = accesses.lanePairs + accesses.scalarPairs; pairs > 1)
    patterns.push_back({"PAIR-GATHER", pairs,
                        counted(pairs, "pair") + " of neighbours loaded one by one" + (accesses.lanePairs ? " into lanes" : "") + perPass,
                        innermost});
  const unsigned scattered = accesses.loads - 2 * accesses.lanePairs + accesses.stores;
  // Some lanes beside much vector work are no reason to speak of; a gather in a vectorized loop is one access per element.
  const bool matters = facts.vectorizer == Vectorizer::Loop ? scattered >= facts.iterations : scattered * 2 >= facts.vectorWork;
  // Where a gather or scatter is all there is, later passes take the vectorizer's work apart again, and nothing is a vector any more.
  if (!facts.isVector() && facts.iterations > 1 && hasLoopFlag(input.loop, "llvm.loop.isvectorized"))
    if (const unsigned indirect = countIndirectAccesses(input); indirect >= facts.iterations)
      patterns.push_back(
          {"LANE", indirect, "vectorized, and taken apart into " + std::to_string(indirect) + " scalar loads and stores" + perPass});
  if (scattered > 1 && matters)
    patterns.push_back({"LANE", scattered,
                        counted(accesses.loads - 2 * accesses.lanePairs, "load") + " and " + counted(accesses.stores, "store") +
                            " of single lanes" + perPass,
                        false});
}

// --- Stores under a condition ------------------------------------------------------------------------------------------------------------

/// Whether a block runs or not in each iteration, depending on data, and only loads, computes and stores elements of arrays in their order.
bool isConditionalStore(const BasicBlock &block, const PatternInput &input, Addresses &addresses) {
  const BasicBlock *before = block.getSinglePredecessor(), *after = block.getSingleSuccessor();
  if (!before || !after || !input.loop.contains(before) || !input.loop.contains(after))
    return false;
  const auto *branch = dyn_cast<BranchInst>(before->getTerminator());
  if (!branch || !branch->isConditional() || !is_contained(successors(branch), after))
    return false;
  const auto *condition = dyn_cast<CmpInst>(branch->getCondition());
  // A condition on the counter splits the range of indices: nothing to blend.
  if (!condition ||
      all_of(condition->operands(), [&](const Use &operand) { return advanceOf(operand, addresses).kind != Advance::Unknown; }))
    return false;
  unsigned stores = 0;
  for (const Instruction &instruction : block) {
    if (const auto *store = dyn_cast<StoreInst>(&instruction)) {
      Type *type = store->getValueOperand()->getType();
      const Advance advance = advanceOf(store->getPointerOperand(), addresses);
      if (!store->isSimple() || type->isVectorTy() || !advance.isBy(sizeOf(type, addresses) * input.facts.iterations))
        return false;
      ++stores;
    } else if (const auto *load = dyn_cast<LoadInst>(&instruction)) {
      if (!load->isSimple() || !advanceOf(load->getPointerOperand(), addresses).isConstant())
        return false;
    } else if (instruction.mayHaveSideEffects()) {
      return false;
    }
  }
  return stores > 0;
}

/// In a scalar loop that does nothing else that could keep it from being vectorized.
void findConditionalStores(const PatternInput &input, std::vector<Pattern> &patterns) {
  const Loop &loop = input.loop;
  if (input.facts.isVector() || !loop.isInnermost() || loop.getNumBlocks() == 1 || input.facts.scalarCalls || !loop.getExitingBlock())
    return;
  Addresses addresses(loop, nullptr);
  if (any_of(loop.getHeader()->phis(), [&](const PHINode &phi) { return advanceOf(&phi, addresses).kind == Advance::Unknown; }))
    return;
  unsigned stores = 0, branches = 0;
  for (const BasicBlock *block : input.blocks) {
    stores += isConditionalStore(*block, input, addresses);
    branches += block != loop.getExitingBlock() && block->getTerminator()->getNumSuccessors() > 1;
  }
  // Any other branch would keep the loop scalar all the same.
  if (stores != branches)
    return;
  if (stores)
    patterns.push_back(
        {"MASKED-STORE", stores, counted(stores, "conditional store") + " for " + counted(input.facts.iterations, "element"), true});
}

// --- Transposes --------------------------------------------------------------------------------------------------------------------------

/// The scalar load whose value a store writes, perhaps converted or scaled on the way.
const LoadInst *copiedLoad(const StoreInst &store, const Loop &loop) {
  const Value *value = store.getValueOperand();
  for (unsigned steps = 0; steps < 4; ++steps) {
    if (const auto *load = dyn_cast<LoadInst>(value))
      return loop.contains(load) && load->isSimple() && !load->getType()->isVectorTy() ? load : nullptr;
    const auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || !isa<CastInst, BinaryOperator>(instruction))
      return nullptr;
    const Value *varying = nullptr;
    for (const Value *operand : instruction->operands())
      if (!loop.isLoopInvariant(operand)) {
        if (varying)
          return nullptr;
        varying = operand;
      }
    if (!varying)
      return nullptr;
    value = varying;
  }
  return nullptr;
}

/// Rows of fewer elements are not worth a block of a transpose.
constexpr unsigned shortestRow = 4;

/// Whether an access walks along a row in this loop and from row to row in the one around it.
bool walksAlongRow(Advance here, Advance around, uint64_t size, unsigned iterations) {
  return here.isBy(size * iterations) && around.isAtLeast(shortestRow * size);
}

/// The other way round.
bool walksDownColumn(Advance here, Advance around, uint64_t size, unsigned iterations) {
  return around.isBy(size) && here.isAtLeast(shortestRow * size * iterations);
}

/// How many values a loop copies from rows to columns or from columns to rows.
unsigned transposedCopies(const Loop &loop, unsigned iterations) {
  const Loop *parent = loop.getParentLoop();
  if (!parent || !loop.isInnermost())
    return 0;
  Addresses inHere(loop, nullptr), around(*parent, &loop);
  unsigned copies = 0;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block) {
      const auto *store = dyn_cast<StoreInst>(&instruction);
      const LoadInst *load = store && store->isSimple() ? copiedLoad(*store, loop) : nullptr;
      if (!load)
        continue;
      const uint64_t stored = sizeOf(store->getValueOperand()->getType(), inHere), loaded = sizeOf(load->getType(), inHere);
      const Advance storeHere = advanceOf(store->getPointerOperand(), inHere), storeAround = advanceOf(store->getPointerOperand(), around);
      const Advance loadHere = advanceOf(load->getPointerOperand(), inHere), loadAround = advanceOf(load->getPointerOperand(), around);
      copies += (walksAlongRow(loadHere, loadAround, loaded, iterations) && walksDownColumn(storeHere, storeAround, stored, iterations)) ||
                (walksAlongRow(storeHere, storeAround, stored, iterations) && walksDownColumn(loadHere, loadAround, loaded, iterations));
    }
  return copies;
}

/// The same where the inner of the two loops has a constant length and is unrolled: this loop then walks down the columns, and the copies
/// in it lie along the row.
unsigned transposedCopiesUnrolled(const Loop &loop, unsigned iterations) {
  Addresses addresses(loop, nullptr);
  // By the two addresses that the copies of one source statement have in common: offsets along the row, offsets down the column.
  MapVector<std::pair<const Value *, const Value *>, SmallVector<std::pair<int64_t, int64_t>, 8>> statements;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block) {
      const auto *store = dyn_cast<StoreInst>(&instruction);
      const LoadInst *load = store && store->isSimple() ? copiedLoad(*store, loop) : nullptr;
      if (!load || load->getType() != store->getValueOperand()->getType())
        continue;
      const uint64_t size = sizeOf(load->getType(), addresses), step = size * iterations;
      const Advance stores = advanceOf(store->getPointerOperand(), addresses), loads = advanceOf(load->getPointerOperand(), addresses);
      const Place to = placeOf(store->getPointerOperand(), addresses.layout), from = placeOf(load->getPointerOperand(), addresses.layout);
      const int64_t bytes = static_cast<int64_t>(size);
      if (stores.isBy(step) && loads.isAtLeast(shortestRow * step) && from.offset % bytes == 0)
        statements[{from.base, to.base}].push_back({from.offset / bytes, to.offset});
      else if (loads.isBy(step) && stores.isAtLeast(shortestRow * step) && to.offset % bytes == 0)
        statements[{from.base, to.base}].push_back({to.offset / bytes, from.offset});
    }
  unsigned copies = 0;
  for (auto &[bases, offsets] : statements) {
    sort(offsets);
    unsigned neighbours = 1;
    for (size_t i = 0; i + 1 < offsets.size(); ++i)
      neighbours += offsets[i + 1].first == offsets[i].first + 1 && offsets[i + 1].second != offsets[i].second;
    if (neighbours >= shortestRow)
      copies += neighbours;
  }
  return copies;
}

using SourcePosition = std::pair<std::pair<unsigned, unsigned>, const void *>;

DenseSet<SourcePosition> positionsOfStores(const Loop &loop) {
  DenseSet<SourcePosition> positions;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block)
      if (const DebugLoc &location = instruction.getDebugLoc(); location && isa<StoreInst>(instruction))
        positions.insert({{location.getLine(), location.getCol()}, location.getInlinedAt()});
  return positions;
}

/// Iterations of a loop per pass by its counters, which go up by one in the source.
unsigned iterationsOf(const Loop &loop) {
  const uint64_t step = counterOf(loop).step;
  return step > 0 && step <= 64 ? static_cast<unsigned>(step) : 1;
}

void findTransposes(const PatternInput &input, std::vector<Pattern> &patterns) {
  const Loop &loop = input.loop;
  unsigned copies = transposedCopies(loop, input.facts.iterations);
  // The vectorizer makes a version for matrices of a single row, whose copy is contiguous; all others take the scalar loop behind it. The
  // two are copies of one source loop when they store from the same place of the source.
  const Loop *parent = loop.getParentLoop();
  constexpr size_t mostSiblings = 8;
  if (!copies && parent && loop.isInnermost() && parent->getSubLoops().size() <= mostSiblings) {
    const DenseSet<SourcePosition> positions = positionsOfStores(loop);
    for (const Loop *sibling : *parent)
      if (sibling != &loop && sibling->isInnermost() &&
          any_of(positionsOfStores(*sibling), [&](const SourcePosition &position) { return positions.contains(position); }))
        copies = std::max(copies, transposedCopies(*sibling, iterationsOf(*sibling)));
  }
  if (!copies && loop.isInnermost() && !input.facts.isVector())
    copies = transposedCopiesUnrolled(loop, input.facts.iterations);
  if (copies)
    patterns.push_back({"TRANSPOSE", copies, "copies rows to columns, " + counted(copies, "scalar") + " per pass", true});
}

// --- Products without a register tile ----------------------------------------------------------------------------------------------------

/// The two factors and the addend of a floating-point multiply-add, fused or not.
struct MultiplyAdd {
  const Value *left = nullptr, *right = nullptr, *addend = nullptr;
};

MultiplyAdd multiplyAddOf(const Value *value) {
  MultiplyAdd result;
  if (match(value, m_Intrinsic<Intrinsic::fmuladd>(m_Value(result.left), m_Value(result.right), m_Value(result.addend))) ||
      match(value, m_c_FAdd(m_FMul(m_Value(result.left), m_Value(result.right)), m_Value(result.addend))))
    return result;
  return {};
}

/// How a load's address moves from one pass of the loop around to the next: it stands still when the same values are loaded again.
enum class Reuse { NotALoad, Again, Other };

Reuse reuseOf(const Value *value, const Loop &loop, Addresses &around) {
  const auto *load = dyn_cast<LoadInst>(value);
  if (!load || !loop.contains(load))
    return Reuse::NotALoad;
  const Advance advance = advanceOf(load->getPointerOperand(), around);
  if (!advance.kind)
    return Reuse::NotALoad;
  return advance.isConstant() && advance.amount == 0 ? Reuse::Again : Reuse::Other;
}

/// A row times the vector that every row is multiplied by, which each row loads anew and for itself alone.
bool isRowTimesVector(const MultiplyAdd &operation, const Loop &loop, Addresses &around) {
  const Reuse left = reuseOf(operation.left, loop, around), right = reuseOf(operation.right, loop, around);
  const Value *vector = left == Reuse::Again && right == Reuse::Other   ? operation.left
                        : left == Reuse::Other && right == Reuse::Again ? operation.right
                                                                        : nullptr;
  return vector && vector->hasOneUse();
}

/// How many products of a row and a vector are summed up in the loop.
unsigned summedProducts(const Loop &loop, Addresses &around) {
  const BasicBlock *latch = loop.getLoopLatch();
  unsigned products = 0;
  for (const PHINode &phi : loop.getHeader()->phis()) {
    if (!latch || !phi.getType()->isFPOrFPVectorTy())
      continue;
    const Value *at = phi.getIncomingValueForBlock(latch);
    unsigned inSum = 0;
    for (unsigned links = 0; at && at != &phi && links < 64; ++links) {
      const MultiplyAdd operation = multiplyAddOf(at);
      inSum += operation.addend && isRowTimesVector(operation, loop, around);
      at = operation.addend;
    }
    if (at == &phi)
      products += inSum;
  }
  return products;
}

/// A factor times a row, added to values that every pass of the loop around loads and stores again.
bool isAddedToSameRow(const StoreInst &store, const Loop &loop, Addresses &around) {
  const MultiplyAdd operation = multiplyAddOf(store.getValueOperand());
  const auto *previous = dyn_cast_or_null<LoadInst>(operation.addend);
  if (!previous || previous->getPointerOperand() != store.getPointerOperand() || reuseOf(previous, loop, around) != Reuse::Again)
    return false;
  return (reuseOf(operation.left, loop, around) == Reuse::Other && loop.isLoopInvariant(operation.right)) ||
         (reuseOf(operation.right, loop, around) == Reuse::Other && loop.isLoopInvariant(operation.left));
}

void findUntiledProducts(const PatternInput &input, std::vector<Pattern> &patterns) {
  const Loop &loop = input.loop;
  if (!loop.isInnermost() || !loop.getParentLoop())
    return;
  Addresses around(*loop.getParentLoop(), &loop);
  const unsigned products = summedProducts(loop, around);
  unsigned rows = 0;
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block)
      if (const auto *store = dyn_cast<StoreInst>(&instruction))
        rows += isAddedToSameRow(*store, loop, around);
  if (products)
    patterns.push_back({"NO-TILE", products, "one row at a time: each loads the vector again that all are multiplied by", false});
  else if (rows)
    patterns.push_back({"NO-TILE", rows, "one row at a time: the sums are loaded and stored again for each", false});
}

} // namespace

void findMemoryPatterns(const PatternInput &input, std::vector<Pattern> &patterns) {
  findLaneAccesses(input, patterns);
  findConditionalStores(input, patterns);
  findTransposes(input, patterns);
  findUntiledProducts(input, patterns);
}

} // namespace irdiff
