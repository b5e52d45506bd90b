#include "casting_rig.h"

#include "sim/drill/team_policy.h"

using namespace tests;
using tools::casting::FinishedDrill;
using tools::casting::Ledger;

namespace {

std::unique_ptr<Ledger> open_ledger(const std::filesystem::path& path) {
    auto ledger = Ledger::open(path);
    REQUIRE_MESSAGE(ledger.has_value(), (ledger ? "" : describe(ledger.error())));
    return std::move(*ledger);
}

/// Facts of a drill in which everybody whose step has a simple fact does it right: enough to earn
/// levels if the firewall let it.
std::vector<sim::drill::Fact> good_facts(const sim::drill::LoadedScenario& loaded) {
    auto cast = loaded;
    for (auto& person : cast.scenario.people)
        for (const auto& [role, name] :
             tools::casting::read_marks_head(text_of(sample_marks_file)).participants)
            if (person.role == role) person.name = name;
    const auto marks = tools::casting::parse_marks("m", text_of(sample_marks_file), cast);
    REQUIRE(marks.has_value());
    return make_facts(*marks, cast.scenario);
}

sim::core::Result<tools::casting::LedgerEntry> enter(Ledger& ledger, sim::core::DrillKind kind,
                                                     std::vector<std::string> deciding,
                                                     const std::string& seal) {
    auto loaded = load_night_drill();
    REQUIRE(ledger.cast(loaded, {}).has_value());
    const auto facts = good_facts(loaded);
    const auto score =
        calc_score(loaded.scenario, loaded.plan, sim::drill::StartMode::system, facts);
    FinishedDrill drill;
    drill.loaded = &loaded;
    drill.score = &score;
    drill.facts = facts;
    drill.kind = kind;
    drill.started_utc = "2026-06-01T18:00:00Z";
    drill.record_sha256 = sim::core::sha256_hex(seal);
    drill.deciding = std::move(deciding);
    return ledger.record(drill);
}

std::string name_in(const sim::drill::Scenario& scenario, const std::string& role) {
    for (const auto& person : scenario.people)
        if (person.role == role) return person.name;
    return {};
}

} // namespace

TEST_CASE("casting: the night shift plays the roles, the residents lie in their beds") {
    const TempFolder folder;
    auto loaded = load_night_drill();
    REQUIRE(open_ledger(folder / "a.db")->cast(loaded, {}).has_value());
    CHECK(name_in(loaded.scenario, "panel") == "周强");
    CHECK(name_in(loaded.scenario, "leader") == "李卫东");
    CHECK(name_in(loaded.scenario, "carer-1") == "陈静");
    CHECK(name_in(loaded.scenario, "carer-2") == "王芳");
    CHECK(name_in(loaded.scenario, "carer-3") == "李明");
    RawDatabase raw(folder / "a.db");
    for (const auto& resident : loaded.scenario.residents)
        CHECK(raw.rows("SELECT alias FROM resident WHERE bed_key = '" + resident.bed + "'") ==
              resident.alias + "\n");
}

TEST_CASE("casting: a cast scenario reads back from its text with the same people") {
    const TempFolder folder;
    auto loaded = load_night_drill();
    REQUIRE(open_ledger(folder / "a.db")->cast(loaded, {}).has_value());
    const auto again = sim::drill::parse_scenario("again", loaded.scenario_text, loaded.plan);
    REQUIRE_MESSAGE(again.has_value(), (again ? "" : describe(again.error())));
    CHECK(name_in(*again, "carer-2") == "王芳");
}

TEST_CASE("casting: another house keeps its own people, even where beds are called the same") {
    const TempFolder folder;
    const auto ledger = open_ledger(folder / "a.db");
    for (const char* file : {"longhua-2025-attended", "longhua-2025-unattended"}) {
        auto loaded =
            sim::drill::load_scenario(source_root + "/scenarios/drills/" + file + ".drill.json");
        REQUIRE(loaded.has_value());
        const std::string before = sim::drill::format_scenario(loaded->scenario, loaded->plan);
        REQUIRE(ledger->cast(*loaded, {}).has_value());
        CHECK(sim::drill::format_scenario(loaded->scenario, loaded->plan) == before);
    }
}

TEST_CASE("casting: who really took part comes before the shift, and plays one role") {
    const TempFolder folder;
    const auto ledger = open_ledger(folder / "a.db");
    auto loaded = load_night_drill();
    // 郭丽华 of the day shift stood in for 王芳; 王芳 came from home to the third floor.
    REQUIRE(
        ledger->cast(loaded, {"2026-05-20", {{"carer-2", "person/guo-lihua"}, {"carer-3", "王芳"}}})
            .has_value());
    CHECK(name_in(loaded.scenario, "carer-2") == "郭丽华");
    CHECK(name_in(loaded.scenario, "carer-3") == "王芳");
    CHECK(name_in(loaded.scenario, "carer-1") == "陈静");
    const auto wrong =
        open_ledger(folder / "a.db")
            ->cast(
                loaded,
                {"",
                 {{"carer-2", "王小明"}, {"cook", "王芳"}, {"panel", "周强"}, {"leader", "周强"}}});
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().problems.size() == 3);
}

TEST_CASE("casting: somebody on leave that day is not cast") {
    const TempFolder folder;
    open_ledger(folder / "a.db");
    RawDatabase(folder / "a.db")
        .exec("UPDATE person SET leave_from = '2026-05-01', leave_until = '2026-05-31' "
              "WHERE key = 'person/wang-fang'");
    const auto name_on = [&](const char* day) {
        auto loaded = load_night_drill();
        REQUIRE(open_ledger(folder / "a.db")->cast(loaded, {day, {}}).has_value());
        return name_in(loaded.scenario, "carer-2");
    };
    CHECK(name_on("2026-04-30") == "王芳");
    CHECK(name_on("2026-05-20") != "王芳");
    CHECK(name_on("2026-06-01") == "王芳");
}

// The oracles of the house rules on levels, worked out by hand from the marks:
//   周强  A2: 119 with all five items 42 s after the confirmation (L2: once, within 60 s; L3 asks
//   for
//         two such calls). 120 was never called: not critical, so it takes nothing away.
//         C2: every order of his in time (linkage 8 s, both carers told before the confirmation).
//   王芳  A1: at the door in 54 s, but she made no call. E2: the right agent 17 s after arrival,
//   hands
//         on; L3 asks for two classes of fire. L1: woke and cleared four rooms in time; shutting
//         doors is not among what was expected of her.
//   李明  L1: 207 was clear 168 s after arrival, 18 s late. Late shows the deed, not L2.
//   陈静  E1: 207 shut 7 s after it was clear; 209 was forgotten; shutting doors is not fighting
//   fire. 李卫东 C1: the guide was sent 24 s late, so not every order was in time. L1: counted in
//   time. K of everybody: nobody was asked for hazards.
TEST_CASE("observe: the shipped marks give the levels that the house rules ask for") {
    const TempFolder folder;
    const auto entry = enter_marks(*open_ledger(folder / "a.db"), text_of(sample_marks_file));
    REQUIRE_MESSAGE(entry.has_value(), (entry ? "" : describe(entry.error())));
    const struct {
        const char *person, *levels;
    } oracles[] = {{"person/zhou-qiang", "-|2|-|-|2"},
                   {"person/wang-fang", "-|1|2|1|-"},
                   {"person/li-ming", "-|-|-|1|-"},
                   {"person/chen-jing", "-|-|1|-|-"},
                   {"person/li-weidong", "-|-|-|1|1"}};
    for (const auto& oracle : oracles) {
        std::string got;
        for (const char* element : {"K", "A", "E", "L", "C"}) {
            const std::string level = level_of(folder / "a.db", oracle.person, element);
            got +=
                (got.empty() ? "" : "|") + (level.empty() ? std::string("-") : level.substr(1, 1));
        }
        CHECK_MESSAGE(got == oracle.levels, oracle.person, " ", got);
    }
    RawDatabase raw(folder / "a.db");
    CHECK(raw.number("SELECT count(*) FROM competence") == 9);
    CHECK(raw.rows("SELECT kind, started_at_utc, local_day, lead_observer FROM drill") ==
          "real|2026-05-19T18:00:00Z|2026-05-20|孙建平\n");
    // One click away: each level names an outcome with observer, fact and its hash.
    CHECK(raw.number("SELECT count(*) FROM competence AS c JOIN outcome AS o ON o.id = "
                     "c.evidence_outcome_id "
                     "WHERE o.observer IN ('孙建平', '冯敏') AND o.fact_seq > 0 AND "
                     "length(o.fact_sha256) = 64") == 9);
    CHECK(raw.rows("SELECT status, observer FROM outcome WHERE expected_no = 9") ==
          "missed|孙建平\n");
    CHECK(raw.rows("SELECT status FROM outcome WHERE expected_no = 22") == "late\n");
}

TEST_CASE("observe: a real drill counts for the half-year, a live one does not") {
    const TempFolder folder;
    const auto ledger = open_ledger(folder / "a.db");
    const auto obligation = [&] {
        return RawDatabase(folder / "a.db").rows("SELECT * FROM drill_obligation");
    };
    const std::string before = obligation();
    REQUIRE(enter(*ledger, sim::core::DrillKind::live, {"person/panel"}, "live").has_value());
    CHECK(obligation() == before);
    REQUIRE(enter_marks(*ledger, text_of(sample_marks_file)).has_value());
    CHECK(obligation() != before);
}

TEST_CASE("observe: the same drill is entered once, whatever the file looks like") {
    const TempFolder folder;
    const auto ledger = open_ledger(folder / "a.db");
    const std::string text = text_of(sample_marks_file);
    REQUIRE(enter_marks(*ledger, text).has_value());
    const std::string before = evidence_tables(folder / "a.db");
    for (const std::string& again : {text, text + "\n"}) {
        const auto refused = enter_marks(*ledger, again);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == sim::core::Errc::conflict);
        CHECK(describe(refused.error()).find("已经录入过") != std::string::npos);
    }
    CHECK(evidence_tables(folder / "a.db") == before);
}

TEST_CASE("observe: levels go to those who took part, not to those on the shift") {
    const TempFolder folder;
    std::string text =
        with(text_of(sample_marks_file), "# 参加,carer-2,王芳", "# 参加,carer-2,郭丽华");
    for (std::size_t at; (at = text.find(",王芳,")) != text.npos;)
        text.replace(at, 8, ",郭丽华,");
    const auto entry = enter_marks(*open_ledger(folder / "a.db"), text);
    REQUIRE_MESSAGE(entry.has_value(), (entry ? "" : describe(entry.error())));
    CHECK(level_of(folder / "a.db", "person/guo-lihua", "E") == "L2\n");
    CHECK(level_of(folder / "a.db", "person/wang-fang", "E").empty());
}

TEST_CASE("firewall: a demonstration leaves a line in the list of drills and nothing else") {
    const TempFolder folder;
    const auto ledger = open_ledger(folder / "a.db");
    const std::string before = evidence_tables(folder / "a.db");
    const auto entry = enter(*ledger, sim::core::DrillKind::demonstration, {}, "robots");
    REQUIRE_MESSAGE(entry.has_value(), (entry ? "" : describe(entry.error())));
    CHECK(entry->levels.empty());
    CHECK(evidence_tables(folder / "a.db") == before);
    CHECK(RawDatabase(folder / "a.db")
              .number("SELECT count(*) FROM drill WHERE kind = 'demonstration'") == 1);
}

TEST_CASE("firewall: in a live simulation only those who decided get rows, and a mouse puts out no "
          "fire") {
    const TempFolder folder;
    const auto ledger = open_ledger(folder / "a.db");
    REQUIRE(enter(*ledger, sim::core::DrillKind::live, {"person/carer-2"}, "alone").has_value());
    RawDatabase raw(folder / "a.db");
    CHECK(raw.rows("SELECT p.key, d.played_by FROM drill_person AS d JOIN person AS p ON p.id = "
                   "d.person_id") == "person/wang-fang|person\n");
    CHECK(level_of(folder / "a.db", "person/wang-fang", "E") == "L1\n");
    CHECK(raw.rows("SELECT max(quality) FROM competence") == "0.6\n");
    CHECK(raw.number("SELECT max(level) FROM competence") <= 2);
}

TEST_CASE("firewall: two who decide make a multi-user simulation") {
    const TempFolder folder;
    const auto ledger = open_ledger(folder / "a.db");
    REQUIRE(enter(*ledger, sim::core::DrillKind::live, {"person/carer-2", "person/panel"}, "two")
                .has_value());
    RawDatabase raw(folder / "a.db");
    CHECK(raw.rows("SELECT max(quality) FROM competence") == "0.8\n");
    CHECK(raw.number("SELECT deciding_count FROM drill") == 2);
    CHECK(level_of(folder / "a.db", "person/zhou-qiang", "A") == "L2\n");
    CHECK(level_of(folder / "a.db", "person/wang-fang", "E") == "L1\n");
}
