#include "roster/store/session_table.h"

#include "roster/service/open_database.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace roster::domain;
using namespace roster::store;

namespace {

const Entry entry{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}, "秦监"};

/// The example home with one session, somebody booked, a quota.
struct SessionHome {
    tests::TempFolder folder;
    std::filesystem::path path = tests::ledger_in(folder, "home");
    roster::service::OpenedDatabase opened = roster::service::open_or_create(path).value();
    Database& database = opened.database;
    SessionRow session = make("session/1");

    SessionHome() {
        write([&] { return insert_session(database, session, entry); });
        session = find_session(database, "session/1").value();
        write([&] {
            return insert_session_quota(database, {0, "session/1", "org/ankang", 3}, false, entry);
        });
        write([&] {
            return insert_session_booking(database, {0, "session/1", "person/wang-fang"}, false,
                                          entry);
        });
    }
    static SessionRow make(const std::string& key) {
        SessionRow row;
        row.key = key;
        row.organisation_key = "org/ankang";
        row.level = "city";
        row.form = "ordinary";
        row.state = "open";
        row.course = "三年轮训";
        row.days = {make_date(2026, 3, 2), make_date(2026, 3, 3)};
        row.capacity_count = 20;
        return row;
    }
    template <class Write>
    std::int64_t write(Write&& one) {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        const auto id = one();
        REQUIRE_MESSAGE(id, sim::core::describe(id.error()));
        REQUIRE(transaction->commit());
        return *id;
    }
    template <class Write>
    bool refused(Write&& one) {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        return !one();
    }
    /// An activity of that kind, as another program would write it.
    std::int64_t put_activity(const std::string& key, const std::string& kind,
                              const std::string& progress) {
        tests::RawDatabase raw(path);
        CHECK(raw.exec(fmt::format(
                  "INSERT INTO activity(key, organisation_id, kind, progress, level, scope, form, "
                  "content_tags, title, local_day, recorded_at_utc, recorded_by) SELECT '{}', id, "
                  "'{}', '{}', 'city', 'three_roles', 'topic', ' fire ', '轮训', '2026-03-03', "
                  "'2026-03-03T08:00:00Z', '秦监' FROM organisation WHERE key = 'org/ankang'",
                  key, kind, progress)) == SQLITE_OK);
        return raw.number("SELECT max(id) FROM activity");
    }
};

} // namespace

TEST_CASE("session tables: a change is a new row under the same key; the old one stays") {
    SessionHome home;
    SessionRow changed = home.session;
    changed.capacity_count = 12;
    home.write([&] { return insert_session(home.database, changed, entry); });
    const auto now = find_session(home.database, "session/1");
    REQUIRE(now);
    CHECK(now->capacity_count == 12);
    CHECK(now->id != home.session.id);
    CHECK(now->first_id == home.session.first_id);
    CHECK(find_session(home.database, "session/none")->id == 0);
    const auto sessions = load_sessions(home.database, "org/ankang");
    REQUIRE(sessions);
    CHECK(sessions->size() == 1);
    const auto bookings = load_session_bookings(home.database, "org/ankang");
    REQUIRE(bookings);
    REQUIRE(bookings->size() == 1); // hangs under the first row, whatever changed
    CHECK_FALSE(bookings->front().told);
    SessionBookingRow gone = bookings->front();
    gone.reason = "已离岗";
    home.write([&] { return insert_session_booking(home.database, gone, true, entry); });
    CHECK(load_session_bookings(home.database, "org/ankang")->empty());
    const auto quotas = load_session_quotas(home.database, "org/ankang");
    REQUIRE(quotas);
    CHECK(quotas->front().seats_count == 3);
}

TEST_CASE("session tables: nothing is changed, removed or written twice") {
    SessionHome home;
    const auto activity = home.put_activity("activity/1", "training", "held");
    home.write([&] { return insert_session_held(home.database, home.session, activity, entry); });
    tests::RawDatabase raw(home.path);
    raw.exec("PRAGMA recursive_triggers = OFF"); // as another program would come
    for (const std::string table :
         {"session", "session_quota", "session_booking", "session_held"}) {
        CAPTURE(table);
        const std::string before = raw.rows("SELECT * FROM " + table);
        REQUIRE_FALSE(before.empty());
        CHECK(raw.exec("UPDATE " + table + " SET id = id") != SQLITE_OK);
        CHECK(raw.message.find("append-only") != std::string::npos);
        CHECK(raw.exec("DELETE FROM " + table) != SQLITE_OK);
        CHECK(raw.exec(tests::on_server() ? "TRUNCATE " + table + " CASCADE"
                                          : "INSERT OR REPLACE INTO " + table + " SELECT * FROM " +
                                                table) != SQLITE_OK);
        CHECK(raw.rows("SELECT * FROM " + table) == before);
    }
    CHECK(home.refused(
        [&] { return insert_session(home.database, SessionHome::make("session/1"), entry); }));
    CHECK(home.refused([&] {
        return insert_session_booking(home.database, {0, "session/1", "person/wang-fang"}, false,
                                      entry);
    }));
    CHECK(home.refused([&] {
        return insert_session_quota(home.database, {0, "session/1", "org/ankang", 4}, false, entry);
    }));
    CHECK(home.refused(
        [&] { return insert_session_held(home.database, home.session, activity, entry); }));
    SessionRow renamed = home.session;
    renamed.key = "session/2";
    CHECK(home.refused([&] { return insert_session(home.database, renamed, entry); }));
}

TEST_CASE("session tables: only a training that was held stands for a session") {
    SessionHome home;
    for (const auto& [kind, progress] : {std::pair("demonstration", "held"),
                                         {"tabletop", "held"},
                                         {"training", "planned"},
                                         {"study", "held"}}) {
        CAPTURE(kind);
        const auto id = home.put_activity(fmt::format("activity/{}", kind), kind, progress);
        CHECK(home.refused(
            [&] { return insert_session_held(home.database, home.session, id, entry); }));
    }
    CHECK(find_session(home.database, "session/1")->activity_key.empty());
    const auto id = home.put_activity("activity/held", "training", "held");
    home.write([&] { return insert_session_held(home.database, home.session, id, entry); });
    const auto held = find_session(home.database, "session/1");
    CHECK(held->activity_key == "activity/held");
    // The activity is taken back: the session stands as not held, and may be held again.
    tests::RawDatabase raw(home.path);
    CHECK(raw.exec(fmt::format("INSERT INTO activity(corrects_id, withdrawn, key, organisation_id, "
                               "kind, progress, level, scope, form, content_tags, title, "
                               "local_day, recorded_at_utc, recorded_by) SELECT id, 1, key, "
                               "organisation_id, kind, progress, level, scope, form, content_tags, "
                               "title, local_day, recorded_at_utc, recorded_by FROM activity "
                               "WHERE id = {}",
                               id)) == SQLITE_OK);
    const auto back = find_session(home.database, "session/1");
    CHECK(back->activity_key.empty());
    CHECK(back->held_id != 0);
    const auto again = home.put_activity("activity/again", "training", "held");
    home.write([&] { return insert_session_held(home.database, *back, again, entry); });
    CHECK(find_session(home.database, "session/1")->activity_key == "activity/again");
}
