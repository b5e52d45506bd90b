#include "cli_rig.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

using namespace tests;
using nlohmann::json;

namespace {

/// A county of 30 homes, 90 people in the three roles, seen on 5 January 2026.
struct County {
    TempFolder folder;
    std::string db = folder / "county.yanlian.db";

    County() {
        REQUIRE(std::system(("python3 '" + root + "/tools/dev/make_city.py' county '" + db +
                             "' --years 1 --last 2025-12-31 --no-patrols > /dev/null")
                                .c_str()) == 0);
        done({"org", "adopt", "rules/yangzhou", "--org", "org/top", "--from", "2026-01-01"});
    }
    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    Finished done(std::vector<std::string> arguments) {
        Finished finished = run(std::move(arguments));
        CHECK_MESSAGE(finished.code == 0, finished.err, finished.out);
        return finished;
    }
    json answer(std::vector<std::string> arguments) {
        arguments.push_back("--json");
        const Finished finished = done(std::move(arguments));
        return json::parse(finished.out, nullptr, false);
    }
    /// Two sessions a year for three years.
    void offer_round(const std::string& capacity) {
        for (const char* year : {"2026", "2027", "2028"})
            for (const char* day : {"-03-10", "-09-15"})
                done({"training", "session", "add", "三类人员轮训", "--from",
                      std::string(year) + day, "--capacity", capacity, "--venue", "县委党校"});
    }
    /// Exit code of the auditor, which shares no code with the planner.
    int audit(const std::string& file) {
        const int status = std::system(
            (std::string(YANLIAN_TRAINING_AUDIT) + " '" + file + "' > /dev/null").c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    /// Last days of the turn of the rotation, by person.
    std::map<std::string, std::string> rotation_days(const std::string& today) {
        std::map<std::string, std::string> days;
        const json due = answer({"due", "--all", "--today", today});
        for (const json& line : due["lines"])
            for (const json& source : line["sources"])
                if (source["length_count"] == 36 && line["activity"] == "training")
                    days[line["key"]] = line["due_on"];
        return days;
    }
};

std::vector<std::string> people_in(const json& plan, const std::string& session) {
    std::vector<std::string> people;
    for (const json& one : plan["bookings"])
        if (one["session"] == session) people.push_back(one["person"]);
    return people;
}

std::map<std::string, std::string> reasons(const json& plan) {
    std::map<std::string, std::string> by_person;
    for (const json& one : plan["moves"])
        by_person[one["person"]] = one["reason"];
    return by_person;
}

} // namespace

TEST_CASE("cli: three years of sessions are planned, saved, audited, mended and held") {
    County county;
    county.offer_round("18");
    const std::string file = county.folder / "round.training.json";
    const json plan =
        county.answer({"training", "plan", "--today", "2026-01-05", "--save", "--out", file});
    CHECK(plan["people"] == 90);
    CHECK(plan["bookings"].size() == 90);
    CHECK(plan["unmet"].empty());
    CHECK(plan["added"] == 90);
    CHECK(county.audit(file) == 0);
    CHECK(county.run({"training", "session", "list"}).out.find("县委党校") != std::string::npos);

    // One is ill on the day, one session is called off.
    const json sessions = county.answer({"training", "session", "list"});
    REQUIRE(sessions.size() == 6);
    const std::string first = sessions[0]["session"], second = sessions[1]["session"];
    const auto ill = people_in(plan, first).at(0);
    ask(county.db, "UPDATE person SET leave_from = '2026-03-01', leave_until = '2026-03-31' "
                   "WHERE key = '" +
                       ill + "'");
    const auto stranded = people_in(plan, second);
    county.done({"training", "session", "cancel", second, "--reason", "会场停电"});
    // Ninety seats are left for ninety people, and one of the first session's cannot be used.
    county.done(
        {"training", "session", "add", "三类人员轮训", "--from", "2026-10-20", "--capacity", "20"});
    const json mended =
        county.answer({"training", "replan", "--today", "2026-01-20", "--save", "--out", file});
    CHECK(county.audit(file) == 0);
    CHECK(mended["unmet"].empty());
    const auto why = reasons(mended);
    CHECK(why.at(ill) == "blocked");
    for (const std::string& person : stranded)
        CHECK(why.at(person) == "session_cancelled");
    CHECK(mended["moves"].size() == stranded.size() + 1);
    CHECK(county.answer({"training", "replan", "--today", "2026-01-20"})["moves"].empty());

    // Told, held; the due list moves on for those who were there and passed.
    const auto before = county.rotation_days("2026-03-11");
    CHECK(county.answer({"training", "invite", first, "--today", "2026-02-01"}).size() ==
          people_in(mended, first).size());
    CHECK(county.rotation_days("2026-03-11") == before);
    const auto there = people_in(mended, first);
    REQUIRE(there.size() > 3);
    CHECK(county.run({"training", "hold", first}).code == 2); // planned is not present
    const json held =
        county.answer({"training", "hold", first, "--absent", there[0], "--failed", there[1]});
    CHECK(held["present"] == there.size() - 1);
    CHECK(held["short_again"] == std::vector<std::string>{there[0], there[1]});
    const auto after = county.rotation_days("2026-03-11");
    const std::set<std::string> trained(there.begin() + 2, there.end());
    for (const auto& [person, day] : before) {
        CAPTURE(person);
        CHECK(after.at(person) == (trained.contains(person) ? "2029-03-10" : day));
    }
    CHECK(before.at(there[2]) == "2029-01-01"); // 36 months from the rule's first day
    const auto make_up =
        reasons(county.answer({"training", "replan", "--today", "2026-03-12", "--save"}));
    CHECK(make_up ==
          std::map<std::string, std::string>{{there[0], "missed"}, {there[1], "missed"}});
    // What the program wrote is sealed; only the leave that was put in past it is not.
    const Finished check = run_program(county.folder, {"check", county.db});
    CHECK(has(check.err, "absence/"));
    CHECK_FALSE(has(check.err, "session"));
}

TEST_CASE("cli: seats short by two name two, with reasons; nothing is saved unless asked") {
    County county;
    for (int i = 0; i < 4; ++i)
        county.done({"training", "session", "add", "三类人员轮训", "--from",
                     fmt::format("2026-0{}-10", 3 + i), "--capacity", "22"});
    const Finished text = county.run({"training", "plan", "--today", "2026-01-05"});
    CHECK(text.code == 1);
    CHECK(has(text.out, "短 2 人"));
    CHECK(has(text.out, "都已满"));
    CHECK(has(text.out, "没有存"));
    const Finished csv = county.run({"training", "plan", "--today", "2026-01-05", "--csv"});
    CHECK(csv.out.starts_with("\xEF\xBB\xBF"));
    CHECK(ask(county.db, "SELECT count(*) FROM session_booking") == "0");
    const json quotas = county.answer({"training", "session", "list"});
    county.done({"training", "session", "quota", quotas[0]["session"], "--county", "org/c01",
                 "--seats", "5"});
    CHECK(has(county.run({"training", "plan", "--today", "2026-01-05"}).out, "短 19 人"));
    CHECK(county.answer({"training", "session", "list"})[0]["quotas"][0]["seats"] == 5);
}

TEST_CASE("cli: the year of a home, joiners, and what is typed wrongly") {
    County county;
    const std::string home =
        ask(county.db, "SELECT key FROM organisation WHERE kind = 'home' ORDER BY key LIMIT 1");
    const json year = county.answer(
        {"training", "calendar", "--org", home, "--year", "2026", "--today", "2026-01-05"});
    CHECK(year["placed"].size() > 10);
    CHECK(year["unplaced"].empty());
    CHECK(std::ranges::count_if(year["placed"], [](const json& one) {
              return one["title"].get<std::string>().starts_with("演练");
          }) == 2);                        // one a half-year serves the home and its team
    for (const json& one : year["placed"]) // 春节
        CHECK_FALSE((one["day"] >= "2026-02-15" && one["day"] <= "2026-02-23"));
    CHECK(county.answer({"training", "joiners", "--today", "2026-01-05"}).empty());
    const auto wrong = [&](std::vector<std::string> arguments,
                           std::initializer_list<std::string> parts) {
        arguments.insert(arguments.end(), {"--db", county.db});
        refused(county.folder, std::move(arguments), 2, parts);
    };
    wrong({"training", "session", "add", "轮训", "--from", "三月", "--capacity", "10", "--quota",
           "org/c01"},
          {"三月", "看不懂"});
    wrong({"training", "session", "cancel", "session/none", "--reason", "x"}, {"没有这个培训班"});
    wrong({"training", "hold", "session/none"}, {"没有这个培训班"});
    wrong({"training", "session", "add", "轮训", "--from", "2026-03-10", "--capacity", "0"},
          {"--capacity"});
    refused(county.folder, {"training", "check", "x.json"}, 2, {"yanlian-training-audit"});
    CHECK(has(run_program(county.folder, {"training", "--help"}).out, "yanlian-training-audit"));
}
