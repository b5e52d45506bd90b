#include "roster/domain/stay.h"

#include <algorithm>
#include <set>

namespace roster::domain {

namespace {

bool fits(const Rule& rule, Post post) {
    return rule.posts.empty() || std::ranges::find(rule.posts, post) != rule.posts.end();
}

/// Goes back from `start` through stays that leave no day between.
Date follow_back(Date start, std::span<const Stay* const> stays) {
    for (bool moved = true; moved;) {
        moved = false;
        for (const Stay* stay : stays)
            if (stay->from_day < start &&
                (!stay->until_day || *stay->until_day + Days{1} >= start)) {
                start = stay->from_day;
                moved = true;
            }
    }
    return start;
}

std::optional<Date> find_start(std::span<const Stay* const> stays, Date day) {
    std::optional<Date> start;
    for (const Stay* stay : stays)
        if (covers(*stay, day)) start = std::min(start.value_or(stay->from_day), stay->from_day);
    if (start) start = follow_back(*start, stays);
    return start;
}

/// The newest day before `start` on which the person began another post, or ended one when nothing
/// followed it at once.
Date find_earlier_post(std::span<const Stay> stays, Date start) {
    Date newest{};
    for (const Stay& stay : stays) {
        if (stay.from_day >= start) continue;
        newest = std::max(newest, stay.from_day);
        if (!stay.until_day || *stay.until_day + Days{1} >= start) continue;
        const bool followed = std::ranges::any_of(stays, [&](const Stay& other) {
            return other.from_day > stay.from_day && other.from_day <= *stay.until_day + Days{1};
        });
        if (!followed) newest = std::max(newest, *stay.until_day + Days{1});
    }
    return newest;
}

} // namespace

std::optional<Date> find_service_start(const Rule& rule, std::int64_t organisation_id,
                                       std::span<const Stay> stays, Date day) {
    std::vector<const Stay*> own;
    for (const Stay& stay : stays)
        if (stay.organisation_id == organisation_id && fits(rule, stay.post)) own.push_back(&stay);
    return find_start(own, day);
}

std::vector<PostStart> list_post_starts(const Rule& rule, std::int64_t organisation_id,
                                        std::span<const Stay> stays, Date day) {
    std::set<Post> held;
    for (const Stay& stay : stays)
        if (stay.organisation_id == organisation_id && covers(stay, day) && fits(rule, stay.post))
            held.insert(stay.post);
    std::vector<PostStart> starts;
    for (const Post post : held) {
        std::vector<const Stay*> own;
        for (const Stay& stay : stays)
            if (stay.organisation_id == organisation_id && stay.post == post) own.push_back(&stay);
        const Date start = *find_start(own, day);
        starts.push_back({start, find_earlier_post(stays, start)});
    }
    return starts;
}

} // namespace roster::domain
