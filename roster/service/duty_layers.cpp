#include "roster/service/duty_layers.h"

#include "roster/service/duty_pattern.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;
using sim::core::tr;

namespace {

/// GB 25201-2010, 5.2: docs/references.md#duty-labour
constexpr int control_room_count = 2;

bool asks(const DutyPost& post, DutyLayer layer, const char* qualification, int count) {
    return post.layer == layer && post.always_count >= count &&
           std::ranges::find(post.qualifications, qualification) != post.qualifications.end();
}

bool has_control_room(const DutyProblem& problem) {
    return std::ranges::any_of(problem.posts, [](const DutyPost& post) {
        return asks(post, DutyLayer::control_room, watch_certificate,
                    post.single_watch_basis.empty() ? control_room_count : 1);
    });
}

} // namespace

Result<std::vector<std::string>> list_missing_layers(store::Database& database,
                                                     const DutyProblem& problem) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    std::vector<std::string> lines;
    const auto home =
        std::ranges::find(*organisations, problem.organisation_key, &Organisation::key);
    if (home == organisations->end()) return lines;
    const auto has = [&](DutyLayer layer, const char* qualification) {
        return std::ranges::any_of(problem.posts, [&](const DutyPost& post) {
            return asks(post, layer, qualification, 1);
        });
    };
    if (!has(DutyLayer::leader, leader_layer))
        lines.emplace_back(tr("这张表没有要求每一分钟有一名带班领导"));
    if (home->watch_room == WatchRoom::control_room && !has_control_room(problem))
        lines.emplace_back(
            tr("这张表没有要求消防控制室每一分钟有两名持证的人（或写明单人值守的依据）"));
    if (home->watch_room == WatchRoom::duty_room && !has(DutyLayer::duty_room, duty_room_layer))
        lines.emplace_back(tr("这张表没有要求值班室每一分钟有一名值班员"));
    if (is_residential(home->kind) && !has(DutyLayer::care, care_layer))
        lines.emplace_back(tr("这张表没有要求每一分钟有一名护理员"));
    return lines;
}

} // namespace roster::service
