#include "roster/domain/key_moment.h"

#include "roster/domain/plain_text.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {
constexpr double longest_drill_s = 24 * 3600; // as observers' marks, docs/formats.md#marks
}

const char* word(Moment moment) noexcept {
    constexpr const char* words[] = {"发现",       "确认报警",   "拨打 119", "首支灭火器",
                                     "起火间关门", "起火间清空", "清点完毕"};
    return words[static_cast<int>(moment)];
}

Problems check(std::span<const KeyMoment> moments) {
    Problems problems;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const KeyMoment& one = moments[i];
        const std::string at = "/moments/" + std::string(name_of(moment_names, one.moment));
        const auto same = [&](const KeyMoment& other) { return other.moment == one.moment; };
        if (std::ranges::any_of(moments.first(i), same))
            problems.push_back({"", at, trf("“{}”写了两次", tr(word(one.moment))), ""});
        if (one.time_s && !(*one.time_s >= 0 && *one.time_s <= longest_drill_s))
            problems.push_back({"", at, trf("{} 秒不在一天之内", *one.time_s), "0–86400"});
        if (!one.time_s && trim(one.reason).empty())
            problems.push_back({"", at, trf("“{}”没有时间，也没有原因", tr(word(one.moment))),
                                tr("时间，或为什么没有")});
    }
    return problems;
}

std::vector<KeyMoment> complete(std::vector<KeyMoment> moments, const std::string& reason) {
    for (std::size_t i = 0; i < moment_names.size(); ++i)
        if (std::ranges::find(moments, static_cast<Moment>(i), &KeyMoment::moment) == moments.end())
            moments.push_back({static_cast<Moment>(i), std::nullopt, reason});
    std::ranges::stable_sort(moments, {}, &KeyMoment::moment);
    return moments;
}

} // namespace roster::domain
