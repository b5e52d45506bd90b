// A record as a film: what it says, and the file that ffmpeg makes of it.
#include "editor/document/captions.h"
#include "sim/core/text.h"
#include "tests/ui/desk_fixture.h"
#include "tests/ui/editor_program.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace editor;
using document::Caption;
using sim::drill::FactKind;

namespace {

constexpr double speed = 20, shown_s = document::caption_film_s * speed;

sim::drill::Fact fact_at(double time_s, FactKind kind, const std::string& target) {
    sim::drill::Fact fact;
    fact.tick = sim::core::tick_at(time_s);
    fact.kind = kind;
    fact.actor = "staff/wang";
    fact.target = target;
    return fact;
}

bool overlap(const Caption& a, const Caption& b) {
    return a.line == b.line && a.from_s < b.until_s && b.from_s < a.until_s;
}

} // namespace

TEST_CASE("film: main facts always come, others where a line is free, none before it happened") {
    CHECK(rc::check([] {
        auto record = tests::small_record();
        const int count = *rc::gen::inRange(0, 60);
        for (int i = 0; i < count; ++i) {
            const double at_s = *rc::gen::inRange(0, 300);
            const bool lost = *rc::gen::inRange(0, 4) == 0;
            record.facts.push_back(
                fact_at(at_s, lost ? FactKind::resident_lost : FactKind::wake_room, "room/207"));
        }
        std::ranges::stable_sort(record.facts, {}, &sim::drill::Fact::tick);
        const auto lost =
            std::ranges::count(record.facts, FactKind::resident_lost, &sim::drill::Fact::kind);
        const auto all = document::plan_captions(document::make_document(record), speed);
        for (std::size_t i = 0; i < all.size(); ++i) {
            RC_ASSERT(all[i].line < document::caption_lines);
            RC_ASSERT(all[i].from_s >= all[i].happened_s);
            RC_ASSERT(all[i].until_s - all[i].from_s > shown_s - 1e-9);
            for (std::size_t j = 0; j < i; ++j)
                RC_ASSERT(!overlap(all[i], all[j]));
        }
        RC_ASSERT(std::ranges::count_if(all, [](const Caption& one) {
                      return one.sentence.find("失能") != std::string::npos;
                  }) == lost);
        RC_ASSERT(std::ranges::any_of(all, [](const Caption& one) {
            return one.sentence.find("报警") != std::string::npos;
        }));
    }));
}

TEST_CASE("film: a line is shown from its time to its end") {
    const auto document = document::make_document(tests::small_record());
    const auto all = document::plan_captions(document, speed);
    REQUIRE(all.size() == 2);
    CHECK(document::find_captions(all, 59.9)[0] == nullptr);
    CHECK(document::find_captions(all, 60)[0] == &all[0]);
    CHECK(document::find_captions(all, 90)[1] == &all[1]);
    CHECK(document::find_captions(all, 60 + shown_s)[0] == nullptr);
}

TEST_CASE("film: the program makes an MP4 of the right size and length") {
    tests::Scratch scratch;
    const auto drill = tests::make_drill(scratch.folder, 60);
    const auto film = scratch.folder / "night.mp4", said = scratch.folder / "said.txt";
    REQUIRE_MESSAGE(
        tests::run_editor(drill.string() + " --size 961x641 --speed 30 --film " + film.string(),
                          said) == 0,
        tests::read_text(said));
    const std::string probe = "ffprobe -v error -show_entries stream=width,height,nb_frames "
                              "-of csv=p=0 " +
                              film.string() + " >" + said.string();
    REQUIRE(std::system(probe.c_str()) == 0);
    // 60 s at 30 a second and two seconds more, 25 pictures each; odd sides are made even.
    CHECK(tests::read_text(said) == "962,642,100\n");
    const auto picture = scratch.folder / "late.png";
    REQUIRE(std::system(
                ("ffmpeg -v error -ss 1.5 -i " + film.string() + " -frames:v 1 " + picture.string())
                    .c_str()) == 0);
    CHECK(tests::Picture(picture).colors() > 100);
    for (const char* left : {"night.mp4.part", "night.mp4.log"})
        CHECK_FALSE(std::filesystem::exists(scratch.folder / left));
}

TEST_CASE("film: what cannot be one is said, and nothing is left behind") {
    tests::Scratch scratch;
    const auto film = scratch.folder / "a.mp4", said = scratch.folder / "said.txt";
    const std::string plan = YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json";
    CHECK(tests::run_editor(plan + " --film " + film.string(), said) == 2);
    CHECK(tests::read_text(said).find("不是演练记录") != std::string::npos);
    CHECK(tests::run_editor("/nowhere.drill --film " + film.string(), said) != 0);
    const auto drill = tests::make_drill(scratch.folder, 5);
    const std::string nowhere = (scratch.folder / "none" / "a.mp4").string();
    CHECK(tests::run_editor(drill.string() + " --film " + nowhere, said) == 3);
    CHECK(tests::read_text(said).find("写不了影片") != std::string::npos);
    CHECK(tests::run_editor(drill.string() + " --film /dev/full/a.mp4", said) == 3);
    const std::string line = "PATH=/nowhere LC_ALL=C " YANLIAN_EDITOR_PROGRAM " " + drill.string() +
                             " --film " + film.string() + " 2>" + said.string();
    CHECK(WEXITSTATUS(std::system(line.c_str())) == 3);
    CHECK(tests::read_text(said).find("apt-get install ffmpeg") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(film));
}
