#include "roster/service/leave_check.h"

#include "sim/core/text.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

Problem make_leave_problem(const store::NamedAbsence& leave, Date day, std::string pointer) {
    const Absence& one = leave.absence;
    return {"", std::move(pointer),
            trf("{} 在 {} 请假：第 {} 条，{} 到 {}", leave.person_name, iso(day), one.id,
                iso(one.from_day), one.until_day ? iso(*one.until_day) : std::string(tr("未定"))),
            trf("提前回来的先改请假：yanlian person leave withdraw {}，再用 person leave add "
                "--until 写实际的最后一天",
                one.id)};
}

Result<void>
check_not_on_leave(store::Database& database, Date day, std::span<const std::string> person_keys,
                   const std::function<std::string(const std::string& key)>& pointer_of,
                   Problems& problems) {
    if (person_keys.empty()) return {};
    const auto absences = store::load_all_absences(database, day);
    if (!absences) return tl::unexpected(absences.error());
    for (const std::string& key : person_keys) {
        const auto leave = std::ranges::find_if(*absences, [&](const store::NamedAbsence& one) {
            return one.absence.person_key == key;
        });
        if (leave != absences->end())
            problems.push_back(make_leave_problem(*leave, day, pointer_of(key)));
    }
    return {};
}

} // namespace roster::service
