#include "roster/schedule/patterns/instance_file.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

namespace roster::schedule::patterns {
namespace {

using sim::core::Problem;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

constexpr std::size_t max_faults = 200; // a wrong file must not flood the screen

enum class Section { none, horizon, shifts, staff, days_off, on_requests, off_requests, cover };

constexpr std::array<std::pair<std::string_view, Section>, 7> section_names{{
    {"SECTION_HORIZON", Section::horizon},
    {"SECTION_SHIFTS", Section::shifts},
    {"SECTION_STAFF", Section::staff},
    {"SECTION_DAYS_OFF", Section::days_off},
    {"SECTION_SHIFT_ON_REQUESTS", Section::on_requests},
    {"SECTION_SHIFT_OFF_REQUESTS", Section::off_requests},
    {"SECTION_COVER", Section::cover},
}};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\v\f";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(trimmed(text.substr(0, at)));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

bool is_plain_id(std::string_view id) {
    return !id.empty() && id.size() <= 100 && id == trimmed(id) && sim::core::is_utf8(id) &&
           id.find_first_of(",|=#\n") == std::string_view::npos && !id.starts_with("SECTION_") &&
           std::none_of(id.begin(), id.end(), [](unsigned char c) { return c < 0x20; });
}

/// Reads line by line; a line's meaning depends on the section it stands in.
class InstanceReader {
public:
    explicit InstanceReader(std::string file) : file_(std::move(file)) {}

    sim::core::Result<PatternProblem> read(std::string_view bytes);

private:
    void read_line(std::string_view line);
    void enter_section(std::string_view name);
    void read_horizon(std::string_view line);
    void read_shift(const std::vector<std::string_view>& fields);
    void read_person(const std::vector<std::string_view>& fields);
    void read_max_shifts(std::string_view field, Person& person);
    void read_days_off(const std::vector<std::string_view>& fields);
    void read_request(const std::vector<std::string_view>& fields, std::vector<Request>& requests);
    void read_cover(const std::vector<std::string_view>& fields);
    void resolve_successions();
    void report_absent_sections();

    bool has_fields(const std::vector<std::string_view>& fields, std::size_t count);
    int number(std::string_view text, int low, int high);
    int day_index(std::string_view text);
    int index_of(const std::map<std::string, int, std::less<>>& ids, std::string_view id,
                 const char* unknown);
    void report(std::string what, std::string expected = {});
    void report_at(int line, std::string what, std::string expected = {});

    std::string file_;
    int line_ = 0;
    Section section_ = Section::none;
    std::set<Section> entered_;
    PatternProblem problem_;
    Problems problems_;
    std::map<std::string, int, std::less<>> shift_ids_;
    std::map<std::string, int, std::less<>> person_ids_;
    std::set<int> with_days_off_;
    std::set<std::pair<int, int>> covered_;
    struct Succession {
        int line, shift;
        std::string next;
    };
    std::vector<Succession> successions_; // may name shifts of later lines
};

void InstanceReader::report_at(int line, std::string what, std::string expected) {
    if (problems_.size() < max_faults)
        problems_.push_back({file_, std::to_string(line), std::move(what), std::move(expected)});
}

void InstanceReader::report(std::string what, std::string expected) {
    report_at(line_, std::move(what), std::move(expected));
}

bool InstanceReader::has_fields(const std::vector<std::string_view>& fields, std::size_t count) {
    if (fields.size() == count) return true;
    report(trf("有 {} 栏", fields.size()), trf("{} 栏，用逗号隔开", count));
    return false;
}

int InstanceReader::number(std::string_view text, int low, int high) {
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault == std::errc{} && end == text.data() + text.size() && value >= low && value <= high)
        return value;
    report(trf("“{}”不是可用的数", sim::core::beginning_of(text, 40)),
           trf("{} 至 {} 的整数", low, high));
    return low;
}

int InstanceReader::day_index(std::string_view text) {
    return number(text, 0, std::max(problem_.horizon_days, 1) - 1);
}

int InstanceReader::index_of(const std::map<std::string, int, std::less<>>& ids,
                             std::string_view id, const char* unknown) {
    if (const auto found = ids.find(id); found != ids.end()) return found->second;
    report(trf(unknown, sim::core::beginning_of(id, 40)));
    return -1;
}

void InstanceReader::enter_section(std::string_view name) {
    const auto* found = std::find_if(section_names.begin(), section_names.end(),
                                     [&](const auto& entry) { return entry.first == name; });
    if (found == section_names.end()) {
        section_ = Section::none;
        report(trf("没有名为“{}”的段", sim::core::beginning_of(name, 40)));
        return;
    }
    section_ = found->second;
    if (!entered_.insert(section_).second) report(trf("段“{}”重复", name));
    // Later sections refer to the horizon, to shifts and to people.
    for (const auto& [earlier, section] : section_names)
        if (section < section_ && section <= Section::staff && !entered_.contains(section))
            report(trf("段“{}”应在“{}”之前", earlier, name));
}

void InstanceReader::read_horizon(std::string_view line) {
    if (problem_.horizon_days != 0) return report(tr("周期的天数已经给出"));
    const int days = number(line, 1, max_horizon_days);
    if (days % 7 != 0) report(trf("周期 {} 天不是整周", days), tr("7 的倍数"));
    problem_.horizon_days = days;
}

void InstanceReader::read_shift(const std::vector<std::string_view>& fields) {
    if (!has_fields(fields, 3)) return;
    ShiftType shift{std::string(fields[0]), number(fields[1], 1, max_shift_length_min), {}};
    const auto index = static_cast<int>(problem_.shifts.size());
    if (!is_plain_id(fields[0]))
        report(tr("班次代号不能用"), tr("非空，不含 , | = #"));
    else if (!shift_ids_.emplace(shift.id, index).second)
        report(trf("班次“{}”重复", shift.id));
    if (index >= max_shift_types) return report(trf("班次多于 {} 种", max_shift_types));
    if (!fields[2].empty())
        for (const auto next : split(fields[2], '|'))
            successions_.push_back({line_, index, std::string(next)});
    problem_.shifts.push_back(std::move(shift));
}

void InstanceReader::resolve_successions() {
    for (const auto& succession : successions_) {
        const auto found = shift_ids_.find(succession.next);
        if (found == shift_ids_.end()) {
            report_at(succession.line,
                      trf("没有班次“{}”", sim::core::beginning_of(succession.next, 40)));
            continue;
        }
        auto& next = problem_.shifts[succession.shift].forbidden_next;
        if (std::find(next.begin(), next.end(), found->second) != next.end())
            report_at(succession.line, trf("班次“{}”列了两次", succession.next));
        next.push_back(found->second);
    }
}

void InstanceReader::read_max_shifts(std::string_view field, Person& person) {
    person.max_shifts.assign(problem_.shifts.size(), -1);
    for (const auto part : split(field, '|')) {
        const auto halves = split(part, '=');
        if (halves.size() != 2) {
            report(trf("“{}”不是班次上限", sim::core::beginning_of(part, 40)), tr("如 D=14"));
            continue;
        }
        const int shift = index_of(shift_ids_, halves[0], "没有班次“{}”");
        const int limit = number(halves[1], 0, 1'000'000);
        if (shift < 0) continue;
        if (person.max_shifts[shift] >= 0) report(trf("班次“{}”的上限重复", halves[0]));
        person.max_shifts[shift] = limit;
    }
    for (std::size_t s = 0; s < person.max_shifts.size(); ++s)
        if (person.max_shifts[s] < 0) report(trf("缺班次“{}”的上限", problem_.shifts[s].id));
}

void InstanceReader::read_person(const std::vector<std::string_view>& fields) {
    if (!has_fields(fields, 8)) return;
    const auto index = static_cast<int>(problem_.people.size());
    if (index >= max_people) return report(trf("人员多于 {} 名", max_people));
    Person person;
    person.id = std::string(fields[0]);
    if (!is_plain_id(fields[0]))
        report(tr("人员代号不能用"), tr("非空，不含 , | = #"));
    else if (!person_ids_.emplace(person.id, index).second)
        report(trf("人员“{}”重复", person.id));
    read_max_shifts(fields[1], person);
    const int most_min = max_horizon_days * max_shift_length_min;
    person.max_work_min = number(fields[2], 0, most_min);
    person.min_work_min = number(fields[3], 0, most_min);
    person.max_consecutive_shifts = number(fields[4], 0, 100'000);
    person.min_consecutive_shifts = number(fields[5], 0, 100'000);
    person.min_consecutive_days_off = number(fields[6], 0, 100'000);
    person.max_weekends = number(fields[7], 0, 100'000);
    problem_.people.push_back(std::move(person));
}

void InstanceReader::read_days_off(const std::vector<std::string_view>& fields) {
    const int person = index_of(person_ids_, fields[0], "没有人员“{}”");
    std::vector<int> days;
    for (std::size_t i = 1; i < fields.size(); ++i)
        days.push_back(day_index(fields[i]));
    if (person < 0) return;
    if (!with_days_off_.insert(person).second) report(trf("人员“{}”的休息日重复", fields[0]));
    const std::set<int> different(days.begin(), days.end());
    if (different.size() != days.size()) report(tr("同一天列了两次"));
    problem_.people[person].days_off = std::move(days);
}

void InstanceReader::read_request(const std::vector<std::string_view>& fields,
                                  std::vector<Request>& requests) {
    if (!has_fields(fields, 4)) return;
    const int person = index_of(person_ids_, fields[0], "没有人员“{}”");
    const int day = day_index(fields[1]);
    const int shift = index_of(shift_ids_, fields[2], "没有班次“{}”");
    requests.push_back({person, day, shift, number(fields[3], 0, max_weight)});
}

void InstanceReader::read_cover(const std::vector<std::string_view>& fields) {
    if (!has_fields(fields, 5)) return;
    const int day = day_index(fields[0]);
    const int shift = index_of(shift_ids_, fields[1], "没有班次“{}”");
    if (shift >= 0 && !covered_.emplace(day, shift).second)
        report(trf("第 {} 天班次“{}”的需求重复", day, fields[1]));
    problem_.cover.push_back({day, shift, number(fields[2], 0, max_need),
                              number(fields[3], 0, max_weight), number(fields[4], 0, max_weight)});
}

void InstanceReader::read_line(std::string_view line) {
    if (line.starts_with("SECTION_")) return enter_section(line);
    const auto fields = split(line, ',');
    switch (section_) {
    case Section::none:
        if (entered_.empty()) report(tr("第一段之前有内容"), "SECTION_HORIZON");
        return;
    case Section::horizon:
        return read_horizon(line);
    case Section::shifts:
        return read_shift(fields);
    case Section::staff:
        return read_person(fields);
    case Section::days_off:
        return read_days_off(fields);
    case Section::on_requests:
        return read_request(fields, problem_.on_requests);
    case Section::off_requests:
        return read_request(fields, problem_.off_requests);
    case Section::cover:
        return read_cover(fields);
    }
}

void InstanceReader::report_absent_sections() {
    for (const auto& [name, section] : section_names)
        if ((section <= Section::staff || section == Section::cover) && !entered_.contains(section))
            report(trf("缺段“{}”", name));
    if (entered_.contains(Section::horizon) && problem_.horizon_days == 0)
        report(tr("没有给出周期的天数"));
    if (entered_.contains(Section::shifts) && problem_.shifts.empty()) report(tr("没有班次"));
    if (entered_.contains(Section::staff) && problem_.people.empty()) report(tr("没有人员"));
}

sim::core::Result<PatternProblem> InstanceReader::read(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        auto line = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        ++line_;
        if (line = trimmed(line.substr(0, line.find('#'))); !line.empty()) read_line(line);
    }
    resolve_successions();
    report_absent_sections();
    if (problems_.empty())
        for (auto& fault : find_faults(problem_))
            problems_.push_back({file_, fault.pointer, fault.what, fault.expected});
    if (!problems_.empty()) return sim::core::make_error(std::move(problems_));
    return std::move(problem_);
}

} // namespace

sim::core::Result<PatternProblem> parse_instance(const std::string& file, std::string_view bytes) {
    return InstanceReader(file).read(bytes);
}

sim::core::Result<PatternProblem> load_instance(const std::filesystem::path& path) {
    const auto bytes = sim::core::read_file(path, max_instance_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_instance(path.string(), *bytes);
}

namespace {

void report_unspeakable(const PatternProblem& problem, Problems& problems) {
    const auto report = [&](std::string pointer, std::string what) {
        problems.push_back({{}, std::move(pointer), std::move(what), {}});
    };
    if (problem.first_weekday != 0 || problem.horizon_days % 7 != 0)
        report("horizon_days", tr("此格式只能写从星期一开始的整周"));
    for (const auto& shift : problem.shifts)
        if (!is_plain_id(shift.id)) report("shifts", trf("此格式不能写代号“{}”", shift.id));
    for (const auto& person : problem.people) {
        if (!is_plain_id(person.id)) report("people", trf("此格式不能写代号“{}”", person.id));
        if (person.history || !person.barred.empty())
            report("people", trf("此格式不能写“{}”的上期情况和禁排", person.id));
    }
}

std::string format_person(const PatternProblem& problem, const Person& person) {
    std::string limits;
    for (std::size_t s = 0; s < problem.shifts.size(); ++s)
        limits +=
            fmt::format("{}{}={}", s == 0 ? "" : "|", problem.shifts[s].id, person.max_shifts[s]);
    return fmt::format("{},{},{},{},{},{},{},{}\n", person.id, limits, person.max_work_min,
                       person.min_work_min, person.max_consecutive_shifts,
                       person.min_consecutive_shifts, person.min_consecutive_days_off,
                       person.max_weekends);
}

std::string format_requests(const PatternProblem& problem, const std::vector<Request>& requests) {
    std::string text;
    for (const auto& request : requests)
        text += fmt::format("{},{},{},{}\n", problem.people[request.person].id, request.day,
                            problem.shifts[request.shift].id, request.weight);
    return text;
}

} // namespace

sim::core::Result<std::string> format_instance(const PatternProblem& problem) {
    auto problems = find_faults(problem);
    report_unspeakable(problem, problems);
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    auto text = fmt::format("SECTION_HORIZON\n{}\n\nSECTION_SHIFTS\n", problem.horizon_days);
    for (const auto& shift : problem.shifts) {
        text += fmt::format("{},{},", shift.id, shift.length_min);
        for (std::size_t i = 0; i < shift.forbidden_next.size(); ++i)
            text += (i == 0 ? "" : "|") + problem.shifts[shift.forbidden_next[i]].id;
        text += "\n";
    }
    text += "\nSECTION_STAFF\n";
    for (const auto& person : problem.people)
        text += format_person(problem, person);
    text += "\nSECTION_DAYS_OFF\n";
    for (const auto& person : problem.people) {
        if (person.days_off.empty()) continue;
        text += person.id;
        for (const int day : person.days_off)
            text += fmt::format(",{}", day);
        text += "\n";
    }
    text += "\nSECTION_SHIFT_ON_REQUESTS\n" + format_requests(problem, problem.on_requests);
    text += "\nSECTION_SHIFT_OFF_REQUESTS\n" + format_requests(problem, problem.off_requests);
    text += "\nSECTION_COVER\n";
    for (const auto& cover : problem.cover)
        text += fmt::format("{},{},{},{},{}\n", cover.day, problem.shifts[cover.shift].id,
                            cover.need, cover.under_weight, cover.over_weight);
    return text;
}

} // namespace roster::schedule::patterns
