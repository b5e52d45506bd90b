/// One drill as one self-contained HTML file: opens offline, plays on opening, prints on A4.
/// Visual language and order of the parts: docs/architecture.md#report.
#pragma once
#include "sim/record/record.h"
#include "tools/paper/drill_record.h"
#include <filesystem>
#include <string>
#include <vector>

namespace tools::report {

/// One person's level of one element before and after (only where it may change: not for robots).
struct CompetenceChange {
    std::string person, element; ///< element as "A 会报警"
    int before = 0, after = 0;
    std::string evidence; ///< where the evidence lies, in Chinese
};

/// A finding with its four mandatory fields; empty ones are printed as lines to fill in.
struct FindingRow {
    std::string text, severity; ///< 一般 or 重大
    std::string responsible, measure, deadline, contingency;
};

struct ReportInput {
    const sim::record::Record* record = nullptr; ///< borrowed
    const sim::drill::Score* score = nullptr;    ///< borrowed
    std::string organisation;                    ///< 单位名称; empty: the plan's name
    std::string observer;                        ///< of a real drill
    std::vector<CompetenceChange> competence;
    std::vector<FindingRow> findings; ///< beside those that follow from missed items
};

/// Written beside and renamed. Errors: the folder is missing, the disk is full.
[[nodiscard]] sim::core::Result<void> write_report(const std::filesystem::path& path,
                                                   const ReportInput& input);
/// The same as text; pure.
[[nodiscard]] std::string format_report(const ReportInput& input);
/// The values of the 演练记录表, in the report's last part and on paper alike; pure.
[[nodiscard]] paper::DrillRecord make_drill_record(const ReportInput& input);

} // namespace tools::report
