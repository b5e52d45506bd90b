#include "roster/service/import_ledger.h"

#include "roster/domain/activity_times.h"
#include "roster/domain/workplace.h"
#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/service/rules.h"
#include "roster/service/teams.h"
#include "roster/store/home_people.h"
#include "roster/store/people_table.h"
#include "roster/store/phone_table.h"
#include "roster/store/post_table.h"
#include "roster/store/resident_class.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// Moves a value out of a result; false keeps the error.
template <class T>
bool take(Result<T>&& from, T& to, sim::core::Error& error) {
    if (!from) {
        error = std::move(from.error());
        return false;
    }
    to = std::move(*from);
    return true;
}

/// Of the part in its order, then of other homes whoever has or had a post in the part.
Result<void> load_people(store::Database& database, LedgerView& view) {
    auto around = store::load_people_around(database, view.top.key);
    if (!around) return tl::unexpected(around.error());
    std::set<std::string> wanted, homes;
    for (const Person& person : around->persons) {
        wanted.insert(person.key);
        homes.insert(person.organisation_key);
    }
    std::vector<std::string> order;
    for (const Organisation& one : view.organisations) {
        order.push_back(one.key);
        homes.erase(one.key);
    }
    order.insert(order.end(), homes.begin(), homes.end());
    for (const std::string& home : order) {
        auto persons = store::load_persons(database, home);
        if (!persons) return tl::unexpected(persons.error());
        std::ranges::copy_if(*persons, std::back_inserter(view.persons), [&](const Person& one) {
            return !homes.contains(home) || wanted.contains(one.key);
        });
    }
    view.posts = std::move(around->posts);
    return {};
}

Result<void> load_residents_of(store::Database& database, LedgerView& view) {
    for (const Organisation& one : view.organisations) {
        auto residents = store::load_residents(database, one.key);
        if (!residents) return tl::unexpected(residents.error());
        std::ranges::move(*residents, std::back_inserter(view.residents));
    }
    auto days = store::load_resident_classes(database, view.top.key);
    if (!days) return tl::unexpected(days.error());
    view.classes_assessed_on = std::move(*days);
    return {};
}

/// Once each, of everything in the view.
Result<void> load_rules(store::Database& database, LedgerView& view) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto book = RuleBook::load(database, *organisations, view.today);
    if (!book) return tl::unexpected(book.error());
    std::set<std::string> part, seen;
    for (const Organisation& one : view.organisations)
        part.insert(one.key);
    for (std::size_t i = 0; i < organisations->size(); ++i)
        if (part.contains((*organisations)[i].key))
            for (const Rule* rule : book->rules_of(i))
                if (seen.insert(rule->id).second) view.rules.push_back(*rule);
    return {};
}

} // namespace

HomeStay find_stay(const LedgerView& view, const std::string& person_key,
                   const std::string& organisation_key) {
    const auto of_person =
        std::ranges::equal_range(view.posts, person_key, {}, &PostAssignment::person_key);
    HomeStay stay;
    for (const PostAssignment& post : of_person) {
        if (post.organisation_key != organisation_key || post.until_day) continue;
        stay.roles.push_back(post.role);
        stay.from_day = std::min(stay.from_day.value_or(post.from_day), post.from_day);
    }
    if (stay.from_day) return stay;
    for (const PostAssignment& post : of_person)
        if (post.organisation_key == organisation_key)
            stay.left_on = std::max(stay.left_on.value_or(*post.until_day), *post.until_day);
    for (const PostAssignment& post : of_person)
        if (post.organisation_key == organisation_key && post.until_day == stay.left_on)
            stay.roles.push_back(post.role);
    return stay;
}

bool works_at(const LedgerView& view, const Person& person, const std::string& organisation_key,
              Date day) {
    const auto posts =
        std::ranges::equal_range(view.posts, person.key, {}, &PostAssignment::person_key);
    return std::ranges::any_of(
        list_subtree(view.organisations, organisation_key), [&](std::size_t i) {
            const auto seen =
                seen_from(person, {posts.begin(), posts.end()}, view.organisations[i].key, day);
            return seen && is_on_roll(*seen, day);
        });
}

Result<LedgerView> load_ledger_view(store::Database& database, const std::string& top_key,
                                    const std::string& kind, const std::string& file_sha256,
                                    Date today) {
    LedgerView view;
    view.today = today;
    sim::core::Error error;
    const auto wanted = [&](std::string_view name) { return kind == name; };
    if (!take(store::find_audit_head(database), view.audit_head, error) ||
        !take(list_part(database, top_key), view.organisations, error))
        return tl::unexpected(error);
    if (view.organisations.empty() || top_key.empty())
        return make_error(Errc::bad_input, {database.path().string(), top_key,
                                            tr("数据库里没有这个单位"), tr("已登记的单位")});
    view.top = view.organisations.front();
    if (auto done = load_people(database, view); !done) return tl::unexpected(done.error());
    if (!take(store::load_staff_numbers(database, view.top.key), view.staff_numbers, error) ||
        !take(store::load_person_phones(database), view.phones, error) ||
        !take(store::load_certificates(database, view.top.key), view.certificates, error) ||
        !take(store::load_taken_hashes(database, kind), view.taken_hashes, error) ||
        !take(store::find_import_batch(database, file_sha256, kind), view.same_file, error))
        return tl::unexpected(error);
    if (wanted("residents"))
        if (auto done = load_residents_of(database, view); !done)
            return tl::unexpected(done.error());
    if (wanted("people") && !take(store::load_all_teams(database), view.teams, error))
        return tl::unexpected(error);
    if (wanted("findings") &&
        !take(store::load_finding_rows(database, view.top.key), view.findings, error))
        return tl::unexpected(error);
    if ((wanted("training") || wanted("drills")) &&
        !take(store::load_activities(database, {view.top.key, {}}), view.activities, error))
        return tl::unexpected(error);
    if (wanted("drills") &&
        !take(store::load_held_drills(database, view.top.key, Instant{make_date(first_year, 1, 1)},
                                      Instant{make_date(last_year, 12, 31)}),
              view.held_drills, error))
        return tl::unexpected(error);
    if ((wanted("training") || wanted("drills")) &&
        !take(store::load_all_absences(database, std::nullopt), view.absences, error))
        return tl::unexpected(error);
    if (wanted("training") || wanted("drills"))
        if (auto done = load_rules(database, view); !done) return tl::unexpected(done.error());
    return view;
}

namespace {

/// Does one deed after the other; all inside the transaction that is open.
struct Doer {
    store::Database& database;
    const ImportOrder& order;
    const std::string& who;
    Instant now = read_clock();

    Result<void> operator()(const PutPerson& deed) const {
        const Date today = calc_local_day(now);
        auto done = deed.is_new ? store::insert_person(database, deed.person)
                                : store::update_person(database, deed.person, today);
        if (!done) return done;
        if (!deed.phone.empty())
            if (done = store::set_phone(database, deed.person.key, deed.phone); !done) return done;
        if (deed.staff_no.empty()) return {};
        return store::set_staff_number(database, deed.person.key, deed.staff_no);
    }
    Result<void> operator()(const LeaveHome& deed) const {
        return store::leave_organisation(database, deed.person_key, deed.organisation_key,
                                         deed.last);
    }
    Result<void> operator()(const PutPost& deed) const {
        if (auto done =
                store::reopen_employment(database, deed.post.person_key, deed.post.from_day);
            !done)
            return done;
        const auto id = store::insert_post(database, deed.post);
        if (!id) return tl::unexpected(id.error());
        return {};
    }
    Result<void> operator()(const PutCertificate& deed) const {
        const auto id =
            store::insert_certificate(database, deed.certificate, deed.corrects_id, now, who);
        if (!id) return tl::unexpected(id.error());
        return {};
    }
    Result<void> operator()(const PutActivity& deed) const {
        auto problems = check(deed.entry.activity, deed.entry.attendances, calc_local_day(now));
        std::ranges::move(check_past(deed.entry.activity, now), std::back_inserter(problems));
        if (auto done = check_present_at_work(database, deed.entry, problems); !done)
            return tl::unexpected(done.error());
        const Activity& a = deed.entry.activity;
        if (a.kind == ActivityKind::drill && a.started_at_utc) {
            auto same = check_same_drill(database, {a.organisation_key, *a.started_at_utc});
            if (!same) return tl::unexpected(same.error());
            std::ranges::move(*same, std::back_inserter(problems));
        }
        if (!problems.empty()) return make_error(std::move(problems));
        const auto id =
            store::insert_activity(database, deed.entry.activity, deed.entry.attendances,
                                   deed.entry.organisation_keys, now, who);
        if (!id) return tl::unexpected(id.error());
        return write_key_moments(database, deed.entry, *id);
    }
    Result<void> operator()(const JoinTeam& deed) const {
        return enlist(database, deed.organisation_key, deed.team_name, deed.member,
                      calc_local_day(now));
    }
    Result<void> operator()(const PutFinding& deed) const {
        const auto key =
            register_in_transaction(database, deed.finding, deed.remedy, order.actor_key);
        if (!key) return tl::unexpected(key.error());
        return {};
    }
    Result<void> operator()(const StepFinding& deed) const {
        return step_in_transaction(database, deed.organisation_key, deed.finding_key,
                                   {deed.state, deed.remedy, now, order.actor_key, ""});
    }
    Result<void> operator()(const PutResident& deed) const {
        auto done = deed.is_new ? store::insert_resident(database, deed.resident)
                                : store::update_resident(database, deed.resident);
        if (!done || !deed.class_assessed_on) return done;
        return store::set_resident_class(database, deed.resident.key, *deed.class_assessed_on);
    }
};

Result<void> write_row(store::Database& database, const ImportOrder& order, const RowOrder& row,
                       std::int64_t batch_id, const std::string& who) {
    const Doer doer{database, order, who};
    for (const ImportDeed& deed : row.deeds)
        if (auto done = std::visit(doer, deed); !done) {
            for (auto& problem : done.error().problems)
                problem.pointer =
                    fmt::format("{}!{} {}", row.row.sheet, row.row.row_no, problem.pointer);
            return done;
        }
    if (auto done = store::insert_import_row(database, batch_id, row.row); !done) return done;
    if (row.deeds.empty()) return {};
    return store::append_audit(database,
                               {0, doer.now, who, "import." + row.row.fate, row.row.subject,
                                row.before_json, row.after_json, "", ""});
}

std::string batch_json(const store::ImportBatch& batch, std::int64_t id) {
    return nlohmann::ordered_json{{"import", id},
                                  {"kind", batch.kind},
                                  {"file", batch.file_name},
                                  {"sha256", batch.file_sha256},
                                  {"rows", batch.row_count},
                                  {"taken", batch.taken_count}}
        .dump();
}

Result<std::int64_t> write_order(store::Database& database, const ImportOrder& order,
                                 const std::string& who) {
    const auto head = store::find_audit_head(database);
    if (!head) return tl::unexpected(head.error());
    if (*head != order.audit_head)
        return make_error(Errc::conflict, {database.path().string(), "",
                                           tr("比较之后台账又被改过，没有导入"), tr("再导入一次")});
    store::ImportBatch batch = order.batch;
    batch.recorded_at_utc = read_clock();
    batch.recorded_by = who;
    batch.row_count = static_cast<int>(order.rows.size());
    batch.taken_count = static_cast<int>(std::ranges::count_if(
        order.rows, [](const RowOrder& row) { return row.row.fate != "refused"; }));
    const auto id = store::insert_import_batch(database, batch);
    if (!id) return tl::unexpected(id.error());
    for (const RowOrder& row : order.rows)
        if (auto done = write_row(database, order, row, *id, who); !done)
            return tl::unexpected(done.error());
    if (auto done = store::append_audit(database, {0, read_clock(), who, "import.take",
                                                   fmt::format("import/{}", *id), "null",
                                                   batch_json(batch, *id), "", ""});
        !done)
        return tl::unexpected(done.error());
    return *id;
}

} // namespace

Result<std::int64_t> take_import(store::Database& database, const ImportOrder& order,
                                 const std::string& who) {
    if (who.empty())
        return make_error(Errc::bad_input, {"", "--who", tr("没有写经办人"), tr("经办人")});
    return in_transaction(database, [&] { return write_order(database, order, who); });
}

} // namespace roster::service
