#include "tools/casting/observer_marks.h"

#include "roster/domain/calendar.h"
#include "roster/domain/person_name.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/casting/marks_file.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>

namespace tools::casting {

using sim::core::tr;
using sim::core::trf;
using sim::drill::Args;
using sim::drill::FactKind;

namespace {

/// Facts that an observer can see a person do; what the building does is no mark.
constexpr FactKind observable[] = {FactKind::alarm_raised,
                                   FactKind::alarm_ack,
                                   FactKind::alarm_silence,
                                   FactKind::alarm_confirm,
                                   FactKind::alarm_false,
                                   FactKind::broadcast,
                                   FactKind::call_119,
                                   FactKind::call_120,
                                   FactKind::call_leader,
                                   FactKind::notify,
                                   FactKind::send_guide,
                                   FactKind::guide_at_gate,
                                   FactKind::gas_close,
                                   FactKind::power_cut,
                                   FactKind::oxygen_close,
                                   FactKind::lift_recall,
                                   FactKind::lift_used,
                                   FactKind::door_open,
                                   FactKind::door_close,
                                   FactKind::door_unlock,
                                   FactKind::exit_blocked_found,
                                   FactKind::exit_cleared,
                                   FactKind::get_ext,
                                   FactKind::use_ext,
                                   FactKind::use_blanket,
                                   FactKind::use_hose,
                                   FactKind::wrong_agent,
                                   FactKind::withdraw,
                                   FactKind::enter_smoke,
                                   FactKind::mask_on,
                                   FactKind::arrived,
                                   FactKind::inspect,
                                   FactKind::search_room,
                                   FactKind::wake_room,
                                   FactKind::resident_prep,
                                   FactKind::resident_move,
                                   FactKind::resident_safe,
                                   FactKind::resident_sheltered,
                                   FactKind::shut_zone,
                                   FactKind::refuge_enter,
                                   FactKind::headcount,
                                   FactKind::report_headcount,
                                   FactKind::report_to_fireservice,
                                   FactKind::handover,
                                   FactKind::log_entry,
                                   FactKind::competence_q,
                                   FactKind::room_clear,
                                   FactKind::panel_mode,
                                   FactKind::fire_service_arrived};

std::optional<FactKind> find_observable(std::string_view text) {
    for (const FactKind kind : observable)
        if (sim::drill::name(kind) == text || sim::drill::word(kind) == text ||
            tr(sim::drill::word(kind)) == text)
            return kind;
    return std::nullopt;
}

/// "mm:ss", "h:mm:ss" or seconds.
std::optional<double> parse_time_s(std::string_view text) {
    double sum = 0;
    int parts = 0;
    while (true) {
        const std::size_t colon = text.find(':');
        const std::string_view part = text.substr(0, colon);
        double value = 0;
        const auto [end, code] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (code != std::errc() || end != part.data() + part.size() || value < 0 ||
            !std::isfinite(value))
            return std::nullopt;
        if (++parts > 3 || (parts > 1 && value >= 60)) return std::nullopt;
        sum = sum * 60 + value;
        if (colon == text.npos) return sum;
        text.remove_prefix(colon + 1);
    }
}

/// Takes what cannot be read, and what was expected instead.
using Note = std::function<void(std::string what, std::string expected)>;

class Builder {
public:
    Builder(std::string file, const sim::drill::LoadedScenario& loaded)
        : file_(std::move(file)), loaded_(loaded) {}

    void note(const std::string& place, std::string what, std::string expected = {}) {
        problems.push_back({file_, place, std::move(what), std::move(expected)});
    }

    void add(const MarkRow& row) {
        Mark mark;
        mark.line = row.line;
        if (const auto time_s = parse_time_s(row.time); time_s && *time_s <= 86400)
            mark.time_s = *time_s;
        else
            note(row.place, trf("时间看不懂：“{}”", row.time), tr("分:秒，例如 03:25"));
        const auto kind = find_observable(row.action);
        if (kind)
            mark.kind = *kind;
        else
            note(row.place, trf("不认识的动作：“{}”", row.action),
                 tr("见 docs/formats.md 的动作表"));
        if (!row.person.empty() || !kind || !is_by_system(*kind)) read_person(row, mark);
        mark.target = row.target;
        check_target(row);
        mark.observer = row.observer.empty() ? marks.lead_observer : row.observer;
        if (mark.observer.empty()) note(row.place, tr("没有观察员姓名，不能作为实战证据"));
        if (!mark.observer.empty() &&
            roster::domain::means_person(mark.observer, mark.person, person_name(mark.person)))
            note(row.place, trf("{} 不能给自己记录", mark.observer));
        check_is_person(row.place, row.observer);
        read_details(row, mark);
        marks.marks.push_back(std::move(mark));
    }

    void check_is_person(const std::string& place, const std::string& observer) {
        if (!observer.empty() && !roster::domain::names_somebody(observer))
            note(place, trf("“{}”不是人的姓名", observer), tr("观察员的姓名"));
    }

    sim::core::Problems problems;
    ObserverMarks marks;

private:
    [[nodiscard]] std::string person_name(const std::string& key) const {
        for (const auto& p : loaded_.scenario.people)
            if (p.key == key) return p.name;
        return {};
    }

    void read_person(const MarkRow& row, Mark& mark) {
        std::string known;
        int found_count = 0;
        for (const auto& p : loaded_.scenario.people) {
            known += (known.empty() ? "" : tr("、")) + p.name;
            if (p.key != row.person && p.name != row.person) continue;
            mark.person = p.key;
            ++found_count;
        }
        if (found_count == 0) note(row.place, trf("没有这个人参加：“{}”", row.person), known);
        if (found_count > 1)
            note(row.place, trf("有 {} 个人叫“{}”", found_count, row.person), tr("写脚本里的编号"));
    }

    void check_target(const MarkRow& row) {
        if (row.target.empty()) return;
        const auto& plan = loaded_.plan;
        const std::string_view t = row.target;
        const bool in_plan = plan.find_space(t) || plan.find_opening(t) || plan.find_equipment(t) ||
                             plan.find_place(t) || plan.find_detector(t) ||
                             plan.find_compartment(t) || plan.find_level(t) || plan.find_bed(t);
        const auto has = [t](const auto& list) {
            return std::any_of(list.begin(), list.end(),
                               [t](const auto& item) { return item.key == t; });
        };
        if (!in_plan && !has(loaded_.scenario.residents) && !has(loaded_.scenario.fires) &&
            !has(loaded_.scenario.roles))
            note(row.place, trf("图上和脚本里都没有“{}”", row.target));
    }

    /// "fields=addr+what+size; n_found=30"
    void read_details(const MarkRow& row, Mark& mark) {
        std::string_view rest = row.details;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            std::string_view item = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            while (!item.empty() && item.front() == ' ')
                item.remove_prefix(1);
            while (!item.empty() && item.back() == ' ')
                item.remove_suffix(1);
            if (item.empty()) continue;
            const std::size_t equals = item.find('=');
            if (equals == item.npos || equals == 0) {
                note(row.place, trf("详情看不懂：“{}”", item), "fields=addr+what; n_found=30");
                continue;
            }
            mark.args.set(std::string(item.substr(0, equals)),
                          detail_value(item.substr(0, equals), item.substr(equals + 1)));
        }
    }

    static sim::drill::Value detail_value(std::string_view name, std::string_view text) {
        if (text == "true" || text == "是") return true;
        if (text == "false" || text == "否") return false;
        std::int64_t whole = 0;
        if (const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), whole);
            code == std::errc() && end == text.data() + text.size())
            return whole;
        double real = 0;
        if (const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), real);
            code == std::errc() && end == text.data() + text.size() && std::isfinite(real))
            return real;
        const bool list = name == "fields" || name == "missing" || text.find('+') != text.npos;
        if (!list) return std::string(text);
        std::vector<std::string> items;
        while (!text.empty()) {
            const std::size_t plus = std::min(text.find('+'), text.size());
            if (plus > 0) items.emplace_back(text.substr(0, plus));
            text.remove_prefix(std::min(plus + 1, text.size()));
        }
        return items;
    }

    std::string file_;
    const sim::drill::LoadedScenario& loaded_;
};

void set_start(MarksHead& head, const std::string& value, const Note& note) {
    const bool scene = value == "scene" || value == "现场发现";
    if (!scene && value != "system" && value != "系统发现")
        note(trf("启动方式看不懂：“{}”", value), tr("现场发现 或 系统发现"));
    head.start = scene ? sim::drill::StartMode::scene : sim::drill::StartMode::system;
}

void set_head(MarksHead& head, const HeadLine& line, const Note& note) {
    const std::string& key = line.key;
    const std::string value = line.values.empty() ? "" : line.values.front();
    if (key == "日期" || key == "date") {
        head.date = value;
        if (!roster::domain::find_date(value))
            note(trf("演练日期看不懂：“{}”", value), "yyyy-mm-dd");
    } else if (key == "开始" || key == "started") {
        head.started = value;
        if (!roster::domain::find_instant("2000-01-01T" + value + ":00Z"))
            note(trf("开始时间看不懂：“{}”", value), tr("当地时间 hh:mm，例如 02:00"));
    } else if (key == "总观察员" || key == "lead_observer") {
        head.lead_observer = value;
    } else if (key == "启动方式" || key == "start") {
        set_start(head, value, note);
    } else if (key == "参加" || key == "participant") {
        if (line.values.size() < 2 || value.empty() || line.values[1].empty())
            note(tr("“参加”要写角色和人员"), tr("# 参加,角色,姓名"));
        else
            head.participants.emplace_back(value, line.values[1]);
    } else {
        note(trf("不认识的表头项：“{}”", key), tr("日期、开始、总观察员、启动方式、参加"));
    }
}

/// What a head must say, whatever the rows say.
void check_head(Builder& builder, const sim::drill::Scenario& scenario) {
    MarksHead& head = builder.marks;
    const auto need = [&](const std::string& value, std::string what, std::string expected) {
        if (value.empty()) builder.note("", std::move(what), std::move(expected));
    };
    need(head.date, tr("没有演练日期"), tr("# 日期,yyyy-mm-dd"));
    need(head.started, tr("没有开始时间"), tr("# 开始,hh:mm"));
    need(head.lead_observer, tr("没有总观察员"), tr("# 总观察员,姓名"));
    builder.check_is_person("", head.lead_observer);
    for (const auto& person : scenario.people)
        if (roster::domain::means_person(head.lead_observer, person.key, person.name))
            builder.note("", trf("总观察员 {} 自己参加了演练", head.lead_observer),
                         tr("没有参加的人"));
}

/// Asia/Shanghai is UTC+8 all year.
void set_started_utc(MarksHead& head) {
    if (const auto local = roster::domain::find_instant(head.date + "T" + head.started + ":00Z"))
        head.started_utc = roster::domain::iso(*local - roster::domain::local_offset);
}

} // namespace

bool is_observable(FactKind kind) noexcept {
    return std::find(std::begin(observable), std::end(observable), kind) != std::end(observable);
}

bool is_by_system(FactKind kind) noexcept {
    return kind == FactKind::alarm_raised || kind == FactKind::room_clear ||
           kind == FactKind::fire_service_arrived;
}

sim::core::Result<ObserverMarks> parse_marks(const std::string& file, std::string_view bytes,
                                             const sim::drill::LoadedScenario& loaded) {
    auto read = read_marks_file(file, bytes);
    if (!read) return tl::make_unexpected(read.error());
    Builder builder(file, loaded);
    builder.problems = std::move(read->problems);
    ObserverMarks& marks = builder.marks;
    for (const HeadLine& line : read->head)
        set_head(marks, line, [&](std::string what, std::string expected) {
            builder.note(line.place, std::move(what), std::move(expected));
        });
    for (const MarkRow& row : read->rows)
        builder.add(row);
    check_head(builder, loaded.scenario);
    if (builder.problems.empty() && marks.marks.empty()) builder.note("", tr("没有一条记录"));
    if (!builder.problems.empty()) return sim::core::make_error(std::move(builder.problems));
    set_started_utc(marks);
    std::stable_sort(marks.marks.begin(), marks.marks.end(),
                     [](const Mark& a, const Mark& b) { return a.time_s < b.time_s; });
    for (const Mark& mark : marks.marks)
        if (std::find(marks.observers.begin(), marks.observers.end(), mark.observer) ==
            marks.observers.end())
            marks.observers.push_back(mark.observer);
    marks.bytes = bytes;
    marks.sha256 = sim::core::sha256_hex(bytes);
    return std::move(marks);
}

MarksHead read_marks_head(std::string_view bytes) {
    MarksHead head;
    const auto read = read_marks_file("", bytes);
    if (!read) return head;
    for (const HeadLine& line : read->head)
        set_head(head, line, [](const std::string&, const std::string&) {});
    set_started_utc(head);
    return head;
}

std::vector<sim::drill::Fact> make_facts(const ObserverMarks& marks,
                                         const sim::drill::Scenario& scenario) {
    std::vector<sim::drill::Fact> facts;
    const auto add = [&](double time_s, FactKind kind, std::string actor, std::string target,
                         Args args) {
        sim::drill::Fact fact;
        fact.seq = static_cast<std::int64_t>(facts.size()) + 1;
        fact.tick = sim::core::tick_at(time_s);
        fact.kind = kind;
        for (const auto& person : scenario.people)
            if (person.key == actor) fact.role = person.role;
        fact.actor = std::move(actor);
        fact.target = std::move(target);
        fact.args = std::move(args);
        facts.push_back(std::move(fact));
    };
    Args start;
    start.set("start",
              std::string(marks.start == sim::drill::StartMode::scene ? "scene" : "system"));
    add(0, FactKind::drill_started, "system", scenario.key, std::move(start));
    for (const Mark& mark : marks.marks) {
        Args args = mark.args;
        args.set("observer", mark.observer);
        add(mark.time_s, mark.kind, is_by_system(mark.kind) ? "system" : mark.person, mark.target,
            std::move(args));
    }
    const double last_s = marks.marks.empty() ? 0 : marks.marks.back().time_s;
    add(std::max(scenario.end_s, last_s), FactKind::drill_ended, "system", scenario.key, {});
    return facts;
}

} // namespace tools::casting
