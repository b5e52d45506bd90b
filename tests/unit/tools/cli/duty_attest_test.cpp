#include "cli_rig.h"
#include "roster/schedule/duty_file.h"
#include "roster/service/duty_rosters.h"
#include "roster/service/open_database.h"

using namespace tests;
using nlohmann::json;
using roster::domain::Date;
using roster::domain::Days;
using roster::domain::Instant;
using roster::domain::iso;

namespace {

const Instant now_utc = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
const Date today = roster::domain::calc_local_day(now_utc);
const std::string leader = "person/zhao-guohua"; ///< of the example home; may approve

/// The example home with a roster of thirty days around today, planned.
struct KeptHome {
    TempFolder folder;
    std::string db = folder / "a.yanlian.db", file = folder / "m.duty.json";
    json duty;

    KeptHome() {
        const Finished drafted = run_program(
            folder, {"duty", "new", "--db", db, "--first", iso(today - Days{9}), "--last",
                     iso(today + Days{20}), "--care-day", "3", "--care-night", "2", "--out", file});
        REQUIRE_MESSAGE(drafted.code == 0, drafted.err);
        const Finished planned = run_program(folder, {"duty", "plan", file, "--moves", "2"});
        REQUIRE_MESSAGE(planned.code == 0, planned.out);
        duty = json::parse(read_text(file));
    }
    /// As it would have been published ten days ago.
    void publish_earlier() {
        auto opened = roster::service::open_or_create(db);
        REQUIRE(opened);
        const auto done =
            roster::service::publish_roster(opened->database, *roster::schedule::load_duty(file),
                                            "", {Instant{today - Days{10}}, "孙建平"});
        REQUIRE_MESSAGE(done, sim::core::describe(done.error()));
    }
    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    /// Who has a shift at a post on a day; the first of them.
    json cell(Date day, const std::string& post, const std::string& shift) const {
        for (const json& one : duty["cells"])
            if (one["day"] == iso(day) && one["post_key"] == post && one["shift_key"] == shift)
                return one;
        FAIL("no such shift");
        return {};
    }
};

/// Everything that counts, as the program says it.
std::string counted(KeptHome& home) {
    return home.run({"due", "--json"}).out + home.run({"competence", "--rates", "--json"}).out +
           ask(home.db, "SELECT count(*) FROM competence") +
           ask(home.db, "SELECT count(*) FROM countable_activity") +
           ask(home.db, "SELECT count(*) FROM countable_attendance");
}

} // namespace

TEST_CASE("cli: a roster is published, a broken one refused with every breach or a reason") {
    KeptHome home;
    const std::string before = counted(home);
    json broken = home.duty;
    std::erase_if(broken["cells"].get_ref<json::array_t&>(), [](const json& cell) {
        return cell["day"] == iso(today + Days{3}) || cell["day"] == iso(today + Days{8});
    });
    const std::string bad = home.folder / "bad.duty.json";
    write_text(bad, broken.dump());
    const Finished refused = home.run({"duty", "publish", bad});
    CHECK(refused.code == 2);
    CHECK_MESSAGE(has(refused.err, iso(today + Days{3})), refused.err);
    CHECK_MESSAGE(has(refused.err, iso(today + Days{8})), refused.err);
    const Finished knowingly = home.run({"duty", "publish", bad, "--accept-gaps", "两天停业"});
    CHECK_MESSAGE(knowingly.code == 0, knowingly.err);
    CHECK(has(knowingly.out, "两天停业"));
    const Finished done = home.run({"duty", "publish", home.file, "--by", "孙建平"});
    CHECK_MESSAGE(done.code == 0, done.err);
    CHECK(has(done.out, "第 2 版"));
    CHECK(has(done.out, "已经开始"));
    CHECK(home.run({"duty", "publish", home.file}).code != 0);
    const json list = json::parse(home.run({"duty", "list", "--json"}).out);
    REQUIRE(list.size() == 2);
    CHECK(list[0]["reason"] == "两天停业");
    CHECK(list[1]["published_by"] == "孙建平");
    CHECK(counted(home) == before);
    CHECK(run_program(home.folder, {"check", home.db}).code == 0);
}

TEST_CASE("cli: signed in, called, handed over, and what attendance makes of it") {
    KeptHome home;
    home.publish_earlier();
    const std::string before = counted(home);
    const Date day = today - Days{3};
    const auto at = [&](const char* clock) { return iso(day) + " " + clock; };
    const std::string giver = home.cell(day, "care", "D8")["person_key"],
                      taker = home.cell(day, "care", "E8")["person_key"];
    const Finished in =
        home.run({"duty", "sign", "in", "--person", giver, "--post", "护理", "--at", at("06:55")});
    CHECK_MESSAGE(in.code == 0, in.err);
    CHECK(home.run({"duty", "call", "--post", "care", "--at", at("10:00"), "--answered-by", giver,
                    "--after", "2"})
              .code == 0);
    CHECK(home.run({"duty", "call", "--post", "care", "--at", at("12:00")}).code == 0);
    std::vector<std::string> handover{"duty",    "handover", "--post", "护理",      "--day",
                                      iso(day),  "--shift",  "早班",   "--giver",   giver,
                                      "--taker", taker,      "--item", "205 床发热"};
    const Finished unsigned_one = home.run(handover);
    CHECK(unsigned_one.code == 2);
    CHECK(has(unsigned_one.err, "交班人没有签字"));
    CHECK(has(unsigned_one.err, "接班人没有签字"));
    CHECK(home.run({"duty", "sign", "in", "--person", taker, "--post", "护理", "--at", at("14:50")})
              .code == 0);
    // A bare hour is no hour of a shift that was not today's.
    auto bare = handover;
    bare.insert(bare.end(), {"--giver-signed", "15:02", "--taker-signed", "15:03"});
    const Finished dateless = home.run(bare);
    CHECK(dateless.code == 2);
    CHECK_MESSAGE(has(dateless.err, "“15:02”没有写是哪一天"), dateless.err);
    CHECK_MESSAGE(has(dateless.err, "“15:03”没有写是哪一天"), dateless.err);
    handover.insert(handover.end(), {"--giver-signed", at("15:02"), "--taker-signed", at("15:03")});
    const Finished closed = home.run(handover);
    CHECK_MESSAGE(closed.code == 0, closed.err);
    CHECK(has(closed.out, "205 床发热"));
    CHECK(
        home.run({"duty", "sign", "out", "--person", giver, "--post", "care", "--at", at("15:05")})
            .code == 0);
    const Finished shown = home.run({"duty", "attendance", "--first", iso(day)});
    CHECK(shown.code == 1);
    for (const char* part : {"没有来", "脱岗", "查岗 2 次、应答 1 次", "补记的签到 2 条"})
        CHECK_MESSAGE(has(shown.out, part), part, shown.out);
    const json answer =
        json::parse(home.run({"duty", "attendance", "--first", iso(day), "--json"}).out);
    CHECK(answer["signed_min"] == 8 * 60 + 10); // who took over has not signed out
    CHECK(answer["planned_min"] > answer["signed_min"]);
    CHECK(answer["hours"]["care"].size() == 24);
    CHECK(answer["hours"]["care"][10]["signed"] == 1);
    CHECK(answer["hours"]["care"][10]["answered"] == 1);
    CHECK(answer["hours"]["care"][10]["planned"] == 3);
    CHECK(has(home.run({"duty", "attendance", "--first", iso(day), "--csv"}).out, "计划人数"));
    // Put right: he came an hour later.
    const std::string id = std::to_string(answer["signs"][0]["sign"].get<int>());
    CHECK(
        home.run({"duty", "sign", "correct", id, "--in", at("08:00"), "--reason", "写错了"}).code ==
        0);
    CHECK(has(home.run({"duty", "attendance", "--first", iso(day)}).out, "迟到"));
    CHECK(counted(home) == before);
    CHECK(run_program(home.folder, {"check", home.db}).code == 0);
}

TEST_CASE("cli: a swap asked, accepted, approved, applied and undone") {
    KeptHome home;
    home.publish_earlier();
    Date day = today + Days{4};
    const std::string asker = home.cell(day, "care", "D8")["person_key"];
    const Finished eligible =
        home.run({"duty", "eligible", "--person", asker, "--day", iso(day), "--json"});
    REQUIRE_MESSAGE(eligible.code == 0, eligible.out, eligible.err);
    const std::string colleague = json::parse(eligible.out)[0]["person"];
    const Finished asked = home.run(
        {"duty", "swap", "ask", "--asker", asker, "--colleague", colleague, "--give", iso(day)});
    REQUIRE_MESSAGE(asked.code == 0, asked.err);
    CHECK(home.run({"duty", "swap", "approve", "1", "--actor", leader}).code == 2);
    CHECK(home.run({"duty", "swap", "accept", "1", "--actor", colleague}).code == 0);
    const Finished approved = home.run({"duty", "swap", "approve", "1", "--actor", leader});
    CHECK_MESSAGE(approved.code == 0, approved.err);
    CHECK(home.run({"duty", "swap", "apply", "1", "--actor", leader}).code == 0);
    // The colleague has a shift now, the asker none: nobody takes it off the asker again.
    CHECK(home.run({"duty", "eligible", "--person", asker, "--day", iso(day)}).code == 2);
    CHECK(home.run({"duty", "swap", "undo", "1", "--actor", leader}).code == 0);
    const json list = json::parse(home.run({"duty", "swap", "list", "--json"}).out);
    CHECK(list[0]["state"] == "undone");
    CHECK(list[0]["steps"].size() == 5);
    const std::string shown = home.run({"duty", "swap", "list"}).out;
    CHECK(has(shown, "已换回"));
    CHECK_FALSE(has(shown, "person/")); // names, on screen
    CHECK_FALSE(has(shown, "D8"));
}

TEST_CASE("cli: what is wrong with a sign-in, a call or a swap is said all at once") {
    KeptHome home;
    refused(home.folder,
            {"duty", "sign", "in", "--db", home.db, "--person", "某某", "--post", "护理", "--at",
             "25:00"},
            2, {"某某", "25:00"});
    refused(home.folder,
            {"duty", "sign", "in", "--db", home.db, "--person", leader, "--post", "护理"}, 2,
            {"没有发布过值班表"});
    refused(home.folder, {"duty", "call", "--db", home.db, "--answers", "3"}, 2, {"没有写谁应答"});
    refused(home.folder,
            {"duty", "swap", "ask", "--db", home.db, "--asker", "某甲", "--colleague", "某乙",
             "--give", "明天"},
            2, {"某甲", "某乙", "明天"});
    const Finished none = home.run({"duty", "attendance", "--first", iso(today)});
    CHECK(has(none.out, "没有发布过值班表"));
}
