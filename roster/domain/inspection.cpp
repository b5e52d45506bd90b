#include "roster/domain/inspection.h"

#include "roster/domain/person_name.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

const char* word(InspectionKind kind) noexcept {
    constexpr const char* words[] = {"巡查",     "夜间巡查",     "自查",     "镇级检查",
                                     "县级检查", "县级联合检查", "市级抽查", "市级巡查",
                                     "节日检查", "远程检查",     "维保",     "专项检查"};
    return words[static_cast<int>(kind)];
}

const char* word(InspectionResult result) noexcept {
    constexpr const char* words[] = {"未发现问题", "发现问题", "没有查成"};
    return words[static_cast<int>(result)];
}

bool is_own(InspectionKind kind) noexcept {
    return kind == InspectionKind::daily_patrol || kind == InspectionKind::night_patrol ||
           kind == InspectionKind::monthly_self_check;
}

FindingSource source_of(InspectionKind kind) noexcept {
    switch (kind) {
    case InspectionKind::daily_patrol:
    case InspectionKind::night_patrol:
    case InspectionKind::monthly_self_check:
        return FindingSource::self_check;
    case InspectionKind::town_monthly:
        return FindingSource::town_check;
    case InspectionKind::county_visit:
    case InspectionKind::county_joint:
        return FindingSource::county_check;
    case InspectionKind::city_sample:
    case InspectionKind::city_patrol:
        return FindingSource::city_check;
    case InspectionKind::maintenance:
        return FindingSource::maintenance;
    case InspectionKind::holiday_visit:
    case InspectionKind::remote:
    case InspectionKind::special:
        break;
    }
    return FindingSource::special;
}

namespace {

void check_result(Problems& problems, const Inspection& inspection,
                  std::span<const InspectionItem> items, std::size_t findings_count) {
    const bool bad_item =
        std::ranges::any_of(items, [](const auto& i) { return i.verdict == ItemVerdict::bad; });
    const bool clean = inspection.result == InspectionResult::clean;
    if (clean && (findings_count > 0 || bad_item))
        problems.push_back(
            {"", "/result", tr("写了问题，结果却是未发现问题"), tr("结果写发现问题（findings）")});
    if (inspection.result == InspectionResult::findings && findings_count == 0)
        problems.push_back({"", "/findings", tr("结果是发现问题，但一条也没有写"),
                            tr("至少一条问题，或者结果写 clean")});
    if (inspection.result == InspectionResult::not_possible && findings_count > 0)
        problems.push_back(
            {"", "/result", tr("没有查成，却写了问题"), tr("结果写发现问题（findings）")});
    if (inspection.result == InspectionResult::not_possible && inspection.note.empty())
        problems.push_back({"", "/note", tr("没有查成，要写原因"), tr("为什么没有查成")});
}

/// With two hours and more on both sides of the night that is reckoned (constants): a first round
/// in the evening, or a last one in the morning, is still of the night. House rule.
bool is_by_day(Instant at) {
    constexpr std::chrono::hours day_begin{8}, day_end{18};
    const auto local = at + local_offset;
    const auto time_of_day = local - std::chrono::floor<std::chrono::days>(local);
    return time_of_day > day_begin && time_of_day < day_end;
}

} // namespace

Problems check(const Inspection& inspection, std::span<const InspectionItem> items,
               std::size_t findings_count, Date today) {
    Problems problems;
    const auto need = [&](bool there, const char* pointer, const char* what, const char* expected) {
        if (!there) problems.push_back({"", pointer, tr(what), tr(expected)});
    };
    need(!inspection.organisation_key.empty(), "/organisation", "没有写单位", "单位编号或名称");
    need(!inspection.inspector.empty(), "/inspector", "没有写检查人", "检查人的姓名");
    if (!inspection.inspector.empty() && !names_somebody(inspection.inspector))
        problems.push_back(
            {"", "/inspector", trf("“{}”不是人的姓名", inspection.inspector), tr("检查人的姓名")});
    need(inspection.local_day <= today, "/local_day", "检查日期在将来", "今天或以前");
    need(inspection.kind != InspectionKind::night_patrol || inspection.at_utc.has_value(), "/at",
         "夜间巡查要写时间", "时:分");
    need(is_own(inspection.kind) || !inspection.by_key.empty(), "/by", "没有写是哪个单位来查的",
         "民政部门、镇街或维保单位的编号");
    need(!is_own(inspection.kind) || inspection.by_key.empty(), "/by", "巡查和自查由本机构自己做",
         "不写检查单位");
    if (inspection.at_utc && calc_local_day(*inspection.at_utc) != inspection.local_day)
        problems.push_back({"", "/at", tr("时间和日期不是同一天"), iso(inspection.local_day)});
    if (inspection.kind == InspectionKind::night_patrol && inspection.at_utc &&
        is_by_day(*inspection.at_utc))
        problems.push_back(
            {"", "/at", tr("这个时间是白天，不是夜间巡查"), tr("18:00 到次日 8:00；白天的写巡查")});
    check_result(problems, inspection, items, findings_count);
    return problems;
}

} // namespace roster::domain
