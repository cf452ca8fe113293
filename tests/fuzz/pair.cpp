// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Valid modules through aligner, verdicts, causes and every output. An input is the length of a native module (4 bytes), its bitcode and
// that of a Wasm module; LLVM's IRMutator changes them.
#include "Child.h"

#include "irdiff/Prepare.h"
#include "irdiff/Run.h"

#include "llvm/BinaryFormat/Magic.h"
#include "llvm/FuzzMutate/IRMutator.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"

#include <cstring>

using namespace llvm;
using namespace irdiff;

namespace {

constexpr StringRef triples[] = {"x86_64-unknown-linux-gnu", "wasm32-unknown-wasi"};

/// The native and the Wasm module of an input; none when it is no such input.
std::vector<std::unique_ptr<Module>> parsePair(ArrayRef<uint8_t> data, LLVMContext &context) {
  if (data.size() < sizeof(uint32_t))
    return {};
  const size_t length = support::endian::read32le(data.data());
  const StringRef both = toStringRef(data.drop_front(sizeof(uint32_t)));
  std::vector<std::unique_ptr<Module>> modules;
  for (const StringRef bytes : {both.take_front(length), both.drop_front(std::min(length, both.size()))}) {
    if (identify_magic(bytes) != file_magic::bitcode)
      return {};
    auto module = readModule(MemoryBufferRef(bytes, "input"), context);
    if (!module) {
      consumeError(module.takeError());
      return {};
    }
    (*module)->setTargetTriple(Triple(triples[modules.size()]));
    modules.push_back(std::move(*module));
  }
  return modules;
}

/// What IRMutator puts into memory would make every module an unoptimised one.
void promoteVariables(Module &module) {
  for (Function &function : module) {
    if (function.isDeclaration())
      continue;
    std::vector<AllocaInst *> variables;
    for (Instruction &instruction : function.getEntryBlock())
      if (auto *variable = dyn_cast<AllocaInst>(&instruction); variable && isAllocaPromotable(variable))
        variables.push_back(variable);
    DominatorTree tree(function);
    PromoteMemToReg(variables, tree);
  }
}

Program programOf(std::unique_ptr<Module> module) {
  Program program;
  program.files = {"input"};
  program.modules.push_back(std::move(module));
  return program;
}

void compare(const Request &request, std::vector<std::unique_ptr<Module>> &modules, const Doing &doing) {
  auto report = run(request, programOf(std::move(modules[0])), programOf(std::move(modules[1])), std::nullopt, doing);
  if (!report)
    fuzz::reportFinding(toString(report.takeError()));
  if (request.format != Format::Json)
    return;
  if (auto parsed = json::parse(report->text); !parsed)
    fuzz::reportFinding(toString(parsed.takeError()));
}

IRMutator makeMutator() {
  std::vector<TypeGetter> types{
      [](LLVMContext &context) { return Type::getInt1Ty(context); },
      [](LLVMContext &context) { return Type::getInt8Ty(context); },
      [](LLVMContext &context) { return Type::getInt32Ty(context); },
      [](LLVMContext &context) { return Type::getInt64Ty(context); },
      [](LLVMContext &context) { return Type::getIntNTy(context, 77); },
      [](LLVMContext &context) { return Type::getFloatTy(context); },
      [](LLVMContext &context) { return Type::getDoubleTy(context); },
      [](LLVMContext &context) { return Type::getHalfTy(context); },
      [](LLVMContext &context) { return PointerType::get(context, 0); },
      [](LLVMContext &context) { return FixedVectorType::get(Type::getFloatTy(context), 4); },
      [](LLVMContext &context) { return FixedVectorType::get(Type::getInt8Ty(context), 16); },
      [](LLVMContext &context) { return FixedVectorType::get(Type::getInt16Ty(context), 3); },
      [](LLVMContext &context) { return ScalableVectorType::get(Type::getInt32Ty(context), 2); },
      [](LLVMContext &context) { return ArrayType::get(Type::getInt32Ty(context), 5); },
      [](LLVMContext &context) { return StructType::get(Type::getFloatTy(context), Type::getInt64Ty(context)); },
  };
  std::vector<std::unique_ptr<IRMutationStrategy>> strategies;
  strategies.push_back(std::make_unique<InjectorIRStrategy>());
  strategies.push_back(std::make_unique<InstDeleterIRStrategy>());
  strategies.push_back(std::make_unique<InstModificationIRStrategy>());
  strategies.push_back(std::make_unique<InsertFunctionStrategy>());
  strategies.push_back(std::make_unique<InsertCFGStrategy>());
  strategies.push_back(std::make_unique<InsertPHIStrategy>());
  strategies.push_back(std::make_unique<SinkInstructionStrategy>());
  strategies.push_back(std::make_unique<ShuffleBlockStrategy>());
  return {std::move(types), std::move(strategies)};
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
  initializeTargets();
  fuzz::prepareChildren();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  LLVMContext context;
  std::vector<std::unique_ptr<Module>> modules = parsePair(ArrayRef(data, size), context);
  if (modules.empty())
    return -1;
  const uint64_t choice = xxh3_64bits(ArrayRef(data, size));
  Request request;
  request.format = static_cast<Format>(choice % 4);
  request.facts = FactsFor::NoLoop;
  if (choice / 4 % 16) {
    for (const std::unique_ptr<Module> &module : modules)
      promoteVariables(*module);
    compare(request, modules, [](const std::string &, const std::string &) {});
    return 0;
  }
  // LLVM's optimiser and code generators may crash on what IRMutator makes.
  request.facts = FactsFor::AllLoops;
  const fuzz::Outcome outcome = fuzz::runInChild([&](const ReportProgress &progress) {
    compare(request, modules, [&](const std::string &, const std::string &ifItCrashes) { progress(ifItCrashes); });
    return 0;
  });
  if (outcome.isOurCrash())
    fuzz::reportFinding("a crash", outcome);
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize, unsigned seed) {
  LLVMContext context;
  std::vector<std::unique_ptr<Module>> modules = parsePair(ArrayRef(data, size), context);
  if (modules.empty())
    return size;
  static IRMutator mutator = makeMutator();
  // Sides that are alike stay alike when both get the same change.
  const unsigned changed = seed % 3;
  std::vector<uint8_t> mutated(sizeof(uint32_t));
  for (unsigned side = 0; side < 2; ++side) {
    if (changed == side || changed == 2)
      mutator.mutateModule(*modules[side], static_cast<int>(seed), maxSize);
    // It makes invalid modules too: globals of scalable types.
    if (verifyModule(*modules[side]))
      return size;
    std::vector<uint8_t> bytes(maxSize);
    bytes.resize(writeModule(*modules[side], bytes.data(), bytes.size()));
    if (bytes.empty())
      return size;
    if (side == 0)
      support::endian::write32le(mutated.data(), static_cast<uint32_t>(bytes.size()));
    append_range(mutated, bytes);
  }
  if (mutated.size() > maxSize)
    return size;
  std::memcpy(data, mutated.data(), mutated.size());
  return mutated.size();
}
