// Lists and counts of findings: the second half of findings.h.
#include "roster/service/findings.h"
#include <algorithm>
#include <limits>

namespace roster::service {

using namespace roster::domain;
using sim::core::Result;

namespace {

/// Those with a deadline first, the most urgent on top.
template <class Line>
int urgency(const Line& line) {
    return line.days_left.value_or(std::numeric_limits<int>::max());
}

std::optional<int> days_left(FindingState state, const std::optional<Date>& deadline, Date today) {
    if (!deadline || state == FindingState::closed) return std::nullopt;
    return calc_days_left(*deadline, today);
}

void add(FindingTally& tally, const LedgerLine& line) {
    ++tally.registered;
    ++tally.by_state[static_cast<std::size_t>(line.row.state)];
    tally.suspended += line.row.suspended;
    if (!line.is_open()) {
        ++tally.closed;
        return;
    }
    ++tally.open;
    tally.overdue += line.is_overdue();
    tally.major_open += line.row.finding.severity == Severity::major;
    tally.life_safety_open += line.row.finding.life_safety;
}

} // namespace

std::optional<double> FindingTally::calc_closed_percent() const noexcept {
    return registered == 0 ? std::nullopt : std::optional(100.0 * closed / registered);
}

Result<std::vector<FindingLine>> list_findings(store::Database& database,
                                               const std::string& organisation_key, Date today) {
    const auto findings = store::load_findings(database, organisation_key);
    if (!findings) return tl::unexpected(findings.error());
    std::vector<FindingLine> lines;
    for (const store::FindingOnFile& one : *findings) {
        FindingLine line{one, FindingState::registered, std::nullopt};
        if (!one.steps.empty()) {
            line.state = one.steps.back().state;
            line.days_left = days_left(line.state, one.steps.back().remedy.deadline, today);
        }
        lines.push_back(std::move(line));
    }
    std::ranges::stable_sort(lines, {}, urgency<FindingLine>);
    return lines;
}

Result<std::vector<LedgerLine>> list_ledger(store::Database& database, const std::string& top_key,
                                            Date today) {
    auto rows = store::load_finding_rows(database, top_key);
    if (!rows) return tl::unexpected(rows.error());
    std::vector<LedgerLine> lines;
    for (store::FindingRow& row : *rows) {
        if (today < row.finding.found_on) continue;
        const auto left = days_left(row.state, row.deadline, today);
        lines.push_back({std::move(row), left});
    }
    std::ranges::stable_sort(lines, {}, urgency<LedgerLine>);
    return lines;
}

FindingCounts count_findings(const std::vector<LedgerLine>& lines) {
    FindingCounts counts;
    for (const LedgerLine& line : lines) {
        add(counts.total, line);
        add(counts.by_source[static_cast<std::size_t>(line.row.finding.source)], line);
    }
    return counts;
}

} // namespace roster::service
