#include "roster/domain/daily_report.h"

#include "roster/domain/plain_text.h"
#include "sim/core/text.h"

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

Problems check(const DailyReport& report, const Organisation* organisation, Date today) {
    Problems problems;
    const auto add = [&](const char* pointer, std::string what, std::string expected) {
        problems.push_back({"", pointer, std::move(what), std::move(expected)});
    };
    if (organisation == nullptr)
        add("/organisation", trf("数据库里没有单位 {}", report.organisation_key),
            tr("已登记的单位"));
    else if (!is_open(*organisation, report.local_day))
        add("/day", trf("{} 那天没有开办", organisation->name), iso(report.local_day));
    if (today < report.local_day)
        add("/day", trf("{} 还没有到", iso(report.local_day)), tr("今天或以前"));
    if (report.event_count < 0)
        add("/events", trf("{} 小于 0", report.event_count), tr("0 或更多"));
    if (report.event_count > 0 && trim(report.note).empty())
        add("/note", tr("有事件，没有写是什么"), tr("一句话"));
    if (report.corrects_id != 0 && trim(report.note).empty())
        add("/note", tr("更正没有写原因"), tr("一句话"));
    return problems;
}

} // namespace roster::domain
