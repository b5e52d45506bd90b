#include "roster/service/duty_attest.h"

#include "roster/domain/plain_text.h"
#include "roster/service/duty_entry.h"
#include "roster/service/duty_sign_ins.h"
#include "roster/service/journal.h"
#include "roster/store/duty_correction_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;
using std::chrono::minutes;

namespace {

/// Who is known, what is planned around a day, what was signed around it.
struct Around {
    store::PersonDays people;
    PlannedDuty planned;
    std::vector<store::DutySignRow> signs;
};
Result<Around> look_around(store::Database& database, const std::string& organisation_key,
                           Date day) {
    auto people = store::load_person_days(database);
    if (!people) return tl::unexpected(people.error());
    auto planned = load_planned_duty(database, organisation_key, {day - one_day, day + one_day});
    if (!planned) return tl::unexpected(planned.error());
    auto signs = store::load_duty_signs(database, organisation_key, begin_of(day - one_day),
                                        begin_of(day + 2 * one_day));
    if (!signs) return tl::unexpected(signs.error());
    return Around{std::move(*people), std::move(*planned), std::move(*signs)};
}

/// Key of a post by key or name; empty when no roster has it, which is noted.
std::string find_post(const Around& around, const std::string& text, Date day, Problems& problems) {
    if (!around.planned.rosters.empty()) return find_post(around.planned, text, problems);
    problems.push_back({"", "/post", trf("{} 没有发布过值班表", iso(day)),
                        tr("先发布：yanlian duty publish 文件")});
    return {};
}

void check_instant(Instant at, const char* pointer, const store::Entry& entry, Problems& problems) {
    if (at > entry.at_utc)
        problems.push_back(
            {"", pointer, trf("{} 还没有到", iso(calc_local_day(at))), tr("现在或以前")});
}

SignIn to_sign(const store::DutySignRow& row) {
    return {row.person_key, row.post_key, row.in_utc, row.out_utc};
}

nlohmann::ordered_json sign_json(const store::DutySignRow& row) {
    return {
        {"person", row.person_key},
        {"post", row.post_key},
        {"in", iso(row.in_utc)},
        {"out", row.out_utc ? nlohmann::ordered_json(iso(*row.out_utc)) : nlohmann::ordered_json()},
        {"corrects", row.corrects_id},
        {"withdrawn", row.withdrawn},
        {"reason", row.reason}};
}

Result<std::int64_t> write_sign(store::Database& database, const store::DutySignRow& row,
                                const store::DutySignRow* before, const char* action,
                                const store::Entry& entry) {
    const auto id = store::insert_duty_sign(database, row, entry);
    if (!id) return id;
    if (auto noted =
            note(database, action, fmt::format("duty_sign/{}", *id),
                 before ? sign_json(*before) : nlohmann::ordered_json(), sign_json(row), entry);
        !noted)
        return tl::unexpected(noted.error());
    return id;
}

/// What signing in and out are held against alike. @return key of the post
std::string check_presence(const Around& around, const DutyPresence& presence,
                           const store::Entry& entry, Problems& problems) {
    const Date day = calc_local_day(presence.at);
    check_employed(around.people, presence.person_key, "/person", day, problems);
    check_instant(presence.at, "/at", entry, problems);
    check_who(entry, problems);
    return find_post(around, presence.post_key, day, problems);
}

/// The presence that lasts at that instant, or nothing. The last one wins.
const store::DutySignRow* find_present(const Around& around, const DutyPresence& presence,
                                       const std::string& post_key) {
    const store::DutySignRow* found = nullptr;
    for (const store::DutySignRow& one : around.signs)
        if (one.person_key == presence.person_key && one.post_key == post_key &&
            one.in_utc <= presence.at &&
            calc_sign_end(to_sign(one), around.planned.shifts, Instant::max()) > presence.at)
            found = &one;
    return found;
}
/// Hours beyond what anybody stands: the day is wrong, or signing out was forgotten.
Problem too_long(const std::string& name, Instant in, std::int64_t sign_id) {
    return {
        "", "/at",
        trf("{} 是 {} 签到的，一次签到不超过 {} 小时", name, iso(calc_local_day(in)),
            longest_presence_min / 60),
        trf("当时离开的时刻：yanlian duty sign correct {} --out \"年-月-日 时:分\" --reason 原因",
            sign_id)};
}
/// Nobody signed in lately: long ago, or never.
Result<Problem> explain_no_sign_in(store::Database& database, const DutyPresence& presence,
                                   const std::string& post_key, const std::string& name) {
    constexpr Days looked_back{31};
    const Date day = calc_local_day(presence.at);
    const auto signs = store::load_duty_signs(database, presence.organisation_key,
                                              begin_of(day - looked_back), begin_of(day));
    if (!signs) return tl::unexpected(signs.error());
    const store::DutySignRow* open = nullptr;
    for (const store::DutySignRow& one : *signs)
        if (one.person_key == presence.person_key && one.post_key == post_key && !one.out_utc)
            open = &one;
    if (open != nullptr) return too_long(name, open->in_utc, open->id);
    return Problem{"", "/person", trf("{} 在这个岗位没有签到，不能签退", name),
                   tr("先签到：yanlian duty sign in")};
}
/// Another post at which the person is signed in at that instant; nothing when there is none.
const store::DutySignRow* find_elsewhere(const Around& around, const DutyPresence& presence,
                                         const std::string& post_key) {
    for (const auto& [other, name] : around.planned.posts)
        if (other != post_key)
            if (const auto* row = find_present(around, presence, other)) return row;
    return nullptr;
}
/// The last one that was not signed out, ended with its shift or not.
const store::DutySignRow* find_open(const Around& around, const DutyPresence& presence,
                                    const std::string& post_key) {
    const store::DutySignRow* found = nullptr;
    for (const store::DutySignRow& one : around.signs)
        if (one.person_key == presence.person_key && one.post_key == post_key &&
            one.in_utc < presence.at && !one.out_utc)
            found = &one;
    return found;
}

} // namespace

Result<std::int64_t> sign_in(store::Database& database, const DutyPresence& presence,
                             const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto around =
            look_around(database, presence.organisation_key, calc_local_day(presence.at));
        if (!around) return tl::unexpected(around.error());
        Problems problems;
        const std::string post = check_presence(*around, presence, entry, problems);
        if (find_present(*around, presence, post) != nullptr)
            problems.push_back({"", "/person",
                                trf("{} 已经在这个岗位签到，还没有签退",
                                    name_in(around->people, presence.person_key)),
                                tr("先签退：yanlian duty sign out")});
        if (const auto* other = post.empty() ? nullptr : find_elsewhere(*around, presence, post))
            problems.push_back({"", "/post",
                                trf("{} 在“{}”签到还没有签退，一个人不能同时在两个岗位",
                                    name_in(around->people, presence.person_key),
                                    around->planned.posts.at(other->post_key)),
                                tr("先签退：yanlian duty sign out")});
        if (!problems.empty()) return make_error(std::move(problems));
        store::DutySignRow row;
        row.organisation_key = presence.organisation_key;
        row.person_key = presence.person_key;
        row.post_key = post;
        row.in_utc = presence.at;
        row.in_entered_at_utc = entry.at_utc;
        return write_sign(database, row, nullptr, "duty.sign_in", entry);
    });
}

Result<std::int64_t> sign_out(store::Database& database, const DutyPresence& presence,
                              const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto around =
            look_around(database, presence.organisation_key, calc_local_day(presence.at));
        if (!around) return tl::unexpected(around.error());
        Problems problems;
        const std::string post = check_presence(*around, presence, entry, problems);
        const store::DutySignRow* open = find_open(*around, presence, post);
        const std::string name = name_in(around->people, presence.person_key);
        if (open == nullptr && !post.empty()) {
            auto why = explain_no_sign_in(database, presence, post, name);
            if (!why) return tl::unexpected(why.error());
            problems.push_back(std::move(*why));
        }
        if (open != nullptr && presence.at - open->in_utc > minutes{longest_presence_min})
            problems.push_back(too_long(name, open->in_utc, open->id));
        if (!problems.empty()) return make_error(std::move(problems));
        store::DutySignRow row = *open;
        row.corrects_id = open->id;
        row.out_utc = presence.at;
        row.reason.clear();
        return write_sign(database, row, open, "duty.sign_out", entry);
    });
}

Result<std::int64_t> correct_sign(store::Database& database, const SignCorrection& correction,
                                  const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto signs = store::load_duty_signs(database, correction.organisation_key,
                                                  begin_of(make_date(first_year, 1, 1)),
                                                  begin_of(make_date(last_year, 12, 31)));
        if (!signs) return tl::unexpected(signs.error());
        const auto at = std::ranges::find(*signs, correction.sign_id, &store::DutySignRow::id);
        Problems problems;
        check_who(entry, problems);
        if (trim(correction.reason).empty())
            problems.push_back({"", "/reason", tr("更正要写原因"), ""});
        if (!correction.in && !correction.out && !correction.withdrawn)
            problems.push_back({"", "/in", tr("没有写改什么"), tr("--in、--out 或 --withdraw")});
        if (at == signs->end()) {
            problems.push_back({"", "/sign", trf("没有这条签到：{}", correction.sign_id),
                                tr("还有效的一条；编号见 duty attendance --json")});
            return make_error(std::move(problems));
        }
        store::DutySignRow row = *at;
        row.corrects_id = at->id;
        row.withdrawn = correction.withdrawn;
        row.reason = correction.reason;
        if (correction.in) {
            row.in_utc = *correction.in;
            row.in_entered_at_utc = entry.at_utc;
        }
        if (correction.out) row.out_utc = correction.out;
        check_instant(row.in_utc, "/in", entry, problems);
        if (row.out_utc) {
            check_instant(*row.out_utc, "/out", entry, problems);
            if (*row.out_utc <= row.in_utc)
                problems.push_back({"", "/out", tr("签退不晚于签到"), ""});
            if (*row.out_utc - row.in_utc > minutes{longest_presence_min})
                problems.push_back({"", "/out",
                                    trf("一次签到不超过 {} 小时", longest_presence_min / 60),
                                    tr("日期写错了？")});
        }
        if (!problems.empty()) return make_error(std::move(problems));
        return write_sign(database, row, &*at, "duty.sign_correct", entry);
    });
}

Result<std::int64_t> record_call(store::Database& database, const PostCallEntry& call,
                                 const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const Date day = calc_local_day(call.called);
        const auto around = look_around(database, call.organisation_key, day);
        if (!around) return tl::unexpected(around.error());
        Problems problems;
        store::DutyCallRow row;
        row.organisation_key = call.organisation_key;
        row.post_key = find_post(*around, call.post_key, day, problems);
        row.called_at_utc = call.called;
        row.called_by = entry.who;
        check_instant(call.called, "/called", entry, problems);
        check_who(entry, problems);
        if (call.answered) {
            check_employed(around->people, call.answered_by_key, "/answered_by", day, problems);
            check_instant(*call.answered, "/answered", entry, problems);
            if (*call.answered < call.called)
                problems.push_back({"", "/answered", tr("应答早于查岗"), ""});
            row.answered_at_utc = call.answered;
            row.answered_by_key = call.answered_by_key;
        }
        if (!problems.empty()) return make_error(std::move(problems));
        const auto id = store::insert_duty_call(database, row, entry);
        if (!id) return id;
        const nlohmann::ordered_json after{{"post", row.post_key},
                                           {"called", iso(row.called_at_utc)},
                                           {"answered_by", row.answered_by_key}};
        if (auto noted = note(database, "duty.call", fmt::format("duty_call/{}", *id),
                              nlohmann::ordered_json(), after, entry);
            !noted)
            return tl::unexpected(noted.error());
        return id;
    });
}

Result<std::int64_t> answer_call(store::Database& database, const std::string& organisation_key,
                                 std::int64_t call_id, const std::string& person_key,
                                 Instant answered, const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto call = store::find_duty_call(database, organisation_key, call_id);
        if (!call) return tl::unexpected(call.error());
        const auto around = look_around(database, organisation_key, calc_local_day(answered));
        if (!around) return tl::unexpected(around.error());
        Problems problems;
        check_employed(around->people, person_key, "/answered_by", calc_local_day(answered),
                       problems);
        check_instant(answered, "/answered", entry, problems);
        check_who(entry, problems);
        if (!*call || (*call)->withdrawn)
            problems.push_back(
                {"", "/call", trf("没有这次查岗：{}", call_id), tr("还没有应答的一次")});
        else if ((*call)->row.answered_at_utc || (*call)->answer_id != 0)
            problems.push_back({"", "/call", trf("查岗 {} 已经应答过", call_id), ""});
        else if (answered < (*call)->row.called_at_utc)
            problems.push_back({"", "/answered", tr("应答早于查岗"), ""});
        if (!problems.empty()) return make_error(std::move(problems));
        store::DutyCallRow row = (*call)->row;
        row.corrects_id = row.id;
        row.answered_at_utc = answered;
        row.answered_by_key = person_key;
        const auto id = store::insert_duty_call(database, row, entry);
        if (!id) return id;
        const nlohmann::ordered_json after{{"post", row.post_key},
                                           {"called", iso(row.called_at_utc)},
                                           {"answered", iso(answered)},
                                           {"answered_by", person_key}};
        if (auto noted = note(database, "duty.answer", fmt::format("duty_call/{}", *id),
                              {{"call", call_id}}, after, entry);
            !noted)
            return tl::unexpected(noted.error());
        return id;
    });
}

Result<DutyAttendance> attend_duty(store::Database& database, const std::string& organisation_key,
                                   DaySpan days, Instant now) {
    if (auto fine = require_past_span(days, now); !fine) return tl::unexpected(fine.error());
    DutyAttendance done;
    done.from = begin_of(days.first);
    done.until = std::min<Instant>(begin_of(days.last + one_day),
                                   std::chrono::floor<minutes>(now)); // whole minutes are judged
    // The evening before stands into the first morning.
    auto planned = load_planned_duty(database, organisation_key, {days.first - one_day, days.last});
    if (!planned) return tl::unexpected(planned.error());
    // What begins in the span may end after it: everything known of it counts.
    const Instant known =
        std::min<Instant>(begin_of(days.last + 3 * one_day), std::chrono::floor<minutes>(now));
    auto signs = store::load_duty_signs(database, organisation_key, done.from - one_day, known);
    if (!signs) return tl::unexpected(signs.error());
    auto calls = store::load_duty_calls(database, organisation_key, done.from, done.until);
    if (!calls) return tl::unexpected(calls.error());
    const auto handovers =
        store::load_duty_handovers(database, organisation_key, days.first, days.last);
    if (!handovers) return tl::unexpected(handovers.error());
    done.planned = std::move(*planned);
    done.signs = std::move(*signs);
    done.calls = std::move(*calls);
    std::vector<PostCall> asked;
    for (const store::DutyCallRow& one : done.calls)
        asked.push_back(
            {one.post_key, one.called_at_utc, one.answered_at_utc, one.answered_by_key});
    const auto judged = judge_signs(database, organisation_key, days, done.planned, done.signs);
    if (!judged) return tl::unexpected(judged.error());
    done.attendance =
        calc_attendance(done.planned.shifts, *judged, asked, {done.from, done.until, known});
    std::erase_if(done.signs,
                  [&](const store::DutySignRow& one) { return one.in_utc >= done.until; });
    std::set<std::tuple<std::string, Date, std::string>> closed;
    for (const store::DutyHandoverRow& one : *handovers)
        closed.insert({one.post_key, one.day, one.shift_key});
    for (const PlannedShift& one : done.planned.shifts)
        if (one.begin >= done.from && one.begin < done.until && one.end <= known &&
            closed.insert({one.post_key, one.day, one.shift_key}).second)
            done.unclosed.push_back({one.post_key, one.shift_key, one.day, one.end});
    // Those of the eve are there for what stands into the first morning.
    for (const store::DutySignRow& one : done.signs)
        done.late_entry_count +=
            one.in_utc >= done.from && one.in_entered_at_utc - one.in_utc > minutes{late_entry_min};
    return done;
}

} // namespace roster::service
