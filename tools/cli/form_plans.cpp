#include "tools/cli/form_plans.h"

#include "roster/domain/activity.h"
#include "roster/schedule/training_model.h"
#include "roster/service/organisations.h"
#include "roster/service/sessions.h"
#include "roster/service/year_duties.h"
#include "roster/store/session_people.h"
#include "tools/paper/inspection_forms.h"
#include "tools/paper/plan_forms.h"
#include <algorithm>
#include <charconv>
#include <map>

namespace tools::cli {

using namespace roster::domain;
using roster::service::SessionLine;
using roster::service::YearDuty;
using roster::service::YearWindow;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int notice_days = 7; // 内部规则：开班前一周答复

int year_of(Date day) noexcept {
    return static_cast<int>(std::chrono::year_month_day(day).year());
}
unsigned month_of(Date day) noexcept {
    return static_cast<unsigned>(std::chrono::year_month_day(day).month());
}

Result<int> choose_year(const OpenLedger& ledger, const std::string& text) {
    if (text.empty()) return year_of(ledger.today);
    int year = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (code != std::errc{} || end != text.data() + text.size() || year < first_year ||
        year > last_year)
        return make_error(Errc::bad_input,
                          {"", "--day", trf("“{}”不是年份", text), tr("例如 2027")});
    return year;
}

template <class Enum, std::size_t N>
std::string words_of(const std::vector<std::string>& names,
                     const std::array<std::string_view, N>& all) {
    std::string text;
    for (const std::string& name : names)
        if (const auto value = find_named<Enum>(all, name))
            text += (text.empty() ? "" : tr("、")) + std::string(tr(word(*value)));
    return text;
}

std::string audience_of(const YearDuty& duty) {
    if (duty.campaign) return tr("全员、老人");
    const std::string scopes = words_of<ActivityScope>(duty.scopes, activity_scope_names);
    return scopes.empty() ? tr(word(duty.subject)) : scopes;
}

bool is_of_persons(const YearDuty& duty) noexcept {
    return duty.subject == RuleSubject::person || duty.subject == RuleSubject::new_staff ||
           duty.subject == RuleSubject::team_member;
}

/// One window: done and when, what lacks, or how long there is still.
std::string done_text(const YearDuty& duty, const YearWindow& window, Date today) {
    const std::string so_far = fmt::format("{}/{}", window.have_count, duty.want_count);
    if (window.have_count >= duty.want_count) {
        // Held is not yet attended: who was missing stands elsewhere.
        return is_of_persons(duty) && !duty.campaign
                   ? trf("已举办 {}（谁没参加见到期清单）", iso(window.last_on))
                   : trf("已完成 {}", iso(window.last_on));
    }
    if (window.days.last < today) return trf("没有完成 {}", so_far);
    if (window.days.first <= today) return trf("{}，{} 止", so_far, iso(window.days.last));
    return {};
}

/// "1–3、7" of 1, 2, 3 and 7.
std::string spans_of(const std::vector<unsigned>& months) {
    std::string text;
    for (std::size_t at = 0; at < months.size();) {
        std::size_t end = at;
        while (end + 1 < months.size() && months[end + 1] == months[end] + 1)
            ++end;
        text += (text.empty() ? "" : tr("、")) + std::to_string(months[at]);
        if (end > at) text += fmt::format("–{}", months[end]);
        at = end + 1;
    }
    return text;
}

/// Windows of a month in one row: how many were kept, and which were not.
std::string months_text(const YearDuty& duty, Date today) {
    int kept = 0, over = 0;
    std::vector<unsigned> missed;
    for (const YearWindow& window : duty.windows) {
        if (window.have_count >= duty.want_count) ++kept;
        if (window.days.last >= today) continue;
        ++over;
        if (window.have_count < duty.want_count) missed.push_back(month_of(window.days.first));
    }
    if (over == 0 && kept == 0) return {};
    std::string text = trf("已做 {} 个月", kept);
    if (!missed.empty()) text += trf("，缺 {} 月", spans_of(missed));
    return text;
}

std::string month_text(const DaySpan& days) {
    const unsigned first = month_of(days.first), last = month_of(days.last);
    return first == last ? std::to_string(first) : fmt::format("{}–{}", first, last);
}

std::string content_of(const YearDuty& duty) {
    if (duty.campaign) return duty.needs.empty() ? duty.title : duty.title + "：" + duty.needs;
    return duty.want_count == 1 ? trf("{}（{}）", tr(duty.title.c_str()), describe(duty.window))
                                : trf("{}（{} {} 次）", tr(duty.title.c_str()),
                                      describe(duty.window), duty.want_count);
}

void add_rows(const YearDuty& duty, Date today, paper::AnnualPlan& form) {
    paper::AnnualPlan::Item item;
    item.content = content_of(duty);
    item.audience = audience_of(duty);
    item.manner = words_of<ActivityForm>(duty.forms, activity_form_names);
    item.basis = duty.source;
    const bool monthly = duty.window.kind == WindowKind::month && !duty.campaign;
    if (duty.windows.empty() || monthly) {
        item.month = monthly ? tr("每月") : tr("全年");
        if (monthly) item.done = months_text(duty, today);
        form.items.push_back(item);
        return;
    }
    for (const YearWindow& window : duty.windows) {
        item.month = month_text(window.days);
        item.done = done_text(duty, window, today);
        form.items.push_back(item);
    }
}

std::string days_text(const DaySpan& days) {
    return days.first == days.last ? iso(days.first)
                                   : trf("{} 至 {}", iso(days.first), iso(days.last));
}

std::string state_text(const SessionLine& line) {
    if (!line.activity_key.empty()) return tr("已举行");
    switch (line.offer.state) {
    case roster::schedule::SessionState::cancelled:
        return tr("已取消");
    case roster::schedule::SessionState::open:
        return line.booked_count > 0 ? tr("待通知") : tr("未排人");
    default:
        return tr("已通知");
    }
}

/// Names and three-role posts of those booked, and the county of their home.
class Guests {
public:
    static Result<Guests> load(roster::store::Database& database) {
        Guests guests;
        auto all = roster::service::list_part(database, "");
        if (!all) return tl::unexpected(all.error());
        guests.all_ = std::move(*all);
        const auto posts = roster::store::load_session_posts(database, guests.all_.front().key);
        if (!posts) return tl::unexpected(posts.error());
        for (const auto& post : *posts) {
            std::string& text = guests.posts_[post.person_key];
            const std::string one = tr(word(post.post));
            if (text.find(one) == text.npos) text += (text.empty() ? "" : tr("、")) + one;
        }
        return guests;
    }
    [[nodiscard]] std::string home(const std::string& key) const {
        const auto at = std::ranges::find(all_, key, &Organisation::key);
        return at == all_.end() ? key : at->name;
    }
    [[nodiscard]] std::string county(const std::string& home_key) const {
        for (const std::size_t i : list_ancestors(all_, home_key))
            if (all_[i].kind == OrganisationKind::county) return all_[i].name;
        return {};
    }
    [[nodiscard]] std::string post(const std::string& person_key) const {
        const auto at = posts_.find(person_key);
        return at == posts_.end() ? std::string() : at->second;
    }

private:
    std::vector<Organisation> all_;
    std::map<std::string, std::string> posts_;
};

std::string quota_text(const SessionLine& line, const Guests& guests) {
    std::string text;
    for (const auto& one : line.quotas)
        text += (text.empty() ? "" : tr("、")) +
                fmt::format("{} {}", guests.home(one.county_key), one.seats_count);
    return text;
}

std::string session_title(const SessionLine& line) {
    return trf("第 {} 期 {}", line.offer.batch_no, line.offer.course);
}

/// Each once, in the order of the list.
std::string counties_of(const std::vector<paper::Invitation::Person>& people) {
    std::vector<std::string> seen;
    std::string text;
    for (const auto& one : people) {
        const std::string& place = one.county.empty() ? one.organisation : one.county;
        if (std::ranges::find(seen, place) != seen.end()) continue;
        seen.push_back(place);
        text += (text.empty() ? "" : tr("、")) + place;
    }
    return text;
}

} // namespace

FilledForm fill_annual_plan(OpenLedger& ledger, const FormOptions& options) {
    const auto year = choose_year(ledger, options.day);
    if (!year) return tl::unexpected(year.error());
    const auto duties = roster::service::list_year_duties(
        ledger.opened.database, {ledger.organisation.key, *year, ledger.today});
    if (!duties) return tl::unexpected(duties.error());
    paper::AnnualPlan form;
    form.organisation = ledger.organisation.name;
    form.year = std::to_string(*year);
    for (const YearDuty& duty : *duties)
        add_rows(duty, ledger.today, form);
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_training_plan(OpenLedger& ledger, const FormOptions& options) {
    const auto year = choose_year(ledger, options.day);
    if (!year) return tl::unexpected(year.error());
    auto& database = ledger.opened.database;
    const auto sessions = roster::service::list_sessions(database, ledger.organisation.key);
    if (!sessions) return tl::unexpected(sessions.error());
    const auto guests = Guests::load(database);
    if (!guests) return tl::unexpected(guests.error());
    paper::TrainingPlanTable form;
    form.organisation = ledger.organisation.name;
    form.year = std::to_string(*year);
    for (const SessionLine& line : *sessions) {
        const auto& offer = line.offer;
        if (year_of(offer.days.first) != *year) continue;
        form.sessions.push_back(
            {std::to_string(offer.batch_no), offer.course, tr(word(offer.level)),
             days_text(offer.days), offer.venue, std::to_string(offer.capacity_count),
             std::to_string(line.booked_count), quota_text(line, *guests), state_text(line)});
        const auto booked = roster::service::list_session_guests(database, offer.key);
        if (!booked) return tl::unexpected(booked.error());
        for (const auto& one : *booked)
            form.people.push_back(
                {guests->county(one.organisation_key), guests->home(one.organisation_key), one.name,
                 guests->post(one.person_key), session_title(line), days_text(offer.days),
                 one.told ? tr("已通知") : tr("○ 未通知")});
    }
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_invitation(OpenLedger& ledger, const FormOptions& options) {
    if (options.activity.empty())
        return make_error(Errc::bad_input,
                          {"", "--activity", tr("没有说是哪一期培训班的通知"),
                           tr("`yanlian training session list` 列出的编号，或 --blank")});
    auto& database = ledger.opened.database;
    const auto sessions = roster::service::list_sessions(database, ledger.organisation.key);
    if (!sessions) return tl::unexpected(sessions.error());
    const auto line = std::ranges::find_if(
        *sessions, [&](const SessionLine& one) { return one.offer.key == options.activity; });
    if (line == sessions->end())
        return make_error(Errc::bad_input,
                          {"", "--activity", trf("台账里没有培训班 {}", options.activity),
                           tr("`yanlian training session list` 列出的编号")});
    const auto guests = Guests::load(database);
    if (!guests) return tl::unexpected(guests.error());
    const auto booked = roster::service::list_session_guests(database, options.activity);
    if (!booked) return tl::unexpected(booked.error());
    const auto& offer = line->offer;
    paper::Invitation form;
    form.issuer = guests->home(offer.organisation_key);
    form.number = trf("{} 年第 {} 期", year_of(offer.days.first), offer.batch_no);
    form.course = offer.course;
    form.batch = std::to_string(offer.batch_no);
    const int day_count = calc_days_between(offer.days.first, offer.days.last) + 1;
    form.days = trf("{}（{} 天）", days_text(offer.days), day_count);
    form.venue = offer.venue;
    form.audience = tr("名单上的主要负责人、分管负责人、专职安全员");
    form.contact = trf("在 {} 前向{}", iso(offer.days.first - Days{notice_days}), form.issuer);
    for (const auto& one : *booked)
        form.people.push_back({guests->county(one.organisation_key),
                               guests->home(one.organisation_key), one.name,
                               guests->post(one.person_key)});
    form.addressed = counties_of(form.people);
    const std::chrono::year_month_day day(ledger.today);
    form.date = trf("{} 年 {} 月 {} 日", static_cast<int>(day.year()),
                    static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    sign(form, ledger);
    return make_form(form);
}

} // namespace tools::cli
