// Calls put right: the first half of duty_corrections.h.
#include "roster/domain/plain_text.h"
#include "roster/service/duty_corrections.h"
#include "roster/service/duty_entry.h"
#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

nlohmann::ordered_json call_json(const store::DutyCallRow& row) {
    return {{"call", row.id},
            {"correction", row.correction_id},
            {"post", row.post_key},
            {"called", iso(row.called_at_utc)},
            {"answered", row.answered_at_utc ? nlohmann::ordered_json(iso(*row.answered_at_utc))
                                             : nlohmann::ordered_json()},
            {"answered_by", row.answered_by_key}};
}

Result<store::StoodCall> find_standing(store::Database& database,
                                       const CallCorrection& correction) {
    auto found = store::find_duty_call(database, correction.organisation_key, correction.call_id);
    if (!found) return tl::unexpected(found.error());
    if (!*found)
        return make_error(Errc::bad_input,
                          {"", "/call", trf("没有这次查岗：{}", correction.call_id),
                           tr("编号见 duty attendance --json")});
    if ((*found)->answer_id != 0)
        return make_error(Errc::conflict,
                          {"", "/call",
                           trf("查岗 {} 的应答记在 {}", correction.call_id, (*found)->answer_id),
                           tr("更正后面的那一条")});
    return std::move(**found);
}

store::DutyCallRow change(store::DutyCallRow row, const CallCorrection& correction) {
    row.called_at_utc = correction.called.value_or(row.called_at_utc);
    if (correction.unanswered) {
        row.answered_at_utc.reset();
        row.answered_by_key.clear();
    }
    if (correction.answered) row.answered_at_utc = correction.answered;
    row.answered_by_key = correction.answered_by_key.value_or(row.answered_by_key);
    return row;
}

void check_call(const store::DutyCallRow& row, const store::PersonDays& people,
                const store::Entry& entry, Problems& problems) {
    if (row.called_at_utc > entry.at_utc)
        problems.push_back({"", "/called", tr("查岗的时刻还没有到"), tr("现在或以前")});
    if (row.answered_at_utc.has_value() == row.answered_by_key.empty())
        problems.push_back({"", "/answered", tr("应答要写谁和几时"), ""});
    if (!row.answered_at_utc) return;
    if (*row.answered_at_utc < row.called_at_utc)
        problems.push_back({"", "/answered", tr("应答早于查岗"), ""});
    if (*row.answered_at_utc > entry.at_utc)
        problems.push_back({"", "/answered", tr("应答的时刻还没有到"), tr("现在或以前")});
    if (!row.answered_by_key.empty() && !people.contains(row.answered_by_key))
        problems.push_back(
            {"", "/answered_by", trf("花名册里没有“{}”", row.answered_by_key), tr("姓名或编号")});
}

} // namespace

Result<std::int64_t> correct_call(store::Database& database, const CallCorrection& correction,
                                  const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto stood = find_standing(database, correction);
        if (!stood) return tl::unexpected(stood.error());
        const auto people = store::load_person_days(database);
        if (!people) return tl::unexpected(people.error());
        Problems problems;
        store::DutyCallRow row = stood->row;
        if (!correction.withdrawn) {
            row = change(stood->row, correction);
            if (correction.post_key) {
                const Date day = calc_local_day(row.called_at_utc);
                const auto planned = load_planned_duty(database, correction.organisation_key,
                                                       {day - one_day, day + one_day});
                if (!planned) return tl::unexpected(planned.error());
                row.post_key = find_post(*planned, *correction.post_key, problems);
            }
            check_call(row, *people, entry, problems);
        }
        if (trim(correction.reason).empty())
            problems.push_back({"", "/reason", tr("更正要写原因"), ""});
        check_who(entry, problems);
        if (!problems.empty()) return make_error(std::move(problems));
        const auto id = store::insert_call_correction(database, row, correction.withdrawn,
                                                      correction.reason, entry);
        if (!id) return id;
        nlohmann::ordered_json before = call_json(stood->row), after = call_json(row);
        after["correction"] = *id;
        after["withdrawn"] = correction.withdrawn;
        after["reason"] = correction.reason;
        if (auto noted = note(database, "duty.call_correct", fmt::format("duty_call/{}", row.id),
                              before, after, entry);
            !noted)
            return tl::unexpected(noted.error());
        return id;
    });
}

} // namespace roster::service
