/// The parts of a report, in the order of the page; each answers its HTML.
#pragma once
#include "sim/record/fact_words.h"
#include "tools/report/report.h"

namespace tools::report {

using sim::record::describe_fact;
using sim::record::name_of;

[[nodiscard]] std::string format_head(const ReportInput& input);    ///< what, which kind, grade
[[nodiscard]] std::string format_answers(const ReportInput& input); ///< who, why, what next
[[nodiscard]] std::string format_key_times(const ReportInput& input);
[[nodiscard]] std::string format_timeline(const ReportInput& input); ///< plan against actual
/// A published course of events against this run; empty when the scenario has none.
[[nodiscard]] std::string format_published(const ReportInput& input);
[[nodiscard]] std::string format_scores(const ReportInput& input);
[[nodiscard]] std::string format_competence(const ReportInput& input);
[[nodiscard]] std::string format_film(const ReportInput& input);
[[nodiscard]] std::string format_charts(const ReportInput& input);
[[nodiscard]] std::string format_findings(const ReportInput& input);
[[nodiscard]] std::string format_form(const ReportInput& input); ///< 演练记录表
[[nodiscard]] std::string format_limits(const ReportInput& input);

/// Findings that follow from missed and late items, caps, and those given.
[[nodiscard]] std::vector<FindingRow> find_findings(const ReportInput& input);

} // namespace tools::report
