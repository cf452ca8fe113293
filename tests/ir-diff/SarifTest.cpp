// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What no input of sarif.test brings about: several causes, texts that mean something in SARIF, causes without a page.
#include "irdiff/Render.h"

#include "llvm/Support/JSON.h"

#include <gtest/gtest.h>

using namespace irdiff;

namespace {

LoopFinding finding(Verdict verdict, std::string reason) {
  LoopFinding loop;
  loop.function = "f";
  loop.path = "/no such/folder/x.c";
  loop.file = "x.c";
  loop.line = 3;
  loop.judgement.verdict = verdict;
  loop.judgement.reason = std::move(reason);
  return loop;
}

/// The one run of what is rendered.
llvm::json::Object run(const Findings &findings) {
  auto document = llvm::json::parse(renderSarif(findings));
  if (!document) {
    ADD_FAILURE() << llvm::toString(document.takeError());
    return {};
  }
  return *document->getAsObject()->getArray("runs")->front().getAsObject();
}

const llvm::json::Object &resultAt(const llvm::json::Object &run, size_t index) { return *(*run.getArray("results"))[index].getAsObject(); }

std::string messageOf(const llvm::json::Object &result) { return result.getObject("message")->getString("text")->str(); }

TEST(Sarif, PlaceholdersAndLinksInTextsAreText) {
  Findings findings;
  findings.loops.push_back(finding(Verdict::Lost, "calls ({0}, operator[](int), \x01)"));
  findings.notes.push_back("note {1}");
  const llvm::json::Object only = run(findings);
  EXPECT_EQ(messageOf(resultAt(only, 0)), "lost: calls ({{0}}, operator[\\](int), \\x01)");
  const llvm::json::Object &invocation = *only.getArray("invocations")->front().getAsObject();
  EXPECT_EQ(messageOf(*invocation.getArray("toolExecutionNotifications")->front().getAsObject()), "note {{1}}");
}

TEST(Sarif, TheFirstCauseIsTheRuleAndTheOthersAreThere) {
  Findings findings;
  findings.loops.push_back(finding(Verdict::Lost, "scalar on Wasm"));
  findings.loops.front().causes = {{"FP-ORDER", "the sum %3", true}, {"NO-SUCH-PAGE", "seen", false}};
  const llvm::json::Object only = run(findings);
  const llvm::json::Object &result = resultAt(only, 0);
  EXPECT_EQ(result.getString("ruleId"), "FP-ORDER");
  EXPECT_EQ(messageOf(result), "lost: scalar on Wasm; the sum %3");
  EXPECT_EQ(result.getObject("properties")->getArray("otherCauses")->front().getAsObject()->getString("id"), "NO-SUCH-PAGE");
  const llvm::json::Array &rules = *only.getObject("tool")->getObject("driver")->getArray("rules");
  ASSERT_EQ(rules.size(), 2u);
  const llvm::json::Object &rule = *rules[*result.getInteger("ruleIndex")].getAsObject();
  EXPECT_EQ(rule.getString("id"), "FP-ORDER");
  EXPECT_TRUE(rule.getObject("help")->getString("markdown")->starts_with("# FP-ORDER: "));
  EXPECT_EQ(rules[1].getAsObject()->getObject("help")->getString("text"), "NO-SUCH-PAGE");
}

TEST(Sarif, ResultsAreFindingsWorstFirst) {
  Findings findings;
  for (const Verdict verdict : {Verdict::Parity, Verdict::BothScalar, Verdict::Better, Verdict::Narrow, Verdict::Unmatched, Verdict::Lost})
    findings.loops.push_back(finding(verdict, "why"));
  findings.loops.push_back(finding(Verdict::Lost, "worth more"));
  findings.loops.back().judgement.gap.wasm = 2;
  const llvm::json::Object only = run(findings);
  ASSERT_EQ(only.getArray("results")->size(), 4u);
  EXPECT_EQ(messageOf(resultAt(only, 0)), "lost: worth more");
  EXPECT_EQ(messageOf(resultAt(only, 1)), "lost: why");
  EXPECT_EQ(resultAt(only, 2).getString("level"), "warning");
  EXPECT_EQ(resultAt(only, 3).getString("level"), "note");
}

TEST(Sarif, NothingFoundIsARunWithoutResults) {
  const llvm::json::Object only = run(Findings());
  EXPECT_TRUE(only.getArray("results")->empty());
  EXPECT_TRUE(only.getObject("tool")->getObject("driver")->getArray("rules")->empty());
}

} // namespace
