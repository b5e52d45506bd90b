// The states of a finding as the database itself keeps them, whatever program writes.
#include "tests/support/finding_rig.h"

using namespace roster::domain;
using tests::FindingRig;

namespace {

/// One step written as somebody with a database tool would; "" or the refusal.
class RawSteps {
public:
    explicit RawSteps(const std::filesystem::path& path) : raw_(path) {}
    std::string take(const std::string& finding, const std::string& state,
                     const std::string& actor = tests::rig_carer,
                     const std::string& deadline = "'2027-03-01'",
                     const std::string& responsible = tests::rig_guard,
                     const std::string& supervisor = tests::rig_supervisor,
                     const std::string& rest = "'凭证', '有人看守', 0.0, '专人看守'") {
        const auto person = [](const std::string& key) {
            return "(SELECT id FROM person WHERE key = '" + key + "')";
        };
        const int code = raw_.exec(
            "INSERT INTO finding_step(finding_id, state, responsible_id, measure, deadline, "
            "at_utc, "
            "actor_id, supervisor_id, evidence, interim_measure, funds_yuan, contingency) "
            "VALUES((SELECT id FROM finding WHERE key = '" +
            finding + "'), '" + state + "', " + person(responsible) + ", '拆除', " + deadline +
            ", '2026-06-01T02:00:00Z', " + person(actor) + ", " + person(supervisor) + ", " + rest +
            ")");
        return code == SQLITE_OK ? "" : raw_.message;
    }
    void add(const std::string& key, const std::string& severity, int life_safety = 0) {
        REQUIRE(raw_.exec("INSERT INTO finding(key, organisation_id, text, severity, life_safety, "
                          "found_on, zone) SELECT '" +
                          key + "', id, '门锁着', '" + severity + "', " +
                          std::to_string(life_safety) +
                          ", '2026-05-30', 'level/2' FROM organisation WHERE key = 'org/ankang'") ==
                SQLITE_OK);
    }
    tests::RawDatabase& raw() { return raw_; }

private:
    tests::RawDatabase raw_;
};

bool has(const std::string& text, const char* part) {
    return text.find(part) != text.npos;
}

/// Steps that lead to a state, from the register on.
const std::map<std::string, std::vector<std::string>> ways{
    {"", {}},
    {"registered", {"registered"}},
    {"in_progress", {"registered", "in_progress"}},
    {"to_be_rechecked", {"registered", "in_progress", "to_be_rechecked"}},
    {"returned", {"registered", "in_progress", "to_be_rechecked", "returned"}},
    {"extended", {"registered", "in_progress", "extended"}},
    {"closed", {"registered", "in_progress", "to_be_rechecked", "closed"}}};

/// Writes one step as the person who may, with the deadline that it needs.
std::string take_fitting(RawSteps& steps, const std::string& finding, const std::string& state,
                         std::string& deadline, int& extended) {
    const bool extends = state == "extended";
    if (extends) deadline = "'2027-04-" + std::to_string(10 + extended++) + "'";
    const std::string actor = extends             ? tests::rig_leader
                              : state == "closed" ? "person/sun-jianping"
                                                  : tests::rig_carer;
    return steps.take(finding, state, actor, deadline);
}

} // namespace

TEST_CASE("finding states: the database takes every transition of the table and no other") {
    FindingRig rig;
    RawSteps steps(rig.path);
    int number = 0, taken = 0, refused = 0;
    for (const auto& [from, way] : ways)
        for (const auto& [to, unused] : ways) {
            if (to.empty()) continue;
            CAPTURE(from);
            CAPTURE(to);
            const std::string key = "finding/raw-" + std::to_string(++number);
            steps.add(key, "ordinary");
            std::string deadline = "'2027-03-01'";
            int extended = 0;
            for (const std::string& state : way)
                REQUIRE(take_fitting(steps, key, state, deadline, extended) == "");
            const std::string answer = take_fitting(steps, key, to, deadline, extended);
            const auto state = find_named<FindingState>(finding_state_names, to);
            const bool allowed =
                from.empty()
                    ? to == "registered"
                    : may_follow(*find_named<FindingState>(finding_state_names, from), *state);
            CHECK_MESSAGE((answer == "") == allowed, answer);
            if (!allowed)
                CHECK_MESSAGE(has(answer, "finding: "), answer); // whichever trigger is first
            allowed ? ++taken : ++refused;
        }
    CHECK(taken == 10);
    CHECK(refused == 32);
}

TEST_CASE("finding states: the four fields, one by one, before it leaves the register") {
    FindingRig rig;
    RawSteps steps(rig.path);
    steps.add("finding/1", "ordinary");
    REQUIRE(steps.take("finding/1", "registered", tests::rig_carer, "NULL", "", "",
                       "'', '', NULL, ''") == "");
    const auto refuse = [&](const std::string& deadline, const std::string& responsible,
                            const std::string& rest) {
        CHECK(steps.take("finding/1", "in_progress", tests::rig_carer, deadline, responsible, "",
                         rest) != "");
    };
    const std::string rest = "'', '', NULL, '专人看守'";
    refuse("NULL", tests::rig_guard, rest);
    refuse("'2027-03-01'", "", rest);
    refuse("'2027-03-01'", tests::rig_guard, "'', '', NULL, ''");
    refuse("'1.3.2027'", tests::rig_guard, rest);
    CHECK(steps.take("finding/1", "in_progress", tests::rig_carer, "'2027-03-01'", tests::rig_guard,
                     "", rest) == "");
}

TEST_CASE("finding states: the database wants a second person and evidence for a closure") {
    FindingRig rig;
    RawSteps steps(rig.path);
    steps.add("finding/1", "ordinary");
    std::string deadline = "'2027-03-01'";
    int extended = 0;
    for (const std::string& state : ways.at("to_be_rechecked"))
        REQUIRE(take_fitting(steps, "finding/1", state, deadline, extended) == "");
    const auto close = [&](const char* actor, const char* responsible, const char* evidence) {
        return steps.take("finding/1", "closed", actor, deadline, responsible, "",
                          std::string("'") + evidence + "', '', NULL, '专人看守'");
    };
    CHECK(has(close(tests::rig_carer, tests::rig_guard, "照片"), "second person"));
    CHECK(has(close(tests::rig_guard, tests::rig_guard, "照片"), "second person"));
    // Handing it over in the very step does not help.
    CHECK(has(close(tests::rig_guard, tests::rig_leader, "照片"), "second person"));
    CHECK(close("person/sun-jianping", tests::rig_guard, "") != "");
    CHECK(close("person/sun-jianping", tests::rig_guard, "照片") == "");
}

TEST_CASE(
    "finding states: who moves a deadline is entitled, moves it later, and nobody else does") {
    FindingRig rig;
    RawSteps steps(rig.path);
    for (const char* severity : {"ordinary", "major"}) {
        CAPTURE(severity);
        const bool major = severity == std::string("major");
        const std::string key = std::string("finding/") + severity;
        steps.add(key, severity);
        REQUIRE(steps.take(key, "registered") == "");
        REQUIRE(steps.take(key, "in_progress") == "");
        const auto extend = [&](const char* actor, const char* day,
                                const char* responsible = tests::rig_guard) {
            return steps.take(key, "extended", actor, day, responsible);
        };
        CHECK(
            has(steps.take(key, "to_be_rechecked", tests::rig_carer, "'2027-09-01'"), "deadline"));
        CHECK(has(extend(tests::rig_carer, "'2027-04-01'"), "entitled"));
        CHECK(has(extend(tests::rig_guard, "'2027-04-01'"), "entitled"));
        CHECK(has(extend(tests::rig_guard, "'2027-04-01'", tests::rig_leader), "entitled"));
        CHECK((extend(tests::rig_leader, "'2027-04-01'") == "") == !major);
        CHECK(has(extend(tests::rig_supervisor, "'2027-02-01'"), "ends later"));
        CHECK(extend(tests::rig_supervisor, "'2027-05-01'") == "");
    }
}

TEST_CASE("finding states: a major one has a supervisor of the bureau, funds, an interim measure") {
    FindingRig rig;
    RawSteps steps(rig.path);
    steps.add("finding/1", "major");
    REQUIRE(steps.take("finding/1", "registered") == "");
    const auto begin = [&](const char* supervisor, const char* rest) {
        return steps.take("finding/1", "in_progress", tests::rig_carer, "'2027-03-01'",
                          tests::rig_guard, supervisor, rest);
    };
    CHECK(has(begin("", "'', '有人', 0.0, '看守'"), "a major one has"));
    CHECK(has(begin(tests::rig_leader, "'', '有人', 0.0, '看守'"), "a major one has"));
    CHECK(has(begin(tests::rig_supervisor, "'', '', 0.0, '看守'"), "a major one has"));
    CHECK(has(begin(tests::rig_supervisor, "'', '有人', NULL, '看守'"), "a major one has"));
    CHECK(begin(tests::rig_supervisor, "'', '有人', 0.0, '看守'") == "");
}

TEST_CASE("suspension: begins with the row, and nothing but the closure ends it") {
    FindingRig rig;
    RawSteps steps(rig.path);
    tests::RawDatabase& raw = steps.raw();
    steps.add("finding/1", "ordinary", 1);
    CHECK(raw.rows("SELECT zone, from_day FROM suspended_now") == "level/2|2026-05-30\n");
    std::string deadline = "'2027-03-01'";
    int extended = 0;
    for (const std::string& state : ways.at("to_be_rechecked")) {
        REQUIRE(take_fitting(steps, "finding/1", state, deadline, extended) == "");
        CHECK(raw.exec("INSERT INTO suspension_end(suspension_id, finding_step_id) "
                       "SELECT 1, max(id) FROM finding_step") != SQLITE_OK);
        for (const char* attempt :
             {"DELETE FROM suspension", "UPDATE suspension SET zone = ''",
              "UPDATE finding SET life_safety = 0", "DELETE FROM finding",
              "INSERT OR REPLACE INTO suspension SELECT id, finding_id, organisation_id, 'x', "
              "service, from_day FROM suspension"})
            CHECK(raw.exec(attempt) != SQLITE_OK);
        CHECK(raw.number("SELECT count(*) FROM suspended_now") == 1);
    }
    REQUIRE(take_fitting(steps, "finding/1", "closed", deadline, extended) == "");
    CHECK(raw.number("SELECT count(*) FROM suspended_now") == 0);
    CHECK(raw.exec("DELETE FROM suspension_end") != SQLITE_OK);
}
