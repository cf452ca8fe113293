// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Vectors put together from scalar loads, or cut out of loads of odd sizes, and vectors stored lane by lane: both become loads and stores
// of whole registers (gaps 8 and 9). That is what LLVM 22 makes of strides other than 1, 2 and 4, and of strides 2 and 4 with unused
// elements.
//
// Legality of loads. The loads of a group are in one block, simple, at constant distances from one pointer, so in one object, in which all
// bytes from the first to the last accessed one can be read. They are done where the first of them is: no instruction in between may write
// what a later one reads, or leave the block. Bytes that were not asked for may hold anything; registers are frozen.
// Legality of stores. Simple, in one block, at constant distances; exactly the bytes stored before are stored, where the last of the stores
// is: no instruction in between may read or write what an earlier one stores, or leave the block, and no byte is stored twice.
// An object never wraps around the address space, so distances modulo 2^32 are distances.
#include "LaneMemory.h"

#include "ConstantDistances.h"
#include "LaneShuffles.h"
#include "WasmFunction.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/MemoryLocation.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/Local.h"

#include <algorithm>
#include <map>
#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

/// A load or store and where it is, from the first access of its group.
struct Access {
  Instruction *instruction;
  int64_t offset;
  unsigned bytes;
};

struct Group {
  explicit Group(Address address) : address(std::move(address)) {}

  int64_t distance(const Address &other) const { return static_cast<int32_t>(other.constant - address.constant); }
  void add(Instruction &instruction, const Address &where, unsigned bytes) { accesses.push_back({&instruction, distance(where), bytes}); }

  Address address;
  SmallVector<Access, 16> accesses;
  bool open = true;
};

/// Registers with the bytes of a group of loads, loaded where the first load is.
class Windows {
public:
  Windows(IRBuilderBase &builder, Group &group) : builder(builder), group(group) {
    low = high = group.accesses.front().offset;
    for (const Access &access : group.accesses) {
      low = std::min(low, access.offset);
      high = std::max(high, access.offset + access.bytes);
      align = std::min(align, getLoadStoreAlignment(access.instruction));
    }
  }

  bool isUsable() const { return high - low >= 5; }

  /// Whether some lane could not be taken from the registers.
  bool hasFailed() const { return failed; }

  /// The registers that together hold `offsets`, of `bytes` bytes each, and where.
  SmallVector<Lane, 16> find(ArrayRef<int64_t> offsets, unsigned bytes, int64_t step) {
    SmallVector<Lane, 16> lanes(offsets.size());
    if (high - low < registerBytes) {
      Value *all = small();
      for (auto [lane, offset] : zip_equal(lanes, offsets))
        if (offset != none)
          lane = {all, smallPosition(offset - low, bytes)};
      return lanes;
    }
    // The elements that the lanes are parts of: all their lanes then are taken from the same registers, and equal distances give equal
    // masks.
    const auto count = static_cast<int64_t>(count_if(offsets, [](int64_t offset) { return offset != none; }));
    const int64_t from = step > 0 ? low + (offsets.front() - low) / step * step : low;
    const int64_t to = step > 0 ? from + step * count : high;
    while (true) {
      // The lowest one that is left.
      int64_t first = none;
      for (auto [lane, offset] : zip_equal(lanes, offsets))
        if (!lane.value && offset != none)
          first = std::min(first, offset);
      if (first == none)
        return lanes;
      const auto [start, value] = window(first, bytes, from, to);
      for (auto [lane, offset] : zip_equal(lanes, offsets))
        if (!lane.value && offset != none && offset >= start && offset + bytes <= start + registerBytes)
          lane = {value, static_cast<unsigned>(offset - start)};
    }
  }

  static constexpr int64_t none = INT64_MAX;

private:
  /// A register that holds the `bytes` bytes at `first`, one of those that cover the bytes from `from` to before `to`.
  std::pair<int64_t, Value *> window(int64_t first, unsigned bytes, int64_t from, int64_t to) {
    int64_t start = std::min(from + (first - from) / registerBytes * registerBytes, std::max(from, to - registerBytes));
    if (first + bytes > start + registerBytes)
      start = first;
    start = std::min(start, high - registerBytes);
    for (const auto &window : loaded)
      if (window.first <= first && first + bytes <= window.first + registerBytes &&
          (window.first >= start || to <= window.first + registerBytes))
        return window;
    Value *value = load(FixedVectorType::get(builder.getInt8Ty(), registerBytes), start);
    loaded.push_back({start, value});
    return {start, value};
  }

  /// All bytes, where they are fewer than a register has: two loads.
  Value *small() {
    if (!loaded.empty())
      return loaded.front().second;
    IRBuilderBase::InsertPointGuard guard(builder);
    builder.SetInsertPoint(group.accesses.front().instruction);
    const int64_t bytes = high - low;
    const unsigned piece = bytes >= 8 ? 8 : 4;
    Type *type = builder.getIntNTy(8 * piece);
    auto *vector = FixedVectorType::get(type, registerBytes / piece);
    Value *value = builder.CreateInsertElement(Constant::getNullValue(vector), load(type, low), uint64_t{0});
    if (bytes == 12) { // a word is enough
      auto *words = FixedVectorType::get(builder.getInt32Ty(), 4);
      value = builder.CreateInsertElement(builder.CreateBitCast(value, words), load(builder.getInt32Ty(), low + 8), uint64_t{2});
    } else if (bytes > piece) {
      value = builder.CreateInsertElement(value, load(type, high - piece), uint64_t{1});
    }
    loaded.push_back({low, value});
    return value;
  }

  unsigned smallPosition(int64_t offset, unsigned bytes) {
    const int64_t size = high - low;
    const int64_t piece = size >= 8 ? 8 : 4;
    if (size == 12 || offset + bytes <= piece)
      return static_cast<unsigned>(offset);
    failed |= offset < size - piece; // neither in the first nor in the last bytes
    return static_cast<unsigned>(offset - (size - piece) + piece);
  }

  Value *load(Type *type, int64_t start) {
    IRBuilderBase::InsertPointGuard guard(builder);
    Instruction *first = group.accesses.front().instruction;
    builder.SetInsertPoint(first);
    Value *pointer = getLoadStorePointerOperand(first);
    // In the object, so neither wraps.
    if (start > 0)
      pointer = builder.CreatePtrAdd(pointer, builder.getInt32(static_cast<uint32_t>(start)), "",
                                     GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap());
    else if (start < 0)
      pointer = builder.CreatePtrAdd(pointer, builder.getInt32(static_cast<uint32_t>(start)), "", GEPNoWrapFlags::inBounds());
    return builder.CreateFreeze(builder.CreateAlignedLoad(type, pointer, commonAlignment(align, static_cast<uint64_t>(std::abs(start)))));
  }

  IRBuilderBase &builder;
  Group &group;
  int64_t low;
  int64_t high;
  Align align{16};
  bool failed = false;
  SmallVector<std::pair<int64_t, Value *>, 8> loaded;
};

/// A vector whose lanes are loaded by a group.
struct LaneVector {
  Instruction *root;
  SmallVector<int64_t, 16> offsets;
};

class Merger {
public:
  Merger(Function &function, AAResults &aliases, OptimizationRemarkEmitter &remarks, const char *passName)
      : function(function), layout(function.getDataLayout()), aliases(aliases), remarks(remarks), passName(passName), reader(layout) {}

  bool run() {
    for (BasicBlock &block : function) {
      mergeLoads(block);
      mergeStores(block);
    }
    RecursivelyDeleteTriviallyDeadInstructionsPermissive(unused);
    if (changed)
      scalarizeInductions();
    return changed;
  }

private:
  unsigned bytesOf(const Type *type) const {
    return static_cast<unsigned>(layout.getTypeStoreSize(const_cast<Type *>(type)).getFixedValue());
  }

  static bool isElement(const Type *type) {
    return type->isFloatTy() || type->isDoubleTy() || type->isIntegerTy(8) || type->isIntegerTy(16) || type->isIntegerTy(32) ||
           type->isIntegerTy(64);
  }

  static bool isCandidate(const LoadInst &load) {
    if (!load.isSimple() || load.getPointerAddressSpace() != 0 || isa<ScalableVectorType>(load.getType()))
      return false;
    return isElement(load.getType()->getScalarType()) &&
           any_of(load.users(), [](const User *user) { return isa<InsertElementInst, ShuffleVectorInst>(user); });
  }

  static bool isCandidate(const StoreInst *store) {
    return store && store->isSimple() && store->getPointerAddressSpace() == 0 && isElement(store->getValueOperand()->getType()) &&
           match(store->getValueOperand(), m_ExtractElt(m_Value(), m_ConstantInt())) &&
           isa<FixedVectorType>(cast<ExtractElementInst>(store->getValueOperand())->getVectorOperandType());
  }

  static bool isNear(const Group &group, const Address &address) {
    return group.address.base == address.base && group.address.terms == address.terms && std::abs(group.distance(address)) <= 4096;
  }

  void mergeLoads(BasicBlock &block) {
    std::vector<Group> groups;
    BatchAAResults batch(aliases);
    SmallVector<Instruction *, 16> barriers;
    for (Instruction &instruction : block) {
      if (auto *load = dyn_cast<LoadInst>(&instruction); load && isCandidate(*load)) {
        std::optional<Address> address = reader.read(load->getPointerOperand());
        if (!address)
          continue;
        Group *own = nullptr;
        for (Group &group : groups) {
          if (!group.open || !isNear(group, *address))
            continue;
          const Instruction *first = group.accesses.front().instruction;
          group.open = none_of(barriers, [&](Instruction *barrier) {
            return first->comesBefore(barrier) && (!isGuaranteedToTransferExecutionToSuccessor(barrier) ||
                                                   isModSet(batch.getModRefInfo(barrier, MemoryLocation::get(load))));
          });
          if (group.open)
            own = &group;
        }
        if (!own)
          own = &groups.emplace_back(*address);
        own->add(instruction, *address, bytesOf(load->getType()));
      } else if (instruction.mayWriteToMemory() || !isGuaranteedToTransferExecutionToSuccessor(&instruction)) {
        barriers.push_back(&instruction);
      }
    }
    for (Group &group : groups)
      rewriteLoads(group);
  }

  /// The lanes of `root`, from loads of the group; nothing if there are others.
  std::optional<LaneVector> readLanes(Instruction &root, const DenseMap<const Value *, int64_t> &offsets) const {
    const auto *type = dyn_cast<FixedVectorType>(root.getType());
    if (!type || !isElement(type->getElementType()))
      return std::nullopt;
    LaneVector lanes{&root, SmallVector<int64_t, 16>(type->getNumElements(), Windows::none)};
    const int64_t bytes = type->getScalarSizeInBits() / 8;
    if (auto *shuffle = dyn_cast<ShuffleVectorInst>(&root)) {
      const auto found = offsets.find(shuffle->getOperand(0));
      const int width = static_cast<int>(cast<FixedVectorType>(shuffle->getOperand(0)->getType())->getNumElements());
      if (found == offsets.end() || !isa<UndefValue>(shuffle->getOperand(1)))
        return std::nullopt;
      for (auto [offset, from] : zip_equal(lanes.offsets, shuffle->getShuffleMask()))
        if (from >= 0 && from < width)
          offset = found->second + from * bytes;
      return lanes;
    }
    Value *vector = &root;
    while (auto *insert = dyn_cast<InsertElementInst>(vector)) {
      const auto *index = dyn_cast<ConstantInt>(insert->getOperand(2));
      const auto found = offsets.find(insert->getOperand(1));
      if (!index || index->getValue().uge(type->getNumElements()) || found == offsets.end() || (insert != &root && !insert->hasOneUse()))
        return std::nullopt;
      int64_t &offset = lanes.offsets[index->getZExtValue()];
      if (offset == Windows::none)
        offset = found->second;
      vector = insert->getOperand(0);
    }
    // One element in all lanes, or in one, is a load with an instruction of its own (v128.load32_splat, load32_zero).
    const int64_t *first = find_if(lanes.offsets, [](int64_t offset) { return offset != Windows::none; });
    if (!isa<UndefValue>(vector) || all_of(lanes.offsets, [&](int64_t offset) { return offset == Windows::none || offset == *first; }))
      return std::nullopt;
    return lanes;
  }

  void rewriteLoads(Group &group) {
    DenseMap<const Value *, int64_t> offsets;
    for (const Access &access : group.accesses)
      offsets[access.instruction] = access.offset;
    SmallSetVector<Instruction *, 8> roots;
    bool odd = false;
    for (const Access &access : group.accesses) {
      const bool isVector = access.instruction->getType()->isVectorTy();
      odd |= isVector && !isPowerOf2_32(access.bytes) && access.bytes % registerBytes != 0;
      for (User *user : access.instruction->users()) {
        auto *root = cast<Instruction>(user);
        if (isVector) {
          if (isa<ShuffleVectorInst>(root))
            roots.insert(root);
          continue;
        }
        while (isa<InsertElementInst>(root) && root->hasOneUse() && isa<InsertElementInst>(root->user_back()) &&
               root->user_back()->getOperand(0) == root)
          root = root->user_back();
        if (isa<InsertElementInst>(root))
          roots.insert(root);
      }
    }
    SmallVector<LaneVector, 8> vectors;
    SmallPtrSet<const Value *, 16> replacedLoads;
    for (Instruction *root : roots)
      if (std::optional<LaneVector> lanes = readLanes(*root, offsets);
          lanes && lanes->offsets.size() >= 4 && (odd || isa<InsertElementInst>(root) || isStrided(*lanes)))
        vectors.push_back(std::move(*lanes));
    if (vectors.empty())
      return;

    // Written and counted; taken back if it is no gain.
    SmallVector<Instruction *, 64> created;
    IRBuilder<ConstantFolder, IRBuilderCallbackInserter> builder(
        function.getContext(), ConstantFolder(),
        IRBuilderCallbackInserter([&](Instruction *instruction) { created.push_back(instruction); }));
    Windows windows(builder, group);
    if (!windows.isUsable())
      return;
    SmallVector<std::pair<Instruction *, Value *>, 8> replacements;
    unsigned before = 0;
    for (const LaneVector &vector : vectors) {
      // A load and an insertion per lane; a shuffle without a pattern per register, and then some for extending.
      const auto *shuffle = dyn_cast<ShuffleVectorInst>(vector.root);
      before += shuffle ? 4 * divideCeil(bytesOf(shuffle->getOperand(0)->getType()), registerBytes)
                        : 2 * static_cast<unsigned>(count_if(vector.offsets, [](int64_t offset) { return offset != Windows::none; }));
      // Extensions of the lanes are part of taking them out.
      const unsigned bits = vector.root->getType()->getScalarSizeInBits();
      bool others = false;
      for (User *user : vector.root->users()) {
        auto *cast = dyn_cast<CastInst>(user);
        const unsigned target = cast ? extendedBits(*cast, bits) : 0;
        if (!target) {
          others = true;
          continue;
        }
        builder.SetInsertPoint(cast);
        const bool isSigned = isa<SExtInst, SIToFPInst>(cast);
        Value *wide = take(builder, windows, vector, target / 8, isSigned);
        if (cast->getDestTy()->getScalarType()->isFloatingPointTy())
          wide = builder.CreateSIToFP(wide, cast->getDestTy());
        replacements.push_back({cast, wide});
      }
      if (others) {
        builder.SetInsertPoint(vector.root);
        replacements.push_back(
            {vector.root, builder.CreateBitCast(take(builder, windows, vector, bits / 8, false), vector.root->getType())});
      }
    }
    const auto after = static_cast<unsigned>(count_if(
        created, [](const Instruction *instruction) { return !isa<BitCastInst, FreezeInst, GetElementPtrInst, SIToFPInst>(instruction); }));
    if (windows.hasFailed() || (!odd && after * 4 > before * 3)) {
      for (Instruction *instruction : reverse(created))
        instruction->eraseFromParent();
      return;
    }
    remarks.emit([&] {
      return OptimizationRemark(passName, "WideLoads", group.accesses.front().instruction) << "lanes taken from loads of whole registers";
    });
    for (auto [old, value] : replacements) {
      old->replaceAllUsesWith(value);
      RecursivelyDeleteTriviallyDeadInstructions(old);
    }
    changed = true;
  }

  /// Every second or fourth of narrow lanes, which is shifts and narrowing instead of a shuffle.
  bool isStrided(const LaneVector &lanes) const {
    const int64_t step = stepOf(lanes.offsets);
    const unsigned bytes = lanes.root->getType()->getScalarSizeInBits() / 8;
    return bytes <= 2 && step > bytes && step <= 4 && isPowerOf2_64(static_cast<uint64_t>(step));
  }

  /// The width that lanes of `bits` bits are extended to before anything else, 0 if they are not.
  static unsigned extendedBits(const CastInst &cast, unsigned bits) {
    if (!cast.getSrcTy()->getScalarType()->isIntegerTy() || bits > 16)
      return 0;
    if (isa<ZExtInst, SExtInst>(cast))
      return cast.getDestTy()->getScalarSizeInBits() <= 32 ? cast.getDestTy()->getScalarSizeInBits() : 0;
    return isa<UIToFPInst, SIToFPInst>(cast) && cast.getDestTy()->getScalarType()->isFloatTy() ? 32 : 0;
  }

  /// The lanes of `vector` as integers of `wide` bytes.
  Value *take(IRBuilderBase &builder, Windows &windows, const LaneVector &vector, unsigned wide, bool isSigned) const {
    const unsigned bytes = vector.root->getType()->getScalarSizeInBits() / 8;
    const unsigned perRegister = registerBytes / wide;
    const auto lanes = static_cast<unsigned>(vector.offsets.size());
    Parts parts;
    for (unsigned first = 0; first < lanes; first += perRegister) {
      SmallVector<int64_t, 16> offsets(perRegister, Windows::none);
      for (unsigned lane = 0; lane < perRegister && first + lane < lanes; ++lane)
        offsets[lane] = vector.offsets[first + lane];
      parts.push_back(takeRegister(builder, windows, offsets, bytes, wide, isSigned));
    }
    return join(builder, parts, lanes);
  }

  /// The constant distance between the lanes that are asked for, 0 if there is none.
  static int64_t stepOf(ArrayRef<int64_t> offsets) {
    int64_t step = 0;
    for (unsigned i = 0; i + 1 < offsets.size(); ++i) {
      if (offsets[i + 1] == Windows::none)
        return all_of(offsets.drop_front(i + 1), [](int64_t offset) { return offset == Windows::none; }) ? step : 0;
      const int64_t distance = offsets[i + 1] - offsets[i];
      if (distance <= 0 || (step && distance != step))
        return 0;
      step = distance;
    }
    return step;
  }

  Value *takeRegister(IRBuilderBase &builder, Windows &windows, ArrayRef<int64_t> offsets, unsigned bytes, unsigned wide,
                      bool isSigned) const {
    const int64_t step = stepOf(offsets);
    auto *result = FixedVectorType::get(builder.getIntNTy(8 * wide), registerBytes / wide);
    // Every second (fourth, ...) one: twice as wide first.
    if (step > wide && wide <= 2 && isPowerOf2_64(static_cast<uint64_t>(step))) {
      Parts halves;
      for (ArrayRef<int64_t> half : {offsets.take_front(offsets.size() / 2), offsets.drop_front(offsets.size() / 2)})
        if (half.front() != Windows::none)
          halves.push_back(takeRegister(builder, windows, half, bytes, 2 * wide, isSigned));
      const Intrinsic::ID narrow = isSigned ? Intrinsic::wasm_narrow_signed : Intrinsic::wasm_narrow_unsigned;
      return builder.CreateIntrinsic(narrow, {result, halves.front()->getType()}, {halves.front(), halves.back()});
    }
    const SmallVector<Lane, 16> lanes = windows.find(offsets, bytes, step);
    const uint64_t free = uint64_t{8} * (wide - bytes);
    if (step == wide) {
      // They are in their places, or in one shift of them.
      const unsigned position = lanes.front().byte;
      if (all_of(enumerate(lanes),
                 [&](const auto &lane) {
                   return !lane.value().value ||
                          (lane.value().value == lanes.front().value && lane.value().byte == position + lane.index() * wide);
                 }) &&
          position + bytes <= wide) {
        Value *value = builder.CreateBitCast(lanes.front().value, result);
        if (bytes == wide)
          return value;
        const uint64_t above = uint64_t{8} * (wide - bytes - position);
        if (isSigned)
          return builder.CreateAShr(above ? builder.CreateShl(value, above) : value, free);
        value = position ? builder.CreateLShr(value, uint64_t{8} * position) : value;
        return above ? builder.CreateAnd(value, ConstantInt::get(result, APInt::getLowBitsSet(8 * wide, 8 * bytes))) : value;
      }
    }
    Value *value = assemble(builder, lanes, bytes, wide, isSigned);
    return isSigned && free ? builder.CreateAShr(value, free) : value;
  }

  void mergeStores(BasicBlock &block) {
    std::vector<Group> groups;
    BatchAAResults batch(aliases);
    for (Instruction &instruction : block) {
      const bool leaves = !isGuaranteedToTransferExecutionToSuccessor(&instruction);
      if (!leaves && !instruction.mayReadOrWriteMemory())
        continue;
      std::optional<Address> address;
      if (isCandidate(dyn_cast<StoreInst>(&instruction)))
        address = reader.read(getLoadStorePointerOperand(&instruction));
      Group *own = nullptr;
      for (Group &group : groups) {
        if (!group.open)
          continue;
        if (address && !own && isNear(group, *address))
          own = &group; // at a known distance
        else
          group.open = !leaves && none_of(group.accesses, [&](const Access &access) {
            return isModOrRefSet(batch.getModRefInfo(&instruction, MemoryLocation::get(access.instruction)));
          });
      }
      if (!address)
        continue;
      if (!own)
        own = &groups.emplace_back(*address);
      own->add(instruction, *address, bytesOf(getLoadStoreType(&instruction)));
    }
    for (Group &group : groups)
      rewriteStores(group);
  }

  void rewriteStores(Group &group) {
    if (group.accesses.size() < 4)
      return;
    Instruction *last = group.accesses.back().instruction;
    Instruction *front = group.accesses.front().instruction;
    SmallVector<Access, 16> sorted = group.accesses;
    const unsigned bytes = sorted.front().bytes;
    if (any_of(sorted, [&](const Access &access) { return access.bytes != bytes; }))
      return;
    llvm::sort(sorted, [](const Access &a, const Access &b) { return a.offset < b.offset; });
    for (unsigned i = 0; i + 1 < sorted.size(); ++i)
      if (sorted[i].offset + bytes > sorted[i + 1].offset)
        return;
    IRBuilder<> builder(last);
    DenseMap<Value *, Parts> registers;
    DenseMap<Value *, Permutation> permutations;
    for (const Access &access : sorted) {
      const Lane lane = laneOf(builder, access, registers);
      permutations[lane.value].add(lane.byte / bytes,
                                   static_cast<unsigned>(access.offset - sorted.front().offset) / bytes % (registerBytes / bytes));
    }
    Value *pointer = getLoadStorePointerOperand(front);
    ArrayRef<Access> rest = sorted;
    while (!rest.empty()) {
      unsigned run = 1;
      while (run < rest.size() && rest[run].offset == rest[run - 1].offset + bytes)
        ++run;
      for (unsigned size : {16U, 8U, 4U}) {
        const unsigned lanes = size / bytes;
        while (lanes >= 2 && run >= lanes) {
          storeTogether(builder, pointer, rest.take_front(lanes), bytes, registers, permutations);
          rest = rest.drop_front(lanes);
          run -= lanes;
        }
      }
      rest = rest.drop_front(run);
    }
  }

  /// Where the lanes of a register go that is stored in several places. Once brought to their places in it, the rest is blends.
  struct Permutation {
    SmallVector<std::pair<unsigned, unsigned>, 8> moves;
    Value *permuted = nullptr;
    bool isOne = true;

    void add(unsigned from, unsigned to) {
      isOne &= none_of(moves, [&](const auto &move) { return move.first == from || move.second == to; });
      moves.push_back({from, to});
    }
    unsigned target(unsigned from) const {
      return find_if(moves, [&](const auto &move) { return move.first == from; })->second;
    }
  };

  /// Where the lane that is stored comes from.
  static Lane laneOf(IRBuilderBase &builder, const Access &access, DenseMap<Value *, Parts> &registers) {
    auto *extract = cast<ExtractElementInst>(cast<StoreInst>(access.instruction)->getValueOperand());
    const unsigned lanes = registerBytes / access.bytes;
    Parts &parts = registers[extract->getVectorOperand()];
    if (parts.empty())
      parts = split(builder, extract->getVectorOperand(), lanes);
    const auto index = static_cast<unsigned>(cast<ConstantInt>(extract->getIndexOperand())->getZExtValue());
    return {parts[index / lanes], index % lanes * access.bytes};
  }

  void storeTogether(IRBuilder<> &builder, Value *pointer, ArrayRef<Access> accesses, unsigned bytes, DenseMap<Value *, Parts> &registers,
                     DenseMap<Value *, Permutation> &permutations) {
    SmallVector<Lane, 16> lanes(registerBytes / bytes);
    Align align(16);
    for (auto [access, lane] : zip(accesses, lanes)) {
      lane = laneOf(builder, access, registers);
      align = std::min(align, cast<StoreInst>(access.instruction)->getAlign());
    }
    SmallPtrSet<Value *, 4> sources;
    for (const Lane &lane : lanes)
      sources.insert(lane.value);
    if (bytes >= 2 && bytes <= 4 && sources.size() > 2 &&
        all_of(sources, [&](Value *source) { return !source || permutations[source].isOne; }))
      for (Lane &lane : lanes)
        if (lane.value) {
          Permutation &permutation = permutations[lane.value];
          const unsigned target = permutation.target(lane.byte / bytes) * bytes;
          if (!permutation.permuted) {
            SmallVector<Lane, 16> moved(registerBytes / bytes);
            for (const auto &[from, to] : permutation.moves)
              moved[to] = {lane.value, from * bytes};
            permutation.permuted = assemble(builder, moved, bytes, bytes, false);
          }
          lane = {permutation.permuted, target};
        }
    const int64_t offset = accesses.front().offset;
    Value *value = assemble(builder, lanes, bytes, bytes, false);
    const unsigned size = static_cast<unsigned>(accesses.size()) * bytes;
    if (size < registerBytes) {
      value = builder.CreateBitCast(value, FixedVectorType::get(builder.getIntNTy(8 * size), registerBytes / size));
      value = builder.CreateExtractElement(value, uint64_t{0});
    }
    // In the object that the first store is in, so neither wraps.
    if (offset != 0)
      pointer =
          builder.CreatePtrAdd(pointer, builder.getInt32(static_cast<uint32_t>(offset)), "",
                               offset > 0 ? GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap() : GEPNoWrapFlags::inBounds());
    builder.CreateAlignedStore(value, pointer, commonAlignment(align, static_cast<uint64_t>(std::abs(offset))));
    remarks.emit([&] { return OptimizationRemark(passName, "WideStores", accesses.front().instruction) << "lanes stored together"; });
    for (const Access &access : accesses) {
      auto *store = cast<StoreInst>(access.instruction);
      if (&*builder.GetInsertPoint() == store)
        builder.SetInsertPoint(std::next(store->getIterator()));
      SmallVector<WeakTrackingVH, 2> operands(store->operand_values());
      store->eraseFromParent();
      unused.append(operands.begin(), operands.end());
    }
    changed = true;
  }

  /// The scalar induction with the same step as the vector induction `phi`, and by how much the first lane is ahead of it.
  static std::pair<PHINode *, uint32_t> scalarOf(PHINode &phi) {
    for (PHINode &scalar : phi.getParent()->phis()) {
      if (!scalar.getType()->isIntegerTy(32) || phi.getNumIncomingValues() != 2 || scalar.getNumIncomingValues() != 2)
        continue;
      for (unsigned back : {0U, 1U}) {
        const APInt *step = nullptr;
        const APInt *scalarStep = nullptr;
        const BasicBlock *start = phi.getIncomingBlock(1 - back);
        const auto *first = dyn_cast<Constant>(phi.getIncomingValue(1 - back));
        const auto *lane = first ? dyn_cast_or_null<ConstantInt>(first->getAggregateElement(0U)) : nullptr;
        const auto *scalarFirst = dyn_cast<ConstantInt>(scalar.getIncomingValueForBlock(start));
        if (lane && scalarFirst && match(phi.getIncomingValue(back), m_c_Add(m_Specific(&phi), m_APInt(step))) &&
            match(scalar.getIncomingValueForBlock(phi.getIncomingBlock(back)), m_c_Add(m_Specific(&scalar), m_APInt(scalarStep))) &&
            *step == *scalarStep)
          return {&scalar, static_cast<uint32_t>(lane->getZExtValue() - scalarFirst->getZExtValue())};
      }
    }
    return {nullptr, 0};
  }

  /// Addresses that were computed as vectors, of which one lane is left.
  void scalarizeInductions() {
    SmallPtrSet<PHINode *, 4> phis;
    for (Instruction &instruction : make_early_inc_range(instructions(function))) {
      auto *extract = dyn_cast<ExtractElementInst>(&instruction);
      if (!extract || !extract->getType()->isIntegerTy(32))
        continue;
      const std::optional<Address> sum = AddressReader::readInteger(extract);
      if (!sum || sum->terms.size() != 1)
        continue;
      auto *phi = dyn_cast<PHINode>(const_cast<Value *>(sum->terms.begin()->first));
      if (!phi || !phi->getType()->isVectorTy() || !phi->getType()->getScalarType()->isIntegerTy(32))
        continue;
      const auto [scalar, ahead] = scalarOf(*phi);
      if (!scalar)
        continue;
      const uint32_t factor = sum->terms.begin()->second;
      IRBuilder<> builder(extract);
      Value *value =
          builder.CreateAdd(builder.CreateMul(scalar, builder.getInt32(factor)), builder.getInt32(sum->constant + factor * ahead));
      extract->replaceAllUsesWith(value);
      unused.push_back(extract);
      phis.insert(phi);
    }
    RecursivelyDeleteTriviallyDeadInstructionsPermissive(unused);
    for (PHINode *phi : phis)
      RecursivelyDeleteDeadPHINode(phi);
  }

  Function &function;
  const DataLayout &layout;
  AAResults &aliases;
  OptimizationRemarkEmitter &remarks;
  const char *passName;
  AddressReader reader;
  SmallVector<WeakTrackingVH, 64> unused;
  bool changed = false;
};

} // namespace

bool mergeLaneAccesses(Function &function, AAResults &aliases, OptimizationRemarkEmitter &remarks, const char *passName) {
  return Merger(function, aliases, remarks, passName).run();
}

} // namespace nearnative
