// Of one person: leave, telephone, training that was held and not entered.
#include "editor/ledger/action_parts.h"
#include "roster/domain/content.h"
#include "roster/service/activities.h"
#include "roster/service/person_records.h"
#include "roster/store/absence_table.h"
#include "sim/core/text.h"
#include <charconv>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;
using domain::iso;

namespace {

/// Minutes beyond any training day; more is a slip of the hand.
constexpr int most_minutes = 24 * 60;

void need(core::Problems& problems, const std::string& text, const char* what) {
    if (text.empty()) problems.push_back({"", "", tr(what), ""});
}

Entered take_leave(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    service::Leave leave;
    leave.person_key = request.row.key;
    const auto from = read_day(request, 0, problems);
    leave.until = read_day(request, 1, problems);
    need(problems, answer(request, 0), "没有写从哪天起");
    leave.reason = answer(request, 2);
    if (!problems.empty()) return core::make_error(std::move(problems));
    leave.from = *from;
    const auto done = service::record_leave(ledger.opened.database, leave, entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return tr("已记下请假；排好的班不会自己改，到值班表里补");
}

/// The one that begins on the day named; without a day the one that is not over, if there is one.
core::Result<std::int64_t> find_leave(OpenLedger& ledger, const Request& request,
                                      std::optional<domain::Date> from) {
    const auto leaves =
        roster::store::load_person_absences(ledger.opened.database, request.row.key);
    if (!leaves) return tl::unexpected(leaves.error());
    std::vector<std::int64_t> meant;
    std::string days;
    for (const domain::Absence& one : *leaves) {
        days += (days.empty() ? "" : tr("、")) + iso(one.from_day);
        const bool over = one.until_day && *one.until_day < ledger.today;
        if (from ? one.from_day == *from : !over) meant.push_back(one.id);
    }
    if (meant.size() == 1) return meant.front();
    return core::make_error(core::Errc::bad_input,
                            {"", "",
                             leaves->empty() ? trf("{} 没有请假", request.row.cells.front())
                                             : std::string(tr("看不出是哪一次请假")),
                             leaves->empty() ? std::string() : trf("写从哪天起的那次：{}", days)});
}

Entered end_leave(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    const auto last = read_day(request, 0, problems);
    const auto from = read_day(request, 1, problems);
    need(problems, answer(request, 0), "没有写请假的最后一天");
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto leave = find_leave(ledger, request, from);
    if (!leave) return tl::unexpected(leave.error());
    const auto done = service::end_leave(ledger.opened.database, *leave, *last, entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return trf("已销假：请到 {}，原来写的留着", iso(*last));
}

Entered withdraw_leave(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    const auto from = read_day(request, 1, problems);
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto leave = find_leave(ledger, request, from);
    if (!leave) return tl::unexpected(leave.error());
    const auto done = service::withdraw_leave(ledger.opened.database, *leave, answer(request, 0),
                                              entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return tr("请假已撤回，原来的留着");
}

Entered change_telephone(OpenLedger& ledger, const Request& request) {
    const auto done = service::change_phone(ledger.opened.database, request.row.key,
                                            answer(request, 0), entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return answer(request, 0).empty() ? tr("电话已删去") : tr("电话已记下");
}

std::optional<int> read_minutes(const Request& request, std::size_t n, core::Problems& problems) {
    const std::string& text = answer(request, n);
    int minutes = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), minutes);
    const bool fine = code == std::errc() && end == text.data() + text.size() && minutes > 0 &&
                      minutes <= most_minutes;
    if (!text.empty() && !fine)
        problems.push_back({"", "", trf("时长看不懂：{}", text), tr("分钟数，例如 90")});
    return fine ? std::optional(minutes) : std::nullopt;
}

/// As `yanlian training add`: held, by the home, about what its words say.
Entered enter_training(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    service::ActivityEntry entry;
    domain::Activity& training = entry.activity;
    training.organisation_key = request.row.organisation_key;
    training.kind = domain::ActivityKind::training;
    const auto day = read_day(request, 0, problems);
    training.title = answer(request, 1);
    training.content = answer(request, 2);
    training.lead = answer(request, 3);
    training.minutes_count = read_minutes(request, 4, problems);
    need(problems, answer(request, 0), "没有写哪天");
    training.tags = domain::read_content(training.title, training.content).tags;
    if (training.tags.empty())
        problems.push_back({"", "", trf("从“{}”看不出内容", training.title),
                            tr("写明讲了什么，例如 消防、疏散、灭火器")});
    if (!problems.empty()) return core::make_error(std::move(problems));
    training.local_day = *day;
    domain::Attendance present;
    present.person_key = request.row.key;
    present.passed = true;
    entry.attendances.push_back(present);
    const auto done = service::record_activity(ledger.opened.database, entry, request.who);
    if (!done) return tl::unexpected(done.error());
    return trf("已登记培训“{}”（{}）", training.title, done->key);
}

} // namespace

std::vector<Action> person_actions() {
    return {{ActionKind::take_leave,
             tr("记请假"),
             {tr("从哪天起，例如 2026-03-01"), tr("到哪天（不知道就不写）"), tr("事由")},
             tr("请长假的日子不要求培训；写错了可以撤回，原来的留着")},
            {ActionKind::end_leave,
             tr("销假"),
             {tr("请假的最后一天，例如 2026-03-01"), tr("从哪天起的那次（只有一次不写）")},
             tr("原来写的留着")},
            {ActionKind::withdraw_leave,
             tr("撤回请假"),
             {tr("为什么"), tr("从哪天起的那次（只有一次不写）")},
             tr("写错了的才撤回；提前回来的，销假")},
            {ActionKind::enter_training,
             tr("补记培训"),
             {tr("哪天，例如 2026-03-01"), tr("题目"), tr("讲了什么"), tr("谁讲的"),
              tr("多少分钟（不知道就不写）")},
             tr("只记真的办过、他本人到了、考核合格的；算他的培训，记了不能直接抹掉")},
            {ActionKind::change_telephone,
             tr("改电话"),
             {tr("号码（不写就是删去）")},
             tr("改前改后都留着")}};
}

Entered enter_person(OpenLedger& ledger, const Request& request) {
    switch (request.kind) {
    case ActionKind::take_leave:
        return take_leave(ledger, request);
    case ActionKind::end_leave:
        return end_leave(ledger, request);
    case ActionKind::withdraw_leave:
        return withdraw_leave(ledger, request);
    case ActionKind::enter_training:
        return enter_training(ledger, request);
    default:
        return change_telephone(ledger, request);
    }
}

} // namespace editor::ledger
