#include "roster/service/sessions.h"

#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/service/session_rows.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using schedule::SessionState;
using schedule::TrainingLevel;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;
using store::SessionRow;

namespace {

constexpr int most_seats_count = 100'000; ///< beyond is taken for a typing error
constexpr int most_batches_count = 9'999;

template <class Enum, std::size_t N>
std::string name(const std::array<std::string_view, N>& names, Enum value) {
    return std::string(name_of(names, value));
}

SessionRow make_row(const SessionOffer& offer) {
    SessionRow row;
    row.key = offer.key;
    row.organisation_key = offer.organisation_key;
    row.level = name(schedule::training_level_names, offer.level);
    row.form = name(schedule::session_form_names, offer.form);
    row.state = name(schedule::session_state_names, offer.state);
    row.course = offer.course;
    row.batch_no = offer.batch_no;
    row.days = offer.days;
    row.venue = offer.venue;
    row.capacity_count = offer.capacity_count;
    row.home_cap_count = offer.home_cap_count;
    return row;
}

std::string row_json(const SessionRow& row) {
    return nlohmann::ordered_json{{"session", row.key},
                                  {"organisation", row.organisation_key},
                                  {"level", row.level},
                                  {"form", row.form},
                                  {"state", row.state},
                                  {"course", row.course},
                                  {"batch", row.batch_no},
                                  {"first_day", iso(row.days.first)},
                                  {"last_day", iso(row.days.last)},
                                  {"venue", row.venue},
                                  {"capacity", row.capacity_count},
                                  {"home_cap", row.home_cap_count},
                                  {"reason", row.reason}}
        .dump();
}

/// What the row itself says wrongly.
Problems check_row(const SessionRow& row) {
    Problems problems;
    const auto report = [&](const char* pointer, std::string what, std::string expected) {
        problems.push_back({"", pointer, std::move(what), std::move(expected)});
    };
    if (row.course.empty()) report("/course", tr("没有课程名称"), tr("课程名称"));
    if (row.days.last < row.days.first)
        report("/days", trf("日期颠倒：{} 在 {} 之后", iso(row.days.first), iso(row.days.last)),
               tr("先开始后结束"));
    else if (calc_days_between(row.days.first, row.days.last) >= schedule::most_session_days)
        report("/days", trf("从 {} 到 {} 太长", iso(row.days.first), iso(row.days.last)),
               trf("不超过 {} 天", schedule::most_session_days));
    if (row.capacity_count < 1 || row.capacity_count > most_seats_count)
        report("/capacity", trf("{} 个座位", row.capacity_count), trf("1 到 {}", most_seats_count));
    if (row.home_cap_count < 1 || row.home_cap_count > most_seats_count)
        report("/home_cap", trf("一家最多 {} 人", row.home_cap_count),
               trf("1 到 {}", most_seats_count));
    if (row.batch_no < 1 || row.batch_no > most_batches_count)
        report("/batch", trf("第 {} 期", row.batch_no), trf("1 到 {}", most_batches_count));
    return problems;
}

Problems check_place(const SessionRow& row, const std::vector<Organisation>& organisations) {
    Problems problems;
    const auto at = std::ranges::find(organisations, row.organisation_key, &Organisation::key);
    if (at == organisations.end())
        problems.push_back({"", "/organisation", trf("数据库里没有单位 {}", row.organisation_key),
                            tr("已登记的单位")});
    else if ((row.level == "home" || row.level == "shift") && !is_institution(at->kind))
        problems.push_back({"", "/level", trf("{} 不是机构，不办机构或班组的培训班", at->name),
                            tr("机构的编号，或市级、县级")});
    return problems;
}

sim::core::Problem no_session(const std::string& key) {
    return {"", key, tr("没有这个培训班"), tr("`yanlian training session list` 列出的编号")};
}

/// A session that may still be changed.
Result<SessionRow> find_standing(store::Database& database, const std::string& key,
                                 const std::string& who) {
    if (who.empty())
        return make_error(Errc::bad_input, {"", "/who", tr("没有写经办人"), tr("经办人")});
    auto row = store::find_session(database, key);
    if (!row) return row;
    if (row->id == 0) return make_error(Errc::bad_input, no_session(key));
    if (is_held(*row))
        return make_error(Errc::conflict, {"", key, tr("已经举行，不能再改"),
                                           trf("撤回 {} 以后再改", row->activity_key)});
    if (row->state == "cancelled")
        return make_error(Errc::conflict, {"", key, tr("已经取消"), tr("另办一期")});
    return row;
}

Result<void> note(store::Database& database, const store::Entry& entry, const char* action,
                  const std::string& key, const std::string& before, const std::string& after) {
    return store::append_audit(database,
                               {0, entry.at_utc, entry.who, action, key, before, after, "", ""});
}

/// Puts `after` in the place of `before`.
Result<void> replace(store::Database& database, const SessionRow& before, const SessionRow& after,
                     const store::Entry& entry, const char* action) {
    const auto id = store::insert_session(database, after, entry);
    if (!id) return tl::unexpected(id.error());
    return note(database, entry, action, after.key, row_json(before), row_json(after));
}

/// Next batch of the year, and a key that is free.
Result<void> name_session(store::Database& database, SessionRow& row) {
    const auto known = store::load_sessions(database, row.organisation_key);
    if (!known) return tl::unexpected(known.error());
    const auto year_of = [](const SessionRow& one) {
        return static_cast<int>(std::chrono::year_month_day(one.days.first).year());
    };
    int last_batch = 0;
    for (const SessionRow& one : *known)
        if (one.organisation_key == row.organisation_key && one.level == row.level &&
            one.form == row.form && year_of(one) == year_of(row))
            last_batch = std::max(last_batch, one.batch_no);
    if (row.batch_no == 0) row.batch_no = last_batch + 1;
    const std::string stem =
        fmt::format("session/{}/{}-",
                    row.organisation_key.substr(row.organisation_key.find('/') + 1), year_of(row));
    for (int no = 1; row.key.empty(); ++no) {
        const std::string key = stem + std::to_string(no);
        const auto taken = store::find_session(database, key);
        if (!taken) return tl::unexpected(taken.error());
        if (taken->id == 0) row.key = key;
    }
    return {};
}

} // namespace

SessionOffer read_offer(const SessionRow& row) {
    SessionOffer offer;
    offer.key = row.key;
    offer.organisation_key = row.organisation_key;
    offer.level = find_named<TrainingLevel>(schedule::training_level_names, row.level)
                      .value_or(TrainingLevel::city);
    offer.form = find_named<schedule::SessionForm>(schedule::session_form_names, row.form)
                     .value_or(schedule::SessionForm::ordinary);
    offer.state = find_named<SessionState>(schedule::session_state_names, row.state)
                      .value_or(SessionState::open);
    offer.course = row.course;
    offer.batch_no = row.batch_no;
    offer.days = row.days;
    offer.venue = row.venue;
    offer.capacity_count = row.capacity_count;
    offer.home_cap_count = row.home_cap_count;
    return offer;
}

bool is_held(const SessionRow& row) noexcept {
    return !row.activity_key.empty();
}

Result<std::string> add_session(store::Database& database, const SessionOffer& offer,
                                const std::string& who) {
    return in_transaction(database, [&]() -> Result<std::string> {
        SessionRow row = make_row(offer);
        const auto organisations = store::load_organisations(database);
        if (!organisations) return tl::unexpected(organisations.error());
        Problems problems = check_place(row, *organisations);
        if (problems.empty())
            if (auto done = name_session(database, row); !done) return tl::unexpected(done.error());
        if (row.batch_no == 0) row.batch_no = 1; // no place to count in: named above
        std::ranges::move(check_row(row), std::back_inserter(problems));
        if (who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), tr("经办人")});
        if (!problems.empty()) return make_error(std::move(problems));
        const auto taken = store::find_session(database, row.key);
        if (!taken) return tl::unexpected(taken.error());
        if (taken->id != 0)
            return make_error(Errc::conflict, {"", row.key, tr("已经登记过"), tr("另一个编号")});
        const store::Entry entry{read_clock(), who};
        const auto id = store::insert_session(database, row, entry);
        if (!id) return tl::unexpected(id.error());
        if (auto noted = note(database, entry, "session.add", row.key, "null", row_json(row));
            !noted)
            return tl::unexpected(noted.error());
        return row.key;
    });
}

Result<void> change_session(store::Database& database, const std::string& key,
                            const SessionChange& change, const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto before = find_standing(database, key, who);
        if (!before) return tl::unexpected(before.error());
        SessionRow after = *before;
        after.course = change.course.value_or(after.course);
        after.venue = change.venue.value_or(after.venue);
        after.days.first = change.first_day.value_or(after.days.first);
        after.days.last = change.last_day.value_or(after.days.last);
        after.batch_no = change.batch_no.value_or(after.batch_no);
        after.capacity_count = change.capacity_count.value_or(after.capacity_count);
        after.home_cap_count = change.home_cap_count.value_or(after.home_cap_count);
        if (after.days.first != before->days.first || after.days.last != before->days.last)
            after.state = name(schedule::session_state_names, SessionState::open);
        Problems problems = check_row(after);
        if (row_json(after) == row_json(*before))
            problems.push_back({"", key, tr("没有要改的"), tr("改日期、地点、座位或课程")});
        if (!problems.empty()) return make_error(std::move(problems));
        return replace(database, *before, after, {read_clock(), who}, "session.change");
    });
}

Result<void> cancel_session(store::Database& database, const std::string& key,
                            const std::string& reason, const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto before = find_standing(database, key, who);
        if (!before) return tl::unexpected(before.error());
        if (trim(reason).empty())
            return make_error(Errc::bad_input,
                              {"", "/reason", tr("没有写取消的原因"), tr("一句话")});
        SessionRow after = *before;
        after.state = name(schedule::session_state_names, SessionState::cancelled);
        after.reason = reason;
        return replace(database, *before, after, {read_clock(), who}, "session.cancel");
    });
}

Result<void> set_session_quota(store::Database& database, const std::string& key,
                               const std::string& county_key, std::optional<int> seats_count,
                               const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto session = find_standing(database, key, who);
        if (!session) return tl::unexpected(session.error());
        const auto organisations = store::load_organisations(database);
        if (!organisations) return tl::unexpected(organisations.error());
        const auto quotas = store::load_session_quotas(database, session->organisation_key);
        if (!quotas) return tl::unexpected(quotas.error());
        const auto last = std::ranges::find_if(*quotas, [&](const store::SessionQuotaRow& one) {
            return one.session_key == key && one.county_key == county_key;
        });
        Problems problems;
        if (std::ranges::find(*organisations, county_key, &Organisation::key) ==
            organisations->end())
            problems.push_back(
                {"", "/county", trf("数据库里没有单位 {}", county_key), tr("县区的编号")});
        if (seats_count && (*seats_count < 0 || *seats_count > most_seats_count))
            problems.push_back(
                {"", "/seats", trf("{} 超出范围", *seats_count), trf("0 到 {}", most_seats_count)});
        if (!seats_count && last == quotas->end())
            problems.push_back({"", "/county", tr("这个县区没有名额可以撤销"), ""});
        if (!problems.empty()) return make_error(std::move(problems));
        store::SessionQuotaRow row{0, key, county_key, seats_count.value_or(0)};
        if (last != quotas->end()) row.id = last->id;
        const store::Entry entry{read_clock(), who};
        const auto id = store::insert_session_quota(database, row, !seats_count, entry);
        if (!id) return tl::unexpected(id.error());
        const nlohmann::ordered_json after{
            {"county", county_key},
            {"seats", seats_count ? nlohmann::ordered_json(*seats_count) : nullptr}};
        return note(database, entry, "session.quota", key,
                    last == quotas->end() ? "null"
                                          : fmt::format("{{\"seats\":{}}}", last->seats_count),
                    after.dump());
    });
}

Result<std::vector<SessionLine>> list_sessions(store::Database& database,
                                               const std::string& organisation_key) {
    const auto rows = store::load_sessions(database, organisation_key);
    if (!rows) return tl::unexpected(rows.error());
    const auto quotas = store::load_session_quotas(database, organisation_key);
    if (!quotas) return tl::unexpected(quotas.error());
    const auto bookings = store::load_session_bookings(database, organisation_key);
    if (!bookings) return tl::unexpected(bookings.error());
    std::vector<SessionLine> lines;
    std::map<std::string, std::size_t> line_of;
    for (const SessionRow& row : *rows) {
        line_of[row.key] = lines.size();
        lines.push_back({read_offer(row), {}, 0, 0, row.activity_key});
    }
    for (const auto& one : *quotas)
        if (const auto at = line_of.find(one.session_key); at != line_of.end())
            lines[at->second].quotas.push_back({one.county_key, one.seats_count});
    for (const auto& one : *bookings)
        if (const auto at = line_of.find(one.session_key); at != line_of.end()) {
            ++lines[at->second].booked_count;
            lines[at->second].told_count += one.told;
        }
    return lines;
}

} // namespace roster::service
