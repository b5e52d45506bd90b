/// How long somebody has been where they are: posts held one after the other, as obligations see
/// them. Pure.
#pragma once
#include "roster/domain/obligation.h"
#include <optional>
#include <span>

namespace roster::domain {

/// One post of one person from when until when.
struct Stay {
    std::int64_t organisation_id = 0;
    Post post{};
    Date from_day{};
    std::optional<Date> until_day{}; ///< last day; empty while open
};
[[nodiscard]] constexpr bool covers(const Stay& stay, Date day) noexcept {
    return stay.from_day <= day && (!stay.until_day || day <= *stay.until_day);
}

/// First day of the unbroken service in that organisation in posts that the rule names, which holds
/// on `day`: a move from one such post to the next, or to the next shift, does not begin it anew.
/// Nothing when no such post is held on `day`. @param stays of one person, in any order
[[nodiscard]] std::optional<Date> find_service_start(const Rule& rule, std::int64_t organisation_id,
                                                     std::span<const Stay> stays, Date day);

/// A post that is held: what it asks for before it begins.
struct PostStart {
    Date from_day{};
    Date deeds_from{}; ///< what was done before was for an earlier post
};
/// Of each post held on `day` in that organisation that the rule names: a new post, or coming back
/// after a break, begins anew; another shift of the same post does not.
[[nodiscard]] std::vector<PostStart> list_post_starts(const Rule& rule,
                                                      std::int64_t organisation_id,
                                                      std::span<const Stay> stays, Date day);

} // namespace roster::domain
