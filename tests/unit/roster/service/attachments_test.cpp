#include "roster/service/attachments.h"

#include "roster/service/activities.h"
#include "roster/service/due.h"
#include "roster/service/open_database.h"
#include "tests/support/roster_fixture.h"
#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
namespace fs = std::filesystem;

namespace {

const std::string jpeg = "\xFF\xD8\xFF\xE0 a photo";

struct Rig {
    Rig() {
        auto opened = open_or_create(db);
        REQUIRE(opened);
        database = std::move(opened->database);
        files = find_files_folder(*database, "").value();
    }
    std::int64_t activity(ActivityKind kind, const std::string& title) {
        ActivityEntry entry;
        Activity& a = entry.activity;
        a.organisation_key = "org/ankang";
        a.kind = kind;
        a.form = kind == ActivityKind::drill ? ActivityForm::real_drill : ActivityForm::topic;
        a.title = title;
        a.local_day = make_date(2026, 3, 1);
        a.started_at_utc = Instant{a.local_day} + std::chrono::hours{2};
        a.place = a.content = a.departments = a.lead = a.recorder = "甲";
        a.present_count = 3;
        entry.another = true; // they begin at the same time
        const auto done = record_activity(*database, entry, "周督导");
        REQUIRE_MESSAGE(done, describe(done.error()));
        return done->id;
    }
    fs::path write(const char* name, const std::string& bytes) {
        REQUIRE(sim::core::write_file(folder / name, bytes));
        return folder / name;
    }
    tests::TempFolder folder;
    fs::path db = folder / "a.yanlian.db";
    fs::path files;
    std::optional<roster::store::Database> database;
};

fs::path place(const Rig& rig, const std::string& bytes) {
    const std::string hash = sim::core::sha256_hex(bytes);
    return rig.files / hash.substr(0, 2) / hash;
}

} // namespace

TEST_CASE("attachments: the same content lies on the disk once, whatever it belongs to") {
    Rig rig;
    const auto a = rig.activity(ActivityKind::drill, "一"),
               b = rig.activity(ActivityKind::drill, "二");
    const fs::path photo = rig.write("照片.jpg", jpeg);
    const auto ids = add_attachments(*rig.database, rig.files,
                                     {{"activity/" + std::to_string(a), photo},
                                      {"activity/" + std::to_string(b), photo, "同一张"}},
                                     "周督导");
    REQUIRE_MESSAGE(ids, describe(ids.error()));
    CHECK(rig.files == fs::path(rig.db.string() + ".files"));
    CHECK(sim::core::read_file(place(rig, jpeg), 100).value() == jpeg);
    const auto all = list_attachments(*rig.database, "org/ankang", "");
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].file_name == "照片.jpg");
    CHECK((*all)[0].media_type == "image/jpeg");
    CHECK((*all)[1].note == "同一张");
    const auto check = check_attachments(*rig.database, rig.files, "org/ankang");
    REQUIRE(check);
    CHECK(check->row_count == 2);
    CHECK(check->file_count == 1);
    CHECK(check->unlisted.empty());
    CHECK_FALSE(add_attachments(*rig.database, rig.files,
                                {{"activity/" + std::to_string(a), photo}}, "周督导"));
}

TEST_CASE("attachments: a missing, a changed and an unlisted file are named; nothing else breaks") {
    Rig rig;
    const auto a = "activity/" + std::to_string(rig.activity(ActivityKind::drill, "一"));
    REQUIRE(add_attachments(*rig.database, rig.files,
                            {{a, rig.write("1.jpg", jpeg)},
                             {a, rig.write("2.pdf", "%PDF-1.4")},
                             {a, rig.write("3.txt", "名单")}},
                            "周督导"));
    fs::remove(place(rig, jpeg));
    REQUIRE(sim::core::write_file(place(rig, "%PDF-1.4"), "%PDF-1.5"));
    fs::create_directories(rig.files / "zz");
    REQUIRE(sim::core::write_file(rig.files / "zz" / "leftover.tmp99", "x"));
    const auto check = check_attachments(*rig.database, rig.files, "org/ankang");
    REQUIRE(check);
    REQUIRE(check->missing.size() == 1);
    CHECK(check->missing[0].file_name == "1.jpg");
    REQUIRE(check->changed.size() == 1);
    CHECK(check->changed[0].file_name == "2.pdf");
    CHECK(check->unlisted == std::vector<fs::path>{rig.files / "zz" / "leftover.tmp99"});
    // Nothing half: what cannot be handed out whole is not handed out.
    const auto all = list_attachments(*rig.database, "org/ankang", a);
    REQUIRE(all);
    const auto out = export_attachments(rig.files, *all, rig.folder / "out");
    REQUIRE_FALSE(out);
    CHECK(describe(out.error()).find("1.jpg") != std::string::npos);
    CHECK(describe(out.error()).find("2.pdf") != std::string::npos);
    CHECK_FALSE(fs::exists(rig.folder / "out"));
    // Handing the same content in again mends the folder.
    const auto b = "activity/" + std::to_string(rig.activity(ActivityKind::drill, "二"));
    REQUIRE(add_attachments(*rig.database, rig.files,
                            {{b, rig.folder / "1.jpg"}, {b, rig.folder / "2.pdf"}}, "周督导"));
    REQUIRE(export_attachments(rig.files, *all, rig.folder / "out"));
    CHECK(sim::core::read_file(rig.folder / "out" / "1-1.jpg", 100).value() == jpeg);
    CHECK(fs::exists(rig.folder / "out" / "index.csv"));
    CHECK_FALSE(export_attachments(rig.files, *all, rig.folder / "out"));
}

TEST_CASE("attachments: everything wrong is said at once and nothing is written") {
    Rig rig;
    const auto done = add_attachments(*rig.database, rig.files,
                                      {{"activity/999", rig.write("1.jpg", jpeg)},
                                       {"相册/1", rig.write("2.jpg", "")},
                                       {"finding/ankang/2026-001", rig.folder / "none.jpg"},
                                       {"../etc", "/etc/hostname"}},
                                      "周督导");
    REQUIRE_FALSE(done);
    const std::string said = describe(done.error());
    for (const char* part :
         {"activity/999", "相册/1", "2.jpg", "finding/ankang/2026-001", "none.jpg", "../etc"})
        CHECK_MESSAGE(said.find(part) != std::string::npos, part);
    CHECK_FALSE(fs::exists(rig.files));
    REQUIRE(fs::exists(rig.folder / "1.jpg"));
    fs::resize_file(rig.folder / "1.jpg", attachment_limit_bytes + 1);
    const auto id = rig.activity(ActivityKind::drill, "一");
    CHECK_FALSE(add_attachments(*rig.database, rig.files,
                                {{"activity/" + std::to_string(id), rig.folder / "1.jpg"}},
                                "周督导"));
    CHECK_FALSE(fs::exists(rig.files));
}

TEST_CASE("attachments: a photo on a plan, a table-top or a demonstration makes nothing count") {
    Rig rig;
    tests::RawDatabase raw(rig.db);
    const auto counters = [&] {
        const auto due = list_due(*rig.database, {"org/ankang", make_date(2026, 6, 1), true});
        REQUIRE(due);
        std::string text;
        for (const DueLine& line : due->lines)
            text += line.subject_key + line.activity + iso(line.due_on) +
                    std::to_string(line.have_count) + "\n";
        return text + raw.rows("SELECT * FROM countable_activity") +
               raw.rows("SELECT * FROM countable_attendance") +
               raw.rows("SELECT * FROM competence");
    };
    const std::string before = counters();
    for (const ActivityKind kind : {ActivityKind::tabletop, ActivityKind::demonstration})
        REQUIRE(add_attachments(*rig.database, rig.files,
                                {{"activity/" + std::to_string(rig.activity(kind, word(kind))),
                                  rig.write(word(kind), std::string("%PDF-") + word(kind))}},
                                "周督导"));
    CHECK(counters() == before);
}

TEST_CASE("attachments: killed at any moment there is no row without its file") {
    tests::TempFolder folder;
    const fs::path db = folder / "a.yanlian.db";
    std::string subject;
    {
        auto opened = open_or_create(db);
        REQUIRE(opened);
        ActivityEntry entry;
        entry.activity.organisation_key = "org/ankang";
        entry.activity.kind = ActivityKind::study;
        entry.activity.title = "学习";
        entry.activity.local_day = make_date(2026, 3, 1);
        const auto done = record_activity(opened->database, entry, "周督导");
        REQUIRE(done);
        subject = "activity/" + std::to_string(done->id);
    }
    for (int round = 0; round < 6; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto opened = open_or_create(db);
            if (opened)
                for (int i = 0; i < 40; ++i) {
                    const fs::path file = folder.path() / ("x" + std::to_string(i));
                    const std::string bytes(20000, static_cast<char>('a' + (i + round) % 26));
                    if (!sim::core::write_file(file, bytes + std::to_string(100 * round + i)))
                        break;
                    static_cast<void>(add_attachments(
                        opened->database, find_files_folder(opened->database, "").value(),
                        {{subject, file}}, "周督导"));
                }
            ::_exit(0);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + 40 * round));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        auto opened = open_or_create(db);
        REQUIRE(opened);
        const auto check = check_attachments(
            opened->database, find_files_folder(opened->database, "").value(), "org/ankang");
        REQUIRE(check);
        CHECK(check->missing.empty());
        CHECK(check->changed.empty());
        CHECK(check->file_count == check->row_count);
    }
}

TEST_CASE("attachments: a name is only a name") {
    CHECK(make_safe_file_name("/a/b/照片 1.jpg") == "照片 1.jpg");
    CHECK(make_safe_file_name("C:\\x\\..\\..\\y.png") == "y.png");
    CHECK(make_safe_file_name("../..") == "附件");
    CHECK(make_safe_file_name("=cmd|x") == "cmd_x");
    const std::string name = make_safe_file_name(std::string(300, 'a') + ".jpg");
    CHECK(name.size() == 120);
    CHECK(name.ends_with(".jpg"));
}
