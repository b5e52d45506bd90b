#include "roster/service/person_records.h"

#include "roster/domain/people.h"
#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include "roster/store/phone_table.h"
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

constexpr std::ptrdiff_t phone_digits_least = 7, phone_digits_most = 17; // 18 are an ID number

nlohmann::ordered_json leave_json(const Absence& leave) {
    return {{"person", leave.person_key},
            {"from", iso(leave.from_day)},
            {"until", leave.until_day ? nlohmann::ordered_json(iso(*leave.until_day))
                                      : nlohmann::ordered_json()},
            {"reason", leave.reason}};
}

Problems check_leave(const Leave& leave, const store::PersonDays& people,
                     const store::Entry& entry) {
    Problems problems;
    const auto person = people.find(leave.person_key);
    if (person == people.end())
        problems.push_back(
            {"", "/person", trf("花名册里没有“{}”", leave.person_key), tr("姓名或编号")});
    else if (leave.from < person->second.joined_on ||
             (person->second.left_on && *person->second.left_on < leave.from))
        problems.push_back(
            {"", "/from", trf("{} {} 不在岗", person->second.name, iso(leave.from)), ""});
    if (leave.until && *leave.until < leave.from)
        problems.push_back({"", "/until", tr("最后一天早于第一天"), ""});
    if (holds_id_number(leave.reason))
        problems.push_back({"", "/reason", tr("有身份证号，本系统不存证件号"), tr("不写身份证号")});
    if (trim(leave.reason).empty())
        problems.push_back({"", "/reason", tr("没有写请假原因"), tr("病假、产假、年休假等")});
    if (entry.who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), ""});
    return problems;
}

bool overlaps(const Absence& one, const Leave& leave) {
    return (!leave.until || one.from_day <= *leave.until) &&
           (!one.until_day || leave.from <= *one.until_day);
}

Result<void> check_days_free(store::Database& database, const Leave& leave) {
    const auto on_file = store::load_person_absences(database, leave.person_key);
    if (!on_file) return tl::unexpected(on_file.error());
    for (const Absence& one : *on_file)
        if (overlaps(one, leave))
            return make_error(Errc::conflict,
                              {"", "/from",
                               trf("这些天已经请假：第 {} 条，{} 到 {}", one.id, iso(one.from_day),
                                   one.until_day ? iso(*one.until_day) : std::string(tr("未定"))),
                               tr("先撤回那一条：yanlian person leave withdraw 编号")});
    return {};
}

} // namespace

Result<std::int64_t> record_leave(store::Database& database, const Leave& leave,
                                  const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto people = store::load_person_days(database);
        if (!people) return tl::unexpected(people.error());
        if (auto problems = check_leave(leave, *people, entry); !problems.empty())
            return make_error(std::move(problems));
        if (auto free = check_days_free(database, leave); !free)
            return tl::unexpected(free.error());
        const Absence row{0, leave.person_key, leave.from, leave.until, trim(leave.reason)};
        const auto id = store::insert_absence(database, row, calc_local_day(entry.at_utc));
        if (!id) return id;
        if (auto noted = note(database, "person.leave", fmt::format("absence/{}", *id),
                              nlohmann::ordered_json(), leave_json(row), entry);
            !noted)
            return tl::unexpected(noted.error());
        return id;
    });
}

Result<void> withdraw_leave(store::Database& database, std::int64_t id, const std::string& reason,
                            const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<void> {
        Problems problems;
        if (trim(reason).empty()) problems.push_back({"", "/reason", tr("撤回要写原因"), ""});
        if (entry.who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), ""});
        const auto stood = store::find_absence(database, id);
        if (!stood) return tl::unexpected(stood.error());
        if (!*stood)
            problems.push_back({"", "/leave", trf("没有这条请假：{}", id),
                                tr("编号见 yanlian person leave list")});
        if (!problems.empty()) return make_error(std::move(problems));
        if (auto done = store::withdraw_absence(database, **stood); !done) return done;
        return note(database, "person.leave_withdraw", fmt::format("absence/{}", id),
                    leave_json(**stood), {{"withdrawn", true}, {"reason", reason}}, entry);
    });
}

Result<std::int64_t> end_leave(store::Database& database, std::int64_t id, domain::Date last_day,
                               const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        Problems problems;
        if (entry.who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), ""});
        const auto stood = store::find_absence(database, id);
        if (!stood) return tl::unexpected(stood.error());
        if (!*stood)
            problems.push_back({"", "/leave", trf("没有这条请假：{}", id),
                                tr("编号见 yanlian person leave list")});
        else if (last_day < (*stood)->from_day)
            problems.push_back({"", "/until", trf("{} 才开始请假", iso((*stood)->from_day)),
                                tr("整条写错了的，撤回它")});
        if (!problems.empty()) return make_error(std::move(problems));
        const Leave ended{(*stood)->person_key, (*stood)->from_day, last_day, (*stood)->reason};
        if (auto done = store::withdraw_absence(database, **stood); !done)
            return tl::unexpected(done.error());
        if (auto free = check_days_free(database, ended); !free)
            return tl::unexpected(free.error());
        const Absence row{0, ended.person_key, ended.from, ended.until, ended.reason};
        const auto entered = store::insert_absence(database, row, calc_local_day(entry.at_utc));
        if (!entered) return entered;
        if (auto noted = note(database, "person.leave_end", fmt::format("absence/{}", *entered),
                              leave_json(**stood), leave_json(row), entry);
            !noted)
            return tl::unexpected(noted.error());
        return entered;
    });
}

Result<void> change_phone(store::Database& database, const std::string& person_key,
                          const std::string& phone, const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<void> {
        Problems problems;
        const auto people = store::load_person_days(database);
        if (!people) return tl::unexpected(people.error());
        if (!people->contains(person_key))
            problems.push_back(
                {"", "/person", trf("花名册里没有“{}”", person_key), tr("姓名或编号")});
        const auto digits =
            std::ranges::count_if(phone, [](char c) { return c >= '0' && c <= '9'; });
        const bool strange = phone.find_first_not_of("0123456789 +-()") != phone.npos;
        if (!phone.empty() &&
            (strange || digits < phone_digits_least || digits > phone_digits_most))
            problems.push_back({"", "/phone", tr("不是电话号码"), tr("7 到 17 位数字")});
        if (entry.who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), ""});
        if (!problems.empty()) return make_error(std::move(problems));
        const auto phones = store::load_person_phones(database);
        if (!phones) return tl::unexpected(phones.error());
        const auto before = phones->find(person_key);
        if (auto done = store::set_phone(database, person_key, phone); !done) return done;
        return note(database, "person.phone", person_key,
                    {{"phone", before == phones->end() ? std::string() : before->second}},
                    {{"phone", phone}}, entry);
    });
}

} // namespace roster::service
