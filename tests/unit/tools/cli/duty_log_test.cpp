// The control room's log, leave and telephones, as they are typed.
#include "cli_rig.h"
#include "roster/domain/calendar.h"

using nlohmann::json;
using roster::domain::Date;
using roster::domain::Days;
using roster::domain::Instant;
using roster::domain::iso;
using namespace tests;

namespace {

const Instant now_utc = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
const Date yesterday = roster::domain::calc_local_day(now_utc) - Days{1};

struct LogHome {
    TempFolder folder;
    std::string db = folder / "a.yanlian.db";
    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    Finished write(const std::string& clock) {
        return run({"duty", "log", "write", "--at", iso(yesterday) + " " + clock, "--writer",
                    "王芳", "--fires", "0", "--faults", "1", "--isolated", "0", "--linkage",
                    "automatic", "--panel", "S3-04"});
    }
    json missing() {
        return json::parse(
            run({"duty", "log", "missing", "--first", iso(yesterday), "--json"}).out);
    }
};

} // namespace

TEST_CASE("cli: an entry is written, listed, corrected, and what is missing is said") {
    LogHome home;
    REQUIRE(home.run({"org", "list"}).code == 0);
    const Finished written = home.write("08:00");
    REQUIRE_MESSAGE(written.code == 0, written.err);
    CHECK(home.write("08:00").code != 0); // the same instant twice
    const Finished blind = home.run({"duty", "log", "write", "--writer", "王芳"});
    CHECK(blind.code == 2); // nobody looked at the panel
    const json listed =
        json::parse(home.run({"duty", "log", "list", "--first", iso(yesterday), "--json"}).out);
    REQUIRE(listed["entries"].size() == 1);
    const int id = listed["entries"][0]["log"];
    const Finished corrected = home.run(
        {"duty", "log", "correct", std::to_string(id), "--faults", "0", "--reason", "看错"});
    REQUIRE_MESSAGE(corrected.code == 0, corrected.err);
    CHECK(home.run({"duty", "log", "correct", std::to_string(id), "--faults", "2", "--reason", "x"})
              .code != 0);
    const json missing = home.missing();
    for (const json& one : missing["coverage"]) // open: a night that is not over yet
        CHECK(one["missing"].size() + one["done"].get<std::size_t>() +
                  one["open"].get<std::size_t>() ==
              one["marks"].get<std::size_t>());
    const Finished round = home.run({"duty", "log", "round", "--at", iso(yesterday) + " 22:30",
                                     "--writer", "王芳", "--place", "一至三楼"});
    REQUIRE_MESSAGE(round.code == 0, round.err);
    CHECK(json::parse(
              home.run({"duty", "log", "list", "--first", iso(yesterday), "--json"}).out)["rounds"]
              .size() == 1);
}

TEST_CASE("cli: leave is recorded, listed and taken back; a telephone is entered") {
    LogHome home;
    REQUIRE(home.run({"org", "list"}).code == 0);
    const Finished added =
        home.run({"person", "leave", "add", "王芳", "--from", iso(yesterday), "--until",
                  iso(yesterday + Days{9}), "--reason", "病假", "--json"});
    REQUIRE_MESSAGE(added.code == 0, added.err);
    const int id = json::parse(added.out)["leave"];
    CHECK(json::parse(home.run({"person", "leave", "list", "--json"}).out).size() == 1);
    CHECK(
        home.run({"person", "leave", "withdraw", std::to_string(id), "--reason", "没有休"}).code ==
        0);
    CHECK(json::parse(home.run({"person", "leave", "list", "--json"}).out).empty());
    CHECK(home.run({"person", "phone", "王芳", "13800002046"}).code == 0);
    CHECK(home.run({"person", "phone", "王芳", "办公室"}).code == 2);
}
