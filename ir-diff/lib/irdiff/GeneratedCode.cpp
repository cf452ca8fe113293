// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/GeneratedCode.h"

#include "irdiff/ExtractFunction.h"
#include "irdiff/Findings.h"
#include "irdiff/Guard.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/CodeGen/MachineFrameInfo.h"
#include "llvm/CodeGen/MachineFunctionPass.h"
#include "llvm/CodeGen/MachineLoopInfo.h"
#include "llvm/CodeGen/MachineModuleInfo.h"
#include "llvm/CodeGen/PseudoSourceValue.h"
#include "llvm/CodeGen/TargetInstrInfo.h"
#include "llvm/CodeGen/TargetPassConfig.h"
#include "llvm/CodeGen/TargetSubtargetInfo.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/InitializePasses.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/JSON.h"
#include "llvm/Target/TargetMachine.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace irdiff {

namespace {

//===--- One function, compiled -------------------------------------------------------------------------------------------------------===//

/// A loop whose code is wanted, by the index of its header in the function.
struct Wanted {
  size_t finding;
  unsigned header;
};

/// One loop of the IR, and what machine code it has become.
struct TracedLoop {
  std::vector<unsigned> irBlocks; ///< without the loops inside it, the header first
  unsigned depth = 0;
  std::vector<int> machineBlocks; ///< numbers in the order of the code; -1: a loop inside it
  GeneratedLoop code;
};

/// The name a block has in the scratch module, by which it is found again in the machine code.
std::string blockName(unsigned index) { return "block" + std::to_string(index); }

/// A module with one function and declarations, without debug info and with blocks that have known names.
std::unique_ptr<Module> extract(const Function &function) {
  ValueToValueMapTy values;
  std::unique_ptr<Module> module = extractFunction(function, values);
  auto &copy = *cast<Function>(values[&function]);
  for (const auto &[index, block] : enumerate(copy))
    block.setName(blockName(index));
  for (Instruction &instruction : instructions(copy)) {
    instruction.setDebugLoc({});
    instruction.dropUnknownNonDebugMetadata({LLVMContext::MD_tbaa, LLVMContext::MD_prof, LLVMContext::MD_fpmath, LLVMContext::MD_range,
                                             LLVMContext::MD_alias_scope, LLVMContext::MD_noalias, LLVMContext::MD_nontemporal,
                                             LLVMContext::MD_invariant_load, LLVMContext::MD_nonnull, LLVMContext::MD_unpredictable});
  }
  return module;
}

/// The loops of the IR with these headers; a header that heads no loop gives a loop without blocks.
std::vector<TracedLoop> traceLoops(Function &function, ArrayRef<Wanted> wanted) {
  const DominatorTree dominators(function);
  const LoopInfo loops(dominators);
  DenseMap<const Loop *, size_t> indexOf;
  std::vector<const BasicBlock *> blocks;
  for (const BasicBlock &block : function)
    blocks.push_back(&block);
  std::vector<TracedLoop> traced(wanted.size());
  for (const auto &[index, loop] : enumerate(wanted)) {
    const Loop *headed = loops.getLoopFor(blocks[loop.header]);
    if (!headed || headed->getHeader() != blocks[loop.header])
      continue;
    indexOf[headed] = index;
    traced[index].irBlocks.push_back(loop.header);
    traced[index].depth = headed->getLoopDepth();
  }
  for (const auto &[number, block] : enumerate(blocks))
    if (const Loop *loop = loops.getLoopFor(block); loop && loop->getHeader() != block)
      if (const auto found = indexOf.find(loop); found != indexOf.end())
        traced[found->second].irBlocks.push_back(number);
  return traced;
}

//===--- The machine code -------------------------------------------------------------------------------------------------------------===//

bool isAddition(StringRef opcode) { return opcode == "ADD_I32" || opcode == "ADD_I64"; }

/// Wasm accesses of linear memory; their first register operand beside results is the address.
bool accessesLinearMemory(StringRef opcode) { return opcode.ends_with("_A32") || opcode.ends_with("_A64"); }

bool addressIs(const MachineInstr &access, Register value) {
  for (const MachineOperand &operand : access.explicit_uses())
    if (operand.isReg())
      return operand.getReg() == value;
  return false;
}

/// What the locals of a Wasm loop hold, whose blocks are given in the order of the code: counts those that live through it and the
/// additions that only make addresses. Works from the end of the loop to its start: what becomes of a value is known when its origin is
/// reached. Locals are followed too, but not from one pass to the next: a pointer that is moved on is a counter.
void countLocals(ArrayRef<const MachineBasicBlock *> blocks, const MachineLoop &loop, const MachineLoopInfo &loops, GeneratedLoop &code) {
  const TargetInstrInfo &names = *loop.getHeader()->getParent()->getSubtarget().getInstrInfo();
  struct Local {
    bool isRead = false, onlyAddresses = true;
  };
  DenseMap<int64_t, Local> locals;
  DenseSet<int64_t> readFirst, written;
  DenseMap<Register, const MachineInstr *> origin, consumer;
  SmallVector<const MachineInstr *> instructions;
  for (const MachineBasicBlock *block : blocks) {
    for (const MachineInstr &instruction : *block) {
      instructions.push_back(&instruction);
      for (const MachineOperand &operand : instruction.operands())
        if (operand.isReg() && operand.getReg().isVirtual())
          (operand.isDef() ? origin : consumer)[operand.getReg()] = &instruction;
      const StringRef opcode = names.getName(instruction.getOpcode());
      if (opcode.starts_with("LOCAL_SET"))
        written.insert(instruction.getOperand(0).getImm());
      else if (opcode.starts_with("LOCAL_TEE"))
        written.insert(instruction.getOperand(1).getImm());
      else if (const bool isGet = opcode.starts_with("LOCAL_GET"); isGet && !written.contains(instruction.getOperand(1).getImm()))
        if (const int64_t local = instruction.getOperand(1).getImm(); readFirst.insert(local).second) {
          locals[local] = {true, false};
          ++(opcode.ends_with("_I32") || opcode.ends_with("_I64") ? code.liveIntegers : code.liveVectors);
        }
    }
  }

  DenseSet<const MachineInstr *> onlyAddresses;
  const auto isAddress = [&](Register value) {
    const MachineInstr *user = consumer.lookup(value);
    return user && (onlyAddresses.contains(user) || (accessesLinearMemory(names.getName(user->getOpcode())) && addressIs(*user, value)));
  };
  for (const MachineInstr *instruction : reverse(instructions)) {
    const StringRef opcode = names.getName(instruction->getOpcode());
    if (opcode.starts_with("LOCAL_GET")) {
      Local &local = locals[instruction->getOperand(1).getImm()];
      local.isRead = true;
      local.onlyAddresses &= isAddress(instruction->getOperand(0).getReg());
    } else if (opcode.starts_with("LOCAL_SET")) {
      const Local local = std::exchange(locals[instruction->getOperand(0).getImm()], {});
      if (local.isRead && local.onlyAddresses)
        onlyAddresses.insert(instruction);
    } else if (opcode.starts_with("LOCAL_TEE")) {
      const Local local = std::exchange(locals[instruction->getOperand(1).getImm()], {});
      if (local.onlyAddresses && isAddress(instruction->getOperand(0).getReg()))
        onlyAddresses.insert(instruction);
    } else if (isAddition(opcode) && isAddress(instruction->getOperand(0).getReg())) {
      onlyAddresses.insert(instruction);
    }
  }

  const auto isCounter = [&](const MachineOperand &operand) {
    const MachineInstr *from = origin.lookup(operand.getReg());
    if (!from || !names.getName(from->getOpcode()).starts_with("LOCAL_GET"))
      return false;
    const int64_t local = from->getOperand(1).getImm();
    return readFirst.contains(local) && written.contains(local);
  };
  for (const MachineInstr *addition : onlyAddresses) {
    if (!isAddition(names.getName(addition->getOpcode())) || loops.getLoopFor(addition->getParent()) != &loop)
      continue;
    ++code.addressAdds;
    for (const auto &[index, other] : {std::pair(1, 2), std::pair(2, 1)}) {
      const MachineInstr *from = origin.lookup(addition->getOperand(index).getReg());
      if (!from || !names.getName(from->getOpcode()).starts_with("CONST_I"))
        continue;
      ++(from->getOperand(1).isImm()              ? code.constantAddressAdds
         : isCounter(addition->getOperand(other)) ? code.globalCounterAdds
                                                  : code.globalAddressAdds);
    }
  }
}

bool isSpillSlotAccess(const MachineInstr &instruction, const MachineFrameInfo &frame) {
  return any_of(instruction.memoperands(), [&](const MachineMemOperand *access) {
    const auto *slot = dyn_cast_or_null<FixedStackPseudoSourceValue>(access->getPseudoValue());
    return slot && frame.isSpillSlotObjectIndex(slot->getFrameIndex());
  });
}

bool usesVectorRegister(const MachineInstr &instruction, const TargetInstrInfo &target, const TargetRegisterInfo &registers) {
  const MCInstrDesc &description = instruction.getDesc();
  for (unsigned i = 0, e = description.getNumOperands(); i < e; ++i)
    if (const TargetRegisterClass *registerClass = target.getRegClass(description, i);
        registerClass && registers.getRegSizeInBits(*registerClass).getKnownMinValue() >= 128)
      return true;
  return false;
}

void countNative(const MachineBasicBlock &block, GeneratedLoop &code) {
  const MachineFunction &function = *block.getParent();
  const TargetInstrInfo &target = *function.getSubtarget().getInstrInfo();
  const TargetRegisterInfo &registers = *function.getSubtarget().getRegisterInfo();
  for (const MachineInstr &instruction : block) {
    if (instruction.isMetaInstruction() || instruction.isCall() || instruction.isInlineAsm())
      continue;
    code.vectorInstructions += usesVectorRegister(instruction, target, registers);
    const unsigned accesses = instruction.mayLoad() + instruction.mayStore();
    (isSpillSlotAccess(instruction, function.getFrameInfo()) ? code.spills : code.memoryAccesses) += accesses;
  }
}

/// The last look at the machine code before it becomes text: which blocks are which loop's, and what text does not tell.
class LoopTracer final : public MachineFunctionPass {
public:
  static char ID;
  explicit LoopTracer(std::vector<TracedLoop> &traced) : MachineFunctionPass(ID), loops(traced) {}

  StringRef getPassName() const override { return "irdiff's loops in the machine code"; }

  void getAnalysisUsage(AnalysisUsage &usage) const override {
    usage.setPreservesAll();
    usage.addRequired<MachineLoopInfoWrapperPass>();
    MachineFunctionPass::getAnalysisUsage(usage);
  }

  bool runOnMachineFunction(MachineFunction &function) override {
    const MachineLoopInfo &machineLoops = getAnalysis<MachineLoopInfoWrapperPass>().getLI();
    BlocksByOrigin blocksOf;
    Positions positions;
    for (const MachineBasicBlock &block : function) {
      positions.try_emplace(&block, positions.size());
      if (const BasicBlock *origin = block.getBasicBlock())
        blocksOf[origin->getName()].push_back(&block);
    }
    for (TracedLoop &loop : loops)
      if (const MachineLoop *found = find(loop, machineLoops, blocksOf))
        describe(*found, machineLoops, positions, loop);
    return false;
  }

private:
  using BlocksByOrigin = StringMap<SmallVector<const MachineBasicBlock *, 2>>;
  using Positions = DenseMap<const MachineBasicBlock *, size_t>; ///< in the order of the code

  /// The machine loop headed by one of the loop's own blocks. The code generator may have merged the header away, or rotated the loop so
  /// that another block heads it: then it must at least be as deep, for the loop around this one contains these blocks too.
  static const MachineLoop *find(const TracedLoop &loop, const MachineLoopInfo &machineLoops, const BlocksByOrigin &blocksOf) {
    StringSet<> own;
    for (const unsigned index : loop.irBlocks)
      own.insert(blockName(index));
    for (const unsigned index : loop.irBlocks) {
      const auto blocks = blocksOf.find(blockName(index));
      if (blocks == blocksOf.end())
        continue;
      for (const MachineBasicBlock *block : blocks->second) {
        const MachineLoop *candidate = machineLoops.getLoopFor(block);
        if (!candidate)
          continue;
        const BasicBlock *header = candidate->getHeader()->getBasicBlock();
        if ((header && own.contains(header->getName())) || candidate->getLoopDepth() == loop.depth)
          return candidate;
      }
    }
    return nullptr;
  }

  static void describe(const MachineLoop &machineLoop, const MachineLoopInfo &machineLoops, const Positions &positions, TracedLoop &loop) {
    const bool isWasm = machineLoop.getHeader()->getParent()->getTarget().getTargetTriple().isWasm();
    std::vector<const MachineBasicBlock *> blocks(machineLoop.block_begin(), machineLoop.block_end());
    llvm::sort(blocks, [&](const auto *a, const auto *b) { return positions.lookup(a) < positions.lookup(b); });
    for (const MachineBasicBlock *block : blocks) {
      if (machineLoops.getLoopFor(block) != &machineLoop) {
        if (!loop.machineBlocks.empty() && loop.machineBlocks.back() != -1)
          loop.machineBlocks.push_back(-1);
        continue;
      }
      loop.machineBlocks.push_back(block->getNumber());
      if (!isWasm)
        countNative(*block, loop.code);
    }
    if (isWasm)
      countLocals(blocks, machineLoop, machineLoops, loop.code);
  }

  std::vector<TracedLoop> &loops;
};

char LoopTracer::ID = 0;

//===--- The text ---------------------------------------------------------------------------------------------------------------------===//

/// The lines of the assembly, by the number of their machine block. Block starts are labels (`.LBB0_3:`) or, where nothing jumps to them,
/// comments (`# %bb.3:`).
DenseMap<int, std::vector<StringRef>> linesByBlock(StringRef text, StringRef comment) {
  DenseMap<int, std::vector<StringRef>> blocks;
  int current = -1;
  for (StringRef rest = text; !rest.empty();) {
    StringRef line;
    std::tie(line, rest) = rest.split('\n');
    StringRef start = line;
    int number;
    const bool isComment = start.consume_front(comment);
    if (isComment ? start.trim().consume_front("%bb.") : start.consume_front(".L") || start.consume_front("L")) {
      start = isComment ? start.trim().drop_front(4) : start;
      if (!isComment) {
        if (!start.consume_front("BB"))
          continue;
        start = start.split('_').second;
      }
      if (!start.consumeInteger(10, number) && start.starts_with(":")) {
        current = number;
        if (isComment)
          continue;
      }
    }
    blocks[current].push_back(line);
  }
  return blocks;
}

/// An instruction, label or directive without its comment; a comment on a spill stays.
std::string withoutComment(StringRef line, StringRef comment) {
  const auto [code, remark] = line.split(comment);
  std::string result = code.rtrim().str();
  if (remark.contains("Spill") || remark.contains("Reload"))
    result += (" " + comment + " " + remark.trim()).str();
  return result;
}

bool isWasmVector(StringRef mnemonic) {
  return any_of(std::initializer_list<StringRef>{"v128.", "i8x16.", "i16x8.", "i32x4.", "i64x2.", "f32x4.", "f64x2."},
                [&](StringRef prefix) { return mnemonic.starts_with(prefix); });
}

/// The construct that an instruction like `loop` or `end_loop` opens or closes.
StringRef structureOf(StringRef mnemonic) {
  mnemonic.consume_front("end_");
  return is_contained({"loop", "block", "try", "try_table", "if"}, mnemonic) ? mnemonic : StringRef();
}

/// Cuts the loop out of the text and counts its instructions.
void readText(const DenseMap<int, std::vector<StringRef>> &lines, const Triple &target, StringRef comment, TracedLoop &loop) {
  GeneratedLoop &code = loop.code;
  StringSet<> locals;
  SmallVector<StringRef> open;
  for (const int number : loop.machineBlocks) {
    if (number < 0) {
      code.assembly += ("\t" + comment + " a loop inside\n").str();
      continue;
    }
    const auto found = lines.find(number);
    if (found == lines.end())
      continue;
    for (const StringRef line : found->second) {
      const StringRef instruction = line.split(comment).first.trim();
      const std::string shown = withoutComment(line, comment);
      if (!line.starts_with("\t")) {
        if (instruction.contains("BB"))
          code.assembly += shown + "\n";
        continue;
      }
      if (instruction.empty() || instruction.starts_with("."))
        continue;
      const StringRef mnemonic = instruction.take_until([](char c) { return c == ' ' || c == '\t'; });
      if (const StringRef structure = target.isWasm() ? structureOf(mnemonic) : StringRef(); !structure.empty()) {
        // What the loops inside opened, or what lies around this one, is not closed here.
        if (!mnemonic.starts_with("end_"))
          open.push_back(structure);
        else if (!open.empty() && open.back() == structure)
          open.pop_back();
        else
          continue;
        code.assembly += shown + "\n";
        continue;
      }
      code.assembly += shown + "\n";
      ++code.instructions;
      ++code.mix[mnemonic.str()];
      if (!target.isWasm())
        continue;
      code.vectorInstructions += isWasmVector(mnemonic);
      code.vectorConstants += mnemonic == "v128.const";
      code.memoryAccesses += mnemonic.contains(".load") || mnemonic.contains(".store") || mnemonic.contains(".atomic.rmw");
      if (mnemonic.starts_with("local.")) {
        ++code.localAccesses;
        locals.insert(instruction.drop_front(mnemonic.size()).trim());
      }
    }
  }
  while (!open.empty())
    code.assembly += ("\tend_" + open.pop_back_val() + "\n").str();
  code.locals = locals.size();
}

//===--- Code generation --------------------------------------------------------------------------------------------------------------===//

std::unique_ptr<TargetMachine> createMachine(const Module &module, bool optimises) {
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(module.getTargetTriple(), error);
  if (!target)
    return nullptr;
  TargetOptions options;
  options.MCOptions.AsmVerbose = true;
  const Reloc::Model model = module.getPICLevel() == PICLevel::NotPIC ? Reloc::Static : Reloc::PIC_;
  std::unique_ptr<TargetMachine> machine(target->createTargetMachine(module.getTargetTriple(), "", "", options, model,
                                                                     module.getCodeModel(),
                                                                     optimises ? CodeGenOptLevel::Aggressive : CodeGenOptLevel::None));
  if (machine)
    machine->setMachineOutliner(false);
  return machine;
}

/// Compiles a function of its own module. Text is empty when the target has no code generator here.
std::string compile(Module &module, TargetMachine &machine, std::vector<TracedLoop> &loops) {
  SmallString<0> text;
  raw_svector_ostream stream(text);
  legacy::PassManager passes;
  passes.add(new TargetLibraryInfoWrapperPass(machine.getTargetTriple()));
  auto *info = new MachineModuleInfoWrapperPass(&machine);
  passes.add(info);
  TargetPassConfig *config = machine.createPassConfig(passes);
  if (!config)
    return "";
  passes.add(config);
  if (config->addISelPasses())
    return "";
  config->addMachinePasses();
  config->setInitialized();
  passes.add(new LoopTracer(loops));
  if (machine.addAsmPrinter(passes, stream, nullptr, CodeGenFileType::AssemblyFile, info->getMMI().getContext()))
    return "";
  passes.run(module);
  return text.str().str();
}

struct Compiled {
  std::vector<TracedLoop> loops;
  std::string problem; ///< empty when there is code
};

Compiled compileAlone(const Function &function, ArrayRef<Wanted> wanted) {
  Compiled result;
  const std::unique_ptr<Module> module = extract(function);
  const std::unique_ptr<TargetMachine> machine = createMachine(*module, !function.hasOptNone());
  if (!machine) {
    result.problem = "unknown target";
    return result;
  }
  module->setDataLayout(machine->createDataLayout());
  Function &copy = *find_if(*module, [](const Function &candidate) { return !candidate.isDeclaration(); });
  result.loops = traceLoops(copy, wanted);
  function.getContext().setDiagnosticHandlerCallBack(
      [](const DiagnosticInfo *diagnostic, void *problem) {
        if (diagnostic->getSeverity() != DS_Error)
          return;
        raw_string_ostream stream(*static_cast<std::string *>(problem));
        DiagnosticPrinterRawOStream printer(stream);
        diagnostic->print(printer);
      },
      &result.problem);
  const std::string text = compile(*module, *machine, result.loops);
  if (text.empty() && result.problem.empty())
    result.problem = "no code generator";
  const StringRef comment = machine->getMCAsmInfo()->getCommentString();
  const auto lines = linesByBlock(text, comment);
  for (TracedLoop &loop : result.loops)
    readText(lines, machine->getTargetTriple(), comment, loop);
  return result;
}

//===--- The child process ------------------------------------------------------------------------------------------------------------===//

/// The counters of a loop, in the order in which they cross the pipe.
std::array<unsigned GeneratedLoop::*, 13> counters() {
  return {&GeneratedLoop::instructions,      &GeneratedLoop::vectorInstructions,
          &GeneratedLoop::memoryAccesses,    &GeneratedLoop::spills,
          &GeneratedLoop::localAccesses,     &GeneratedLoop::locals,
          &GeneratedLoop::addressAdds,       &GeneratedLoop::constantAddressAdds,
          &GeneratedLoop::globalAddressAdds, &GeneratedLoop::globalCounterAdds,
          &GeneratedLoop::liveIntegers,      &GeneratedLoop::liveVectors,
          &GeneratedLoop::vectorConstants};
}

json::Value toJson(const GeneratedLoop &code) {
  json::Object mix;
  for (const auto &[mnemonic, count] : code.mix)
    mix[json::fixUTF8(mnemonic)] = count;
  json::Array counts;
  for (const auto counter : counters())
    counts.push_back(code.*counter);
  return json::Array{std::move(counts), std::move(mix), json::fixUTF8(code.assembly)};
}

GeneratedLoop loopFromJson(const json::Array &values) {
  const auto count = [](const json::Value &value) { return static_cast<unsigned>(value.getAsUINT64().value_or(0)); };
  GeneratedLoop code;
  for (const auto &[counter, value] : zip_equal(counters(), *values[0].getAsArray()))
    code.*counter = count(value);
  for (const auto &[mnemonic, value] : *values[1].getAsObject())
    code.mix[mnemonic.str()] = count(value);
  code.assembly = values[2].getAsString()->str();
  return code;
}

void writeLine(int pipe, char kind, const json::Value &value) {
  std::string line;
  raw_string_ostream(line) << kind << value << '\n';
  for (StringRef rest = line; !rest.empty();) {
    const ssize_t count = ::write(pipe, rest.data(), rest.size());
    if (count < 0 && errno != EINTR)
      ::_exit(1);
    rest = rest.drop_front(count > 0 ? static_cast<size_t>(count) : 0);
  }
}

using Request = std::pair<const Function *, std::vector<Wanted>>;

/// A code generator that loops for ever, or for hours, must not.
constexpr unsigned secondsPerFunction = 60;

[[noreturn]] void reportFatalError(void *pipe, const char *reason, bool) {
  writeLine(*static_cast<int *>(pipe), 'f', json::fixUTF8(reason));
  ::_exit(70);
}

/// Lines: `c` the code of one loop or null, in order; `f` why the function being compiled has none, its end.
[[noreturn]] void runChild(int pipe, ArrayRef<Request> requests) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGALRM})
    std::signal(signal, SIG_DFL);
  remove_fatal_error_handler();
  install_fatal_error_handler(reportFatalError, &pipe);
  const SilentStandardError silence;
  initializeCodeGen(*PassRegistry::getPassRegistry());
  for (const auto &[function, wanted] : requests) {
    ::alarm(secondsPerFunction);
    const Compiled compiled = compileAlone(*function, wanted);
    if (compiled.problem.empty()) {
      json::Array loops;
      for (const TracedLoop &loop : compiled.loops)
        loops.push_back(loop.machineBlocks.empty() ? json::Value(nullptr) : toJson(loop.code));
      writeLine(pipe, 'c', std::move(loops));
    } else {
      writeLine(pipe, 'f', json::fixUTF8(compiled.problem));
      writeLine(pipe, 'c', nullptr);
    }
  }
  ::_exit(0);
}

/// The code generation of one side: a child process at a time, which works through the requests and is started again after the one it died
/// of.
struct Worker {
  SmallVector<Request, 0> requests;
  bool isNative = true;
  size_t done = 0;
  pid_t child = -1;
  int pipe = -1;
  std::string unread, problem;
  unsigned refused = 0;
  std::string firstRefused;

  void start() {
    int ends[2];
    if (done == requests.size() || ::pipe(ends) != 0)
      return;
    child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      runChild(ends[1], ArrayRef(requests).drop_front(done));
    }
    ::close(ends[1]);
    if (child < 0)
      ::close(ends[0]);
    else
      pipe = ends[0];
  }

  void refuse() {
    if (!refused++)
      firstRefused = requests[done].first->getName().str() + ": " + (problem.empty() ? "it crashed" : problem);
    problem.clear();
    ++done;
  }

  void readLine(StringRef line, std::vector<LoopFinding> &findings) {
    Expected<json::Value> value = json::parse(line.drop_front());
    if (!value) {
      consumeError(value.takeError());
      return;
    }
    if (line.front() == 'f') {
      problem = StringRef(value->getAsString().value_or("")).trim().split('\n').first.str();
      return;
    }
    const json::Array *loops = value->getAsArray();
    if (!loops)
      return refuse();
    for (const auto &[wanted, code] : zip_equal(requests[done].second, *loops)) {
      LoopFinding &finding = findings[wanted.finding];
      if (const json::Array *values = code.getAsArray())
        (isNative ? finding.native : finding.wasm).code = loopFromJson(*values);
    }
    ++done;
  }

  /// Reads what has come. When the child is at its end, starts the next one if there is work left.
  void read(std::vector<LoopFinding> &findings) {
    char buffer[1 << 16];
    const ssize_t count = ::read(pipe, buffer, sizeof buffer);
    if (count > 0) {
      unread.append(buffer, static_cast<size_t>(count));
      StringRef rest = unread;
      while (rest.contains('\n')) {
        const auto [line, after] = rest.split('\n');
        readLine(line, findings);
        rest = after;
      }
      unread = rest.str();
    } else if (count == 0 || errno != EINTR) {
      ::close(pipe);
      pipe = -1;
      unread.clear();
      int status = 0;
      while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
      }
      if (done < requests.size()) {
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
          problem = "it took longer than " + std::to_string(secondsPerFunction) + " seconds";
        refuse();
        start();
      }
    }
  }
};

Worker prepare(bool isNative, const Findings &findings, ArrayRef<size_t> loops) {
  Worker worker;
  worker.isNative = isNative;
  MapVector<const Function *, std::vector<Wanted>> byFunction;
  for (const size_t index : loops) {
    const SideFinding &side = isNative ? findings.loops[index].native : findings.loops[index].wasm;
    if (side.function && !side.parts.empty())
      byFunction[side.parts.front().header->getParent()].push_back({index, 0});
  }
  for (auto &[function, wanted] : byFunction) {
    DenseMap<const BasicBlock *, unsigned> numbers;
    for (const auto &[number, block] : enumerate(*function))
      numbers[&block] = static_cast<unsigned>(number);
    for (Wanted &loop : wanted) {
      const LoopFinding &finding = findings.loops[loop.finding];
      loop.header = numbers.lookup((isNative ? finding.native : finding.wasm).parts.front().header);
    }
  }
  worker.requests = byFunction.takeVector();
  return worker;
}

} // namespace

void addGeneratedCode(Findings &findings, ArrayRef<size_t> loops) {
  // The two sides run beside each other.
  Worker workers[] = {prepare(true, findings, loops), prepare(false, findings, loops)};
  for (Worker &worker : workers)
    worker.start();
  while (any_of(workers, [](const Worker &worker) { return worker.pipe >= 0; })) {
    pollfd waiting[2];
    for (const auto &[worker, entry] : zip_equal(workers, waiting))
      entry = {worker.pipe, POLLIN, 0}; // poll() passes over -1.
    if (::poll(waiting, 2, -1) < 0)
      continue;
    for (const auto &[worker, entry] : zip_equal(workers, waiting))
      if (entry.revents)
        worker.read(findings.loops);
  }
  for (const Worker &worker : workers) {
    const std::string side = worker.isNative ? "native" : "Wasm";
    if (worker.refused)
      findings.notes.push_back("LLVM could not make " + side + " code of " + std::to_string(worker.refused) +
                               (worker.refused == 1 ? " function, " : " functions, first of ") + worker.firstRefused);
    if (worker.done < worker.requests.size())
      findings.notes.push_back("no process could be started to make " + side + " code");
  }
}

} // namespace irdiff
