#include "roster/service/certificates.h"

#include "roster/service/due.h"
#include "roster/service/open_database.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

struct Rig {
    Rig() {
        auto opened = open_or_create(folder / "a.yanlian.db");
        REQUIRE(opened);
        database = std::move(opened->database);
    }
    CertificateEntry entry(const char* person, const char* number, Date issued, Date expires) {
        CertificateEntry made;
        made.certificate.person_key = person;
        made.certificate.kind = CertificateKind::fire_facility_operator;
        made.certificate.number = number;
        made.certificate.issued_on = issued;
        made.certificate.expires_on = expires;
        return made;
    }
    std::string refused(const CertificateEntry& entry) {
        const auto done = add_certificate(*database, entry, "周督导");
        REQUIRE_FALSE(done);
        return describe(done.error());
    }
    CertificateRow only(Date today) {
        const auto rows = list_certificates(*database, "org/ankang", today);
        REQUIRE(rows);
        REQUIRE(rows->size() == 1);
        return rows->front();
    }
    tests::TempFolder folder;
    std::optional<roster::store::Database> database;
};

bool has(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("certificates: reminded 90, 30 and 0 days before the end, expired on the day after") {
    Rig rig;
    const Date end = make_date(2026, 9, 30);
    REQUIRE(add_certificate(*rig.database,
                            rig.entry("person/zhou-qiang", "XF-1", make_date(2024, 10, 1), end),
                            "周督导"));
    using enum Reminder;
    for (const auto& [days, reminder] : {std::pair(91, none),
                                         {90, in_90_days},
                                         {31, in_90_days},
                                         {30, in_30_days},
                                         {1, in_30_days},
                                         {0, last_day},
                                         {-1, expired}}) {
        const CertificateRow row = rig.only(end - Days{days});
        CHECK_MESSAGE(row.reminder == reminder, days);
        CHECK(row.days_left == days);
        CHECK(row.valid == (days >= 0));
        // The due list and this one say the same.
        const auto due = list_due(*rig.database, {"org/ankang", end - Days{days}, false});
        REQUIRE(due);
        CHECK(due->certificates.size() == (reminder == none ? 0 : 1));
    }
}

TEST_CASE("certificates: a revocation ends it from its day on and leaves the days before") {
    Rig rig;
    const auto id = add_certificate(
        *rig.database,
        rig.entry("person/zhou-qiang", "XF-1", make_date(2024, 10, 1), make_date(2027, 9, 30)),
        "周督导");
    REQUIRE(id);
    const Date day = make_date(2026, 3, 1);
    CHECK_FALSE(revoke_certificate(*rig.database, *id, make_date(2024, 9, 30), "伪造", "周督导"));
    CHECK_FALSE(revoke_certificate(*rig.database, *id, make_date(2090, 1, 1), "伪造", "周督导"));
    CHECK_FALSE(revoke_certificate(*rig.database, *id + 7, day, "", ""));
    REQUIRE(revoke_certificate(*rig.database, *id, day, "伪造", "周督导"));
    CHECK(rig.only(day - Days{1}).valid);
    CHECK_FALSE(rig.only(day).valid);
    CHECK(rig.only(day).reminder == Reminder::revoked);
    const auto again = revoke_certificate(*rig.database, *id, day, "伪造", "周督导");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == sim::core::Errc::conflict);
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    CHECK(raw.exec("DELETE FROM certificate_revocation") != SQLITE_OK);
    CHECK(raw.number("SELECT count(*) FROM audit WHERE action LIKE 'certificate.%'") == 2);
}

TEST_CASE(
    "certificates: everything wrong is said at once, and an ID number is refused unrepeated") {
    Rig rig;
    CertificateEntry bad = rig.entry("person/nobody", "11010519491231002X", make_date(2090, 1, 1),
                                     make_date(2024, 1, 1));
    const std::string said = rig.refused(bad);
    for (const char* part : {"身份证号", "还没有到", "早于发证日期", "person/nobody"})
        CHECK_MESSAGE(has(said, part), part);
    CHECK_FALSE(has(said, "11010519491231002X"));
}

TEST_CASE("certificates: one number is one person's; the same again is refused, a slip corrected") {
    Rig rig;
    const CertificateEntry first =
        rig.entry("person/zhou-qiang", "XF-1", make_date(2024, 10, 1), make_date(2026, 9, 30));
    const auto id = add_certificate(*rig.database, first, "周督导");
    REQUIRE(id);
    CHECK(has(rig.refused(first), "已经登记过"));
    CertificateEntry other = first;
    other.certificate.person_key = "person/he-lin";
    CHECK(has(rig.refused(other), "person/zhou-qiang"));
    CertificateEntry mended = first;
    mended.corrects_id = *id;
    mended.certificate.expires_on = make_date(2027, 9, 30);
    REQUIRE(add_certificate(*rig.database, mended, "周督导"));
    CHECK(rig.only(make_date(2026, 12, 1)).valid);
    CHECK(has(rig.refused(mended), "已经更正过"));
}

TEST_CASE("certificates: no obligation, attendance or level comes of a certificate") {
    Rig rig;
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    const auto counters = [&] {
        return raw.rows("SELECT * FROM countable_activity") +
               raw.rows("SELECT * FROM countable_attendance") +
               raw.rows("SELECT * FROM competence");
    };
    const std::string before = counters();
    for (int i = 0; i < 30; ++i) {
        CertificateEntry entry =
            rig.entry("person/wang-fang", "", make_date(2026, 1, 1), make_date(2028, 1, 1));
        entry.certificate.kind = CertificateKind::training_pass;
        entry.certificate.number = "PX-" + std::to_string(i);
        REQUIRE(add_certificate(*rig.database, entry, "周督导"));
    }
    CHECK(counters() == before);
}

TEST_CASE("certificates: a blank is no number and no reason, an ID number in groups is one") {
    Rig rig;
    const Date issued = make_date(2024, 10, 1), expires = make_date(2026, 9, 30);
    CHECK(has(rig.refused(rig.entry("person/wang-fang", "　", issued, expires)), "没有证书编号"));
    for (const char* number : {"320821 19900101 123X", "320821-19900101-123X"}) {
        const std::string said =
            rig.refused(rig.entry("person/wang-fang", number, issued, expires));
        CHECK(has(said, "有身份证号"));
        CHECK_FALSE(has(said, "19900101"));
    }
    const auto id = add_certificate(
        *rig.database, rig.entry("person/wang-fang", " XF-1　", issued, expires), "周督导");
    REQUIRE_MESSAGE(id, describe(id.error()));
    CHECK(rig.only(issued).certificate.number == "XF-1");
    CHECK_FALSE(revoke_certificate(*rig.database, *id, issued, "　", "周督导"));
}
