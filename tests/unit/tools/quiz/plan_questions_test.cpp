// What the shipped plans answer, against a search and a geometry of the test's own.
#include "sim/core/file.h"
#include "sim/plan/clearance.h"
#include "sim/plan/edge_cover.h"
#include "sim/plan/plan_file.h"
#include "sim/plan/space_way.h"
#include "tools/quiz/quiz_paper.h"
#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <limits>
#include <map>
#include <set>

using namespace tools::quiz;
using namespace sim::plan;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

PlanQuestions load(const std::string& name, std::vector<BedOccupant> occupants = {}) {
    const std::string file = YANLIAN_SOURCE_DIR "/scenarios/plans/" + name + ".plan.json";
    auto plan = load_plan(file);
    REQUIRE(plan);
    return {std::move(*plan), std::string(64, 'a'), std::move(occupants)};
}

/// Walking inside one outline, by trying points along each line and by way of every corner: slow,
/// plain.
struct Inside {
    Polygon outline;
    std::map<std::array<double, 4>, double> known{};

    [[nodiscard]] bool straight(Vec2 a, Vec2 b) const {
        constexpr double step_m = 0.02, tolerance_m = 1e-6;
        const double m = sim::core::distance(a, b);
        const int steps = std::max(1, static_cast<int>(m / step_m));
        for (int i = 1; i < steps; ++i)
            if (!sim::core::contains(outline, a + (b - a) * (i / double(steps)), tolerance_m))
                return false;
        return true;
    }
    [[nodiscard]] double walk_m(Vec2 a, Vec2 b) {
        const auto [at, fresh] = known.emplace(std::array{a.x, a.y, b.x, b.y}, never);
        if (!fresh) return at->second;
        std::vector<Vec2> points = outline;
        points.push_back(b);
        std::vector<double> best;
        for (const Vec2 p : points)
            best.push_back(straight(a, p) ? sim::core::distance(a, p) : never);
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t i = 0; i < points.size(); ++i)
                for (std::size_t j = 0; j < points.size(); ++j) {
                    const double m = best[i] + sim::core::distance(points[i], points[j]);
                    if (m >= best[j] - 1e-9 || !straight(points[i], points[j])) continue;
                    best[j] = m;
                    changed = true;
                }
        }
        return at->second = best.back();
    }
};

/// Distances from a point to every door, relaxed until nothing changes (Bellman-Ford): slow, plain.
struct Doors {
    explicit Doors(const Plan& from) : plan(from) {
        for (const Space& space : plan.spaces)
            inside.push_back({walkable_outline(space)});
    }
    const Plan& plan;
    mutable std::vector<Inside> inside{};

    [[nodiscard]] double walk_m(SpaceId in, Vec2 a, Vec2 b) const {
        return inside[in.index()].walk_m(a, b);
    }

    [[nodiscard]] bool passes(const Opening& o) const { return o.walkable() && !o.locked && o.b; }
    /// Metres from the start to each door; flights are walked from landing to landing.
    [[nodiscard]] std::vector<double> from(SpaceId space, Vec2 at) const {
        // Nodes: doors, then both ends of every flight.
        const std::size_t n = plan.openings.size();
        std::vector<double> best(n + 2 * plan.flights.size(), never);
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t to = 0; to < best.size(); ++to) {
                double shortest = best[to];
                for (const SpaceId in : spaces_of(to)) {
                    if (in == space) shortest = std::min(shortest, walk_m(in, at, place(to)));
                    for (std::size_t via = 0; via < best.size(); ++via)
                        for (const SpaceId other : spaces_of(via))
                            if (other == in)
                                shortest = std::min(shortest,
                                                    best[via] + walk_m(in, place(via), place(to)));
                }
                if (to >= n) {
                    const std::size_t twin = n + ((to - n) ^ 1u);
                    shortest =
                        std::min(shortest, best[twin] + plan.flights[(to - n) / 2].slope_length_m);
                }
                if (shortest < best[to] - 1e-9) {
                    best[to] = shortest;
                    changed = true;
                }
            }
        }
        return best;
    }
    [[nodiscard]] double to(SpaceId from_space, Vec2 from_m, SpaceId space, Vec2 at) const {
        const auto best = from(from_space, from_m);
        double shortest = from_space == space ? walk_m(space, from_m, at) : never;
        for (std::size_t i = 0; i < best.size(); ++i)
            for (const SpaceId in : spaces_of(i))
                if (in == space)
                    shortest = std::min(shortest, best[i] + walk_m(space, place(i), at));
        return shortest;
    }
    [[nodiscard]] Vec2 place(std::size_t node) const {
        if (node < plan.openings.size()) return plan.openings[node].center_m;
        const std::size_t i = node - plan.openings.size();
        const Flight& flight = plan.flights[i / 2];
        const Segment& edge = i % 2 == 0 ? flight.lower_edge_m : flight.upper_edge_m;
        return (edge.a + edge.b) * 0.5;
    }
    [[nodiscard]] std::vector<SpaceId> spaces_of(std::size_t node) const {
        if (node < plan.openings.size()) {
            const Opening& o = plan.openings[node];
            if (!passes(o)) return {};
            return {o.a, o.b};
        }
        const std::size_t i = node - plan.openings.size();
        return {i % 2 == 0 ? plan.flights[i / 2].lower : plan.flights[i / 2].upper};
    }
};

std::string subject_of(const Question& question, PlanKind kind) {
    const std::string head =
        "plan/" + std::string(plan_kind_names[static_cast<std::size_t>(kind)]) + "/";
    REQUIRE(question.id.starts_with(head));
    return question.id.substr(head.size());
}

/// Every question of that kind that the plan answers.
std::vector<Question> all_of(const PlanQuestions& questions, PlanKind kind) {
    std::vector<Question> made;
    for (const PlanCandidate& candidate : questions.candidates())
        if (candidate.kind == kind)
            if (auto question = questions.make(candidate, 7)) made.push_back(std::move(*question));
    return made;
}

/// The distance of the nearest thing, by place label, by the test's own search.
void check_nearest(const PlanQuestions& questions, PlanKind kind, EquipmentKind what) {
    const Plan& plan = questions.plan();
    const Doors doors(plan);
    for (const Question& question : all_of(questions, kind)) {
        CAPTURE(question.id);
        const SpaceId from = plan.find_space(subject_of(question, kind));
        REQUIRE(from);
        std::map<std::string, double> by_label;
        double nearest = never;
        for (const Equipment& one : plan.equipment) {
            if (one.kind != what) continue;
            const double d = doors.to(from, find_standing_point(plan[from]), one.space, one.at_m);
            nearest = std::min(nearest, d);
            const auto [at, fresh] = by_label.emplace(describe_place(plan, one.space, one.at_m), d);
            if (!fresh) at->second = std::min(at->second, d);
        }
        REQUIRE(nearest < never);
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            REQUIRE(by_label.contains(question.options[i]));
            const double d = by_label[question.options[i]];
            if (question.distances_m[i])
                CHECK(*question.distances_m[i] == doctest::Approx(d).epsilon(1e-6));
            else
                CHECK(d == never);
            const bool accepted = judge(question, Answer{static_cast<int>(i)}).correct;
            CHECK(accepted == (d <= nearest + tie_tolerance_m + 1e-9));
        }
    }
}

} // namespace

TEST_CASE(
    "plan quiz: nearest extinguisher, call point, hydrant, telephone by a search of its own") {
    for (const char* name : {"ankang", "longhua3"}) {
        CAPTURE(name);
        const PlanQuestions questions = load(name);
        check_nearest(questions, PlanKind::nearest_extinguisher, EquipmentKind::extinguisher);
        check_nearest(questions, PlanKind::nearest_call_point, EquipmentKind::manual_call_point);
        check_nearest(questions, PlanKind::nearest_hydrant, EquipmentKind::hydrant);
        check_nearest(questions, PlanKind::nearest_telephone, EquipmentKind::telephone);
        CHECK(all_of(questions, PlanKind::nearest_extinguisher).size() >= 8);
    }
}

TEST_CASE("plan quiz: the nearest extinguisher to room 203 hangs beside room 201") {
    const PlanQuestions questions = load("ankang");
    for (const Question& question : all_of(questions, PlanKind::nearest_extinguisher)) {
        if (question.id != "plan/nearest_extinguisher/room/203") continue;
        CHECK(question.text == "从203室出发，走到哪一处灭火器最近？");
        CHECK(question.element == CompetenceElement::extinguish);
        REQUIRE(question.right.size() == 1);
        const Plan& plan = questions.plan();
        const Equipment& one = plan[plan.find_equipment("extinguisher/2-2")];
        CHECK(question.options[static_cast<std::size_t>(question.right[0])] ==
              describe_place(plan, one.space, one.at_m));
        return;
    }
    FAIL("not asked");
}

TEST_CASE("plan quiz: exits by a search of its own; locked ones are never offered") {
    for (const char* name : {"ankang", "longhua3"}) {
        const PlanQuestions questions = load(name);
        const Plan& plan = questions.plan();
        const Doors doors(plan);
        for (const Question& question : all_of(questions, PlanKind::nearest_exit)) {
            CAPTURE(question.id);
            const SpaceId from = plan.find_space(subject_of(question, PlanKind::nearest_exit));
            std::map<std::string, double> by_name;
            double nearest = never;
            for (std::size_t i = 0; i < plan.openings.size(); ++i) {
                const Opening& door = plan.openings[i];
                if (!door.exit || !door.walkable() || door.locked) continue;
                by_name[door.name] = doors.from(from, find_standing_point(plan[from]))[i];
                nearest = std::min(nearest, by_name[door.name]);
            }
            for (std::size_t i = 0; i < question.options.size(); ++i) {
                REQUIRE(by_name.contains(question.options[i]));
                const double d = by_name[question.options[i]];
                CHECK(question.distances_m[i].value_or(never) == doctest::Approx(d).epsilon(1e-6));
                CHECK(judge(question, Answer{static_cast<int>(i)}).correct ==
                      (d <= nearest + tie_tolerance_m + 1e-9));
            }
        }
    }
}

TEST_CASE("plan quiz: a locked exit changes the answer") {
    const std::string file = YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json";
    auto plan = *load_plan(file);
    for (Opening& opening : plan.openings)
        if (opening.key == "door/exit-west") opening.locked = true;
    const PlanQuestions questions(plan, std::string(64, 'a'));
    for (const Question& question : all_of(questions, PlanKind::nearest_exit))
        CHECK(std::ranges::find(question.options, "西楼梯间出口") == question.options.end());
    CHECK(all_of(questions, PlanKind::nearest_exit).size() > 0);
}

TEST_CASE("plan quiz: counts are the counts of the file") {
    const PlanQuestions questions = load("ankang");
    const Plan& plan = questions.plan();
    for (const auto& [kind, what] :
         {std::pair{PlanKind::count_extinguishers, EquipmentKind::extinguisher},
          std::pair{PlanKind::count_call_points, EquipmentKind::manual_call_point}})
        for (const Question& question : all_of(questions, kind)) {
            const LevelId level = plan.find_level(subject_of(question, kind));
            int count = 0;
            for (const Equipment& one : plan.equipment)
                if (one.kind == what && plan[one.space].level == level) count += one.count;
            CHECK(question.right == Answer{count});
        }
    CHECK(all_of(questions, PlanKind::count_extinguishers).size() == 3);
    // The lower floors of this plan show no equipment at all: nothing is asked, zero is not
    // assumed.
    CHECK(all_of(load("longhua3"), PlanKind::count_extinguishers).size() == 1);
}

TEST_CASE("plan quiz: residents to be carried are asked only of a register that fits") {
    CHECK(all_of(load("ankang"), PlanKind::count_carried).empty());
    const Plan plan = load("ankang").plan();
    std::vector<BedOccupant> lying;
    for (const Bed& bed : plan.beds)
        lying.push_back({bed.key, bed.key.ends_with("-1")});
    std::map<std::string, int> carried;
    for (const Bed& bed : plan.beds)
        if (bed.key.ends_with("-1")) ++carried[plan[plan[bed.space].level].key];
    const PlanQuestions with = load("ankang", lying);
    const auto asked = all_of(with, PlanKind::count_carried);
    CHECK(asked.size() == 3);
    for (const Question& question : asked)
        CHECK(question.right == Answer{carried[subject_of(question, PlanKind::count_carried)]});
    lying.push_back({"bed/elsewhere", true});
    CHECK(all_of(load("ankang", lying), PlanKind::count_carried).empty());
}

TEST_CASE("plan quiz: a position is right within five metres in the same space, and no other is") {
    for (const char* name : {"ankang", "longhua3"}) {
        const PlanQuestions questions = load(name);
        const Plan& plan = questions.plan();
        for (const PlanKind kind : {PlanKind::where_extinguisher, PlanKind::where_call_point,
                                    PlanKind::where_shutoff, PlanKind::where_aid})
            for (const Question& question : all_of(questions, kind)) {
                CAPTURE(question.id);
                const Equipment& thing = plan[plan.find_equipment(subject_of(question, kind))];
                REQUIRE(question.right == Answer{0});
                CHECK(question.options[0] == describe_place(plan, thing.space, thing.at_m));
                std::set<std::string> true_places;
                for (const Equipment& one : plan.equipment)
                    if (one.kind == thing.kind)
                        true_places.insert(describe_place(plan, one.space, one.at_m));
                for (std::size_t i = 1; i < question.options.size(); ++i)
                    CHECK_FALSE(true_places.contains(question.options[i]));
            }
    }
}

TEST_CASE("plan quiz: a fire is left sideways, never into its own compartment or downstairs") {
    const PlanQuestions questions = load("ankang");
    const Plan& plan = questions.plan();
    const auto asked = all_of(questions, PlanKind::shelter);
    CHECK(asked.size() == 42); // every bedroom of three floors
    for (const Question& question : asked) {
        const SpaceId room = plan.find_space(subject_of(question, PlanKind::shelter));
        const std::string key = plan[room].key.substr(5);
        REQUIRE(question.right.size() == 1);
        const std::string& chosen = question.options[static_cast<std::size_t>(question.right[0])];
        // 101 to 110 lie in the west, 111 to 114 in the east: the other side is right.
        const std::string floor = key[0] == '1' ? "一层" : key[0] == '2' ? "二层" : "三层";
        CHECK(chosen == floor + (key.substr(1) <= "10" ? "东防火分区" : "西防火分区"));
    }
    CHECK(all_of(load("longhua3"), PlanKind::shelter).empty()); // one compartment: no way sideways
}

TEST_CASE("plan quiz: what lies behind the wall shares an edge with the room") {
    const PlanQuestions questions = load("ankang");
    const Plan& plan = questions.plan();
    const auto box_of = [&](const Space& space) {
        sim::core::Box box;
        for (const Vec2 corner : space.outline_m)
            box.include(corner);
        return box;
    };
    for (const Question& question : all_of(questions, PlanKind::neighbour)) {
        CAPTURE(question.id);
        const Space& room = plan[plan.find_space(subject_of(question, PlanKind::neighbour))];
        const auto a = box_of(room);
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            const auto other = std::ranges::find_if(plan.spaces, [&](const Space& space) {
                return space.name == question.options[i] && space.level == room.level;
            });
            REQUIRE(other != plan.spaces.end());
            const auto b = box_of(*other);
            // All rooms of this plan are rectangles.
            const double x = std::min(a.high.x, b.high.x) - std::max(a.low.x, b.low.x);
            const double y = std::min(a.high.y, b.high.y) - std::max(a.low.y, b.low.y);
            const bool touching =
                (std::abs(x) < 1e-6 && y > 0.5) || (std::abs(y) < 1e-6 && x > 0.5);
            CHECK(touching == (static_cast<int>(i) == question.right[0]));
        }
    }
}

TEST_CASE("plan quiz: whether a bed passes is what the clearance search says") {
    const PlanQuestions questions = load("longhua3");
    const Plan& plan = questions.plan();
    int asked = 0;
    for (const PlanCandidate& candidate : questions.candidates()) {
        if (candidate.kind != PlanKind::bed_fits || asked >= 4) continue;
        const auto question = questions.make(candidate, 1);
        if (!question) continue;
        ++asked;
        const Bed& bed = plan.beds[candidate.subject];
        for (std::size_t i = 0; i < plan.openings.size(); ++i) {
            const Opening& door = plan.openings[i];
            if (!door.walkable() || (door.a != bed.space && door.b != bed.space)) continue;
            if (question->text.find(door.name) == std::string::npos) continue;
            const auto answer =
                find_clearance(plan, bed.space, bed.center_m, bed.heading_rad,
                               door.a == bed.space ? door.b : door.a,
                               sim::core::make_id<OpeningId>(i), {bed.length_m, bed.width_m});
            CHECK(answer.verdict != Clearance::doubtful);
            CHECK(question->right == Answer{answer.verdict == Clearance::passes ? 0 : 1});
        }
    }
    CHECK(asked == 4);
}

TEST_CASE("plan quiz: every question has a choice, a right answer and a source") {
    for (const char* name : {"ankang", "longhua3"}) {
        const PlanQuestions questions = load(name);
        std::set<std::string> ids;
        for (const PlanCandidate& candidate : questions.candidates()) {
            if (candidate.kind == PlanKind::bed_fits) continue; // 10-60 ms each
            const auto question = questions.make(candidate, 3);
            if (!question) continue;
            CAPTURE(question->id);
            ids.insert(question->id);
            CHECK(question->from_plan);
            CHECK(judge(*question, question->form == AnswerForm::single
                                       ? Answer{question->right.front()}
                                       : question->right)
                      .correct);
            CHECK_FALSE(question->source.clause.empty());
            CHECK_FALSE(question->explanation.empty());
            if (question->form == AnswerForm::number) continue;
            const std::set<std::string> options(question->options.begin(), question->options.end());
            CHECK(options.size() == question->options.size());
            CHECK(question->options.size() >= 2);
            CHECK(question->options.size() <= 4);
            CHECK(question->right.size() < question->options.size());
        }
        CHECK(ids.size() >= 40);
    }
}

TEST_CASE("paper: the same seed gives the same paper, another another") {
    const auto bank = load_shipped_bank();
    REQUIRE(bank);
    const PlanQuestions plan = load("ankang");
    const auto text_of = [&](std::uint64_t seed, const PlanQuestions* questions) {
        PaperWish wish;
        wish.seed = seed;
        wish.level_key = "level/2";
        const auto paper = make_paper(*bank, questions, wish);
        REQUIRE(paper);
        std::string text;
        for (const Question& question : paper->questions) {
            text += question.id;
            for (const std::string& option : question.options)
                text += "|" + option;
            text += format_right(question) + "\n";
        }
        return text;
    };
    CHECK(text_of(1, &plan) == text_of(1, &plan));
    CHECK(text_of(1, &plan) != text_of(2, &plan));
    CHECK(text_of(1, nullptr).find("plan/") == std::string::npos);
}

TEST_CASE("paper: evenly over the elements, half from the plan, of the own floor only") {
    const auto bank = load_shipped_bank();
    const PlanQuestions plan = load("ankang");
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        PaperWish wish;
        wish.seed = seed;
        wish.level_key = "level/2";
        const auto paper = make_paper(*bank, &plan, wish);
        REQUIRE(paper);
        CHECK(paper->questions.size() == 20);
        std::map<CompetenceElement, int> count, of_plan;
        std::set<std::string> ids;
        for (const Question& question : paper->questions) {
            ++count[question.element];
            of_plan[question.element] += question.from_plan;
            ids.insert(question.id);
            if (question.id.find("/room/") != std::string::npos)
                CHECK(question.id[question.id.find("/room/") + 6] == '2');
            if (question.form == AnswerForm::single)
                for (const int one : question.right)
                    CHECK(judge(question, Answer{one}).correct);
            else
                CHECK(judge(question, question.right).correct);
        }
        CHECK(ids.size() == 20);
        for (const auto& [element, n] : count) {
            CHECK(n == 5);
            CHECK(of_plan[element] >= 2);
        }
    }
}

TEST_CASE("paper: what cannot be made is refused with every shortage named") {
    const auto bank = load_shipped_bank();
    PaperWish wish;
    wish.question_count = 200;
    const auto refused = make_paper(*bank, nullptr, wish);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.size() == 4);
    wish.question_count = 2;
    CHECK_FALSE(make_paper(*bank, nullptr, wish));
    const PlanQuestions plan = load("ankang");
    wish.question_count = 20;
    wish.level_key = "level/9";
    CHECK_FALSE(make_paper(*bank, &plan, wish));
}

TEST_CASE("paper: questions of a repealed norm are flagged and never asked") {
    auto bank = *load_shipped_bank();
    int flagged = 0;
    for (BankQuestion& one : bank.questions)
        if (one.question.source.norm_key == "MPS-61") {
            one.repealed_on = "2026-07-01";
            ++flagged;
        }
    CHECK(flagged > 10);
    PaperWish wish;
    wish.elements = {CompetenceElement::alarm};
    wish.question_count = 12;
    wish.day = "2026-07-01";
    const auto after = make_paper(bank, nullptr, wish);
    REQUIRE(after);
    for (const Question& question : after->questions)
        CHECK(question.source.norm_key != "MPS-61");
}
