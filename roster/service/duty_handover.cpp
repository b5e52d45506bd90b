// Handing a shift over: the two signatures and what is carried on.
#include "roster/service/duty_attest.h"
#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr Days one_day{1};

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
            if (item.words.empty()) problems.push_back({"", "/items", tr("事项没有写内容"), ""});
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
    for (const auto* signature : {&handover.giver_signed, &handover.taker_signed})
        if (*signature && **signature > entry.at_utc)
            problems.push_back({"", "/signed", tr("签字的时刻还没有到"), tr("现在或以前")});
    if (entry.who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), ""});
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
    if (auto noted = store::append_audit(database, {0, entry.at_utc, entry.who, "duty.hand_over",
                                                    fmt::format("duty_handover/{}", *id), "null",
                                                    after.dump(), "", ""});
        !noted)
        return tl::unexpected(noted.error());
    return id;
}

/// Signs with their ends, so that one of yesterday that nobody ended does not stand for today.
std::vector<SignIn> list_presences(const std::vector<store::DutySignRow>& rows,
                                   const std::vector<PlannedShift>& planned) {
    std::vector<SignIn> signs;
    for (const store::DutySignRow& one : rows) {
        SignIn sign{one.person_key, one.post_key, one.in_utc, one.out_utc};
        sign.out = calc_sign_end(sign, planned, Instant::max());
        signs.push_back(std::move(sign));
    }
    return signs;
}

void check_begun(const Handover& handover, const std::vector<PlannedShift>& planned,
                 Problems& problems) {
    for (const PlannedShift& one : planned)
        if (one.post_key == handover.post_key && one.day == handover.day &&
            one.shift_key == handover.shift_key) {
            for (const auto* signature : {&handover.giver_signed, &handover.taker_signed})
                if (*signature && **signature < one.begin)
                    problems.push_back({"", "/signed", tr("签字的时候这个班还没有开始"), ""});
            return;
        }
}

/// Key of a name in the rosters, or the text as it is.
std::string key_of(const std::map<std::string, std::string>& names, const std::string& text) {
    const auto at =
        std::ranges::find_if(names, [&](const auto& one) { return one.second == text; });
    return names.contains(text) || at == names.end() ? text : at->first;
}

} // namespace

Result<std::vector<OpenItem>> hand_over(store::Database& database,
                                        const std::string& organisation_key, Handover handover,
                                        const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::vector<OpenItem>> {
        const auto planned =
            load_planned_duty(database, organisation_key, {handover.day - one_day, handover.day});
        if (!planned) return tl::unexpected(planned.error());
        const Instant begin = Instant{handover.day} - local_offset;
        const auto rows = store::load_duty_signs(database, organisation_key, begin - one_day,
                                                 begin + 3 * one_day);
        if (!rows) return tl::unexpected(rows.error());
        const auto known = store::load_person_days(database);
        if (!known) return tl::unexpected(known.error());
        handover.post_key = key_of(planned->posts, handover.post_key);
        // Two shifts may bear the same name; the post tells which is meant.
        for (const PlannedShift& one : planned->shifts)
            if (one.post_key == handover.post_key && planned->shift_names.contains(one.shift_key) &&
                planned->shift_names.at(one.shift_key) == handover.shift_key) {
                handover.shift_key = one.shift_key;
                break;
            }
        const auto open = store::load_open_items(database, organisation_key, handover.post_key);
        if (!open) return tl::unexpected(open.error());
        const std::vector<OpenItem> carried = to_items(*open);
        Problems problems;
        complete_items(handover, carried, problems);
        check_people(handover, *known, entry, problems);
        const std::vector<SignIn> signs = list_presences(*rows, planned->shifts);
        check_begun(handover, planned->shifts, problems);
        auto still_open = close_shift(handover, planned->shifts, signs, carried);
        if (!still_open)
            std::ranges::copy(still_open.error().problems, std::back_inserter(problems));
        if (!problems.empty()) return make_error(std::move(problems));
        if (const auto id = write(database, organisation_key, handover, entry); !id)
            return tl::unexpected(id.error());
        return *still_open;
    });
}

} // namespace roster::service
