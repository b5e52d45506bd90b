#include "roster/schedule/patterns/instance_file.h"
#include "small_problems.h"
#include <doctest/doctest.h>

using namespace small_problems;

namespace {

constexpr std::string_view small_text = R"(# a comment
SECTION_HORIZON
7
SECTION_SHIFTS
E,480,
N,600,E|N # may follow nothing
SECTION_STAFF
A,E=7|N=2,2400,960,5,2,2,1
B,N=7|E=0,2400,0,5,1,2,1
SECTION_DAYS_OFF
A,0,6
SECTION_SHIFT_ON_REQUESTS
A,2,E,3
SECTION_SHIFT_OFF_REQUESTS
B,4,N,1
SECTION_COVER
0,E,1,100,1
1,N,2,90,2
)";

std::vector<std::string> lines_of_faults(std::string_view text) {
    const auto problem = parse_instance("x.txt", text);
    REQUIRE(!problem);
    std::vector<std::string> lines;
    for (const auto& fault : problem.error().problems) {
        CHECK(fault.file == "x.txt");
        lines.push_back(fault.pointer);
    }
    return lines;
}

} // namespace

TEST_CASE("an instance file is read as it stands") {
    const auto problem = parse_instance("x.txt", small_text);
    REQUIRE(problem);
    CHECK(problem->horizon_days == 7);
    REQUIRE(problem->shifts.size() == 2);
    CHECK(problem->shifts[1].length_min == 600);
    CHECK(problem->shifts[1].forbidden_next == std::vector<int>{0, 1});
    REQUIRE(problem->people.size() == 2);
    CHECK(problem->people[1].max_shifts == std::vector<int>{0, 7});
    CHECK(problem->people[0].min_work_min == 960);
    CHECK(problem->people[0].days_off == std::vector<int>{0, 6});
    CHECK(problem->on_requests[0].weight == 3);
    CHECK(problem->off_requests[0].person == 1);
    CHECK(problem->cover[1].under_weight == 90);
}

TEST_CASE("line ends of other systems and a byte order mark do no harm") {
    std::string other = "\xEF\xBB\xBF";
    for (const char c : small_text)
        if (c == '\n')
            other.append("\r\n");
        else
            other.push_back(c);
    const auto one = parse_instance("x.txt", small_text);
    const auto two = parse_instance("x.txt", other);
    REQUIRE(two);
    CHECK(*format_instance(*one) == *format_instance(*two));
}

TEST_CASE("what is read writes back and reads the same") {
    RandomProblems random(101);
    for (int n = 0; n < 20; ++n) {
        auto problem = random.make(7 * (1 + n % 4), 1 + n % 3, 1 + n % 5);
        problem.first_weekday = 0;
        for (auto& person : problem.people) {
            person.history.reset();
            person.barred.clear();
        }
        const auto text = format_instance(problem);
        REQUIRE(text);
        const auto again = parse_instance("x.txt", *text);
        REQUIRE(again);
        CHECK(*format_instance(*again) == *text);
        CHECK(again->cover.size() == problem.cover.size());
    }
}

TEST_CASE("what the format cannot say is refused, not dropped") {
    auto problem = make_plain_week(1);
    CHECK(format_instance(problem));
    problem.people[0].history = History{0, day_off, 1};
    CHECK(!format_instance(problem));
    problem = make_plain_week(1);
    problem.first_weekday = 2;
    CHECK(!format_instance(problem));
    problem = make_plain_week(1);
    problem.people[0].id = "A,B";
    CHECK(!format_instance(problem));
}

TEST_CASE("every fault is told with its line") {
    const auto lines = lines_of_faults("SECTION_HORIZON\n"            // 1
                                       "8\n"                          // 2 no whole weeks
                                       "SECTION_SHIFTS\n"             // 3
                                       "E,480,X\n"                    // 4 no shift X
                                       "E,0,\n"                       // 5 doubled, no length
                                       "SECTION_STAFF\n"              // 6
                                       "A,E=3,1,0,5,2\n"              // 7 too few
                                       "B,E=3|Q=1,100,zero,5,2,2,1\n" // 8 no shift Q, no number
                                       "SECTION_DAYS_OFF\n"           // 9
                                       "C,1\n"                        // 10 nobody
                                       "B,77,1,1\n"                   // 11 no such day, doubled
                                       "SECTION_SHIFTY\n"             // 12 no such section
                                       "SECTION_COVER\n"              // 13
                                       "1,E,1,100,1\n"                // 14
                                       "1,E,1,100,1\n"                // 15 doubled
                                       "1,E,-1,100,1e9\n");           // 16 doubled, two numbers
    for (const char* line : {"2", "4", "5", "7", "8", "10", "11", "12", "15", "16"})
        CHECK(std::count(lines.begin(), lines.end(), line) >= 1);
    CHECK(std::count(lines.begin(), lines.end(), "5") == 2);
    CHECK(std::count(lines.begin(), lines.end(), "11") == 2);
    CHECK(std::count(lines.begin(), lines.end(), "14") == 0);
}

TEST_CASE("files that are no instances are named as such") {
    CHECK(!lines_of_faults("").empty());
    CHECK(!lines_of_faults("hello\nworld\n").empty());
    CHECK(!lines_of_faults("SECTION_HORIZON\n14\n").empty());
    CHECK(!lines_of_faults("SECTION_STAFF\nA,E=1,1,1,1,1,1,1\nSECTION_HORIZON\n7\n").empty());
    CHECK(!lines_of_faults(std::string(5000, '\0')).empty());
    std::string flood;
    for (int n = 0; n < 5000; ++n)
        flood += "SECTION_NONE\n";
    CHECK(lines_of_faults(flood).size() <= 201);
    CHECK(!load_instance("/nowhere/Instance1.txt"));
}

TEST_CASE("too many people and a horizon of years are named") {
    std::string text = "SECTION_HORIZON\n700\nSECTION_SHIFTS\nD,480,\nSECTION_STAFF\n";
    for (int p = 0; p < 5'000; ++p)
        text.append("P").append(std::to_string(p)).append(",D=14,4320,0,5,2,2,1\n");
    text += "SECTION_COVER\n";
    const auto lines = lines_of_faults(text);
    CHECK(lines.front() == "2");
    CHECK(lines.size() <= 200);
}
