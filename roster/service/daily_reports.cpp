#include "roster/service/daily_reports.h"

#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string report_json(const DailyReport& report) {
    return nlohmann::ordered_json{
        {"report", report.id},          {"organisation", report.organisation_key},
        {"day", iso(report.local_day)}, {"events", report.event_count},
        {"note", report.note},          {"withdrawn", report.withdrawn}}
        .dump();
}

Result<std::int64_t> write(store::Database& database, DailyReport report, const DailyReport* before,
                           const std::string& who) {
    const store::Entry entry{read_clock(), who};
    const auto id = store::insert_daily_report(database, report, entry);
    if (!id) return id;
    report.id = *id;
    if (auto noted = store::append_audit(
            database,
            {0, entry.at_utc, who, "daily_report.record", fmt::format("daily_report/{}", *id),
             before ? report_json(*before) : std::string("null"), report_json(report), "", ""});
        !noted)
        return tl::unexpected(noted.error());
    return id;
}

/// What became of the days of one institution.
void fill(ReportLine& line, const Organisation& home, DaySpan span, Date today,
          std::span<const store::DailyReportRow> reports) {
    std::map<Date, const store::DailyReportRow*> by_day;
    for (const auto& row : reports) {
        by_day[row.report.local_day] = &row;
        line.reports.push_back(row);
    }
    for (Date day = span.first; day <= std::min(span.last, today); day += Days{1}) {
        if (!is_open(home, day)) continue;
        ++line.count.due_count;
        const auto at = by_day.find(day);
        if (at == by_day.end()) {
            line.missing_days.push_back(day);
            continue;
        }
        const store::DailyReportRow& row = *at->second;
        ++line.count.reported_count;
        line.count.zero_count += row.report.event_count == 0;
        line.count.late_count += !row.corrected && day < calc_local_day(row.recorded_at_utc);
        line.count.event_count += row.report.event_count;
    }
}

void add(ReportCount& sum, const ReportCount& more) {
    sum.due_count += more.due_count;
    sum.reported_count += more.reported_count;
    sum.zero_count += more.zero_count;
    sum.late_count += more.late_count;
    sum.event_count += more.event_count;
}

} // namespace

Result<std::int64_t> record_daily_report(store::Database& database, DailyReport report,
                                         ReportStep step, const std::string& who) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto organisations = store::load_organisations(database);
        if (!organisations) return tl::unexpected(organisations.error());
        const auto at =
            std::ranges::find(*organisations, report.organisation_key, &Organisation::key);
        const auto last =
            store::find_last_report(database, report.organisation_key, report.local_day);
        if (!last) return tl::unexpected(last.error());
        const bool stands = last->report.id != 0 && !last->report.withdrawn;
        if (step == ReportStep::add && stands)
            return make_error(Errc::conflict, {"", "/day",
                                               trf("{} 已经报告过：{} 件", iso(report.local_day),
                                                   last->report.event_count),
                                               tr("要改写 --correct，要撤回写 --withdraw")});
        report.corrects_id = last->report.id;
        report.withdrawn = step == ReportStep::withdraw;
        auto problems = check(report, at == organisations->end() ? nullptr : &*at,
                              calc_local_day(read_clock()));
        if (step != ReportStep::add && !stands)
            problems.push_back({"", "/day", trf("{} 没有报告，不能更正", iso(report.local_day)),
                                tr("已报告的日子")});
        if (step != ReportStep::withdraw && at != organisations->end() && !is_institution(at->kind))
            problems.push_back({"", "/organisation", trf("{} 不是机构，报告由机构逐日填", at->name),
                                tr("机构的编号")});
        if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
        if (!problems.empty()) return make_error(std::move(problems));
        return write(database, report, last->report.id != 0 ? &last->report : nullptr, who);
    });
}

Result<std::vector<ReportLine>> list_daily_reports(store::Database& database,
                                                   const std::string& top_key, DaySpan span,
                                                   Date today) {
    if (span.last < span.first || today < span.first ||
        calc_days_between(span.first, span.last) >= longest_report_span_days)
        return make_error(Errc::bad_input,
                          {"", "/from", trf("从 {} 到 {} 列不了", iso(span.first), iso(span.last)),
                           trf("到今天为止，不超过 {} 天", longest_report_span_days)});
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto reports = store::load_daily_reports(database, top_key, span);
    if (!reports) return tl::unexpected(reports.error());
    std::map<std::string, std::vector<store::DailyReportRow>> reports_of;
    for (const auto& row : *reports)
        reports_of[row.report.organisation_key].push_back(row);
    std::vector<ReportLine> lines;
    std::map<std::string, std::size_t> line_of;
    for (const std::size_t i : list_subtree(*organisations, top_key)) {
        const Organisation& one = (*organisations)[i];
        ReportLine line{one.key, one.name, 0, !is_institution(one.kind), {}, {}, {}};
        const auto parent = line_of.find(one.parent_key);
        if (parent != line_of.end()) line.depth = lines[parent->second].depth + 1;
        if (!line.office) {
            fill(line, one, span, today, reports_of[one.key]);
            for (auto up = parent; up != line_of.end();) {
                ReportLine& above = lines[up->second];
                if (above.office) add(above.count, line.count);
                const auto& key = above.organisation_key;
                const auto own_parent = std::ranges::find(*organisations, key, &Organisation::key);
                up = line_of.find(own_parent->parent_key);
            }
        }
        line_of[one.key] = lines.size();
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace roster::service
