// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Prepare.h"

#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"

using namespace llvm;

namespace irdiff {

namespace {

bool keepsVariablesInMemory(const Function &function) {
  return any_of(function.getEntryBlock(), [](const Instruction &instruction) {
    const auto *variable = dyn_cast<AllocaInst>(&instruction);
    return variable && isAllocaPromotable(variable);
  });
}

/// clang -O0 marks every function `noinline optnone`; that `noinline` is not the programmer's.
bool stripMarksOfO0(Module &module) {
  bool changed = false;
  for (Function &function : module)
    if (function.hasOptNone()) {
      function.removeFnAttr(Attribute::OptimizeNone);
      function.removeFnAttr(Attribute::NoInline);
      changed = true;
    }
  return changed;
}

std::unique_ptr<TargetMachine> machineFor(const Module &module) {
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(module.getTargetTriple(), error);
  if (!target)
    return nullptr;
  // What clang puts on every function stands for the module; passes ask per function.
  const auto sample = find_if(module, [](const Function &function) { return !function.isDeclaration(); });
  const auto attribute = [&](StringRef name) {
    return sample == module.end() ? std::string() : sample->getFnAttribute(name).getValueAsString().str();
  };
  return std::unique_ptr<TargetMachine>(target->createTargetMachine(module.getTargetTriple(), attribute("target-cpu"),
                                                                    attribute("target-features"), TargetOptions(), std::nullopt,
                                                                    std::nullopt, CodeGenOptLevel::Aggressive));
}

/// clang's -O3: interleaving and both vectorizers on.
void optimise(Module &module) {
  const std::unique_ptr<TargetMachine> machine = machineFor(module);
  PipelineTuningOptions tuning;
  tuning.LoopInterleaving = tuning.LoopVectorization = tuning.SLPVectorization = true;
  PassBuilder builder(machine.get(), tuning);
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  functions.registerPass([&] { return TargetLibraryAnalysis(TargetLibraryInfoImpl(module.getTargetTriple())); });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.buildPerModuleDefaultPipeline(OptimizationLevel::O3).run(module, modules);
}

} // namespace

bool isUnoptimised(const Module &module) {
  size_t bodies = 0, inMemory = 0;
  for (const Function &function : module) {
    if (function.isDeclaration())
      continue;
    if (function.hasOptNone())
      return true;
    ++bodies;
    inMemory += keepsVariablesInMemory(function);
  }
  // After -O1 and above none is left, but for a function that its author marked.
  return inMemory * 4 > bodies;
}

std::vector<std::string> optimiseWhereNeeded(Program &program) {
  std::vector<std::string> notes;
  for (const auto &[file, module] : zip_equal(program.files, program.modules)) {
    if (!isUnoptimised(*module))
      continue;
    const bool stripped = stripMarksOfO0(*module);
    optimise(*module);
    notes.push_back(printable(file) + " was not optimised: taken through -O3" +
                    (stripped ? ", without the optnone and noinline of -O0" : ""));
  }
  return notes;
}

} // namespace irdiff
