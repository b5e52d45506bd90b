#include "roster/service/due_tally.h"

#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;

namespace {

Organisation make(const char* key, OrganisationKind kind, const char* parent) {
    return {key, key, kind, parent};
}

const std::vector<Organisation> city{
    make("city", OrganisationKind::city, ""), make("b", OrganisationKind::county, "city"),
    make("a", OrganisationKind::county, "city"), make("y", OrganisationKind::home, "a"),
    make("x", OrganisationKind::home, "b")};
const std::vector<std::size_t> all{0, 1, 2, 3, 4};

} // namespace

TEST_CASE("due tally: children stand under their parent, by key") {
    std::string order;
    std::vector<int> depths;
    for (const OrganisationDue& one : sum_up(city, all, {})) {
        order += one.key + " ";
        depths.push_back(one.depth);
    }
    CHECK(order == "city a y b x ");
    CHECK(depths == std::vector{0, 1, 2, 1, 2});
}

TEST_CASE("due tally: whoever works in two homes counts once above them, by the worse of both") {
    DueTallies tallies;
    worsen(tallies[3].persons, 7, DueState::red);
    worsen(tallies[3].persons, 7, DueState::green); // the worst stays
    worsen(tallies[4].persons, 7, DueState::yellow);
    worsen(tallies[4].persons, 8, DueState::yellow);
    tallies[3].certificate_count = 2;
    tallies[4].certificate_count = 1;
    const auto lines = sum_up(city, all, tallies);
    CHECK(lines[0].persons == StateCounts{0, 1, 1});
    CHECK(lines[0].certificate_count == 3);
    CHECK(lines[1].key == "a");
    CHECK(lines[1].persons == StateCounts{0, 0, 1});
    CHECK(lines[3].key == "b");
    CHECK(lines[3].persons == StateCounts{0, 2, 0});
}
