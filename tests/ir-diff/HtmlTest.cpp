// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which loops the page has the code of, and that it can be made of findings with nothing in them.
#include "irdiff/Render.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

#include <gtest/gtest.h>

using namespace irdiff;

namespace {

/// The second block of data in a page.
llvm::json::Object detailsOf(const std::string &page) {
  const llvm::StringRef text = llvm::StringRef(page).split("id=\"details-data\">").second.split("</script>").first;
  auto details = llvm::json::parse(text);
  if (!details) {
    ADD_FAILURE() << llvm::toString(details.takeError());
    return {};
  }
  return *details->getAsObject();
}

TEST(Html, GeneratedCodeIsShownWhereItIsAndOnlyThere) {
  Findings findings;
  findings.loops.resize(3);
  findings.loops[1].wasm.code.emplace().assembly = "f32x4.mul </script>\xff\n";
  const llvm::json::Object details = detailsOf(renderHtml(findings, SourceText()));
  const llvm::json::Object &code = *details.getObject("code");
  ASSERT_EQ(code.size(), 1u);
  const llvm::json::Object *wasm = code.getObject("1")->getObject("wasm");
  EXPECT_EQ(wasm->getString("assembly"), "f32x4.mul </script>\xEF\xBF\xBD\n");
  EXPECT_EQ(wasm->getString("ir"), "");
}

TEST(Html, PagesOfTheCausesInUse) {
  Findings findings;
  findings.loops.resize(1);
  findings.loops[0].causes = {{"FP-ORDER", "", true}, {"NO-SUCH-PAGE", "", false}};
  const llvm::json::Object details = detailsOf(renderHtml(findings, SourceText()));
  const llvm::json::Object &causes = *details.getObject("causes");
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_TRUE(causes.getString("FP-ORDER")->starts_with("# FP-ORDER: "));
}

TEST(Html, EmptyFindings) {
  const std::string page = renderHtml(Findings(), SourceText());
  EXPECT_EQ(page.find("{{"), std::string::npos);
  EXPECT_TRUE(detailsOf(page).getObject("code")->empty());
}

} // namespace
