// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Names.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace irdiff {

namespace {

void replaceAll(std::string &text, StringRef from, StringRef to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Removes the suffixes that passes add to a symbol when they clone or rename it.
StringRef withoutCloneSuffix(StringRef symbol) {
  while (true) {
    const size_t dot = symbol.rfind('.');
    if (dot == StringRef::npos || dot == 0)
      return symbol;
    const StringRef last = symbol.substr(dot + 1);
    const bool number = !last.empty() && all_of(last, isDigit);
    const bool word = last == "cold" || last == "specialized" || last == "llvm" || last == "part" || last == "constprop" || last == "isra";
    if (!number && !word)
      return symbol;
    symbol = symbol.take_front(dot);
  }
}

/// `4ll` and `4ull` (values of template parameters) become `4l` and `4ul`.
void shortenLiterals(std::string &text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    const bool secondL = text[i] == 'l' && i + 1 < text.size() && text[i + 1] == 'l' && i > 0;
    if (!secondL)
      continue;
    const bool afterDigit = isDigit(text[i - 1]) || (text[i - 1] == 'u' && i > 1 && isDigit(text[i - 2]));
    const bool ends = i + 2 == text.size() || !isAlnum(text[i + 2]);
    if (afterDigit && ends)
      ++i;
  }
  text = std::move(result);
}

} // namespace

std::string canonicalName(StringRef symbol) {
  symbol.consume_front("\1");
  symbol = withoutCloneSuffix(symbol);
  if (symbol == "__main_argc_argv" || symbol == "__main_void" || symbol == "__original_main")
    return "main";
  std::string name = demangle(symbol);
  replaceAll(name, "unsigned long long", "unsigned long");
  replaceAll(name, "long long", "long");
  shortenLiterals(name);
  replaceAll(name, "18446744073709551615ul", "4294967295ul"); // the largest std::size_t: std::dynamic_extent
  for (StringRef space : {"std::__1::", "std::__2::", "std::__cxx11::"})
    replaceAll(name, space, "std::");
  // Rust's legacy mangling ends in a hash of the compilation.
  const StringRef text = name;
  const size_t hash = text.rfind("::h");
  if (hash != StringRef::npos && text.size() - hash == 19 && all_of(text.substr(hash + 3), isHexDigit))
    name.resize(hash);
  return name;
}

std::string printable(StringRef text) {
  std::string result;
  const std::string utf8 = json::isUTF8(text) ? text.str() : std::string();
  const StringRef source = utf8.empty() ? text : StringRef(utf8);
  for (const char c : source) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unsafe = byte < 0x20 || byte == 0x7f || (utf8.empty() && byte >= 0x80);
    if (unsafe)
      result += "\\x" + utohexstr(byte, /*LowerCase=*/true, 2);
    else
      result += c;
  }
  return result;
}

std::string counted(uint64_t count, StringRef thing, StringRef things) {
  if (count == 1)
    return ("1 " + thing).str();
  return things.empty() ? (Twine(count) + " " + thing + "s").str() : (Twine(count) + " " + things).str();
}

} // namespace irdiff
