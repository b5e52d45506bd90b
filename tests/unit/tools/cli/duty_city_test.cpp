// The rosters of a small city by the real program: killed, resumed, changed, short of people, on a
// full disk.
#include "cli_rig.h"
#include "roster/schedule/duty_file.h"
#include "tests/support/duty_homes.h"

#include <map>
#include <sys/mount.h>

using namespace tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// A home of ten for a month; nobody in it bears a key of another home.
DutyProblem make_home(int number) {
    DutyProblem problem = small_home(10, make_date(2026, 3, 1), make_date(2026, 3, 31));
    problem.organisation_key = fmt::format("org/h{}", number);
    problem.name = fmt::format("第{}敬老院", number);
    for (DutyPerson& person : problem.people) {
        person.key += fmt::format("-h{}", number);
        person.name += fmt::format("（{}）", number);
    }
    return problem;
}
std::string name_of_home(int number) {
    return fmt::format("h{}.duty.json", number);
}
void put(const fs::path& folder, int number, const DutyProblem& problem) {
    write_text(folder / name_of_home(number), format_duty({problem, {}}));
}

struct City {
    TempFolder folder;
    fs::path problems = folder / "in", rosters = folder / "out";
    explicit City(int homes) {
        fs::create_directory(problems);
        for (int home = 1; home <= homes; ++home)
            put(problems, home, make_home(home));
    }
    [[nodiscard]] std::vector<std::string> arguments(const fs::path& out,
                                                     const std::string& jobs = "1") const {
        return {"duty", "city", problems, "--out", out, "--jobs", jobs, "--moves", "0.3", "--json"};
    }
    [[nodiscard]] Finished run(const fs::path& out, const std::string& jobs = "1") const {
        return run_program(folder, arguments(out, jobs));
    }
};

/// Name and bytes of every file in a folder but the list of what is finished.
std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename() != "duty-city.json")
            files[entry.path().filename()] = read_text(entry.path());
    return files;
}

void send_away(DutyProblem& problem, const std::string& qualification, Date day) {
    for (const DutyPerson& person : problem.people)
        for (const DutyQualification& one : person.qualifications)
            if (one.key == qualification)
                problem.absences.push_back({person.key, AbsenceKind::leave, {day, day}, "开会"});
}

} // namespace

TEST_CASE("cli: killed at any moment, a city is planned on to the same rosters as in one go") {
    const char* asked = std::getenv("YANLIAN_KILLS");
    const int kills = asked ? std::atoi(asked) : 8;
    const City city(8);
    const Finished whole = city.run(city.rosters);
    REQUIRE_MESSAGE(whole.code == 0, whole.out, whole.err);
    const auto expected = contents(city.rosters);
    REQUIRE(expected.size() == 8);
    const json report = json::parse(whole.out);
    CHECK(report["organisations"] == 8);
    CHECK(report["hours"] == 8 * (31 * 24 - 8));
    CHECK(report["whole_hours"] == report["hours"]);
    CHECK(report["without_cover"] == 0);
    CHECK(has(whole.err, "[8/8]")); // plain lines where there is no terminal
    int killed = 0;
    const fs::path out = city.folder / "killed";
    for (int run = 1; run <= kills; ++run) {
        CAPTURE(run);
        if (run % 4 == 1) fs::remove_all(out);
        const double after_s = whole.wall_s * run / (kills + 1) / (run % 4 == 1 ? 1 : 3);
        if (run_program(city.folder, city.arguments(out, run % 2 == 0 ? "2" : "1"), after_s, [] {
            }).code == -SIGKILL)
            ++killed;
        if (!fs::exists(out)) continue;
        for (const auto& [name, bytes] : contents(out))
            if (name.find(".tmp") == name.npos) CHECK(expected.at(name) == bytes);
    }
    MESSAGE(killed, " of ", kills, " runs were killed before their end");
    CHECK(city.run(out).code == 0);
    CHECK(contents(out) == expected); // and no halves of files
    const Finished again = city.run(out, "2");
    CHECK(json::parse(again.out)["reused"] == 8);
    CHECK(contents(out) == expected);
}

TEST_CASE("cli: two threads plan a city as one does, and a half-written roster never counts") {
    const City city(4);
    REQUIRE(city.run(city.rosters).code == 0);
    const auto expected = contents(city.rosters);
    const fs::path out = city.folder / "two";
    REQUIRE(city.run(out, "2").code == 0);
    CHECK(contents(out) == expected);
    const std::string whole = expected.begin()->second;
    write_text(out / expected.begin()->first, whole.substr(0, whole.size() / 2));
    write_text(out / "h2.duty.json.tmp4711", "half");
    CHECK(json::parse(city.run(out).out)["reused"] == 3);
    CHECK(contents(out) == expected);
}

TEST_CASE("cli: a changed home is planned again, the others are not") {
    const City city(3);
    REQUIRE(city.run(city.rosters).code == 0);
    const auto before = contents(city.rosters);
    DutyProblem changed = make_home(2);
    changed.absences.push_back({changed.people[1].key,
                                AbsenceKind::leave,
                                {make_date(2026, 3, 9), make_date(2026, 3, 13)},
                                "探亲"});
    put(city.problems, 2, changed);
    const Finished again = city.run(city.rosters);
    CHECK(again.code == 0);
    CHECK(json::parse(again.out)["reused"] == 2);
    const auto after = contents(city.rosters);
    CHECK(after.at("h1.duty.json") == before.at("h1.duty.json"));
    CHECK(after.at("h2.duty.json") != before.at("h2.duty.json"));
    CHECK(has(after.at("h2.duty.json"), "探亲"));
}

TEST_CASE("cli: a roster that somebody changed is left alone until its file is taken away") {
    const City city(2);
    REQUIRE(city.run(city.rosters).code == 0);
    const fs::path mine = city.rosters / "h1.duty.json";
    const std::string planned = read_text(mine);
    json duty = json::parse(planned);
    duty["cells"].erase(duty["cells"].begin() + 5);
    write_text(mine, duty.dump());
    const Finished again = city.run(city.rosters);
    CHECK(again.code == 1);
    CHECK(json::parse(again.out)["rosters"][0]["state"] == "kept");
    CHECK(json::parse(again.out)["rosters"][0]["gaps"] > 0);
    CHECK(read_text(mine) == duty.dump());
    fs::remove(mine);
    CHECK(city.run(city.rosters).code == 0);
    CHECK(read_text(mine) == planned);
}

TEST_CASE("cli: homes that cannot be planned are all explained, the others are planned") {
    const City city(4);
    DutyProblem short_of_leaders = make_home(2), short_of_carers = make_home(4);
    send_away(short_of_leaders, "leader", make_date(2026, 3, 10));
    send_away(short_of_carers, "carer", make_date(2026, 3, 20));
    put(city.problems, 2, short_of_leaders);
    put(city.problems, 4, short_of_carers);
    write_text(city.problems / "h5.duty.json", "{\"format\": \"yanlian-duty\"");
    auto arguments = city.arguments(city.rosters);
    arguments.pop_back(); // in words
    const Finished run = run_program(city.folder, arguments);
    CHECK(run.code == 1);
    for (const char* part :
         {"5 个单位：2 个排好，2 个排不满，1 个题目不能用", "第2敬老院", "2026-03-10", "第4敬老院",
          "2026-03-20", "h5.duty.json", "出路", "yanlian duty accept"})
        CHECK_MESSAGE(has(run.out, part), part, "\n", run.out);
    CHECK(fs::exists(city.rosters / "h3.duty.json"));
    // The explanation is kept: a second run says the same and plans nothing.
    const Finished again = run_program(city.folder, arguments);
    CHECK(again.out.substr(again.out.find("\n\n")) == run.out.substr(run.out.find("\n\n")));
}

TEST_CASE("cli: somebody responsible in two homes never stands in both at once") {
    const City city(2);
    DutyProblem second = make_home(2);
    const DutyProblem first = make_home(1);
    for (std::size_t i = 0; i < 3; ++i) { // the leaders of the first home lead the second too
        second.people[i].key = first.people[i].key;
        second.people[i].name = first.people[i].name;
    }
    put(city.problems, 2, second);
    const Finished run = city.run(city.rosters, "2");
    CHECK_MESSAGE(run.code == 0, run.out, run.err);
    std::map<std::pair<std::string, std::string>, std::string> stands;
    for (const char* name : {"h1.duty.json", "h2.duty.json"}) {
        const json duty = json::parse(read_text(city.rosters / name));
        for (const json& cell : duty["cells"]) {
            const std::string shift = cell["shift_key"];
            // D and L cover the same hours, N none of theirs.
            const auto at = std::pair(cell["person_key"].get<std::string>(),
                                      cell["day"].get<std::string>() + (shift == "N" ? "N" : "D"));
            CHECK_MESSAGE(stands.emplace(at, name).second, at.first, " ", at.second);
        }
    }
    CHECK(has(read_text(city.rosters / "h2.duty.json"), "\"elsewhere\""));
}

TEST_CASE("cli: a disk without room stops the city, keeps what is whole and goes on later") {
    const City city(4);
    REQUIRE(city.run(city.rosters).code == 0);
    const auto expected = contents(city.rosters);
    const fs::path small = city.folder / "small";
    fs::create_directory(small);
    const auto size_kB = expected.begin()->second.size() * 5 / 2 / 1024;
    const std::string size = "size=" + std::to_string(size_kB) + "k";
    if (::mount("tmpfs", small.c_str(), "tmpfs", 0, size.c_str()) != 0) {
        MESSAGE("skipped: 1 case, no right to mount a small disk");
        return;
    }
    const Finished full = city.run(small);
    CHECK(full.code == 3);
    CHECK_MESSAGE(has(full.err, small.string()), full.err);
    const fs::path roomy = city.folder / "roomy";
    fs::create_directory(roomy);
    for (const auto& entry : fs::directory_iterator(small))
        fs::copy_file(entry.path(), roomy / entry.path().filename());
    ::umount(small.c_str());
    const Finished next = city.run(roomy);
    CHECK(next.code == 0);
    CHECK(json::parse(next.out)["reused"] > 0);
    CHECK(contents(roomy) == expected);
}

TEST_CASE("cli: a city that makes no sense is refused") {
    const City city(1);
    refused(city.folder, {"duty", "city", city.folder / "nowhere", "--out", city.rosters}, 2,
            {"nowhere"});
    refused(city.folder, {"duty", "city", city.problems, "--out", city.problems}, 2, {"--out"});
    refused(city.folder, {"duty", "city", "--db", city.folder / "a.db", "--out", city.rosters}, 2,
            {"--year"});
}

TEST_CASE("cli: a city from the ledger has a roster for the home and says who has nobody") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    const fs::path out = folder / "out";
    REQUIRE(run_program(folder, {"org", "list", "--db", db}).code == 0); // the example home
    const Finished run = run_program(folder, {"duty", "city", "--db", db, "--org", "org/ankang",
                                              "--year", "2026", "--care-day", "3", "--care-night",
                                              "2", "--moves", "1", "--out", out, "--json"});
    const json report = json::parse(run.out);
    CHECK(report["organisations"] == 1);
    CHECK(fs::exists(out / "org_ankang.duty.json"));
    CHECK(report["hours"] == 365 * 24 - 8);
}

TEST_CASE("cli: every way out is one command, and the roster can be planned after it") {
    const City city(1);
    DutyProblem problem = make_home(1);
    send_away(problem, "leader", make_date(2026, 3, 10));
    put(city.problems, 1, problem);
    const std::string file = city.problems / "h1.duty.json";
    const Finished why = run_program(city.folder, {"duty", "explain", file});
    REQUIRE(why.code == 1);
    int ways = 0;
    while (has(why.out, fmt::format("yanlian duty accept {} --way {} --by 姓名", file, ways + 1)))
        ++ways;
    REQUIRE_MESSAGE(ways >= 3, why.out);
    const std::string db = city.folder / "a.yanlian.db";
    REQUIRE(run_program(city.folder, {"org", "list", "--db", db}).code == 0); // the example home
    int asked = 0;
    for (int way = 1; way <= ways; ++way) {
        CAPTURE(way);
        const std::string out = city.folder / fmt::format("way-{}.duty.json", way).c_str();
        std::vector<std::string> command{
            "duty",     "accept",       file,    "--way", std::to_string(way), "--by", "陈院长",
            "--reason", "会议不能改期", "--out", out};
        // A roster has nobody who does not exist: whom the way adds is said.
        const std::string adds = fmt::format("--way {} --by 姓名 --person 编号", way);
        if (has(why.out, adds)) {
            refused(city.folder, command, 2, {"--person"});
            auto of_ledger = command;
            of_ledger.insert(of_ledger.end(), {"--db", db, "--person", "person/nobody"});
            refused(city.folder, of_ledger, 2, {"--person", "person/nobody"});
            of_ledger.back() = "王芳";
            REQUIRE(run_program(city.folder, of_ledger).code == 0);
            const json people = json::parse(read_text(out))["people"];
            CHECK(people.back()["key"] == "person/wang-fang");
            CHECK(people.back()["name"] == "王芳");
            ++asked;
            command.insert(command.end(), {"--person", "person/new"});
        }
        const Finished accepted = run_program(city.folder, command);
        CHECK_MESSAGE(accepted.code == 0, accepted.out, accepted.err);
        const json changed = json::parse(read_text(out));
        REQUIRE(changed["accepted"].size() == 1);
        CHECK(changed["accepted"][0]["by"] == "陈院长");
        CHECK(changed["accepted"][0]["reason"] == "会议不能改期");
        CHECK(has(accepted.out, changed["accepted"][0]["text"]));
        const Finished planned = run_program(city.folder, {"duty", "plan", out, "--moves", "0.5"});
        CHECK_MESSAGE(planned.code == 0, planned.out);
        CHECK(json::parse(read_text(out))["accepted"] == changed["accepted"]);
    }
    CHECK(asked > 0);
    const std::string before = read_text(file);
    refused(city.folder, {"duty", "accept", file, "--way", "99", "--by", "陈院长"}, 2, {"--way"});
    refused(city.folder, {"duty", "accept", file, "--way", "1"}, 2, {"--by"});
    CHECK(read_text(file) == before);
}
