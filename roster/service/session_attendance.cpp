#include "roster/service/activities.h"
#include "roster/service/journal.h"
#include "roster/service/session_rows.h"
#include "roster/service/sessions.h"
#include "roster/store/people_table.h"
#include "roster/store/session_people.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace roster::service {

using namespace roster::domain;
using schedule::SessionState;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;
using store::SessionRow;

namespace {

/// A session with those booked in it.
struct Gathering {
    SessionRow session;
    std::vector<store::SessionBookingRow> bookings;
    std::vector<SessionGuest> guests; ///< of the bookings, in their order
};

Result<Gathering> load(store::Database& database, const std::string& key) {
    Gathering all;
    auto row = store::find_session(database, key);
    if (!row) return tl::unexpected(row.error());
    if (row->id == 0)
        return make_error(Errc::bad_input, {"", key, tr("没有这个培训班"),
                                            tr("`yanlian training session list` 列出的编号")});
    all.session = std::move(*row);
    auto bookings = store::load_session_bookings(database, all.session.organisation_key);
    if (!bookings) return tl::unexpected(bookings.error());
    std::erase_if(*bookings, [&](const auto& one) { return one.session_key != key; });
    const auto posts = store::load_session_posts(database, all.session.organisation_key);
    if (!posts) return tl::unexpected(posts.error());
    std::map<std::string_view, const store::SessionPost*> post_of;
    for (const store::SessionPost& post : *posts)
        post_of[post.person_key] = &post; // the last one
    all.bookings = std::move(*bookings);
    for (const auto& one : all.bookings) {
        const auto at = post_of.find(one.person_key);
        const bool known = at != post_of.end();
        all.guests.push_back({one.person_key, known ? at->second->person_name : one.person_key,
                              known ? at->second->organisation_key : "", one.told});
    }
    return all;
}

/// What keeps a session from being told of or entered.
Problems check_standing(const SessionRow& session, const std::string& who) {
    Problems problems;
    if (is_held(session))
        problems.push_back(
            {"", session.key, trf("已经登记为 {}", session.activity_key), tr("只登记一次")});
    if (session.state == "cancelled")
        problems.push_back({"", session.key, tr("已经取消"), tr("没有取消的培训班")});
    if (who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), tr("经办人")});
    return problems;
}

Problems check_people(const Gathering& all, const SessionResult& result) {
    Problems problems;
    std::set<std::string_view> booked, absent(result.absent.begin(), result.absent.end());
    for (const SessionGuest& guest : all.guests)
        booked.insert(guest.person_key);
    std::set<std::string_view> came(result.also.begin(), result.also.end());
    for (const SessionGuest& guest : all.guests)
        if (!absent.contains(guest.person_key)) came.insert(guest.person_key);
    for (const std::string& one : result.absent)
        if (!booked.contains(one))
            problems.push_back(
                {"", "/absent/" + one, trf("{} 没有安排在这一期", one), tr("安排了的人")});
    for (const std::string& one : result.also)
        if (booked.contains(one))
            problems.push_back(
                {"", "/also/" + one, trf("{} 本来就安排在这一期", one), tr("没有安排而来的人")});
    for (const std::string& one : result.failed)
        if (!came.contains(one))
            problems.push_back(
                {"", "/failed/" + one, trf("{} 没有到场，谈不上合格", one), tr("到场的人")});
    if (came.empty())
        problems.push_back({"", "/people", tr("没有人到场，不算举行"), tr("取消这一期")});
    return problems;
}

/// One held training; level, scope, form and tags are what the rules ask for.
ActivityEntry make_entry(const Gathering& all, const SessionResult& result,
                         const store::PersonDays& employed) {
    const SessionOffer offer = read_offer(all.session);
    const bool pre_job = offer.form == schedule::SessionForm::pre_job;
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = offer.organisation_key;
    a.kind = ActivityKind::training;
    a.level = find_named<ActivityLevel>(activity_level_names, all.session.level)
                  .value_or(ActivityLevel::home);
    a.scope = pre_job ? ActivityScope::new_staff : ActivityScope::three_roles;
    a.form = pre_job ? ActivityForm::pre_job : ActivityForm::topic;
    a.tags = {"fire"};
    // Held once more after the first entry was taken back: that one keeps its key.
    if (all.session.held_id != 0)
        a.key = fmt::format("activity/{}/{}", all.session.key, all.session.held_id + 1);
    a.title = trf("{} 第 {} 期", offer.course, offer.batch_no);
    a.content = result.content;
    a.lead = result.lead;
    a.place = offer.venue;
    a.local_day = offer.days.last;
    a.batch_no = offer.batch_no;
    a.capacity_count = offer.capacity_count;
    const auto among = [](const std::vector<std::string>& people, const std::string& key) {
        return std::ranges::find(people, key) != people.end();
    };
    const auto add = [&](const std::string& key, bool attended) {
        const auto days = employed.find(key);
        if (days != employed.end() && days->second.left_on && *days->second.left_on < a.local_day)
            return;
        entry.attendances.push_back(
            {key, "", attended,
             attended ? std::optional(!among(result.failed, key)) : std::nullopt});
    };
    for (const SessionGuest& guest : all.guests)
        add(guest.person_key, !among(result.absent, guest.person_key));
    a.due_count = static_cast<int>(entry.attendances.size());
    for (const std::string& one : result.also)
        add(one, true);
    a.present_count =
        static_cast<int>(std::ranges::count(entry.attendances, true, &Attendance::attended));
    return entry;
}

HeldSession sum_up(const Gathering& all, const ActivityEntry& entry, std::string key) {
    HeldSession held{std::move(key), *entry.activity.present_count, 0, {}};
    std::map<std::string_view, const SessionGuest*> guest_of;
    for (const SessionGuest& guest : all.guests)
        guest_of[guest.person_key] = &guest;
    for (const Attendance& one : entry.attendances) {
        if (one.attended && one.passed.value_or(true)) {
            ++held.passed_count;
            continue;
        }
        const auto at = guest_of.find(one.person_key);
        held.short_again.push_back(at != guest_of.end()
                                       ? *at->second
                                       : SessionGuest{one.person_key, one.person_key, "", false});
    }
    return held;
}

/// The session stands as it was held: nothing changes in it any more.
Result<void> close(store::Database& database, const SessionRow& session, std::int64_t activity_id,
                   const std::string& activity_key, const store::Entry& entry) {
    SessionRow frozen = session;
    frozen.state = std::string(name_of(schedule::session_state_names, SessionState::frozen));
    if (auto id = store::insert_session(database, frozen, entry); !id)
        return tl::unexpected(id.error());
    if (auto id = store::insert_session_held(database, session, activity_id, entry); !id)
        return tl::unexpected(id.error());
    const nlohmann::ordered_json after{{"state", frozen.state}, {"activity", activity_key}};
    return store::append_audit(database, {0, entry.at_utc, entry.who, "session.hold", session.key,
                                          fmt::format("{{\"state\":\"{}\"}}", session.state),
                                          after.dump(), "", ""});
}

} // namespace

Result<std::vector<SessionGuest>> list_session_guests(store::Database& database,
                                                      const std::string& key) {
    auto all = load(database, key);
    if (!all) return tl::unexpected(all.error());
    std::ranges::stable_sort(all->guests, {}, &SessionGuest::organisation_key);
    return std::move(all->guests);
}

Result<std::vector<SessionGuest>> invite_session(store::Database& database, const std::string& key,
                                                 Date today, const std::string& who) {
    return in_transaction(database, [&]() -> Result<std::vector<SessionGuest>> {
        auto all = load(database, key);
        if (!all) return tl::unexpected(all.error());
        const SessionRow& session = all->session;
        Problems problems = check_standing(session, who);
        if (session.days.first < today)
            problems.push_back(
                {"", key, trf("{} 已经开始", iso(session.days.first)), tr("还没有开始的培训班")});
        if (all->bookings.empty())
            problems.push_back(
                {"", key, tr("还没有安排人"), tr("`yanlian training plan --save` 先安排")});
        if (!problems.empty()) return make_error(std::move(problems));
        const store::Entry entry{read_clock(), who};
        int newly_told = 0;
        for (std::size_t i = 0; i < all->bookings.size(); ++i) {
            all->guests[i].told = true;
            if (all->bookings[i].told) continue;
            all->bookings[i].told = true;
            ++newly_told;
            if (auto id = store::insert_session_booking(database, all->bookings[i], false, entry);
                !id)
                return tl::unexpected(id.error());
        }
        SessionRow invited = session;
        invited.state = std::string(name_of(schedule::session_state_names, SessionState::invited));
        if (invited.state != session.state)
            if (auto id = store::insert_session(database, invited, entry); !id)
                return tl::unexpected(id.error());
        const nlohmann::ordered_json after{
            {"state", invited.state}, {"told", all->bookings.size()}, {"newly_told", newly_told}};
        if (auto noted =
                store::append_audit(database, {0, entry.at_utc, who, "session.invite", key,
                                               fmt::format("{{\"state\":\"{}\"}}", session.state),
                                               after.dump(), "", ""});
            !noted)
            return tl::unexpected(noted.error());
        std::ranges::stable_sort(all->guests, {}, &SessionGuest::organisation_key);
        return std::move(all->guests);
    });
}

Result<HeldSession> hold_session(store::Database& database, const SessionResult& result,
                                 const std::string& who) {
    return in_transaction(database, [&]() -> Result<HeldSession> {
        const auto all = load(database, result.session_key);
        if (!all) return tl::unexpected(all.error());
        Problems problems = check_standing(all->session, who);
        std::ranges::move(check_people(*all, result), std::back_inserter(problems));
        if (!problems.empty()) return make_error(std::move(problems));
        const auto employed = store::load_person_days(database);
        if (!employed) return tl::unexpected(employed.error());
        const ActivityEntry entry = make_entry(*all, result, *employed);
        const auto recorded = record_in_transaction(database, entry, who);
        if (!recorded) return tl::unexpected(recorded.error());
        if (auto done =
                close(database, all->session, recorded->id, recorded->key, {read_clock(), who});
            !done)
            return tl::unexpected(done.error());
        return sum_up(*all, entry, recorded->key);
    });
}

} // namespace roster::service
