// The drawing as a document: whatever a hand does, the file stays readable and undo returns.
#include "editor/document/plan_document.h"
#include "editor/document/plan_edits.h"
#include "editor/document/plan_residents.h"
#include "editor/document/recovery.h"
#include "sim/core/file.h"
#include "sim/core/text.h"

#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <functional>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace editor::document;
namespace core = sim::core;
namespace fs = std::filesystem;
namespace plan = sim::plan;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("yanlian-gestures-" + std::to_string(::getpid()));
    Folder() {
        fs::create_directories(path);
        ::setenv("XDG_DATA_HOME", path.c_str(), 1);
    }
    ~Folder() {
        ::unsetenv("XDG_DATA_HOME");
        std::error_code code;
        fs::remove_all(path, code);
    }
};

/// A hand that knows no better.
class Hand {
public:
    explicit Hand(unsigned seed) : draws_(seed) {}

    EditResult gesture(const plan::Plan& p) {
        const LevelId level = core::make_id<LevelId>(upto(p.levels.size()));
        const Vec2 a = point(), b = point();
        switch (upto(14)) {
        case 0:
        case 1:
        case 2:
            return add_space(p, level, {a, {b.x, a.y}, b, {a.x, b.y}},
                             static_cast<plan::SpaceKind>(upto(2)));
        case 3:
            return add_space(p, level, {a, b, point(), point()}, plan::SpaceKind::other);
        case 4:
            return split_space(p, level, a, b);
        case 5:
            return add_opening(p, level, a, 2, static_cast<plan::OpeningKind>(upto(4)));
        case 6:
            return add_exit(p, level, a, 2);
        case 7:
            return add_bed(p, level, a);
        case 8:
            return add_equipment(p, level, a, static_cast<plan::EquipmentKind>(upto(14)));
        case 9:
            return add_detector(p, level, a, static_cast<plan::DetectorKind>(upto(2)));
        case 10:
            return move_thing(p, any_thing(p), (b - a) * 0.2);
        case 11:
            return remove_thing(p, any_thing(p));
        case 12: {
            sim::plan::Occupant who;
            who.mobility = static_cast<plan::Mobility>(upto(5));
            who.guide = upto(2) == 0 ? "护理员" : "";
            return toggle_resident(p, level,
                                   p.beds.empty() ? a : p.beds[upto(p.beds.size())].center_m, who);
        }
        default:
            if (p.levels.size() > 3) return add_stair(p, level, a, b);
            return upto(2) == 0 ? add_level(p) : copy_level(p, level);
        }
    }
    std::size_t upto(std::size_t count) { return draws_() % count; }

private:
    Vec2 point() {
        return {static_cast<double>(upto(200)) / 10, static_cast<double>(upto(120)) / 10};
    }
    Selection any_thing(const plan::Plan& p) {
        using Kind = Selection::Kind;
        const std::size_t sizes[] = {p.spaces.size(), p.openings.size(), p.beds.size(),
                                     p.equipment.size(), p.detectors.size()};
        const std::size_t at = upto(5);
        if (sizes[at] == 0) return {};
        return {static_cast<Kind>(static_cast<std::size_t>(Kind::space) + at), upto(sizes[at])};
    }
    std::mt19937 draws_;
};

int sequence_count() {
    const char* longer = std::getenv("YANLIAN_LONG");
    return longer && *longer == '1' ? 10000 : 300;
}

} // namespace

TEST_CASE("drawing: random gestures never spoil the file, undo and redo give the same bytes") {
    int drawn = 0;
    for (int seed = 1; seed <= sequence_count(); ++seed) {
        Hand hand(static_cast<unsigned>(seed));
        PlanDocument document;
        const std::size_t gestures = 1 + hand.upto(25);
        for (std::size_t i = 0; i < gestures; ++i) {
            if (hand.upto(8) == 0) document.undo();
            const std::string before = document.text();
            const auto edit = hand.gesture(document.plan());
            if (!edit || !document.commit(edit->plan)) {
                REQUIRE(document.text() == before);
                continue;
            }
            ++drawn;
            const auto back = plan::judge_plan("", document.text());
            REQUIRE_MESSAGE(back, "seed " << seed);
            REQUIRE(plan::format_plan(back->plan) == document.text());
        }
        const std::string last = document.text();
        while (document.can_undo())
            document.undo();
        REQUIRE(document.text().empty());
        REQUIRE(document.plan() == make_blank_plan());
        while (document.can_redo())
            document.redo();
        if (!document.can_undo()) continue;
        REQUIRE_MESSAGE(plan::format_plan(document.plan()) == document.text(), "seed " << seed);
        if (document.text() != last) { // steps undone on the way were redone too
            while (document.can_undo() && document.text() != last)
                document.undo();
            REQUIRE(document.text() == last);
        }
    }
    CHECK(drawn > sequence_count() * 3); // most gestures did draw
}

TEST_CASE("drawing: undo to the start gives the bytes of the file that was opened") {
    const std::string file = YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json";
    const std::string original = core::read_file(file, 1u << 24).value();
    auto document = PlanDocument::open(file);
    REQUIRE(document);
    CHECK_FALSE(document->changed());
    const auto edit = remove_thing(document->plan(), {Selection::Kind::bed, 0});
    REQUIRE(edit);
    REQUIRE(document->commit(edit->plan));
    CHECK(document->changed());
    CHECK(document->plan().beds.size() + 1 == plan::parse_plan("", original).value().beds.size());
    document->undo();
    CHECK(document->text() == original);
    CHECK_FALSE(document->changed());
}

TEST_CASE("drawing: each save keeps the file before as a numbered backup, nine at most") {
    const Folder folder;
    const fs::path file = folder.path / "home.plan.json";
    PlanDocument document;
    CHECK_FALSE(document.save_as(file)); // nothing drawn yet
    const auto level = core::make_id<LevelId>(0);
    std::vector<std::string> saved;
    for (int i = 0; i < 12; ++i) {
        const double x = i * 5.0;
        auto edit = add_space(document.plan(), level, {{x, 0}, {x + 4, 0}, {x + 4, 4}, {x, 4}},
                              plan::SpaceKind::bedroom);
        REQUIRE(edit);
        REQUIRE(document.commit(edit->plan));
        REQUIRE(document.save_as(file));
        CHECK_FALSE(document.changed());
        saved.push_back(document.text());
    }
    CHECK(core::read_file(file, 1u << 24).value() == saved[11]);
    for (int number = 1; number <= 9; ++number)
        CHECK(core::read_file(file.string() + ".~" + std::to_string(number) + "~", 1u << 24)
                  .value() == saved[static_cast<std::size_t>(11 - number)]);
    CHECK_FALSE(fs::exists(file.string() + ".~10~"));
}

TEST_CASE("drawing: what was drawn before a kill -9 is offered whole") {
    const Folder folder;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const fs::path kept = make_recovery_path();
        PlanDocument document;
        for (int i = 0;; ++i) {
            auto edit = add_space(document.plan(), core::make_id<LevelId>(0),
                                  {{i * 5.0, 0}, {i * 5.0 + 4, 0}, {i * 5.0 + 4, 4}, {i * 5.0, 4}},
                                  plan::SpaceKind::bedroom);
            if (!edit || !document.commit(edit->plan)) ::_exit(1);
            if (!keep_recovery({kept, "/home/me/a.plan.json", document.text()})) ::_exit(2);
            if (i == 5) std::raise(SIGKILL);
        }
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    const auto found = find_recoveries();
    REQUIRE(found.size() == 1);
    CHECK(found[0].target == "/home/me/a.plan.json");
    const auto document = PlanDocument::recover(found[0].target, found[0].text);
    REQUIRE(document);
    CHECK(document->plan().spaces.size() == 6);
    CHECK(document->changed());
    drop_recovery(found[0].file);
    CHECK(find_recoveries().empty());
}

namespace {

int kill_count() {
    const char* text = std::getenv("YANLIAN_KILLS");
    return text ? std::max(3, std::atoi(text)) : 5;
}

std::size_t print_of(const std::string& text) {
    return std::hash<std::string>()(text);
}

/// A state of the drawing: about to be kept, and kept.
struct Told {
    std::size_t print = 0;
    bool kept = false;
};

/// Draws at random, keeps and saves as the desk does, and tells what it keeps.
[[noreturn]] void draw_until_killed(unsigned seed, const fs::path& target, int tell) {
    Hand hand(seed);
    const fs::path kept = make_recovery_path();
    PlanDocument document;
    for (;;) {
        const auto edit = hand.gesture(document.plan());
        if (!edit || !document.commit(edit->plan)) continue;
        const Told before{print_of(document.text()), false}, after{before.print, true};
        if (::write(tell, &before, sizeof before) != sizeof before) ::_exit(1);
        if (!keep_recovery({kept, target.string(), document.text()})) ::_exit(2);
        if (::write(tell, &after, sizeof after) != sizeof after) ::_exit(3);
        if (hand.upto(4) == 0 && !document.save_as(target)) ::_exit(4);
    }
}

} // namespace

TEST_CASE("drawing: killed at any moment it offers the last gesture, the saved file is whole") {
    std::mt19937 draws(5);
    for (int kill = 0; kill < kill_count(); ++kill) {
        const Folder folder;
        const fs::path target = folder.path / "home.plan.json";
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            draw_until_killed(draws() % 1000, target, ends[1]);
        }
        ::close(ends[1]);
        Told one, kept, begun;
        while (!kept.kept && ::read(ends[0], &one, sizeof one) == sizeof one)
            (one.kept ? kept : begun) = one;
        REQUIRE(kept.kept);
        ::usleep(draws() % 150'000);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &one, sizeof one) == sizeof one)
            (one.kept ? kept : begun) = one;
        ::close(ends[0]);

        const auto found = find_recoveries();
        REQUIRE(found.size() == 1);
        CHECK(PlanDocument::recover(found[0].target, found[0].text));
        const std::size_t offered = print_of(found[0].text);
        CHECK((offered == kept.print || offered == begun.print));
        if (!fs::exists(target)) continue;
        const auto saved = plan::judge_plan("", core::read_file(target, 1u << 24).value());
        CHECK_MESSAGE(saved, "kill " << kill);
    }
}

TEST_CASE("drawing: a floor with a stair and a copy has a way out and no problems") {
    const auto ground = core::make_id<LevelId>(0);
    PlanDocument document;
    const auto does = [&](const EditResult& edit) {
        REQUIRE_MESSAGE(edit, (edit ? "" : core::describe(edit.error())));
        const auto done = document.commit(edit->plan);
        REQUIRE_MESSAGE(done, (done ? "" : core::describe(done.error())));
    };
    using plan::SpaceKind;
    does(add_space(document.plan(), ground, {{0, 0}, {12, 0}, {12, 2.4}, {0, 2.4}},
                   SpaceKind::corridor));
    does(add_space(document.plan(), ground, {{0, 2.4}, {8, 2.4}, {8, 6.4}, {0, 6.4}},
                   SpaceKind::bedroom));
    CHECK(document.problems().size() == 2); // no way out of either
    does(split_space(document.plan(), ground, {4, 2.4}, {4, 6.4}));
    CHECK(document.plan().spaces.size() == 3);
    does(add_opening(document.plan(), ground, {2, 2.5}, 0.5, plan::OpeningKind::door));
    does(add_opening(document.plan(), ground, {6, 2.5}, 0.5, plan::OpeningKind::door));
    does(add_exit(document.plan(), ground, {12, 1.2}, 0.5));
    CHECK(document.problems().empty());
    does(add_bed(document.plan(), ground, {1.5, 5}));
    does(copy_level(document.plan(), ground));
    CHECK(document.problems().size() == 3); // the copy cannot be left
    does(add_stair(document.plan(), ground, {-5, 0}, {0, 2.4}));
    does(add_opening(document.plan(), ground, {0, 1.2}, 0.5, plan::OpeningKind::door));
    does(add_opening(document.plan(), core::make_id<LevelId>(1), {0, 1.2}, 0.5,
                     plan::OpeningKind::door));
    const std::string said =
        document.problems().empty() ? "" : core::describe(document.problems()[0]);
    CHECK_MESSAGE(document.problems().empty(), said);
    CHECK(document.plan().beds.size() == 2);
    CHECK(plan::parse_plan("", document.text()));
}
