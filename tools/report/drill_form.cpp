// The values of the 演练记录表, as plain text: the same in the report and on paper.
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "sim/drill/team_policy.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>

namespace tools::report {

using sim::core::shown_name;
using sim::core::tr;
using sim::core::trf;
using sim::drill::FactKind;
using sim::drill::find_early_end;

namespace {

bool is_staff(const sim::drill::Cast& c) {
    return c.group == sim::drill::PersonGroup::staff ||
           c.group == sim::drill::PersonGroup::volunteer;
}

int count_staff(const sim::record::Record& r) {
    return static_cast<int>(std::count_if(r.cast.begin(), r.cast.end(), is_staff));
}

std::string people_by_kind(const sim::record::Record& r) {
    const auto fire_service = std::count_if(r.cast.begin(), r.cast.end(), [](const auto& c) {
        return c.group == sim::drill::PersonGroup::fire_service;
    });
    return trf("工作人员 {}，老人 {}，消防队 {}", count_staff(r), r.scenario.residents.size(),
               fire_service);
}

std::vector<paper::DrillRecord::Duty> divided_work(const sim::record::Record& r) {
    std::vector<paper::DrillRecord::Duty> duties;
    for (const auto& role : r.scenario.roles)
        for (const auto& c : r.cast)
            if (c.role == role.key) duties.push_back({role.name, c.name});
    return duties;
}

std::string find_commander(const sim::record::Record& r) {
    for (const auto& role : r.scenario.roles)
        for (const auto& c : r.cast)
            if (c.role == role.key && role.post == "duty_leader") return c.name;
    return {};
}

std::string devices_that_acted(const sim::record::Record& r) {
    std::string text;
    for (const auto& fact : r.facts) {
        const bool device =
            fact.actor == "system" &&
            (fact.kind == FactKind::alarm_raised || fact.kind == FactKind::linkage_auto ||
             fact.kind == FactKind::broadcast || fact.kind == FactKind::power_lost);
        if (device)
            text += (text.empty() ? "" : tr("；")) + clock_text(seconds(fact.tick)) + " " +
                    describe_fact(r, fact);
    }
    return text.empty() ? std::string("—") : text;
}

std::string moved_people(const sim::record::Record& r) {
    int walked = 0, carried = 0, sheltered = 0;
    for (const auto& fact : r.facts) {
        carried += fact.kind == FactKind::resident_move;
        sheltered += fact.kind == FactKind::resident_sheltered;
        walked += fact.kind == FactKind::resident_safe;
    }
    return trf("搬运 {} 人次，到达避险处 {} 人次，到达室外 {} 人次", carried, sheltered, walked);
}

/// Of the residents of those mobility classes, how many are safe or sheltered at the end.
std::string brought_to_safety(const sim::record::Record& r, std::string_view classes) {
    int brought = 0, all = 0;
    for (std::size_t i = 0; i < r.cast.size() && !r.frames.empty(); ++i) {
        const std::string& mobility = r.cast[i].mobility;
        const auto& person = r.frames.back().people[i];
        if (mobility.empty() || classes.find(mobility) == classes.npos || !person.present) continue;
        ++all;
        brought += person.outcome == sim::drill::PersonOutcome::safe ||
                   person.outcome == sim::drill::PersonOutcome::sheltered;
    }
    return trf("{} 人，到达安全处 {} 人", all, brought);
}

std::string evacuation_time(const sim::record::Record& r) {
    const sim::drill::Fact* last = nullptr;
    for (const auto& fact : r.facts)
        if (fact.kind == FactKind::resident_safe || fact.kind == FactKind::resident_sheltered)
            last = &fact;
    return last ? trf("{}（最后一人）", clock_text(seconds(last->tick))) : std::string("—");
}

/// Facts that come in flocks: their names share a row.
bool comes_in_flocks(FactKind kind) {
    return kind == FactKind::alarm_raised || kind == FactKind::space_smoky ||
           kind == FactKind::room_untenable || kind == FactKind::room_clear ||
           kind == FactKind::resident_sheltered || kind == FactKind::resident_safe ||
           kind == FactKind::resident_move || kind == FactKind::door_close;
}

/// Who answers for a row: staff only. A resident is moved and the fire service comes; neither is
/// 责任人.
std::string responsible_for(const sim::record::Record& r, const sim::drill::Fact& fact) {
    const auto actor = std::ranges::find_if(
        r.cast, [&](const sim::drill::Cast& c) { return c.key == fact.actor; });
    return actor != r.cast.end() && is_staff(*actor) ? name_of(r, fact.actor) : std::string();
}

/// A row of the course while more may join it.
struct OpenRow {
    const sim::drill::Fact* first = nullptr;
    std::size_t at = 0;      ///< in the list of rows
    std::string last_ending; ///< what follows the name in its last sentence
};

/// "谢奶奶、罗奶奶 避险：二层东走廊" where only the name differs, "王芳 关门：208室门、210室门"
/// where only the object does; else a further sentence.
void join_sentence(std::string& text, OpenRow& row, const std::string& who,
                   const std::string& sentence) {
    const bool named = sentence.starts_with(who);
    const std::string ending = named ? sentence.substr(who.size()) : sentence;
    const std::string_view colon = tr("：");
    const std::size_t object = sentence.find(colon);
    const std::string doing = sentence.substr(0, object);
    if (named && ending == row.last_ending && text.ends_with(ending))
        text.insert(text.size() - ending.size(), tr("、") + who);
    else if (object != sentence.npos && text.starts_with(doing + std::string(colon)))
        text += tr("、") + sentence.substr(object + colon.size());
    else
        text += tr("；") + sentence;
    row.last_ending = ending;
}

/// What the same kind of fact, or the same person doing the same thing, adds within a minute stands
/// in one row, with the times from and to: the course of a drill fits on a page or two.
std::vector<paper::DrillRecord::Event> course_of_events(const sim::record::Record& r) {
    constexpr double together_s = 60;
    std::vector<paper::DrillRecord::Event> events;
    std::vector<OpenRow> open;
    for (const auto& fact : r.facts) {
        const std::string text = describe_fact(r, fact);
        if (text.empty()) continue;
        std::erase_if(open, [&](const OpenRow& row) {
            return seconds(fact.tick - row.first->tick) >= together_s;
        });
        const auto row = std::ranges::find_if(open, [&](const OpenRow& one) {
            return one.first->kind == fact.kind &&
                   (comes_in_flocks(fact.kind) ||
                    (one.first->actor == fact.actor && !responsible_for(r, fact).empty())) &&
                   responsible_for(r, *one.first) == responsible_for(r, fact);
        });
        const std::string clock = clock_text(seconds(fact.tick)), who = name_of(r, fact.actor);
        if (row == open.end()) {
            const bool named = text.starts_with(who);
            open.push_back({&fact, events.size(), named ? text.substr(who.size()) : text});
            events.push_back({clock, text, responsible_for(r, fact)});
            continue;
        }
        auto& event = events[row->at];
        const std::string from = clock_text(seconds(row->first->tick));
        event.time = from == clock ? from : from + "–" + clock;
        join_sentence(event.text, *row, who, text);
    }
    return events;
}

std::vector<paper::DrillRecord::KeyTime> key_times(const sim::drill::Score& score) {
    const auto& t = score.times;
    std::vector<paper::DrillRecord::KeyTime> rows;
    const auto add = [&](const char* name, const std::optional<double>& time_s) {
        std::string note;
        for (const auto& [of, why] : score.time_notes)
            if (std::string_view(name).find(of) != std::string_view::npos) note = why;
        rows.push_back({name, time_s ? clock_text(*time_s) : "—", note});
    };
    add(tr("发现"), t.detect);
    add(tr("确认"), t.confirm);
    add(tr("拨打 119"), t.call_119);
    add(tr("首支灭火器"), t.first_agent);
    add(tr("起火间关门"), t.origin_door_closed);
    add(tr("起火间清空"), t.origin_room_clear);
    add(tr("清点完毕"), t.accounted);
    return rows;
}

/// What was played by people, and what ran on without them.
std::string lasted_text(const sim::record::Record& r) {
    const std::string whole = clock_text(seconds(r.header.end));
    if (const auto early = find_early_end(r.facts))
        return trf("历时 {}，导调提前结束（没有人再做决定，算到 {}）", clock_text(seconds(*early)),
                   whole);
    return trf("历时 {}", whole);
}

} // namespace

paper::DrillRecord make_drill_record(const ReportInput& input) {
    const auto& r = *input.record;
    paper::DrillRecord form;
    form.organisation =
        input.organisation.empty() ? shown_name(r.plan.name, r.plan.name_en) : input.organisation;
    form.number = r.chain_head.substr(0, 16);
    form.name = shown_name(r.scenario.name, r.scenario.name_en);
    form.time = local_time_text(r.header.started_utc) + " · " + lasted_text(r);
    form.place = name_of(r, r.scenario.origin);
    form.kind = word(r.header.kind);
    form.scope = tr("综合");
    form.night = r.scenario.night ? tr("是") : tr("否");
    form.simulated = r.header.kind != sim::core::DrillKind::real;
    if (r.header.announced)
        form.announced = *r.header.announced ? tr("是") : tr("否（隐蔽启动）");
    else if (form.simulated)
        form.announced = tr("不适用（模拟）");
    form.commander = find_commander(r);
    form.observer = input.observer;
    form.response_plan = r.scenario.response_plan_version;
    form.participants = people_by_kind(r);
    form.came = std::to_string(count_staff(r));
    form.should_come = form.came;
    form.setting = r.scenario.note;
    form.duties = divided_work(r);
    form.course = course_of_events(r);
    form.key_times = key_times(*input.score);
    form.evacuated = moved_people(r);
    form.walking = brought_to_safety(r, "AB");
    form.assisted = brought_to_safety(r, "CE");
    form.bedridden = brought_to_safety(r, "D");
    form.evacuation_time = evacuation_time(r);
    form.devices = devices_that_acted(r);
    form.rating =
        trf("{}　{:.1f} 分", tr(sim::drill::grade_word(input.score->letter)), input.score->final);
    for (const FindingRow& row : find_findings(input))
        form.remedies.push_back(
            {row.text, row.severity, row.measure, row.responsible, row.deadline, row.contingency});
    form.produced = trf("程序 {} {}", r.header.program_version, r.header.build) + tr("　") +
                    trf("种子 {}", r.header.seed) + "\n" + trf("记录哈希 {}", r.chain_head);
    form.created_utc = r.header.started_utc;
    return form;
}

} // namespace tools::report
