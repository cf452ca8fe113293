// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Compiled modules as bytes. JavaScript has no way to keep one (v8.serialize refuses a WebAssembly.Module, and Node-API knows none), but
// V8's C++ interface has, and Node exports it. It is not stable between versions, hence an addon apart from the other, built with the
// headers of the Node that is installed here; V8 itself refuses bytes of another version, other flags or another CPU.
//
//   serialize(module)        -> ArrayBuffer: the code of all functions that V8's top tier has compiled so far, without the module's own
//   bytes compile(bytes, compiled) -> {cached, module}. bytes: the module; compiled: what serialize() gave for it, which is trusted as code
//   is.
//                               cached: whether V8 took that; if not, the module is compiled from its bytes. module: a promise, which does
//                               not keep the process alive
#include <node.h>

#include <cstring>
#include <memory>
#include <variant>

namespace {

using v8::ArrayBuffer;
using v8::Boolean;
using v8::Context;
using v8::Exception;
using v8::FunctionCallbackInfo;
using v8::Global;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::MemorySpan;
using v8::Object;
using v8::Promise;
using v8::String;
using v8::Value;
using v8::WasmModuleObject;

Local<String> text(Isolate *isolate, const char *characters) { return String::NewFromUtf8(isolate, characters).ToLocalChecked(); }

void throwTypeError(Isolate *isolate, const char *message) { isolate->ThrowException(Exception::TypeError(text(isolate, message))); }

void serialize(const FunctionCallbackInfo<Value> &call) {
  Isolate *isolate = call.GetIsolate();
  if (!call[0]->IsWasmModuleObject())
    return throwTypeError(isolate, "serialize takes a WebAssembly.Module");
  const v8::OwnedBuffer compiled = call[0].As<WasmModuleObject>()->GetCompiledModule().Serialize();
  Local<ArrayBuffer> copy;
  if (!ArrayBuffer::MaybeNew(isolate, compiled.size).ToLocal(&copy))
    return throwTypeError(isolate, "no memory for the compiled module");
  std::memcpy(copy->Data(), compiled.buffer.get(), compiled.size);
  call.GetReturnValue().Set(copy);
}

/// What the end of a compilation needs. It comes within the call, or later from V8's event loop.
struct Waiting {
  Isolate *isolate;
  Global<Context> context;
  Global<Promise::Resolver> promise;

  void settle(const std::variant<Local<WasmModuleObject>, Local<Value>> &result) {
    const HandleScope scope(isolate);
    const Local<Context> here = context.Get(isolate);
    const Context::Scope entered(here);
    const Local<Promise::Resolver> resolver = promise.Get(isolate);
    // Fails only when the thread is being terminated; then nobody waits.
    if (const auto *error = std::get_if<Local<Value>>(&result))
      (void)resolver->Reject(here, *error);
    else
      (void)resolver->Resolve(here, std::get<Local<WasmModuleObject>>(result));
  }
};

void compile(const FunctionCallbackInfo<Value> &call) {
  Isolate *isolate = call.GetIsolate();
  const Local<Context> context = isolate->GetCurrentContext();
  if (!call[0]->IsUint8Array() || !call[1]->IsUint8Array())
    return throwTypeError(isolate, "compile takes two Uint8Arrays");
  const auto bytesOf = [](const Local<v8::Uint8Array> &array) {
    return MemorySpan<const uint8_t>(static_cast<const uint8_t *>(array->Buffer()->Data()) + array->ByteOffset(), array->ByteLength());
  };
  const MemorySpan<const uint8_t> bytes = bytesOf(call[0].As<v8::Uint8Array>());
  const MemorySpan<const uint8_t> compiled = bytesOf(call[1].As<v8::Uint8Array>());
  Local<Promise::Resolver> resolver;
  if (!Promise::Resolver::New(context).ToLocal(&resolver))
    return;
  const auto waiting = std::make_shared<Waiting>(isolate, Global<Context>(isolate, context), Global<Promise::Resolver>(isolate, resolver));
  bool cached = false;
  v8::WasmModuleCompilation compilation;
  compilation.SetHasCompiledModuleBytes();
  compilation.OnBytesReceived(bytes.data(), bytes.size());
  compilation.Finish(
      isolate, [&](v8::WasmStreaming::ModuleCachingInterface &cache) { cached = cache.SetCachedCompiledModuleBytes(compiled); },
      [waiting](const auto &result) { waiting->settle(result); });
  const Local<Object> result = Object::New(isolate);
  if (result->Set(context, text(isolate, "cached"), Boolean::New(isolate, cached)).IsNothing() ||
      result->Set(context, text(isolate, "module"), resolver->GetPromise()).IsNothing())
    return;
  call.GetReturnValue().Set(result);
}

} // namespace

// What NODE_MODULE_INIT() declares, without the cast that our warnings refuse.
extern "C" NODE_MODULE_EXPORT void NODE_MODULE_INITIALIZER(Local<Object> exports, Local<Value> /*module*/, Local<Context> /*context*/) {
  NODE_SET_METHOD(exports, "serialize", serialize);
  NODE_SET_METHOD(exports, "compile", compile);
}
