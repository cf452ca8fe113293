// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Reader.h"

#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace irdiff {

namespace {

Error failure(StringRef file, const Twine &message) {
  return createStringError(inconvertibleErrorCode(), printable(file) + ": " + message);
}

std::string firstLineOf(StringRef text) { return printable(text.trim().split('\n').first); }

/// As much of a file as shows what it is.
constexpr size_t startSize = 4096;

bool isBitcode(StringRef bytes) { return identify_magic(bytes) == file_magic::bitcode; }

/// Whether bytes can be LLVM IR at all; the parser's own message for others is about a token in the middle of nowhere.
bool looksLikeIr(StringRef bytes) { return isBitcode(bytes) || !bytes.take_front(startSize).contains('\0'); }

Error notIr(StringRef path) { return failure(path, "is not LLVM IR; make some with clang -S -emit-llvm"); }

/// What is no IR is not read to its end: it may have none (/dev/zero) or be huge.
Expected<std::unique_ptr<MemoryBuffer>> readFile(StringRef path) {
  const auto unreadable = [&](std::error_code error) { return failure(path, "cannot be read: " + error.message()); };
  auto file = sys::fs::openNativeFileForRead(path);
  if (!file)
    return unreadable(errorToErrorCode(file.takeError()));
  const scope_exit closing([&] { (void)sys::fs::closeFile(*file); }); // it was only read
  SmallVector<char, 0> bytes(startSize);
  size_t size = 0;
  while (size < bytes.size()) {
    auto count = sys::fs::readNativeFile(*file, MutableArrayRef(bytes).drop_front(size));
    if (!count)
      return unreadable(errorToErrorCode(count.takeError()));
    if (!*count)
      break;
    size += *count;
  }
  bytes.truncate(size);
  if (!looksLikeIr(toStringRef(bytes)))
    return notIr(path);

  sys::fs::file_status status;
  if (const std::error_code error = sys::fs::status(*file, status))
    return unreadable(error);
  if (status.type() == sys::fs::file_type::regular_file) {
    auto buffer = MemoryBuffer::getOpenFile(*file, path, status.getSize());
    if (!buffer)
      return unreadable(buffer.getError());
    return std::move(*buffer);
  }
  if (Error error = sys::fs::readNativeFileToEOF(*file, bytes))
    return unreadable(errorToErrorCode(std::move(error)));
  return std::make_unique<SmallVectorMemoryBuffer>(std::move(bytes), path);
}

/// LLVM prints a line on standard error each time it meets a CPU or a feature that it does not know, as those that a later LLVM dropped.
class TargetAttributes {
public:
  explicit TargetAttributes(const Module &module) {
    std::string error;
    if (const Target *target = TargetRegistry::lookupTarget(module.getTargetTriple(), error))
      info.reset(target->createMCSubtargetInfo(module.getTargetTriple(), "", ""));
  }

  /// Takes what is unknown from the attributes of a function.
  void clean(Function &function) {
    if (!info)
      return;
    for (const StringRef name : {"target-cpu", "tune-cpu"})
      if (const StringRef cpu = function.getFnAttribute(name).getValueAsString(); !cpu.empty() && !info->isCPUStringValid(cpu))
        function.removeFnAttr(name);
    const StringRef features = function.getFnAttribute("target-features").getValueAsString();
    auto [entry, isNew] = cleaned.try_emplace(features);
    if (isNew)
      entry->second = known(features);
    if (entry->second != features)
      function.addFnAttr("target-features", entry->second);
  }

private:
  std::string known(StringRef features) const {
    SmallVector<StringRef, 32> parts;
    features.split(parts, ',', -1, /*KeepEmpty=*/false);
    erase_if(parts, [&](StringRef part) {
      return !(part.consume_front("+") || part.consume_front("-")) ||
             none_of(info->getAllProcessorFeatures(), [&](const SubtargetFeatureKV &feature) { return part == feature.Key; });
    });
    return join(parts, ",");
  }

  std::unique_ptr<const MCSubtargetInfo> info;
  StringMap<std::string> cleaned;
};

} // namespace

void initializeTargets() {
  InitializeAllTargets();
  InitializeAllTargetMCs();
  InitializeAllAsmPrinters();
  InitializeAllAsmParsers();
}

Expected<std::unique_ptr<Module>> readModule(StringRef path, LLVMContext &context) {
  auto buffer = readFile(path);
  if (!buffer)
    return buffer.takeError();
  return readModule((*buffer)->getMemBufferRef(), context);
}

Expected<std::unique_ptr<Module>> readModule(MemoryBufferRef buffer, LLVMContext &context) {
  const StringRef path = buffer.getBufferIdentifier();
  if (!looksLikeIr(buffer.getBuffer()))
    return notIr(path);
  // Without one, LLVM prints what it has to say and, after an error, ends the process.
  context.setDiagnosticHandlerCallBack([](const DiagnosticInfo *, void *) {});

  SMDiagnostic diagnostic;
  std::unique_ptr<Module> module = parseIR(buffer, diagnostic, context);
  if (!module) {
    std::string message = firstLineOf(diagnostic.getMessage());
    if (isBitcode(buffer.getBuffer()))
      return failure(path, "bitcode that LLVM " LLVM_VERSION_STRING " cannot read (truncated, damaged or of a newer LLVM): " + message);
    if (diagnostic.getLineNo() > 0)
      message = "line " + std::to_string(diagnostic.getLineNo()) + ": " + message;
    return failure(path, "is not LLVM IR that LLVM " LLVM_VERSION_STRING " can read (truncated, or of a newer LLVM?): " + message);
  }
  if (Error error = module->materializeAll())
    return failure(path, "damaged bitcode: " + firstLineOf(toString(std::move(error))));
  std::string problems;
  raw_string_ostream stream(problems);
  bool brokenDebugInfo = false;
  if (verifyModule(*module, &stream, &brokenDebugInfo))
    return failure(path, "is not valid IR: " + firstLineOf(problems));
  if (brokenDebugInfo)
    StripDebugInfo(*module);
  TargetAttributes attributes(*module);
  for (Function &function : *module)
    attributes.clean(function);
  return module;
}

Error refuseDevice(StringRef path) {
  sys::fs::file_status status;
  if (!sys::fs::status(path, status) &&
      (status.type() == sys::fs::file_type::character_file || status.type() == sys::fs::file_type::block_file))
    return failure(path, "is a device; give a file");
  return Error::success();
}

Triple Program::triple() const {
  for (const std::unique_ptr<Module> &module : modules)
    if (!module->getTargetTriple().str().empty())
      return module->getTargetTriple();
  return {};
}

Error checkSides(const Program &native, const Program &wasm) {
  const auto isEmpty = [](const Module &module) { return module.empty() && module.getTargetTriple().str().empty(); };
  for (const Program *side : {&native, &wasm})
    for (const auto &[file, module] : zip_equal(side->files, side->modules))
      if (!isEmpty(*module) && module->getTargetTriple().str().empty())
        return failure(file, "names no target (target triple)");

  const bool firstIsWasm = native.triple().isWasm(), secondIsWasm = wasm.triple().isWasm();
  if (firstIsWasm && !secondIsWasm && !wasm.triple().str().empty())
    return failure(native.files.front(),
                   "is for Wasm and " + printable(wasm.files.front()) + " is not: the sides are swapped, give the native file first");
  for (const auto &[file, module] : zip_equal(native.files, native.modules)) {
    const Triple &triple = module->getTargetTriple();
    if (triple.isWasm())
      return failure(file, "is for Wasm (" + triple.str() + "); the first file must be native");
    if (!triple.str().empty() && triple.getArch() != native.triple().getArch())
      return failure(file, "is for " + printable(triple.str()) + ", other files of its side are for " + printable(native.triple().str()));
  }
  for (const auto &[file, module] : zip_equal(wasm.files, wasm.modules)) {
    const Triple &triple = module->getTargetTriple();
    if (!triple.isWasm() && !triple.str().empty())
      return failure(file, "is not for Wasm (" + printable(triple.str()) + "); the second file must be");
    if (!triple.str().empty() && triple.getArch() != wasm.triple().getArch())
      return failure(file, "is for " + printable(triple.str()) + ", other files of its side are for " + printable(wasm.triple().str()));
  }
  return Error::success();
}

} // namespace irdiff
