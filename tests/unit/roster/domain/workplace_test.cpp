#include "roster/domain/workplace.h"

#include <doctest/doctest.h>
#include <vector>

using namespace roster::domain;

namespace {

Person employed(Date joined, std::optional<Date> left = std::nullopt) {
    Person person;
    person.key = "person/a";
    person.organisation_key = "org/own";
    person.name = "甲";
    person.joined_on = joined;
    person.left_on = left;
    return person;
}

PostAssignment post(const char* home, Date from, std::optional<Date> until = std::nullopt) {
    return {0, "person/a", home, {Post::carer, Shift::day, ""}, from, until};
}

bool works(const Person& person, const std::vector<PostAssignment>& posts, const char* home,
           Date day) {
    const auto seen = seen_from(person, posts, home, day);
    return seen && is_on_roll(*seen, day);
}

const Date start = make_date(2025, 1, 1), march_end = make_date(2026, 3, 31);

} // namespace

TEST_CASE("who was transferred works at the old home until the last day and at the new one after") {
    const Person person = employed(start);
    const std::vector posts{post("org/own", start, march_end),
                            post("org/new", march_end + Days{1})};
    CHECK(works(person, posts, "org/own", march_end));
    CHECK_FALSE(works(person, posts, "org/own", march_end + Days{1}));
    CHECK_FALSE(works(person, posts, "org/new", march_end));
    CHECK(works(person, posts, "org/new", march_end + Days{1}));
    CHECK_FALSE(works(person, posts, "org/third", march_end));
    CHECK(seen_from(person, posts, "org/own", march_end + Days{40})->left_on == march_end);
    CHECK(seen_from(person, posts, "org/new", march_end)->joined_on == march_end + Days{1});
}

TEST_CASE("who has posts in two homes works in both, with that home's post") {
    const Person person = employed(start);
    std::vector posts{post("org/own", start), post("org/second", make_date(2025, 3, 1))};
    posts.back().role.post = Post::safety_officer;
    const Date day = make_date(2026, 1, 1);
    CHECK(works(person, posts, "org/own", day));
    CHECK(works(person, posts, "org/second", day));
    CHECK_FALSE(works(person, posts, "org/second", make_date(2025, 2, 28)));
    REQUIRE(seen_from(person, posts, "org/second", day)->roles.size() == 1);
    CHECK(seen_from(person, posts, "org/second", day)->roles[0].post == Post::safety_officer);
    CHECK(seen_from(person, posts, "org/own", day)->roles[0].post == Post::carer);
}

TEST_CASE("the home's own need no post, and nobody works anywhere after the employment") {
    CHECK(works(employed(start), {}, "org/own", march_end));
    CHECK(works(employed(start), {post("org/second", start)}, "org/own", march_end));
    const Person gone = employed(start, march_end);
    const std::vector posts{post("org/own", start), post("org/second", start)};
    CHECK(works(gone, posts, "org/second", march_end));
    CHECK_FALSE(works(gone, posts, "org/own", march_end + Days{1}));
    CHECK_FALSE(works(gone, posts, "org/second", march_end + Days{1}));
}

TEST_CASE("who came back works there again, and not in between") {
    const Person person = employed(start);
    const Date back = make_date(2026, 6, 1);
    const std::vector posts{post("org/own", start, march_end),
                            post("org/new", march_end + Days{1}, back - Days{1}),
                            post("org/own", back)};
    CHECK(works(person, posts, "org/own", back));
    CHECK_FALSE(works(person, posts, "org/new", back));
    CHECK(works(person, posts, "org/new", back - Days{1}));
}
