#include "tools/casting/observer_marks.h"

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
constexpr FactKind observable[] = {
    FactKind::alarm_raised, FactKind::alarm_ack, FactKind::alarm_silence, FactKind::alarm_confirm,
    FactKind::alarm_false, FactKind::broadcast, FactKind::call_119, FactKind::call_120, FactKind::call_leader,
    FactKind::notify, FactKind::send_guide, FactKind::guide_at_gate, FactKind::gas_close, FactKind::power_cut,
    FactKind::oxygen_close, FactKind::lift_recall, FactKind::lift_used, FactKind::door_open, FactKind::door_close,
    FactKind::door_unlock, FactKind::exit_blocked_found, FactKind::exit_cleared, FactKind::get_ext,
    FactKind::use_ext, FactKind::use_blanket, FactKind::use_hose, FactKind::wrong_agent, FactKind::withdraw,
    FactKind::enter_smoke, FactKind::mask_on, FactKind::arrived, FactKind::inspect, FactKind::search_room,
    FactKind::wake_room, FactKind::resident_prep, FactKind::resident_move, FactKind::resident_safe,
    FactKind::resident_sheltered, FactKind::shut_zone, FactKind::refuge_enter, FactKind::headcount,
    FactKind::report_headcount, FactKind::report_to_fireservice, FactKind::handover, FactKind::log_entry,
    FactKind::competence_q, FactKind::room_clear, FactKind::panel_mode};

std::optional<FactKind> find_observable(std::string_view text) {
    for (const FactKind kind : observable)
        if (sim::drill::name(kind) == text || sim::drill::word(kind) == text || tr(sim::drill::word(kind)) == text)
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
        if (code != std::errc() || end != part.data() + part.size() || value < 0 || !std::isfinite(value))
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
    Builder(std::string file, const sim::drill::LoadedScenario& loaded) : file_(std::move(file)), loaded_(loaded) {}

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
        read_person(row, mark);
        if (const auto kind = find_observable(row.action))
            mark.kind = *kind;
        else
            note(row.place, trf("不认识的动作：“{}”", row.action), tr("见 docs/formats.md 的动作表"));
        mark.target = row.target;
        check_target(row);
        mark.observer = row.observer.empty() ? marks.lead_observer : row.observer;
        if (mark.observer.empty()) note(row.place, tr("没有观察员姓名，不能作为实战证据"));
        if (mark.observer == person_name(mark.person)) note(row.place, trf("{} 不能给自己记录", mark.observer));
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
        for (const auto& p : loaded_.scenario.people) {
            if (p.key == row.person || p.name == row.person) mark.person = p.key;
            known += (known.empty() ? "" : tr("、")) + p.name;
        }
        if (mark.person.empty()) note(row.place, trf("脚本里没有这个人：“{}”", row.person), known);
    }

    void check_target(const Row& row) {
        if (row.target.empty()) return;
        const auto& plan = loaded_.plan;
        const std::string_view t = row.target;
        const bool in_plan = plan.find_space(t) || plan.find_opening(t) || plan.find_equipment(t) || plan.find_place(t) ||
                             plan.find_detector(t) || plan.find_compartment(t) || plan.find_level(t) || plan.find_bed(t);
        const auto has = [t](const auto& list) {
            return std::any_of(list.begin(), list.end(), [t](const auto& item) { return item.key == t; });
        };
        if (!in_plan && !has(loaded_.scenario.residents) && !has(loaded_.scenario.fires) && !has(loaded_.scenario.roles))
            note(row.place, trf("图上和脚本里都没有“{}”", row.target));
    }

    /// "fields=addr+what+size; n_found=30"
    void read_details(const Row& row, Mark& mark) {
        std::string_view rest = row.details;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            std::string_view item = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
            while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
            if (item.empty()) continue;
            const std::size_t equals = item.find('=');
            if (equals == item.npos || equals == 0) {
                note(row.place, trf("详情看不懂：“{}”", item), "fields=addr+what; n_found=30");
                continue;
            }
            mark.args.set(std::string(item.substr(0, equals)), detail_value(item.substr(0, equals), item.substr(equals + 1)));
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
        while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r')) cell.pop_back();
        while (!cell.empty() && cell.front() == ' ') cell.erase(0, 1);
    }
    return !quoted;
}

const std::map<std::string, int, std::less<>> csv_columns{
    {"时间", 0}, {"time", 0}, {"人员", 1}, {"person", 1}, {"动作", 2}, {"action", 2},   {"地点", 3},
    {"place", 3}, {"target", 3}, {"观察员", 4}, {"observer", 4}, {"详情", 5}, {"details", 5}};

void set_head(Builder& builder, const std::string& place, const std::string& key, const std::string& value) {
    ObserverMarks& m = builder.marks;
    if (key == "日期" || key == "date") {
        m.date = value;
    } else if (key == "开始" || key == "started") {
        m.started = value;
    } else if (key == "总观察员" || key == "lead_observer") {
        m.lead_observer = value;
    } else if (key == "启动方式" || key == "start") {
        const bool scene = value == "scene" || value == "现场发现";
        if (!scene && value != "system" && value != "系统发现")
            builder.note(place, trf("启动方式看不懂：“{}”", value), tr("现场发现 或 系统发现"));
        m.start = scene ? sim::drill::StartMode::scene : sim::drill::StartMode::system;
    } else {
        builder.note(place, trf("不认识的表头项：“{}”", key), tr("日期、开始、总观察员、启动方式"));
    }
}

void read_csv(Builder& builder, std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::vector<int> meaning; // by column: which field; -1 unknown
    int number = 0;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        const std::string place = trf("第 {} 行", ++number);
        std::vector<std::string> cells;
        if (!split_csv(line, cells)) builder.note(place, tr("引号没有配对"));
        if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); })) continue;
        if (cells[0].starts_with("#")) {
            std::string key = cells[0].substr(1);
            while (!key.empty() && key.front() == ' ') key.erase(0, 1);
            set_head(builder, place, key, cells.size() > 1 ? cells[1] : "");
            continue;
        }
        if (meaning.empty()) {
            for (const std::string& cell : cells) {
                const auto it = csv_columns.find(cell);
                meaning.push_back(it == csv_columns.end() ? -1 : it->second);
                if (it == csv_columns.end()) builder.note(place, trf("不认识的列：“{}”", cell), tr("时间, 人员, 动作, 地点, 观察员, 详情"));
            }
            for (int need = 0; need < 3; ++need)
                if (std::find(meaning.begin(), meaning.end(), need) == meaning.end())
                    builder.note(place, trf("缺少列：{}", need == 0 ? tr("时间") : need == 1 ? tr("人员") : tr("动作")));
            continue;
        }
        std::string fields[6];
        if (cells.size() > meaning.size()) builder.note(place, tr("这一行的格子比表头多"));
        for (std::size_t i = 0; i < cells.size() && i < meaning.size(); ++i)
            if (meaning[i] >= 0) fields[meaning[i]] = cells[i];
        builder.add({place, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], number});
    }
}

void read_json(Builder& builder, const std::string& file, std::string_view bytes) {
    auto json = sim::core::parse_json(file, bytes);
    if (!json) {
        builder.problems = json.error().problems;
        return;
    }
    sim::core::JsonSource source{file, {}};
    ObjectReader root(*json, "", source);
    static constexpr std::string_view formats[] = {"yanlian-marks"};
    static_cast<void>(root.choice("format", formats));
    static_cast<void>(root.integer("version", 1, 1));
    for (const char* key : {"date", "started", "lead_observer", "start"})
        if (root.has(key)) set_head(builder, std::string("/") + key, key, root.text(key));
    int number = 0;
    root.objects("marks", true, [&](ObjectReader& mark) {
        Row row;
        row.place = mark.pointer();
        row.time = mark.text("time");
        row.person = mark.text("person");
        row.action = mark.text("action");
        row.target = mark.text("target", "");
        row.observer = mark.text("observer", "");
        row.details = mark.text("details", "");
        row.line = ++number;
        builder.add(row);
    });
    root.finish();
    builder.problems.insert(builder.problems.end(), source.problems.begin(), source.problems.end());
}

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9})
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

} // namespace

sim::core::Result<ObserverMarks> parse_marks(const std::string& file, std::string_view bytes,
                                             const sim::drill::LoadedScenario& loaded) {
    Builder builder(file, loaded);
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == bytes.npos) {
        builder.note("1:1", tr("文件是空的"));
    } else if (!sim::core::is_utf8(bytes)) {
        builder.note("", tr("文件的字节不是 UTF-8"), tr("用 UTF-8 保存"));
    } else if (bytes[first] == '{') {
        read_json(builder, file, bytes);
    } else {
        read_csv(builder, bytes);
    }
    ObserverMarks& marks = builder.marks;
    if (builder.problems.empty() && marks.marks.empty()) builder.note("", tr("没有一条记录"));
    if (builder.problems.empty() && !is_date(marks.date))
        builder.note("", trf("演练日期看不懂：“{}”", marks.date), tr("# 日期,yyyy-mm-dd"));
    if (builder.problems.empty() && marks.lead_observer.empty())
        builder.note("", tr("没有总观察员"), tr("# 总观察员,姓名"));
    if (!builder.problems.empty()) return sim::core::make_error(std::move(builder.problems));
    std::stable_sort(marks.marks.begin(), marks.marks.end(),
                     [](const Mark& a, const Mark& b) { return a.time_s < b.time_s; });
    for (const Mark& mark : marks.marks)
        if (std::find(marks.observers.begin(), marks.observers.end(), mark.observer) == marks.observers.end())
            marks.observers.push_back(mark.observer);
    marks.sha256 = sim::core::sha256_hex(bytes);
    return std::move(marks);
}

sim::core::Result<ObserverMarks> load_marks(const std::string& file, const sim::drill::LoadedScenario& loaded) {
    auto bytes = sim::core::read_file(file, marks_file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_marks(file, *bytes, loaded);
}

std::vector<sim::drill::Fact> make_facts(const ObserverMarks& marks, const sim::drill::Scenario& scenario) {
    std::vector<sim::drill::Fact> facts;
    const auto add = [&](double time_s, FactKind kind, std::string actor, std::string target, Args args) {
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
    start.set("start", std::string(marks.start == sim::drill::StartMode::scene ? "scene" : "system"));
    add(0, FactKind::drill_started, "system", scenario.key, std::move(start));
    for (const Mark& mark : marks.marks) {
        Args args = mark.args;
        args.set("observer", mark.observer);
        // What the building says carries no person: an alarm heard is the system's.
        const bool by_system = mark.kind == FactKind::alarm_raised || mark.kind == FactKind::room_clear;
        add(mark.time_s, mark.kind, by_system ? "system" : mark.person, mark.target, std::move(args));
    }
    const double last_s = marks.marks.empty() ? 0 : marks.marks.back().time_s;
    add(std::max(scenario.end_s, last_s), FactKind::drill_ended, "system", scenario.key, {});
    return facts;
}

} // namespace tools::casting
