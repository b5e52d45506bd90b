// Handing a shift over: the two signatures and what is carried on.
#include "roster/domain/plain_text.h"
#include "roster/service/duty_attest.h"
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
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::vector<OpenItem> to_items(const std::vector<store::DutyItemRow>& rows) {
    std::vector<OpenItem> items;
    for (const store::DutyItemRow& one : rows)
        items.push_back({one.key, one.words, one.closed});
    return items;
}

/// Keys for new items, words for those carried; a carried one may be named by its words. One that
/// was not carried is noted.
void complete_items(Handover& handover, const std::vector<OpenItem>& carried, Problems& problems) {
    int number = 0;
    for (OpenItem& item : handover.items) {
        ++number;
        if (item.key.empty()) {
            item.key = fmt::format("{}/{}/{}", iso(handover.day), handover.shift_key, number);
            if (trim(item.words).empty())
                problems.push_back({"", "/items", tr("事项没有写内容"), ""});
            continue;
        }
        const auto at = std::ranges::find_if(carried, [&](const OpenItem& one) {
            return one.key == item.key || one.words == item.key;
        });
        if (at == carried.end()) {
            problems.push_back({"", "/items", trf("没有未结事项“{}”", item.key), ""});
            continue;
        }
        item.key = at->key;
        if (item.words.empty()) item.words = at->words;
    }
}

/// What it takes to be judged: people on file, signatures that were given, words not doubled.
void check_people(const Handover& handover, const store::PersonDays& known,
                  const store::Entry& entry, Problems& problems) {
    for (const auto& [key, pointer] :
         {std::pair(&handover.giver_key, "/giver"), std::pair(&handover.taker_key, "/taker")})
        if (!known.contains(*key))
            problems.push_back({"", pointer, trf("花名册里没有“{}”", *key), tr("姓名或编号")});
    const auto check_signed = [&](const std::optional<Instant>& at, const char* pointer,
                                  const char* what) {
        if (at && *at > entry.at_utc) problems.push_back({"", pointer, what, tr("现在或以前")});
    };
    check_signed(handover.giver_signed, "/giver_signed", tr("交班人签字的时刻还没有到"));
    check_signed(handover.taker_signed, "/taker_signed", tr("接班人签字的时刻还没有到"));
    check_who(entry, problems);
}

Result<std::int64_t> write(store::Database& database, const std::string& organisation_key,
                           const Handover& handover, const store::Entry& entry) {
    store::DutyHandoverRow row;
    row.organisation_key = organisation_key;
    row.post_key = handover.post_key;
    row.day = handover.day;
    row.shift_key = handover.shift_key;
    row.giver_key = handover.giver_key;
    row.taker_key = handover.taker_key;
    row.giver_signed_utc = *handover.giver_signed;
    row.taker_signed_utc = *handover.taker_signed;
    for (const OpenItem& item : handover.items)
        row.items.push_back({item.key, item.words, item.closed});
    const auto id = store::insert_duty_handover(database, row, entry);
    if (!id) return id;
    const nlohmann::ordered_json after{{"post", row.post_key},   {"day", iso(row.day)},
                                       {"shift", row.shift_key}, {"giver", row.giver_key},
                                       {"taker", row.taker_key}, {"items", row.items.size()}};
    if (auto noted = note(database, "duty.hand_over", fmt::format("duty_handover/{}", *id),
                          nlohmann::ordered_json(), after, entry);
        !noted)
        return tl::unexpected(noted.error());
    return id;
}

/// Key of a name in the rosters, or the text as it is.
std::string key_of(const std::map<std::string, std::string>& names, const std::string& text) {
    const auto at =
        std::ranges::find_if(names, [&](const auto& one) { return one.second == text; });
    return names.contains(text) || at == names.end() ? text : at->first;
}

/// What was signed and planned around a day.
struct Around {
    PlannedDuty planned;
    std::vector<SignIn> signs;
    store::PersonDays people;
};
Result<Around> look_around(store::Database& database, const std::string& organisation_key,
                           Date day) {
    auto planned = load_planned_duty(database, organisation_key, {day - one_day, day + one_day});
    if (!planned) return tl::unexpected(planned.error());
    const auto rows = store::load_duty_signs(database, organisation_key, begin_of(day - one_day),
                                             begin_of(day + 3 * one_day));
    if (!rows) return tl::unexpected(rows.error());
    auto people = store::load_person_days(database);
    if (!people) return tl::unexpected(people.error());
    std::vector<SignIn> signs = list_presences(*rows, planned->shifts);
    return Around{std::move(*planned), std::move(signs), std::move(*people)};
}

/// Everything that speaks against a handover; otherwise what stays open.
Result<std::vector<OpenItem>> judge(const Handover& handover, const Around& around,
                                    const std::vector<OpenItem>& carried, const store::Entry& entry,
                                    Problems problems) {
    check_people(handover, around.people, entry, problems);
    auto still_open = close_shift(handover, around.planned.shifts, around.signs, carried);
    if (!still_open) std::ranges::copy(still_open.error().problems, std::back_inserter(problems));
    if (!problems.empty()) return make_error(std::move(problems));
    return still_open;
}

nlohmann::ordered_json stood_json(const store::StoodHandover& stood) {
    nlohmann::ordered_json items = nlohmann::ordered_json::array();
    for (const store::DutyItemRow& one : stood.row.items)
        items.push_back({{"key", one.key}, {"words", one.words}, {"closed", one.closed}});
    return {{"handover", stood.row.id},
            {"correction", stood.row.correction_id},
            {"giver", stood.row.giver_key},
            {"taker", stood.row.taker_key},
            {"giver_signed", iso(stood.row.giver_signed_utc)},
            {"taker_signed", iso(stood.row.taker_signed_utc)},
            {"items", items},
            {"withdrawn", stood.withdrawn}};
}

/// Named items as the correction says, new ones added, the others as they stood.
void change_items(const HandoverCorrection& correction, store::DutyHandoverRow& row,
                  Problems& problems) {
    auto number = row.items.size();
    for (const OpenItem& item : correction.items) {
        if (item.key.empty()) {
            ++number;
            row.items.push_back({fmt::format("{}/{}/{}", iso(row.day), row.shift_key, number),
                                 item.words, item.closed});
            continue;
        }
        const auto at = std::ranges::find_if(row.items, [&](const store::DutyItemRow& one) {
            return one.key == item.key || one.words == item.key;
        });
        if (at == row.items.end())
            problems.push_back({"", "/items", trf("这次交接里没有事项“{}”", item.key), ""});
        else
            at->closed = item.closed;
    }
}

Handover to_handover(const store::DutyHandoverRow& row) {
    return {row.post_key,         row.day,
            row.shift_key,        row.giver_key,
            row.taker_key,        row.giver_signed_utc,
            row.taker_signed_utc, to_items(row.items)};
}

} // namespace

Result<std::vector<OpenItem>> hand_over(store::Database& database,
                                        const std::string& organisation_key, Handover handover,
                                        const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::vector<OpenItem>> {
        const auto around = look_around(database, organisation_key, handover.day);
        if (!around) return tl::unexpected(around.error());
        const PlannedDuty& planned = around->planned;
        handover.post_key = key_of(planned.posts, handover.post_key);
        // Two shifts may bear the same name; the post tells which is meant.
        for (const PlannedShift& one : planned.shifts)
            if (one.post_key == handover.post_key &&
                planned.shifts_by_key.contains(one.shift_key) &&
                planned.shifts_by_key.at(one.shift_key).name == handover.shift_key) {
                handover.shift_key = one.shift_key;
                break;
            }
        const auto open = store::load_open_items(database, organisation_key, handover.post_key);
        if (!open) return tl::unexpected(open.error());
        const std::vector<OpenItem> carried = to_items(*open);
        Problems problems;
        complete_items(handover, carried, problems);
        auto still_open = judge(handover, *around, carried, entry, std::move(problems));
        if (!still_open) return still_open;
        if (const auto id = write(database, organisation_key, handover, entry); !id)
            return tl::unexpected(id.error());
        return still_open;
    });
}

Result<std::int64_t> correct_handover(store::Database& database,
                                      const HandoverCorrection& correction,
                                      const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto stood = store::find_duty_handover(database, correction.organisation_key,
                                                     correction.handover_id);
        if (!stood) return tl::unexpected(stood.error());
        if (!*stood)
            return make_error(Errc::bad_input,
                              {"", "/handover", trf("没有这次交接：{}", correction.handover_id),
                               tr("编号见 duty attendance --json")});
        store::StoodHandover next = **stood;
        next.withdrawn = correction.withdrawn;
        Problems problems;
        if (trim(correction.reason).empty())
            problems.push_back({"", "/reason", tr("更正要写原因"), ""});
        if (!correction.withdrawn) {
            store::DutyHandoverRow& row = next.row;
            row.giver_key = correction.giver_key.value_or(row.giver_key);
            row.taker_key = correction.taker_key.value_or(row.taker_key);
            row.giver_signed_utc = correction.giver_signed.value_or(row.giver_signed_utc);
            row.taker_signed_utc = correction.taker_signed.value_or(row.taker_signed_utc);
            change_items(correction, row, problems);
            const auto around = look_around(database, correction.organisation_key, row.day);
            if (!around) return tl::unexpected(around.error());
            const auto open =
                store::load_open_items(database, correction.organisation_key, row.post_key, row.id);
            if (!open) return tl::unexpected(open.error());
            if (auto fine = judge(to_handover(row), *around, to_items(*open), entry, problems);
                !fine)
                return tl::unexpected(fine.error());
        } else if (entry.who.empty()) {
            problems.push_back({"", "/who", tr("没有写经办人"), ""});
        }
        if (!problems.empty()) return make_error(std::move(problems));
        const auto id = store::insert_handover_correction(database, next.row, correction.withdrawn,
                                                          correction.reason, entry);
        if (!id) return id;
        const nlohmann::ordered_json before = stood_json(**stood);
        next.row.correction_id = *id;
        nlohmann::ordered_json after = stood_json(next);
        after["reason"] = correction.reason;
        if (auto noted = note(database, "duty.handover_correct",
                              fmt::format("duty_handover/{}", next.row.id), before, after, entry);
            !noted)
            return tl::unexpected(noted.error());
        return id;
    });
}

} // namespace roster::service
