#include "roster/domain/team_check.h"

#include "sim/core/text.h"
#include <algorithm>

namespace roster::domain {

using sim::core::trf;

TeamCheck check_team(int member_count, int staff_count) noexcept {
    constexpr int whole_percent = 100;
    TeamCheck check;
    check.member_count = member_count;
    check.staff_count = staff_count;
    check.share_count = (staff_count * team_share_percent + whole_percent - 1) / whole_percent;
    check.needed_count = std::max(team_least_count, check.share_count);
    check.too_small = member_count < team_least_count;
    check.too_large = member_count > team_most_count;
    check.below_share = member_count < check.share_count;
    check.conflict = check.share_count > team_most_count;
    return check;
}

std::string describe(const TeamCheck& check) {
    std::string text;
    const auto add = [&](const std::string& sentence) {
        if (!text.empty()) text += sim::core::tr("；");
        text += sentence;
    };
    if (check.too_small)
        add(trf("志愿消防队 {} 人，少于 {} 人", check.member_count, team_least_count));
    if (check.too_large)
        add(trf("志愿消防队 {} 人，多于 {} 人", check.member_count, team_most_count));
    if (check.conflict)
        add(trf("两条规定冲突：职工 {} 人的 30% 是 {} 人，超过上限 {} 人", check.staff_count,
                check.share_count, team_most_count));
    else if (check.below_share)
        add(trf("不到职工的 30%（报批稿）：{} 人，应有 {} 人", check.member_count,
                check.share_count));
    return text;
}

} // namespace roster::domain
