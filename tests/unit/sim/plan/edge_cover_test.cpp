#include "sim/plan/edge_cover.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace {

using namespace sim::plan;

double total_m(const std::vector<Segment>& pieces) {
    double sum_m = 0;
    for (const Segment& piece : pieces)
        sum_m += sim::core::distance(piece.a, piece.b);
    return sum_m;
}

const Segment wall{{0, 0}, {10, 0}};

} // namespace

TEST_CASE("edge cover: a door in the middle leaves two pieces in the wall's direction") {
    const std::vector<Segment> door{{{6, 0}, {5, 0}}};
    const auto pieces = uncovered_pieces(wall, door);
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0] == Segment{{0, 0}, {5, 0}});
    CHECK(pieces[1] == Segment{{6, 0}, {10, 0}});
}

TEST_CASE("edge cover: overlapping covers count once, covers beyond the ends do no harm") {
    const std::vector<Segment> covers{{{-5, 0}, {2, 0}}, {{1, 0}, {3, 0}}, {{9, 0}, {20, 0}}};
    CHECK(total_m(uncovered_pieces(wall, covers)) == doctest::Approx(6));
    const std::vector<Segment> all{{{-1, 0}, {11, 0}}};
    CHECK(uncovered_pieces(wall, all).empty());
}

TEST_CASE("edge cover: walls that cross or run beside at a distance cover nothing") {
    const std::vector<Segment> covers{
        {{5, -3}, {5, 3}}, {{4.99, -0.005}, {5.01, 0.005}}, {{0, 0.02}, {10, 0.02}}};
    CHECK(total_m(uncovered_pieces(wall, covers)) == doctest::Approx(10));
}

TEST_CASE("edge cover: what is covered and what remains make up the edge") {
    CHECK(rc::check([] {
        const auto metres =
            rc::gen::map(rc::gen::inRange(-300, 1300), [](int cm) { return cm / 100.0; });
        const auto ends = *rc::gen::container<std::vector<std::pair<double, double>>>(
            rc::gen::pair(metres, metres));
        std::vector<Segment> covers;
        std::vector<bool> covered(1000, false); // by centimetre of the wall
        for (const auto& [from, to] : ends) {
            covers.push_back({{from, 0}, {to, 0}});
            for (int i = 0; i < 1000; ++i) {
                const double x = (i + 0.5) / 100;
                if (x > std::min(from, to) && x < std::max(from, to))
                    covered[static_cast<std::size_t>(i)] = true;
            }
        }
        double free_m = 0;
        for (const bool c : covered)
            free_m += c ? 0 : 0.01;
        RC_ASSERT(std::abs(total_m(uncovered_pieces(wall, covers)) - free_m) < 1e-6);
    }));
}

TEST_CASE("edge cover: a row cuts a bent floor in pairs") {
    const Polygon u{{0, 0}, {6, 0}, {6, 4}, {4, 4}, {4, 1}, {2, 1}, {2, 4}, {0, 4}};
    CHECK(cuts_along_row(u, 3) == std::vector<double>{0, 2, 4, 6});
    CHECK(cuts_along_row(u, 0.5) == std::vector<double>{0, 6});
    CHECK(cuts_along_row(u, 9).empty());
}
