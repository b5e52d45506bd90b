#include "roster/service/alarm_notices.h"

#include "roster/store/phone_table.h"
#include "tests/support/finding_rig.h"
#include "tests/support/raw_database.h"
#include <algorithm>
#include <chrono>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using std::chrono::milliseconds;
using std::chrono::seconds;
using tests::FindingRig;

namespace {

const Instant night = Instant{make_date(2026, 3, 1)} + std::chrono::hours{18};
const std::string trace_hash(64, 'a');

struct AlarmRig : FindingRig {
    AlarmChain chain() {
        auto chain = load_alarm_chain(database, tests::rig_home, make_date(2026, 3, 2));
        REQUIRE_MESSAGE(chain, describe(chain.error()));
        return std::move(*chain);
    }
    RaisedAlarm alarm(std::map<int, milliseconds> acks = {}) {
        return {tests::rig_home, "detector/302", night, trace_hash, std::move(acks), seconds{600}};
    }
    void give_phones() {
        for (const ChainStep& step : chain().steps)
            if (!step.person_key.empty())
                REQUIRE(roster::store::set_phone(database, step.person_key, "13800000000"));
    }
    std::string enter(const std::vector<std::string>& keys) {
        const auto done = enter_alarm_chain(database, tests::rig_home, keys, {night, "孙建平"});
        return done ? "" : describe(done.error());
    }
};

} // namespace

TEST_CASE("alarm notices: without a chain the room, the head and the safety manager come first") {
    AlarmRig rig;
    const AlarmChain chain = rig.chain();
    CHECK_FALSE(chain.entered);
    REQUIRE(chain.steps.size() > 3);
    CHECK(chain.steps[0].person_key.empty());
    CHECK(chain.steps[1].person_key == tests::rig_leader);
}

TEST_CASE("alarm notices: three are told within a second, silence tells the next, and it is kept") {
    AlarmRig rig;
    tests::RawDatabase raw(rig.path);
    const auto row = record_trace_alarm(
        rig.database, rig.alarm({{1, seconds{12}}, {2, seconds{40}}}), {night, "孙建平"});
    REQUIRE_MESSAGE(row, describe(row.error()));
    REQUIRE(row->notices.size() >= 4);
    for (int n = 0; n < 3; ++n)
        CHECK(row->notices[static_cast<std::size_t>(n)].notice.queued <= seconds{1});
    CHECK(row->notices[3].notice.queued == seconds{60});
    CHECK(row->notices[3].notice.after_no == 3);
    const auto kept = roster::store::load_alarms(rig.database, tests::rig_home);
    REQUIRE(kept);
    REQUIRE(kept->size() == 1);
    CHECK(kept->front().notices.size() == row->notices.size());
    CHECK(kept->front().notices[1].notice.acked == seconds{40});
    CHECK_FALSE(kept->front().notices[2].notice.acked);
    for (const char* table : {"alarm", "alarm_notice", "alarm_ack"})
        for (const std::string& change :
             {"UPDATE " + std::string(table) + " SET id = id", "DELETE FROM " + std::string(table)})
            CHECK_MESSAGE(raw.exec(change) != SQLITE_OK, change);
}

TEST_CASE("alarm notices: a log of notices is evidence of nothing") {
    AlarmRig rig;
    tests::RawDatabase raw(rig.path);
    const std::string counts =
        "SELECT (SELECT count(*) FROM competence), (SELECT count(*) FROM countable_activity), "
        "(SELECT count(*) FROM countable_attendance), (SELECT count(*) FROM outcome)";
    const std::string before = raw.rows(counts);
    REQUIRE(record_trace_alarm(rig.database, rig.alarm({{1, seconds{5}}}), {night, "孙建平"}));
    CHECK(raw.rows(counts) == before);
}

TEST_CASE("alarm notices: an answer before the notice is refused and nothing is written") {
    AlarmRig rig;
    tests::RawDatabase raw(rig.path);
    const auto row =
        record_trace_alarm(rig.database, rig.alarm({{4, seconds{5}}}), {night, "孙建平"});
    REQUIRE_FALSE(row);
    CHECK(raw.number("SELECT count(*) FROM alarm") == 0);
}

TEST_CASE("alarm notices: everything wrong with a chain is said at once; a good one replaces") {
    AlarmRig rig;
    const std::string wrong = rig.enter({tests::rig_carer, tests::rig_carer, "person/nobody"});
    for (const char* part :
         {"写了两次", "没有这个人", "没有登记电话", "值班室", "主要负责人", "安全管理人"})
        CHECK_MESSAGE(wrong.find(part) != std::string::npos, part);
    rig.give_phones();
    std::vector<std::string> keys;
    for (const ChainStep& step : rig.chain().steps)
        keys.push_back(step.person_key);
    std::swap(keys[0], keys[1]);
    REQUIRE(rig.enter(keys) == "");
    CHECK(rig.chain().entered);
    CHECK(rig.chain().steps[1].person_key.empty());
    keys.resize(3);
    REQUIRE(rig.enter(keys) == "");
    CHECK(rig.chain().steps.size() == 3);
}

TEST_CASE("alarm notices: whoever is on leave that day is passed over, a short leave too") {
    AlarmRig rig;
    tests::RawDatabase raw(rig.path);
    REQUIRE(raw.exec("INSERT INTO absence(person_id, from_day, until_day) SELECT id, '2026-03-02', "
                     "'2026-03-02' FROM person WHERE key = 'person/zhao-guohua'") == SQLITE_OK);
    const auto names_head = [](const AlarmChain& chain) {
        return std::any_of(chain.steps.begin(), chain.steps.end(), [](const ChainStep& step) {
            return step.person_key == tests::rig_leader;
        });
    };
    CHECK_FALSE(names_head(rig.chain()));
    CHECK(names_head(*load_alarm_chain(rig.database, tests::rig_home, make_date(2026, 3, 3))));
}
