#include "tools/casting/observer_marks.h"

#include "roster/domain/calendar.h"
#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace tools::casting {

using sim::core::ObjectReader;
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

/// What the building or the other side does: seen, but nobody's deed.
bool is_by_system(FactKind kind) noexcept {
    return kind == FactKind::alarm_raised || kind == FactKind::room_clear ||
           kind == FactKind::fire_service_arrived;
}

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

/// One row, whatever file it came from.
struct Row {
    std::string place, time, person, action, target, observer, details;
    int line = 0;
};

class Builder {
public:
    Builder(std::string file, const sim::drill::LoadedScenario& loaded)
        : file_(std::move(file)), loaded_(loaded) {}

    void note(const std::string& place, std::string what, std::string expected = {}) {
        problems.push_back({file_, place, std::move(what), std::move(expected)});
    }

    void add(const Row& row) {
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
        if (!mark.observer.empty() && mark.observer == person_name(mark.person))
            note(row.place, trf("{} 不能给自己记录", mark.observer));
        read_details(row, mark);
        marks.marks.push_back(std::move(mark));
    }

    sim::core::Problems problems;
    ObserverMarks marks;

private:
    [[nodiscard]] std::string person_name(const std::string& key) const {
        for (const auto& p : loaded_.scenario.people)
            if (p.key == key) return p.name;
        return {};
    }

    void read_person(const Row& row, Mark& mark) {
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

    void check_target(const Row& row) {
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
    void read_details(const Row& row, Mark& mark) {
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

/// One CSV record; quotes as in RFC 4180. Answers false when a quote stays open.
bool split_csv(std::string_view line, std::vector<std::string>& cells) {
    cells.assign(1, "");
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    for (std::string& cell : cells) {
        while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r'))
            cell.pop_back();
        while (!cell.empty() && cell.front() == ' ')
            cell.erase(0, 1);
    }
    return !quoted;
}

const std::map<std::string, int, std::less<>> csv_columns{
    {"时间", 0},     {"time", 0}, {"人员", 1},   {"person", 1}, {"动作", 2},
    {"action", 2},   {"地点", 3}, {"place", 3},  {"target", 3}, {"观察员", 4},
    {"observer", 4}, {"详情", 5}, {"details", 5}};

/// Reports what cannot be read to `note(what, expected)`.
template <class Note>
void set_head(MarksHead& head, const std::string& key, const std::vector<std::string>& values,
              const Note& note) {
    const std::string value = values.empty() ? "" : values.front();
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
        const bool scene = value == "scene" || value == "现场发现";
        if (!scene && value != "system" && value != "系统发现")
            note(trf("启动方式看不懂：“{}”", value), tr("现场发现 或 系统发现"));
        head.start = scene ? sim::drill::StartMode::scene : sim::drill::StartMode::system;
    } else if (key == "参加" || key == "participant") {
        if (values.size() < 2 || value.empty() || values[1].empty())
            note(tr("“参加”要写角色和人员"), tr("# 参加,角色,姓名"));
        else
            head.participants.emplace_back(value, values[1]);
    } else {
        note(trf("不认识的表头项：“{}”", key), tr("日期、开始、总观察员、启动方式、参加"));
    }
}

/// Answers whether the cells are a line of the head: "# 日期,2026-05-20".
bool split_head(std::vector<std::string>& cells, std::string& key) {
    if (!cells[0].starts_with("#")) return false;
    key = cells[0].substr(1);
    while (!key.empty() && key.front() == ' ')
        key.erase(0, 1);
    cells.erase(cells.begin());
    while (cells.size() > 1 && cells.back().empty())
        cells.pop_back();
    return true;
}

std::string_view next_line(std::string_view& bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return line;
}

void read_csv(Builder& builder, std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::vector<int> meaning; // by column: which field; -1 unknown
    int number = 0;
    while (!bytes.empty()) {
        const std::string_view line = next_line(bytes);
        const std::string place = trf("第 {} 行", ++number);
        std::vector<std::string> cells;
        std::string key;
        if (!split_csv(line, cells)) builder.note(place, tr("引号没有配对"));
        if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); }))
            continue;
        if (split_head(cells, key)) {
            set_head(builder.marks, key, cells, [&](std::string what, std::string expected) {
                builder.note(place, std::move(what), std::move(expected));
            });
            continue;
        }
        if (meaning.empty()) {
            for (const std::string& cell : cells) {
                const auto it = csv_columns.find(cell);
                meaning.push_back(it == csv_columns.end() ? -1 : it->second);
                if (it == csv_columns.end())
                    builder.note(place, trf("不认识的列：“{}”", cell),
                                 tr("时间, 人员, 动作, 地点, 观察员, 详情"));
            }
            for (int need = 0; need < 3; ++need)
                if (std::find(meaning.begin(), meaning.end(), need) == meaning.end())
                    builder.note(place, trf("缺少列：{}", need == 0   ? tr("时间")
                                                          : need == 1 ? tr("人员")
                                                                      : tr("动作")));
            continue;
        }
        std::string fields[6];
        if (cells.size() > meaning.size()) builder.note(place, tr("这一行的格子比表头多"));
        for (std::size_t i = 0; i < cells.size() && i < meaning.size(); ++i)
            if (meaning[i] >= 0) fields[meaning[i]] = cells[i];
        builder.add(
            {place, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], number});
    }
}

/// Answers false when it is no JSON at all.
bool read_json(Builder& builder, const std::string& file, std::string_view bytes) {
    auto json = sim::core::parse_json(file, bytes);
    if (!json) {
        builder.problems = json.error().problems;
        return false;
    }
    sim::core::JsonSource source{file, {}};
    ObjectReader root(*json, "", source);
    static constexpr std::string_view formats[] = {"yanlian-marks"};
    static_cast<void>(root.choice("format", formats));
    static_cast<void>(root.integer("version", 1, 1));
    for (const char* key : {"date", "started", "lead_observer", "start"})
        if (root.has(key))
            set_head(builder.marks, key, {root.text(key)},
                     [&](std::string what, std::string expected) {
                         builder.note(std::string("/") + key, std::move(what), std::move(expected));
                     });
    root.objects("participants", false, [&](ObjectReader& one) {
        const std::string role = one.text("role"), person = one.text("person");
        if (!role.empty() && !person.empty()) builder.marks.participants.emplace_back(role, person);
        one.finish();
    });
    int number = 0;
    root.objects("marks", true, [&](ObjectReader& mark) {
        Row row;
        row.place = mark.pointer();
        row.time = mark.text("time");
        row.person = mark.text("person", "");
        row.action = mark.text("action");
        row.target = mark.text("target", "");
        row.observer = mark.text("observer", "");
        row.details = mark.text("details", "");
        row.line = ++number;
        mark.finish();
        builder.add(row);
    });
    root.finish();
    builder.problems.insert(builder.problems.end(), source.problems.begin(), source.problems.end());
    return true;
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
    for (const auto& person : scenario.people)
        if (!head.lead_observer.empty() && person.name == head.lead_observer)
            builder.note("", trf("总观察员 {} 自己参加了演练", head.lead_observer),
                         tr("没有参加的人"));
}

/// Asia/Shanghai is UTC+8 all year.
void set_started_utc(MarksHead& head) {
    if (const auto local = roster::domain::find_instant(head.date + "T" + head.started + ":00Z"))
        head.started_utc = roster::domain::iso(*local - roster::domain::local_offset);
}

} // namespace

sim::core::Result<ObserverMarks> parse_marks(const std::string& file, std::string_view bytes,
                                             const sim::drill::LoadedScenario& loaded) {
    Builder builder(file, loaded);
    bool readable = false;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == bytes.npos) {
        builder.note("1:1", tr("文件是空的"));
    } else if (!sim::core::is_utf8(bytes)) {
        builder.note("", tr("文件的字节不是 UTF-8"), tr("用 UTF-8 保存"));
    } else if (bytes[first] == '{') {
        readable = read_json(builder, file, bytes);
    } else {
        read_csv(builder, bytes);
        readable = true;
    }
    ObserverMarks& marks = builder.marks;
    if (readable) check_head(builder, loaded.scenario);
    if (builder.problems.empty() && marks.marks.empty()) builder.note("", tr("没有一条记录"));
    if (!builder.problems.empty()) return sim::core::make_error(std::move(builder.problems));
    set_started_utc(marks);
    std::stable_sort(marks.marks.begin(), marks.marks.end(),
                     [](const Mark& a, const Mark& b) { return a.time_s < b.time_s; });
    for (const Mark& mark : marks.marks)
        if (std::find(marks.observers.begin(), marks.observers.end(), mark.observer) ==
            marks.observers.end())
            marks.observers.push_back(mark.observer);
    marks.sha256 = sim::core::sha256_hex(bytes);
    return std::move(marks);
}

MarksHead read_marks_head(std::string_view bytes) {
    MarksHead head;
    const auto quiet = [](const std::string&, const std::string&) {};
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == bytes.npos || !sim::core::is_utf8(bytes)) return head;
    const bool is_json = bytes[first] == '{';
    if (is_json) {
        const auto json = sim::core::parse_json("", bytes);
        if (!json) return head;
        sim::core::JsonSource source;
        ObjectReader root(*json, "", source);
        for (const char* key : {"date", "started", "lead_observer", "start"})
            if (root.has(key)) set_head(head, key, {root.text(key)}, quiet);
        root.objects("participants", false, [&](ObjectReader& one) {
            set_head(head, "participant", {one.text("role", ""), one.text("person", "")}, quiet);
        });
    }
    while (!is_json && !bytes.empty()) {
        std::vector<std::string> cells;
        std::string key;
        if (split_csv(next_line(bytes), cells) && split_head(cells, key))
            set_head(head, key, cells, quiet);
    }
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
