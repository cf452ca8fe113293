// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The page's parts are files of reports/page/ and of the plot libraries' packages, put into the program when it is built.
#include "Render.h"

#include <algorithm>
#include <string_view>

namespace nearnative::report {

namespace {

constexpr char pageTemplate[] = {
#embed "index.html"
};
constexpr char styles[] = {
#embed "report.css"
};
constexpr char script[] = {
#embed "report.js"
};
constexpr char glossary[] = {
#embed "glossary.md"
};
constexpr char d3Library[] = {
#embed "d3/dist/d3.min.js"
};
constexpr char d3Licence[] = {
#embed "d3/LICENSE"
};
constexpr char plotLibrary[] = {
#embed "@observablehq/plot/dist/plot.umd.min.js"
};
constexpr char plotLicence[] = {
#embed "@observablehq/plot/LICENSE"
};

template <size_t Size> constexpr std::string_view viewOf(const char (&bytes)[Size]) { return {bytes, Size}; }

std::string escapeHtml(std::string_view text) {
  std::string escaped;
  for (const char byte : text)
    switch (byte) {
    case '<':
      escaped += "&lt;";
      break;
    case '>':
      escaped += "&gt;";
      break;
    case '&':
      escaped += "&amp;";
      break;
    case '"':
      escaped += "&quot;";
      break;
    default:
      escaped += byte;
    }
  return escaped;
}

/// docs/glossary.md as a definition list: its lines of the form "- **term**: meaning".
std::string glossaryList() {
  std::string list;
  std::string_view rest = viewOf(glossary);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const size_t end = line.find("**: ");
    if (line.starts_with("- **") && end != std::string_view::npos)
      list += "<dt>" + escapeHtml(line.substr(4, end - 4)) + "</dt><dd>" + escapeHtml(line.substr(end + 4)) + "</dd>\n";
  }
  return list;
}

/// JSON for a <script> element: "<" occurs in strings only, and there \u003c means the same, so no "</script>" or "<!--" is left.
std::string embeddedJson(const nlohmann::json &document) {
  std::string safe;
  for (const char byte : document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace))
    if (byte == '<')
      safe += "\\u003c";
    else
      safe += byte;
  return safe;
}

} // namespace

std::string renderPage(const Report &report) {
  std::string page;
  std::string_view rest = viewOf(pageTemplate);
  // Placeholders are {{name}}; what is put in is not searched again.
  for (size_t begin; (begin = rest.find("{{")) != std::string_view::npos;) {
    const size_t end = rest.find("}}", begin);
    const std::string_view name = rest.substr(begin + 2, end - begin - 2);
    page += rest.substr(0, begin);
    rest.remove_prefix(end + 2);
    if (name == "title")
      page += escapeHtml(report.title);
    else if (name == "styles")
      page += viewOf(styles);
    else if (name == "glossary")
      page += glossaryList();
    else if (name == "d3-licence")
      page += escapeHtml(viewOf(d3Licence));
    else if (name == "plot-licence")
      page += escapeHtml(viewOf(plotLicence));
    else if (name == "d3")
      page += viewOf(d3Library);
    else if (name == "plot")
      page += viewOf(plotLibrary);
    else if (name == "report")
      page += embeddedJson(toJson(report));
    else if (name == "script")
      page += viewOf(script);
  }
  page += rest;
  return page;
}

} // namespace nearnative::report
