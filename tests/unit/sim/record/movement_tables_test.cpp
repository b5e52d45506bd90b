#include "sim/record/movement_tables.h"
#include "tests/unit/sim/record/record_files.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace sim;

namespace {

const record::Record& short_record() {
    static const record::Record record =
        tests::take(record::load_record(tests::RecordCopy().path()), "load");
    return record;
}

std::ptrdiff_t count_lines(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

/// Two rooms with a door of 1 m between; four persons go through one after the other at 1 m/s.
record::Record four_through_a_door() {
    record::Record r;
    r.plan.levels.push_back({"L1", "L1", 0, 3});
    for (const double x : {0.0, 5.0}) {
        plan::Space s;
        s.key = x > 0 ? "b" : "a";
        s.level = core::make_id<plan::LevelId>(0);
        s.outline_m = {{x, 0}, {x + 5, 0}, {x + 5, 4}, {x, 4}};
        r.plan.spaces.push_back(s);
    }
    plan::Opening door;
    door.key = "door";
    door.kind = plan::OpeningKind::doorway;
    door.a = core::make_id<plan::SpaceId>(0);
    door.b = core::make_id<plan::SpaceId>(1);
    door.center_m = {5, 2};
    door.along = {0, 1};
    door.width_m = 1;
    r.plan.openings.push_back(door);
    r.area = plan::make_walkable_area(r.plan);
    for (int i = 0; i < 4; ++i)
        r.cast.push_back({"p" + std::to_string(i), "", "", drill::PersonGroup::visitor, ""});
    for (int f = 0; f <= 40; ++f) {
        drill::Frame frame;
        frame.tick = core::Tick{f * record::frame_period_ticks};
        for (int i = 0; i < 4; ++i) {
            drill::PersonFrame p;
            p.position = {core::make_id<plan::SheetId>(0), {4.1 - i + 0.25 * f * 0.7, 2}};
            p.moving = true;
            frame.people.push_back(p);
        }
        r.frames.push_back(frame);
    }
    return r;
}

} // namespace

TEST_CASE("movement tables: a door counts who goes through it, with flow by second and metre") {
    const std::string csv = record::format_door_csv(four_through_a_door());
    CHECK(csv.find("0,door,1.00,4,0.400,0.400,") != std::string::npos);
    CHECK(count_lines(csv) == 2);
}

TEST_CASE("movement tables: the diagram has the speed and density of each once a second") {
    const std::string csv = record::format_diagram_csv(four_through_a_door());
    CHECK(count_lines(csv) == 1 + 10 * 4);
    // The second has one within 1.5 m on either side.
    CHECK(csv.find("1,p1,0,0.424,0.700") != std::string::npos);
}

TEST_CASE("movement tables: positions are lines of five numbers after the frame rate") {
    const std::string text = record::format_pedpy_text(four_through_a_door());
    CHECK(text.rfind("# framerate: 4.00\n", 0) == 0);
    CHECK(count_lines(text) == 2 + 41 * 4);
    CHECK(text.find("\n0 0 4.1000 2.0000 0.00\n") != std::string::npos);
}

TEST_CASE("movement tables: the area has a closed polygon for every space and flight") {
    const record::Record& r = short_record();
    const std::string wkt = record::format_area_wkt(r.plan, r.area);
    std::size_t polygons = 0;
    for (std::size_t at = wkt.find("POLYGON"); at != std::string::npos;
         at = wkt.find("POLYGON", at + 1))
        ++polygons;
    CHECK(polygons == r.plan.spaces.size() + r.plan.flights.size());
    CHECK(std::count(wkt.begin(), wkt.end(), '(') == std::count(wkt.begin(), wkt.end(), ')'));
}

TEST_CASE("movement tables: a carer's time is walking, work at a resident or waiting") {
    const record::Record& r = short_record();
    const auto trips = record::calc_carer_trips(r);
    REQUIRE(!trips.empty());
    const double length_s =
        static_cast<double>(r.frames.size() - 1) * record::frame_period_ticks * core::tick_s;
    for (const record::CarerTrips& t : trips) {
        CHECK(t.walking_s + t.at_resident_s + t.waiting_s >= 0);
        CHECK(t.walking_s + t.waiting_s <= length_s + 1e-6);
        CHECK((t.walked_m > 0) == (t.walking_s > 0));
    }
    CHECK(count_lines(record::format_carer_csv(r)) ==
          1 + static_cast<std::ptrdiff_t>(trips.size()));
}
