#include "roster/domain/finding.h"

#include <doctest/doctest.h>

using namespace roster::domain;

namespace {
const Date today = make_date(2026, 6, 1);
const Remedy remedy{"person/b", "拆除门锁", today + Days{1}, "专人看守"};
FindingStep make_step(FindingState state, std::string actor, std::string evidence = "") {
    return {state, remedy, Instant{today}, std::move(actor), std::move(evidence)};
}
} // namespace

TEST_CASE("finding: the deadline moves by an extension alone, and only later") {
    const std::vector taken{make_step(FindingState::registered, "person/a"),
                            make_step(FindingState::in_progress, "person/a")};
    FindingStep next = make_step(FindingState::to_be_rechecked, "person/b");
    CHECK(check_step(taken, next).empty());
    next.remedy.deadline = today + Days{9};
    CHECK(check_step(taken, next).size() == 1);
    next.state = FindingState::extended;
    CHECK(check_step(taken, next).size() == 1); // no reason
    next.evidence = "等配件";
    CHECK(check_step(taken, next).empty());
    next.remedy.deadline = today;
    CHECK(check_step(taken, next).size() == 1);
}

TEST_CASE("finding: who answered for it before cannot hand it over to close it") {
    const std::vector taken{make_step(FindingState::registered, "person/a"),
                            make_step(FindingState::in_progress, "person/a"),
                            make_step(FindingState::to_be_rechecked, "person/a")};
    FindingStep closing = make_step(FindingState::closed, "person/b", "照片");
    closing.remedy.responsible_key = "person/c";
    CHECK(check_step(taken, closing).size() == 1);
    closing.actor_key = "person/c";
    CHECK(check_step(taken, closing).size() == 1);
    closing.actor_key = "person/d";
    CHECK(check_step(taken, closing).empty());
}

TEST_CASE("finding: who had a hand in it in an earlier round does not close it either") {
    auto taken = std::vector{make_step(FindingState::registered, "person/a"),
                             make_step(FindingState::in_progress, "person/a"),
                             make_step(FindingState::to_be_rechecked, "person/e"),
                             make_step(FindingState::returned, "person/d", "还锁着"),
                             make_step(FindingState::to_be_rechecked, "person/f")};
    for (std::size_t i = 3; i < taken.size(); ++i)
        taken[i].remedy.responsible_key = "person/c";
    const auto closes = [&](const char* who) {
        FindingStep closing = make_step(FindingState::closed, who, "照片");
        closing.remedy.responsible_key = "person/c";
        return check_step(taken, closing).empty();
    };
    CHECK_FALSE(closes("person/b")); // answered for it before
    CHECK_FALSE(closes("person/c"));
    CHECK_FALSE(closes("person/e")); // reported it before it was sent back
    CHECK_FALSE(closes("person/f"));
    CHECK(closes("person/d")); // rechecked it, and may again
    CHECK(closes("person/a")); // wrote it down
}

TEST_CASE("finding: who may move a deadline") {
    CHECK(may_extend({true, false}, Severity::major));
    CHECK_FALSE(may_extend({false, true}, Severity::major));
    CHECK(may_extend({false, true}, Severity::ordinary));
    CHECK_FALSE(may_extend({}, Severity::ordinary));
}

TEST_CASE("finding: what is wrong before it is registered comes at once") {
    Finding finding;
    finding.found_on = today + Days{1};
    finding.source = FindingSource::drill;
    finding.service = "洗浴";
    CHECK(check(finding, today).size() == 6);
    finding = {"finding/1", "org/ankang", 3, "门锁着", Severity::ordinary, true, today};
    CHECK(check(finding, today).size() == 1); // a drill's finding has the drill as its source
    finding.source = FindingSource::drill;
    CHECK(check(finding, today).empty());
}

TEST_CASE("finding: the table of transitions") {
    using enum FindingState;
    constexpr FindingState all[] = {registered, in_progress, to_be_rechecked,
                                    closed,     returned,    extended};
    int allowed = 0;
    for (const FindingState from : all)
        for (const FindingState to : all)
            allowed += may_follow(from, to);
    CHECK(allowed == 9);
    CHECK_FALSE(may_follow(registered, closed));
    CHECK_FALSE(may_follow(closed, in_progress));
    CHECK_FALSE(may_follow(in_progress, closed));
}
