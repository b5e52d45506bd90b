#include "roster/domain/sealed_drill.h"

#include "sim/core/file.h"
#include "sim/core/text.h"

namespace roster::domain {

using sim::core::tr;
using sim::core::trf;

std::string make_seal(const std::string& organisation_key, Date day, const std::string& secret) {
    return sim::core::sha256_hex("yanlian-sealed-drill\n" + organisation_key + "\n" + iso(day) +
                                 "\n" + secret);
}

sim::core::Problems check(const SealedDrill& drill, Date day, Date today) {
    sim::core::Problems problems;
    const auto report = [&](const char* pointer, std::string what, std::string expected) {
        problems.push_back({"", pointer, std::move(what), std::move(expected)});
    };
    if (drill.title.empty()) report("/title", tr("没有名称"), tr("名称"));
    if (drill.organisation_key.empty()) report("/organisation", tr("没有单位"), tr("单位编号"));
    if (calc_days_between(drill.from_day, drill.until_day) + 1 < sealed_window_least_days)
        report("/until", trf("窗口不到 {} 天，日期猜得出来", sealed_window_least_days),
               iso(drill.from_day + Days{sealed_window_least_days - 1}));
    if (day < drill.from_day || drill.until_day < day)
        report("/day", tr("日期不在窗口里"),
               trf("{} 至 {}", iso(drill.from_day), iso(drill.until_day)));
    if (day <= today) report("/day", tr("日期要在今天以后才封得住"), tr("以后的一天"));
    return problems;
}

} // namespace roster::domain
