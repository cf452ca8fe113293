// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-loop-shape: vector width and interleave count per innermost loop, as metadata for the loop vectorizer (gaps 1, 2, 15, 21, 31, 32).
//
// What. LLVM 22 never interleaves on Wasm (its target description names no factor), so a reduction is one chain of additions, and it gives
// a sum of bytes the width of its 32-bit accumulator. This pass sets llvm.loop.interleave.count, and llvm.loop.vectorize.width for dot
// products and sums of narrow integers, which then become i32x4.dot_i16x8_s and extended pairwise additions, and for maps between widths.
// Loops that lose by being vectorized get width 1.
//
// Legality. Metadata changes no value by itself; it must only never allow the vectorizer something. A width, unlike an interleave count,
// makes it reorder floating-point operations that may not be (LoopVectorizeHints::allowReordering), so a width above 1 is set only on
// loops in which every loop-carried value is an integer or a pointer. A loop with a float reduction or induction that lacks reassoc is left
// alone altogether: the vectorizer refuses it. Width 16 on a product of bytes makes LLVM 22 select i32x4.relaxed_dot_i8x16_i7x16_add_s for
// operands that are not 7-bit, a wrong sum, if the function has +relaxed-simd: not set there. Loops with metadata of the user's own are
// left alone, and so is every function that is optimised for size.
//
// Which loops. Interleaving a loop that stays scalar only makes it larger, so the body must be one that the vectorizer takes at its default
// cost: a computable trip count, one exit at the end, loads and stores that are consecutive, invariant or a group of 2 or 4 side by side,
// operations with a vector instruction, branches only around operations that can be done anyway (they become selects).
//
// Width of maps. LLVM takes the width of the widest value in memory. Narrow results are then stored by parts of a register, and the pieces
// put together by shuffles: such a loop gets the width of its narrowest store, where whole registers are narrowed. Products of extended
// integers get the width at which one instruction extends and multiplies. Unsigned bytes that become 32-bit values are loaded by whole
// registers, each extension one instruction (signed ones need two for each upper half on x86, and are loaded in parts as LLVM has it).
//
// Veto. What has no vector instruction is done lane by lane: reading at computed places (tables), at strides that are no group, shifts by
// different amounts. Each costs several scalar operations; if the rest of the body does not make up for that, the loop is kept scalar. So
// is a loop with many reductions over strided reads: a register tile, which is vectorized across its accumulators afterwards. The prices
// were measured on Node 26 and Wasmtime 48. Kept scalar, different shifts and tables of 8 and 16 bits are faster by a tenth on V8, and
// slower by a tenth on Wasmtime: only -nearnative-engine=v8 vetoes those.
//
// How much. Cranelift issues all loads of a reduction's body before its arithmetic, so copies x (accumulators + loads) + invariants must
// fit the 16 registers of x86-64; V8 schedules loads late and is limited by the accumulators alone. A loop without reductions has no
// latency to hide but an overhead per iteration: it is interleaved while the body is small. A constant trip count must not leave more
// iterations to the scalar remainder than without interleaving.
//
// Remainders. The vectorizer leaves what does not fill a whole iteration to a scalar loop, and on Wasm it does not vectorize that loop.
// With 16 elements per iteration instead of 4, short loops would get slower (measured: 30 elements, up to 3x), so the remainder is
// vectorized again, as stock LLVM would have vectorized the loop. It is the same loop with a later start, so what was legal still is. Its
// vectorization is forced (but for loops that carry a float, which the vectorizer could then reorder), for it never runs long: LLVM would
// refuse it where it knows that, or have it run from more iterations on than it ever has, where checks for aliases come before it.
//
// Where. The metadata right before the vectorizers, where loops have their final form, the remainders right after; not below -O2, where the
// vectorizer does not run unasked.
#include "WasmLoopShape.h"

#include "IdiomCalls.h"
#include "VectorLoop.h"
#include "WasmFunction.h"
#include "compat.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/DemandedBits.h"
#include "llvm/Analysis/IVDescriptors.h"
#include "llvm/Analysis/LoopAccessAnalysis.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

#include <algorithm>
#include <cstdlib>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-loop-shape";

/// Measured on Node 26 and Wasmtime 48: four copies hide the latency of an addition on both. Eight are faster by a tenth to a third where
/// they fit the registers, and slower by half where they do not; the engines differ in when they do.
constexpr unsigned neutralInterleave = 4;
constexpr unsigned tunedInterleave = 8;

/// What a lane costs where lanes are done one by one, in simple scalar operations: the engines' mean.
namespace lanePrice {
constexpr double gather = 3.5;
constexpr double gatherByLoadedIndex = 2; // each lane's index is loaded by itself
constexpr double gatherNarrow = 1;        // more for 8 and 16 bits
constexpr double scatter = 4.5;
constexpr double stridedLoad = 4.5;
constexpr double stridedStore = 3;
constexpr double variableShift = 6.5;
} // namespace lanePrice
/// How much dearer than scalar code a vectorized body must be by these prices to be vetoed. They are good to a tenth or two.
constexpr double vetoMargin = 1.2;

/// The vectorizer's largest group of strided accesses.
constexpr unsigned mostFactor = 8;

/// From so many reductions on, strided reads are taken for a register tile.
constexpr unsigned tileReductions = 8;

bool isVectorElement(const Type *type) {
  return type->isFloatTy() || type->isDoubleTy() || type->isIntegerTy(1) || type->isIntegerTy(8) || type->isIntegerTy(16) ||
         type->isIntegerTy(32) || type->isIntegerTy(64);
}

/// Intrinsics with a vector instruction, or with an expansion that the vectorizer prices as one.
bool isCheapIntrinsic(const IntrinsicInst &call) {
  const unsigned bits = call.getType()->getScalarSizeInBits();
  switch (call.getIntrinsicID()) {
  case Intrinsic::sadd_sat:
  case Intrinsic::uadd_sat:
  case Intrinsic::ssub_sat:
  case Intrinsic::usub_sat:
    return bits == 8 || bits == 16;
  case Intrinsic::ctpop:
    return true;
  case Intrinsic::fptosi_sat:
  case Intrinsic::fptoui_sat:
    return bits == 32 && call.getArgOperand(0)->getType()->isFloatTy();
  default:
    return hasVectorForm(call.getIntrinsicID());
  }
}

class Classifier {
public:
  Classifier(Function &function, FunctionAnalysisManager &analyses, const Options &options)
      : scalarEvolution(analyses.getResult<ScalarEvolutionAnalysis>(function)),
        dominators(analyses.getResult<DominatorTreeAnalysis>(function)), assumptions(analyses.getResult<AssumptionAnalysis>(function)),
        demandedBits(analyses.getResult<DemandedBitsAnalysis>(function)), options(options), features(wasmFeatures(function)),
        forSize(options.size || function.hasOptSize()) {}

  LoopShape classify(Loop &loop) {
    LoopShape shape;
    shape.loop = &loop;
    if (forSize)
      return leave(shape, "ForSize", "the function is optimised for size");
    if (hasLoopHints(loop))
      return leave(shape, "HasHints", "the loop has hints of its own");
    if (!loop.getLoopPreheader() || !loop.getLoopLatch() || loop.getExitingBlock() != loop.getLoopLatch() || !loop.getExitBlock())
      return leave(shape, "ControlFlow", "the body has control flow");
    if (!scalarEvolution.hasLoopInvariantBackedgeTakenCount(&loop))
      return leave(shape, "TripCount", "the trip count is not known before the loop");

    Body body;
    if (!readPhis(loop, body, shape) || !readInstructions(loop, body, shape))
      return shape;
    if (body.memoryElementBits == 0)
      return leave(shape, "NoMemory", "the body reads and writes no memory");
    readStrided(body);
    if (body.reductions.size() >= tileReductions && body.strided.size() >= tileReductions)
      return veto(shape, "a register tile, for the straight-line vectorizer");
    if (body.laneByLane != nullptr) {
      const double scalar = body.scalarPrice();
      const double vector = body.vectorPrice(registerBits / body.widestBits);
      const std::string reason = formatv("{0} lane by lane: price {1:F1}, scalar {2:F1}", body.laneByLane, vector, scalar);
      const bool mayVeto = options.engine == Engine::v8 || !body.scalarFasterOnV8Only;
      return mayVeto && vetoMargin * scalar < vector ? veto(shape, reason) : leave(shape, "LaneByLane", reason);
    }
    choose(loop, body, shape);
    return shape;
  }

private:
  /// A load or store whose address advances by a constant that is not its size.
  struct StridedAccess {
    int64_t step;
    Type *type;
    bool isStore;
  };

  /// What matters about a loop's body. Types are kept so that they can be counted in registers once the width is known.
  struct Body {
    SmallVector<std::pair<PHINode *, RecurrenceDescriptor>, 4> reductions;
    SmallVector<const Type *, 8> loads;
    SmallVector<const Type *, 16> operations;
    SmallPtrSet<const Value *, 8> invariants;
    SmallVector<StridedAccess, 4> strided;
    unsigned stores = 0;
    unsigned widestBits = 8;
    unsigned memoryElementBits = 0;
    unsigned narrowestStoreBits = registerBits;
    bool multipliesExtended = false;
    bool extendsUnsignedBytes = false;
    /// What is done lane by lane, if something is, and the price per element.
    const char *laneByLane = nullptr;
    bool scalarFasterOnV8Only = false;
    double lanesPrice = 0;
    /// What is to be counted for scalar code apart from the other members: more for lane-by-lane operations, less for extensions of loads.
    int scalarOperations = 0;
    bool hasFloatPhi = false;

    void addLaneByLane(const char *what, double price) {
      laneByLane = what;
      lanesPrice += price;
    }
    /// Per element.
    double scalarPrice() const { return static_cast<double>(operations.size() + loads.size() + stores) + scalarOperations; }
    double vectorPrice(unsigned width) const {
      unsigned whole = stores;
      for (const Type *type : concat<const Type *const>(operations, loads))
        whole += registers(type, width);
      return static_cast<double>(whole) / width + lanesPrice;
    }
  };

  static LoopShape &leave(LoopShape &shape, StringRef missed, const Twine &reason) {
    shape.missed = missed;
    shape.reason = reason.str();
    return shape;
  }

  static LoopShape &veto(LoopShape &shape, const Twine &reason) {
    shape.width = 1;
    shape.interleave = 1;
    shape.reason = reason.str();
    return shape;
  }

  bool readPhis(Loop &loop, Body &body, LoopShape &shape) {
    for (PHINode &phi : loop.getHeader()->phis()) {
      RecurrenceDescriptor reduction;
      InductionDescriptor induction;
      body.hasFloatPhi |= phi.getType()->isFloatingPointTy();
      if (RecurrenceDescriptor::isReductionPHI(&phi, &loop, reduction, &demandedBits, &assumptions, &dominators, &scalarEvolution)) {
        if (reduction.hasExactFPMath()) {
          leave(shape, "FloatOrder",
                "the order of a floating-point reduction must be kept; allow -fassociative-math, or a reassociate pragma");
          return false;
        }
        const RecurKind kind = reduction.getRecurrenceKind();
        if (RecurrenceDescriptor::isAnyOfRecurrenceKind(kind) || !isVectorElement(phi.getType())) {
          leave(shape, "Recurrence", "a search is not interleaved");
          return false;
        }
        body.widestBits = std::max(body.widestBits, reduction.getRecurrenceType()->getScalarSizeInBits());
        body.reductions.push_back({&phi, reduction});
      } else if (isVectorElement(phi.getType()) && RecurrenceDescriptor::isFixedOrderRecurrence(&phi, &loop, &dominators)) {
        body.operations.push_back(phi.getType()); // a shuffle of this and the last iteration's vector
      } else if (!phi.getType()->isIntOrPtrTy() || !InductionDescriptor::isInductionPHI(&phi, &loop, &scalarEvolution, induction)) {
        leave(shape, "Recurrence", "a value is carried from one iteration to the next");
        return false;
      }
    }
    return true;
  }

  /// Sorts the strided accesses into groups that the vectorizer loads or stores whole and shuffles, and others.
  static void readStrided(Body &body) {
    for (const StridedAccess &access : body.strided) {
      const uint64_t bytes = access.type->getScalarSizeInBits() / 8;
      const uint64_t factor = static_cast<uint64_t>(std::abs(access.step)) / bytes;
      const bool whole = static_cast<uint64_t>(std::abs(access.step)) % bytes == 0;
      // Stores must fill the group; of loads, any member will do. LLVM forms no groups of 3; wasm-lower has a form for them, if all are
      // there.
      const auto members = static_cast<uint64_t>(count_if(body.strided, [&](const StridedAccess &other) {
        return other.step == access.step && other.isStore == access.isStore && other.type == access.type;
      }));
      if (whole && (factor == 2 || factor == 4) && (!access.isStore || members % factor == 0))
        body.operations.push_back(access.type);
      else if (whole && factor <= mostFactor && members == factor && !access.isStore && factor > 4)
        body.operations.append(4, access.type); // the shuffles per register
      else if (!(whole && factor == 3 && members % factor == 0))
        body.addLaneByLane("strided access", access.isStore ? lanePrice::stridedStore : lanePrice::stridedLoad);
      else
        body.laneByLane = "groups of 3";
    }
  }

  bool readInstructions(Loop &loop, Body &body, LoopShape &shape) {
    for (BasicBlock *block : loop.blocks()) {
      const bool conditional = !dominators.dominates(block, loop.getLoopLatch());
      for (Instruction &instruction : *block) {
        if (instruction.isTerminator() || instruction.isDebugOrPseudoInst() || instruction.isLifetimeStartOrEnd() ||
            isa<AssumeInst>(instruction))
          continue;
        if (isa<PHINode>(instruction)) {
          if (block == loop.getHeader())
            continue;
          if (!isVectorElement(instruction.getType())) {
            leave(shape, "ControlFlow", "the body has control flow");
            return false;
          }
          body.operations.push_back(instruction.getType()); // a select
          continue;
        }
        if (conditional && (instruction.mayReadOrWriteMemory() || !isSafeToSpeculativelyExecute(&instruction))) {
          leave(shape, "ControlFlow", "the body has control flow");
          return false;
        }
        if (!readInstruction(loop, instruction, body, shape))
          return false;
      }
    }
    return true;
  }

  bool readInstruction(Loop &loop, Instruction &instruction, Body &body, LoopShape &shape) {
    if (isa<LoadInst, StoreInst>(instruction))
      return readMemoryAccess(loop, instruction, body, shape);
    if (isa<GetElementPtrInst>(instruction))
      return true;
    if (scalarEvolution.isSCEVable(instruction.getType()) && isInductionArithmetic(loop, instruction))
      return true;
    if (!isVectorElement(instruction.getType())) {
      leave(shape, "Type", Twine("no vector instruction for ") + instruction.getOpcodeName() + " on this type");
      return false;
    }
    bool cheap = isa<SelectInst, CmpInst, FreezeInst>(instruction);
    if (auto *call = dyn_cast<IntrinsicInst>(&instruction)) {
      // What wasm-minmax left is a reduction that starts with what may be NaN; the vectorizer takes that in f32 only.
      const bool isMinMaxReduction = call->getIntrinsicID() == Intrinsic::maxnum || call->getIntrinsicID() == Intrinsic::minnum;
      cheap = isCheapIntrinsic(*call) || (isMinMaxReduction && call->getType()->isFloatTy());
    } else if (const auto *idiom = dyn_cast<CallInst>(&instruction)) {
      const Function *callee = idiom->getCalledFunction();
      cheap = callee != nullptr && isIdiomFunction(*callee);
    } else if (isa<CastInst>(instruction)) {
      cheap = isVectorElement(instruction.getOperand(0)->getType());
    } else if (isa<UnaryOperator, BinaryOperator>(instruction)) {
      switch (instruction.getOpcode()) {
      case Instruction::UDiv:
      case Instruction::SDiv:
      case Instruction::URem:
      case Instruction::SRem:
      case Instruction::FRem:
        break;
      case Instruction::Shl:
      case Instruction::LShr:
      case Instruction::AShr:
        cheap = true;
        if (!loop.isLoopInvariant(instruction.getOperand(1))) {
          body.addLaneByLane("different shifts", lanePrice::variableShift);
          body.scalarFasterOnV8Only = true;
          ++body.scalarOperations;
          return true;
        }
        break;
      case Instruction::Mul:
        cheap = true;
        readProduct(instruction, body);
        break;
      default:
        cheap = true;
      }
    }
    if (!cheap) {
      leave(shape, "Operation", Twine("no cheap vector form of ") + (isa<CallBase>(instruction) ? "a call" : instruction.getOpcodeName()));
      return false;
    }
    body.operations.push_back(instruction.getType());
    if (isa<ZExtInst, UIToFPInst>(instruction) && instruction.getOperand(0)->getType()->isIntegerTy(8) &&
        isa<LoadInst>(instruction.getOperand(0)))
      body.extendsUnsignedBytes = true;
    bool isSigned = false;
    if (extendedFrom(&instruction, isSigned))
      --body.scalarOperations;
    for (const Value *operand : instruction.operand_values())
      if (!isa<Function>(operand) && loop.isLoopInvariant(operand))
        body.invariants.insert(operand);
    return true;
  }

  bool readMemoryAccess(Loop &loop, Instruction &instruction, Body &body, LoopShape &shape) {
    Type *type = getLoadStoreType(&instruction);
    Value *pointer = getLoadStorePointerOperand(&instruction);
    const auto *load = dyn_cast<LoadInst>(&instruction);
    const bool simple = load ? load->isSimple() : cast<StoreInst>(instruction).isSimple();
    if (load && simple && isVectorElement(type) && loop.isLoopInvariant(pointer)) {
      body.invariants.insert(&instruction);
      return true;
    }
    if (!simple || !isVectorElement(type) || type->isIntegerTy(1) || loop.isLoopInvariant(pointer)) {
      leave(shape, "MemoryAccess", "memory is not accessed consecutively");
      return false;
    }
    const unsigned bits = type->getScalarSizeInBits();
    body.memoryElementBits = std::max(body.memoryElementBits, bits);
    body.widestBits = std::max(body.widestBits, bits);
    if (!load)
      body.narrowestStoreBits = std::min(body.narrowestStoreBits, bits);

    const auto *address = dyn_cast<SCEVAddRecExpr>(scalarEvolution.getSCEV(pointer));
    if (!address) {
      if (load) {
        body.addLaneByLane("table reads", (isLoadedIndex(pointer) ? lanePrice::gatherByLoadedIndex : lanePrice::gather) +
                                              (bits < 32 ? lanePrice::gatherNarrow : 0));
        body.scalarFasterOnV8Only |= bits < 32;
      } else {
        body.addLaneByLane("scattered stores", lanePrice::scatter);
      }
      ++body.scalarOperations;
      return true;
    }
    const auto *step =
        address->getLoop() == &loop && address->isAffine() ? dyn_cast<SCEVConstant>(address->getStepRecurrence(scalarEvolution)) : nullptr;
    if (!step || !step->getAPInt().isSignedIntN(32)) {
      // The vectorizer asks before the loop whether an unknown step is 1.
      leave(shape, "MemoryAccess", "memory is not accessed consecutively");
      return false;
    }
    if (load)
      body.loads.push_back(type);
    else
      ++body.stores;
    const int64_t bytes = bits / 8;
    const int64_t stepBytes = step->getAPInt().getSExtValue();
    if (stepBytes == -bytes)
      body.operations.push_back(type); // a shuffle
    else if (stepBytes != bytes)
      body.strided.push_back({stepBytes, type, !load});
    return true;
  }

  /// Whether the address in a table is computed from a 32-bit index as it was loaded.
  static bool isLoadedIndex(const Value *pointer) {
    const auto *address = dyn_cast<GetElementPtrInst>(pointer);
    return address &&
           any_of(address->indices(), [](const Value *index) { return isa<LoadInst>(index) && index->getType()->isIntegerTy(32); });
  }

  static void readProduct(const Instruction &product, Body &body) {
    bool leftSigned = false;
    bool rightSigned = false;
    const Type *left = extendedFrom(product.getOperand(0), leftSigned);
    if (left && left == extendedFrom(product.getOperand(1), rightSigned) && leftSigned == rightSigned && product.getType()->isIntegerTy(32))
      body.multipliesExtended = true;
  }

  /// Counters and addresses stay scalar: their values depend on the loop's inductions alone, and no vector operation uses them.
  bool isInductionArithmetic(Loop &loop, Instruction &instruction) {
    const SCEV *value = scalarEvolution.getSCEV(&instruction);
    if (!isa<SCEVAddRecExpr>(value) && !scalarEvolution.isLoopInvariant(value, &loop) && !isa<CmpInst>(instruction))
      return false;
    if (isa<CmpInst>(instruction))
      return all_of(instruction.users(), [&](const User *user) { return user == loop.getLoopLatch()->getTerminator(); });
    return true;
  }

  static unsigned registers(const Type *type, unsigned width) {
    return std::max(1U, divideCeil(width * std::max(8U, type->getScalarSizeInBits()), registerBits));
  }

  /// The elements' type if `value` is an extension of a value loaded in the loop.
  static const Type *extendedFrom(const Value *value, bool &isSigned) {
    const auto *extension = dyn_cast<CastInst>(value);
    if (!extension || !isa<SExtInst, ZExtInst>(extension) || !isa<LoadInst>(extension->getOperand(0)))
      return nullptr;
    isSigned = isa<SExtInst>(extension);
    return extension->getOperand(0)->getType();
  }

  /// The width at which a sum or a dot product of narrow integers has a pairwise instruction; 0 if the loop is something else, or if that
  /// width must not be used, which `note` then explains.
  unsigned narrowSumWidth(const Body &body, StringRef &note) const {
    if (body.hasFloatPhi || body.stores > 0 || body.reductions.size() != 1)
      return 0;
    const auto &[phi, reduction] = body.reductions.front();
    if (reduction.getRecurrenceKind() != RecurKind::Add || !phi->getType()->isIntegerTy(32))
      return 0;
    Value *term = nullptr;
    if (!match(reduction.getLoopExitInstr(), m_c_Add(m_Specific(phi), m_Value(term))))
      return 0;
    bool isSigned = false;
    if (const Type *element = extendedFrom(term, isSigned); element && body.loads.size() == 1 && body.operations.size() == 2)
      return registerBits / element->getScalarSizeInBits();
    Value *left = nullptr;
    Value *right = nullptr;
    bool leftSigned = false;
    bool rightSigned = false;
    if (!match(term, m_Mul(m_Value(left), m_Value(right))))
      return 0;
    const Type *element = extendedFrom(left, leftSigned);
    if (!element || element != extendedFrom(right, rightSigned) || leftSigned != rightSigned || body.operations.size() > 4)
      return 0;
    if (element->isIntegerTy(8) && features.relaxedSimd) {
      note = "; default width, because LLVM 22 miscompiles a wide dot product of bytes under +relaxed-simd";
      return 0;
    }
    return registerBits / element->getScalarSizeInBits();
  }

  /// The width of a map that is not that of its widest element; 0 if it is.
  static unsigned mapWidth(const Body &body) {
    if (body.hasFloatPhi || body.stores == 0 || !body.reductions.empty() || body.widestBits > 32)
      return 0;
    if (body.narrowestStoreBits < body.widestBits)
      return registerBits / body.narrowestStoreBits;
    constexpr unsigned productWidth = 8; // i16x8.extmul of bytes, two i32x4.extmul of 16 bits
    return body.widestBits == 32 && body.multipliesExtended ? productWidth : 0;
  }

  /// A map of unsigned bytes side by side to wider elements.
  static bool loadsWholeBytes(const Body &body) {
    return body.extendsUnsignedBytes && body.stores > 0 && body.reductions.empty() && !body.hasFloatPhi && body.strided.empty();
  }

  void choose(Loop &loop, const Body &body, LoopShape &shape) {
    const unsigned defaultWidth = registerBits / body.widestBits;
    StringRef note;
    unsigned width = narrowSumWidth(body, note);
    if (width == 0)
      width = mapWidth(body);
    unsigned interleave = interleaveFor(body, width ? width : defaultWidth);
    const unsigned tripCount = scalarEvolution.getSmallConstantMaxTripCount(&loop);
    const bool exact = scalarEvolution.getSmallConstantTripCount(&loop) != 0;
    // As many elements as the copies would take.
    if (width == 0 && interleave == neutralInterleave && defaultWidth == 4 && loadsWholeBytes(body) &&
        (!tripCount || suits(tripCount, exact, registerBytes, defaultWidth))) {
      width = registerBytes;
      interleave = 1;
    }
    const bool isLarge = width == 0 && interleave <= 1;
    while (interleave > 1 && tripCount && !suits(tripCount, exact, (width ? width : defaultWidth) * interleave, defaultWidth))
      interleave /= 2;
    if (width && tripCount && !suits(tripCount, exact, width * interleave, defaultWidth))
      width = 0;
    if (width == 0 && interleave <= 1) {
      leave(shape, "NoGain",
            !isLarge                               ? "the trip count is too small"
            : isMostlyShuffles(body, defaultWidth) ? "most of the body is shuffles, which gain nothing from copies"
                                                   : "the body is too large to interleave");
      return;
    }
    shape.width = width == defaultWidth ? 0 : width;
    shape.elements = (width ? width : defaultWidth) * interleave;
    shape.interleave = interleave;
    shape.reason = (Twine(!body.reductions.empty() ? (width ? "sum of narrow integers" : "reduction")
                          : shape.width            ? "map between widths"
                                                   : "small body") +
                    note)
                       .str();
  }

  /// Whether `elements` per iteration leave no more to the scalar remainder than `defaultWidth` does, or little of the whole.
  static bool suits(unsigned tripCount, bool exact, unsigned elements, unsigned defaultWidth) {
    if (tripCount >= 16 * elements)
      return true;
    return exact && tripCount >= elements && tripCount % elements <= tripCount % defaultWidth;
  }

  /// Maps over groups of wide elements, which are taken apart by shuffles. Copies do not save any: measured, no gain, and short loops lose
  /// up to half.
  static bool isMostlyShuffles(const Body &body, unsigned width) {
    return body.reductions.empty() && width * body.widestBits <= registerBits &&
           any_of(body.strided, [](const StridedAccess &access) { return access.type->getScalarSizeInBits() >= 32; });
  }

  unsigned interleaveFor(const Body &body, unsigned width) const {
    unsigned loads = 0;
    for (const Type *type : body.loads)
      loads += registers(type, width);
    unsigned operations = body.stores;
    for (const Type *type : body.operations)
      operations += registers(type, width);
    if (body.reductions.empty()) {
      if (isMostlyShuffles(body, width))
        return 1;
      // Each load has an address of its own; with two copies of five or more, V8 runs out of general registers (measured: 1.2x slower).
      constexpr unsigned mostLoads = 4;
      if (loads > mostLoads && options.engine != Engine::wasmtime)
        return 1;
      const unsigned size = operations + loads;
      if (size <= 10 || (size <= 20 && loads <= 2))
        return 4;
      return size <= 16 || (size <= 40 && loads <= mostLoads) ? 2 : 1;
    }
    unsigned accumulators = 0;
    for (const auto &[phi, reduction] : body.reductions)
      accumulators += registers(reduction.getRecurrenceType(), width);
    const unsigned perCopy = options.engine == Engine::v8 ? accumulators + 1 : accumulators + loads;
    // Integer additions have no latency worth eight copies.
    unsigned interleave = options.engine == Engine::neutral || !body.hasFloatPhi ? neutralInterleave : tunedInterleave;
    while (interleave > 1 && interleave * perCopy + body.invariants.size() > vectorRegisters)
      interleave /= 2;
    return interleave;
  }

  ScalarEvolution &scalarEvolution;
  DominatorTree &dominators;
  AssumptionCache &assumptions;
  DemandedBits &demandedBits;
  const Options &options;
  const WasmFeatures features;
  const bool forSize;
};

} // namespace

LoopShapes findLoopShapes(Function &function, FunctionAnalysisManager &analyses, const Options &options, bool &changed) {
  LoopShapes shapes;
  if (!worksOn(function))
    return shapes;
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &assumptions = analyses.getResult<AssumptionAnalysis>(function);
  // A preheader and a single latch are what reductions are recognised by; the vectorizer makes them too, if they are missing.
  for (Loop *loop : loops)
    changed |= simplifyLoop(loop, &dominators, &loops, &scalarEvolution, &assumptions, nullptr, /*PreserveLCSSA=*/false);
  Classifier classifier(function, analyses, options);
  for (Loop *loop : loops.getLoopsInPreorder())
    if (loop->isInnermost())
      shapes.push_back(classifier.classify(*loop));
  return shapes;
}

/// Metadata preserves everything; brought into simple form, a loop keeps what is kept up to date on the way.
static PreservedAnalyses preserved(bool simplified) {
  if (!simplified)
    return PreservedAnalyses::all();
  PreservedAnalyses analyses;
  analyses.preserve<DominatorTreeAnalysis>();
  analyses.preserve<LoopAnalysis>();
  analyses.preserve<ScalarEvolutionAnalysis>();
  return analyses;
}

/// The mark, and what the vectorizer gives remainders by itself.
constexpr char followUpName[] = "llvm.loop.vectorize.followup_epilogue";

/// Whether a pass of ours or the vectorizer made or marked the loop; its hints are none of the user's.
static bool hasShape(const Loop &loop) {
  return getOptionalIntLoopAttribute(&loop, "llvm.loop.isvectorized").value_or(0) == 1 || findOptionMDForLoop(&loop, followUpName);
}

void markRemainder(Loop &loop, unsigned elements) {
  LLVMContext &context = loop.getHeader()->getContext();
  auto option = [&](StringRef name, unsigned value) {
    return MDNode::get(context,
                       {MDString::get(context, name), ConstantAsMetadata::get(ConstantInt::get(Type::getInt32Ty(context), value))});
  };
  MDNode *followUp = MDNode::get(context, {MDString::get(context, followUpName), option("llvm.loop.isvectorized", 1),
                                           MDNode::get(context, MDString::get(context, "llvm.loop.unroll.runtime.disable")),
                                           option(remainderMark, elements)});
  loop.setLoopID(makePostTransformationMetadata(context, loop.getLoopID(), {}, {followUp}));
}

PreservedAnalyses WasmLoopShapePass::run(Function &function, FunctionAnalysisManager &analyses) {
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  bool changed = false;
  for (const LoopShape &shape : findLoopShapes(function, analyses, options, changed)) {
    const DebugLoc where = shape.loop->getStartLoc();
    if (shape.isLeftAlone()) {
      if (hasShape(*shape.loop))
        continue;
      remarks.emit([&] {
        return OptimizationRemarkMissed(passName, shape.missed, where, shape.loop->getHeader()) << "loop left alone: " << shape.reason;
      });
      continue;
    }
    auto *loop = const_cast<Loop *>(shape.loop);
    if (shape.width)
      addStringMetadataToLoop(loop, "llvm.loop.vectorize.width", shape.width);
    if (shape.isVeto()) {
      remarks.emit([&] {
        return OptimizationRemark(passName, "KeptScalar", where, shape.loop->getHeader()) << "loop kept scalar: " << shape.reason;
      });
      continue;
    }
    if (shape.interleave)
      addStringMetadataToLoop(loop, "llvm.loop.interleave.count", shape.interleave);
    markRemainder(*loop, shape.elements);
    remarks.emit([&] {
      return OptimizationRemark(passName, "Shaped", where, shape.loop->getHeader())
             << "loop to be vectorized with width " << (shape.width ? utostr(shape.width) : "default") << ", interleaved "
             << ore::NV("Interleave", shape.interleave) << ": " << shape.reason;
    });
  }
  return preserved(changed);
}

/// Whether the checks that a vector loop for the remainder needs cost more than it gains: the vectorizer would have it run from a number
/// of iterations on that the remainder seldom has (only where the checks of the large loop fail; then these would fail as well).
static bool needsTooManyChecks(Loop &loop, LoopAccessInfoManager &accesses) {
  const unsigned most = getOptionalIntLoopAttribute(&loop, remainderMark).value_or(0);
  const unsigned checks = accesses.getInfo(loop).getRuntimePointerChecking()->getChecks().size();
  // As in the vectorizer, checks may cost a tenth of the scalar loop; each is four operations: two comparisons, `and` and `or`.
  return uint64_t{40} * checks > uint64_t{most} * loop.getHeader()->size();
}

/// Makes the vectorizer take a remainder that is known to be short, and have its vector loop run from one vector on: before checks for
/// aliases it sets a bound of iterations from which on they pay, which remainders stay below; the vector loop would be dead code. The hint
/// allows to reorder floating-point operations as well, so loops that carry a float do without.
constexpr char enableHint[] = "llvm.loop.vectorize.enable";

PreservedAnalyses WasmLoopRemainderPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function))
    return PreservedAnalyses::all();
  SmallVector<Loop *, 8> remainders;
  for (Loop *loop : analyses.getResult<LoopAnalysis>(function).getLoopsInPreorder())
    if (loop->isInnermost() && findOptionMDForLoop(loop, remainderMark))
      remainders.push_back(loop);
  if (remainders.empty())
    return PreservedAnalyses::all();
  auto &accesses = analyses.getResult<LoopAccessAnalysis>(function);
  erase_if(remainders, [&](Loop *loop) { return needsTooManyChecks(*loop, accesses); });
  accesses.clear();
  for (Loop *loop : remainders) {
    loop->setLoopID(
        makePostTransformationMetadata(function.getContext(), loop->getLoopID(), {"llvm.loop.isvectorized", remainderMark}, {}));
    addStringMetadataToLoop(loop, "llvm.loop.interleave.count", 1);
    if (none_of(loop->getHeader()->phis(), [](const PHINode &phi) { return phi.getType()->isFloatingPointTy(); }))
      addStringMetadataToLoop(loop, enableHint, 1);
  }
  const bool vectorized = compat::vectorizeLoops(function, analyses, remainders);
  // The hint is for the vectorizer alone; LLVM warns of loops that keep it.
  for (Loop *loop : analyses.getResult<LoopAnalysis>(function).getLoopsInPreorder())
    if (getOptionalIntLoopAttribute(loop, enableHint) == 1 && is_contained(remainders, loop))
      loop->setLoopID(makePostTransformationMetadata(function.getContext(), loop->getLoopID(), {enableHint}, {}));
  if (!vectorized)
    return PreservedAnalyses::all();
  analyses.invalidate(function, PreservedAnalyses::none());
  FunctionPassManager cleanUp;
  cleanUp.addPass(InstCombinePass());
  cleanUp.addPass(SimplifyCFGPass());
  cleanUp.run(function, analyses);
  return PreservedAnalyses::none();
}

PreservedAnalyses WasmLoopShapePrinterPass::run(Function &function, FunctionAnalysisManager &analyses) {
  stream << "wasm-loop-shape of '" << function.getName() << "':\n";
  bool changed = false;
  for (const LoopShape &shape : findLoopShapes(function, analyses, options, changed)) {
    stream << "  loop ";
    shape.loop->getHeader()->printAsOperand(stream, /*PrintType=*/false);
    if (shape.isLeftAlone())
      stream << ": left alone";
    else if (shape.isVeto())
      stream << ": kept scalar";
    else
      stream << ": width " << (shape.width ? utostr(shape.width) : "default") << ", interleave " << shape.interleave;
    stream << ", " << shape.reason << '\n';
  }
  return preserved(changed);
}

constinit const PassDescription wasmLoopShape = {
    .name = passName,
    .add = [](FunctionPassManager &passes, const Options &options) { passes.addPass(WasmLoopShapePass(options)); },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmLoopShapePass(options));
        },
    .atVectorizerEnd = [](FunctionPassManager &passes, const Options &, OptimizationLevel) { passes.addPass(WasmLoopRemainderPass()); },
    .addPrinter = [](FunctionPassManager &passes, const Options &options) { passes.addPass(WasmLoopShapePrinterPass(errs(), options)); },
};

} // namespace nearnative
