#include "roster/domain/workplace.h"

#include <algorithm>

namespace roster::domain {

namespace {

bool lasts(const PostAssignment& post, Date day) {
    return !post.until_day || day <= *post.until_day;
}

/// First and last day of a stay; the last one is empty while it is open.
struct Span {
    Date first{};
    std::optional<Date> last;
};

/// The unbroken stay on `day`; off duty that day the one before, otherwise the one to come.
Span find_span(std::vector<PostAssignment> here, Date day) {
    std::ranges::sort(here, {}, &PostAssignment::from_day);
    std::vector<Span> spans;
    for (const PostAssignment& post : here) {
        if (spans.empty() || (spans.back().last && *spans.back().last + Days{1} < post.from_day)) {
            spans.push_back({post.from_day, post.until_day});
        } else if (auto& last = spans.back().last; last) {
            last = post.until_day ? std::optional(std::max(*last, *post.until_day)) : std::nullopt;
        }
    }
    Span found = spans.front();
    for (const Span& span : spans)
        if (span.first <= day) found = span;
    return found;
}

} // namespace

std::optional<Person> seen_from(const Person& person, std::span<const PostAssignment> posts,
                                const std::string& organisation_key, Date day) {
    std::vector<PostAssignment> here;
    bool goes_on_elsewhere = false;
    for (const PostAssignment& post : posts)
        if (post.organisation_key == organisation_key)
            here.push_back(post);
        else if (lasts(post, day))
            goes_on_elsewhere = true;
    const bool own = person.organisation_key == organisation_key;
    if (!own && here.empty()) return std::nullopt;
    Person seen = person;
    seen.organisation_key = organisation_key;
    seen.roles.clear();
    for (const PostAssignment& post : here)
        if (covers(post, day)) seen.roles.push_back(post.role);
    const bool gone =
        goes_on_elsewhere && !here.empty() &&
        std::ranges::none_of(here, [&](const PostAssignment& post) { return lasts(post, day); });
    if (own && !gone) return seen;
    const Span span = find_span(std::move(here), day);
    seen.joined_on = own ? person.joined_on : std::max(person.joined_on, span.first);
    if (span.last) seen.left_on = std::min(person.left_on.value_or(*span.last), *span.last);
    return seen;
}

} // namespace roster::domain
