// Trainings and drills: one row an event, or one row a person with the event repeated.
#include "roster/domain/activity_times.h"
#include "roster/domain/content.h"
#include "roster/service/leave_check.h"
#include "roster/service/workers.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/import/context.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace tools::import {

using namespace roster::domain;
using namespace roster::service;
namespace store = roster::store;
using sheets::match_form;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int minutes_of_class = 45; ///< 一课时; 未核实
constexpr double most_classes = 1000;

std::optional<int> whole(const SheetRow& row, std::string_view key) {
    const auto number = row.at(key).number;
    return number ? std::optional(static_cast<int>(std::lround(*number))) : std::nullopt;
}

/// "02:30", "2026-03-01 02:30:00", also with a full-width colon; nothing when it is not a time.
std::optional<std::chrono::minutes> read_clock_time(const std::string& text) {
    std::string plain = sheets::fold_width(text);
    if (const auto blank = plain.rfind(' '); blank != std::string::npos) plain.erase(0, blank + 1);
    int hours = -1, minutes = -1;
    if (std::sscanf(plain.c_str(), "%d:%d", &hours, &minutes) != 2) return std::nullopt;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
    return std::chrono::hours{hours} + std::chrono::minutes{minutes};
}

void read_start(const SheetRow& row, Activity& activity, Problems& problems) {
    const std::string& text = row.text("started");
    if (text.empty()) return;
    if (const auto clock = read_clock_time(text))
        activity.started_at_utc = Instant{activity.local_day} + *clock - local_offset;
    else
        problems.push_back(row.problem("started", trf("“{}”不是时间", text), tr("时:分")));
}

/// What was acted at a table or shown on a screen counts for nothing that a drill counts for: a
/// type left empty is asked for, not guessed. What is real must not say in its title or content
/// that nobody moved: check() says so.
void read_drill_kind(const SheetRow& row, Activity& activity, Problems& problems) {
    const std::string& text = row.text("type");
    if (!text.empty()) {
        if (const auto kind = find_drill_kind(text))
            activity.kind = *kind;
        else
            problems.push_back(unknown_word(row, "type", text, tr("实战、桌面或演示")));
    } else if (row.columns->column_of("type") >= 0 && row.at("type").problems.empty()) {
        problems.push_back(row.problem("type", tr("没有写演练类型"), tr("实战、桌面或演示")));
    }
}

/// What it was about: the column's words, else what title and content say. Nothing is assumed.
void read_content_of(const SheetRow& row, Activity& activity, Problems& problems) {
    const auto parts = split_list(row.text("tags"));
    for (const std::string& text : parts) {
        if (auto tag = find_content_tag(match_form(text)))
            activity.tags.push_back(std::move(*tag));
        else
            problems.push_back(unknown_word(row, "tags", text, tr("消防、疏散、法规等")));
    }
    if (parts.empty())
        activity.tags = read_content(match_form(activity.title), match_form(activity.content)).tags;
    if (const std::string& text = row.text("scope"); !text.empty()) {
        if (const auto scope = find_scope(text))
            activity.scope = *scope;
        else
            problems.push_back(
                unknown_word(row, "scope", text, tr("全体员工、三类人员、部分人员等")));
    }
}

std::string join_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : tr("、")) + word;
    return text;
}

/// What the row was taken to be about, and the rules of its kind that it will not count for.
void tell_content(const SheetRow& sheet, const Activity& activity, const Organisation& home,
                  const std::vector<Rule>& rules, RowDecision& row) {
    if (activity.kind != ActivityKind::drill && activity.kind != ActivityKind::training) return;
    const Deed deed = make_deed(activity);
    std::vector<const Rule*> asking;
    for (const Rule& rule : rules)
        asking.push_back(&rule);
    const auto met = list_rules_met(asking, home, deed);
    std::set<std::string> without_tags, without_scope;
    for (const Rule* rule : asking) {
        if (std::ranges::find(met, rule->id) != met.end()) continue;
        Deed told = deed;
        told.tags = join_tags(rule->tags);
        const auto counts = [&] {
            return !list_rules_met(std::span(&rule, 1), home, told).empty();
        };
        if (counts()) {
            without_tags.insert(rule->id);
            continue;
        }
        if (!rule->scopes.empty()) told.scope = rule->scopes.front();
        if (counts() && sheet.text("scope").empty()) without_scope.insert(rule->id);
    }
    const auto list = [](const std::set<std::string>& ids) {
        return join_words({ids.begin(), ids.end()});
    };
    if (sheet.text("tags").empty() && !activity.tags.empty())
        row.warnings.push_back(sheet.problem(
            "title",
            trf("按“{}”登记为{}内容",
                join_words(
                    read_content(match_form(activity.title), match_form(activity.content)).words),
                content_words(activity.tags)),
            ""));
    if (!without_tags.empty())
        row.warnings.push_back(sheet.problem("title",
                                             activity.tags.empty()
                                                 ? trf("看不出内容，不计入 {}", list(without_tags))
                                                 : trf("内容不符，不计入 {}", list(without_tags)),
                                             tr("内容标签一列写消防等")));
    if (!without_scope.empty())
        row.warnings.push_back(sheet.problem(
            "title", trf("没有写对象，按部分人员登记，不计入 {}", list(without_scope)),
            tr("对象一列写全体员工、三类人员等")));
}

Activity read_activity(const SheetRow& row, ActivityKind kind, Problems& problems) {
    Activity a;
    a.kind = kind;
    if (kind == ActivityKind::drill) read_drill_kind(row, a, problems);
    if (const auto night = row.at("night").number) a.night = *night != 0;
    a.title = row.text("title");
    if (const auto day = row.at("day").date) a.local_day = *day;
    read_start(row, a, problems);
    if (const std::string& text = row.text("level"); !text.empty()) {
        if (const auto level = find_level(text))
            a.level = *level;
        else
            problems.push_back(
                unknown_word(row, "level", text, tr("市级、县级、镇级、机构或班组")));
    }
    if (a.kind == ActivityKind::drill) a.form = ActivityForm::real_drill;
    if (const std::string& text = row.text("form"); !text.empty()) {
        if (const auto form = find_form(text))
            a.form = *form;
        else
            problems.push_back(unknown_word(row, "form", text, tr("专题集训、业务实操、岗前等")));
    }
    a.minutes_count = whole(row, "minutes");
    if (const auto hours = row.at("hours").number; hours && !a.minutes_count) {
        if (*hours < 0 || *hours > most_classes)
            problems.push_back(row.problem("hours", tr("学时不在 0 到 1000 之间"), tr("如 2")));
        else
            a.minutes_count = static_cast<int>(std::lround(*hours * minutes_of_class));
    }
    a.lead = row.text("lead");
    a.recorder = row.text("recorder");
    a.place = row.text("place");
    a.content = row.text("content");
    read_content_of(row, a, problems);
    a.departments = row.text("departments");
    a.due_count = whole(row, "due");
    a.present_count = whole(row, "present");
    a.examination = row.text("examination");
    a.problems = row.text("problems");
    return a;
}

/// Column that a problem of check() speaks of.
const char* column_of(std::string_view pointer) {
    constexpr std::pair<std::string_view, const char*> columns[] = {
        {"/started_at_utc", "started"}, {"/place", "place"},
        {"/content", "content"},        {"/departments", "departments"},
        {"/present_count", "present"},  {"/due_count", "due"},
        {"/minutes_count", "minutes"},  {"/lead", "lead"},
        {"/recorder", "recorder"},      {"/local_day", "day"},
        {"/people", "people"},          {"/form", "form"}};
    for (const auto& [prefix, column] : columns)
        if (pointer.starts_with(prefix)) return column;
    return "title";
}

/// Fields by which two rows are of one event, and which must then agree.
void add_event_fields(RowDecision& row, const SheetRow& sheet, const Organisation& home) {
    add_field(row, "home", "", home.name);
    for (const char* key :
         {"day",     "started",     "title", "type",     "night",       "level",   "form",
          "minutes", "hours",       "lead",  "recorder", "place",       "content", "tags",
          "scope",   "departments", "due",   "present",  "examination", "problems"})
        add_field(row, key, "", sheet.text(key));
}

/// Works there that day; somebody named by key, who may be of another home, anywhere; at a training
/// before the first day at work (岗前) whoever begins soon.
bool may_be_present(const Directory& directory, const Organisation& home, const std::string& name,
                    const Person& person, const Activity& activity) {
    const Date day = activity.local_day;
    const bool by_key = name == person.key;
    const auto works = [&](Date on) {
        return by_key ? is_on_roll(person, on) : works_at(directory.view(), person, home.key, on);
    };
    if (works(day)) return true;
    if (activity.form != ActivityForm::pre_job) return false;
    for (const PostAssignment& post : directory.view().posts)
        if (post.person_key == person.key && day < post.from_day &&
            post.from_day <= day + Days{pre_job_days} && works(post.from_day))
            return true;
    return day < person.joined_on && person.joined_on <= day + Days{pre_job_days} &&
           works(person.joined_on);
}

/// As every other door: leave on file is ended first.
void refuse_leave(const SheetRow& sheet, const char* column, const Directory& directory,
                  const Person& person, Date day, RowDecision& row) {
    const auto& all = directory.view().absences; // by person
    auto one = std::lower_bound(all.begin(), all.end(), person.key,
                                [](const store::NamedAbsence& absence, const std::string& key) {
                                    return absence.absence.person_key < key;
                                });
    for (; one != all.end() && one->absence.person_key == person.key; ++one)
        if (one->absence.from_day <= day &&
            (!one->absence.until_day || day <= *one->absence.until_day)) {
            const auto problem = make_leave_problem(*one, day, "");
            return row.problems.push_back(sheet.problem(column, problem.what, problem.expected));
        }
}

const Person* find_present(const SheetRow& sheet, const char* column, const Directory& directory,
                           const Organisation& home, const std::string& name,
                           const Activity& activity, RowDecision& row) {
    const auto day = sheet.at("day").date;
    const Person* person = directory.find_one(sheet, column, home.key, name, row.problems, day);
    if (person && day && !may_be_present(directory, home, name, *person, activity)) {
        row.problems.push_back(sheet.problem(
            column, trf("“{}”在 {} 不在岗", name, iso(*day)),
            person->left_on ? trf("{} 到 {}", iso(person->joined_on), iso(*person->left_on))
                            : trf("{} 起", iso(person->joined_on))));
        return nullptr;
    }
    if (person && day) refuse_leave(sheet, column, directory, *person, *day, row);
    return person;
}

void read_people(const SheetRow& sheet, const Directory& directory, const Organisation& home,
                 const Activity& activity, RowDecision& row, std::vector<Attendance>& people) {
    for (const std::string& name : split_list(sheet.text("people")))
        if (const Person* person =
                find_present(sheet, "people", directory, home, name, activity, row))
            people.push_back({person->key, "", true, std::nullopt, std::nullopt, std::nullopt, ""});
    if (const std::string& name = sheet.text("name"); !name.empty())
        if (const Person* person =
                find_present(sheet, "name", directory, home, name, activity, row)) {
            Attendance one;
            one.person_key = person->key;
            if (const auto flag = sheet.at("passed").number) one.passed = *flag != 0;
            one.score = sheet.at("score").number;
            people.push_back(one);
        }
}

/// Rows of one event.
struct Event {
    ActivityEntry entry;
    std::vector<std::size_t> rows;
    std::vector<Field> fields;
    std::map<std::string, std::size_t> people; ///< row that names somebody
};

class ActivityPlan {
public:
    ActivityPlan(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                 const Directory& directory, ActivityKind kind)
        : rows_(decisions), sheet_(sheet), directory_(directory), kind_(kind) {}
    void run();

private:
    void read(std::size_t i);
    void join(std::size_t i, Event& event, const Activity& activity,
              std::vector<Attendance>&& people);
    void settle(Event& event);
    void refuse_same(const Event& event);
    void remember(const Event& event);
    [[nodiscard]] const ActivityLine* find_on_file(const Activity& activity) const;

    std::vector<RowDecision>& rows_;
    const std::vector<SheetRow>& sheet_;
    const Directory& directory_;
    ActivityKind kind_;
    std::map<std::string, Event> events_;
    std::vector<store::HeldDrill> held_; ///< real drills on file and in the rows before
    std::vector<bool> own_fault_;        ///< the row's problem is its own, not its event's
};

void ActivityPlan::read(std::size_t i) {
    RowDecision& row = rows_[i];
    const SheetRow& sheet = sheet_[i];
    row.label = sheet.text("title");
    const Organisation* home = directory_.find_home(sheet, row.problems);
    Activity activity = read_activity(sheet, kind_, row.problems);
    if (activity.kind == ActivityKind::drill && sheet.columns->column_of("type") < 0)
        row.warnings.push_back(sheet.problem("title", tr("没有“类型”一列，按实战演练登记"),
                                             tr("加一列，写实战、桌面或演示")));
    if (!home || !sheet.at("day").date || activity.title.empty()) return;
    activity.organisation_key = home->key;
    std::vector<Attendance> people;
    read_people(sheet, directory_, *home, activity, row, people);
    add_event_fields(row, sheet, *home);
    const std::string id = home->key + "\n" + iso(activity.local_day) + "\n" +
                           match_form(activity.title) + "\n" + sheet.text("started");
    activity.key = fmt::format("activity/{}/{}/{}-{}", slug(home->key), iso(activity.local_day),
                               name_of(activity_kind_names, activity.kind),
                               sim::core::sha256_hex(id).substr(0, 8));
    row.subject = activity.key;
    join(i, events_[id], activity, std::move(people));
}

void ActivityPlan::join(std::size_t i, Event& event, const Activity& activity,
                        std::vector<Attendance>&& people) {
    RowDecision& row = rows_[i];
    if (event.rows.empty()) {
        event.entry.activity = activity;
        event.fields = row.fields;
    } else if (event.fields != row.fields) {
        row.problems.push_back(
            sheet_[i].problem("title",
                              trf("与 {}!{} 是同一次，内容却不同", sheet_[event.rows.front()].sheet,
                                  sheet_[event.rows.front()].row),
                              tr("写成一样，或写明开始时间")));
    }
    bool added = event.rows.empty();
    for (Attendance& one : people) {
        const auto [at, is_new] = event.people.emplace(one.person_key, i);
        if (is_new) {
            event.entry.attendances.push_back(one);
            added = true;
        } else if (at->second == i) {
            row.problems.push_back(
                sheet_[i].problem("people", tr("同一个人写了两次"), one.person_key));
        }
    }
    event.rows.push_back(i);
    if (!added && row.problems.empty()) {
        row.fate = Fate::duplicate;
        row.warnings.push_back(sheet_[i].problem("title", tr("与前面的行重复"), ""));
    }
    std::string names;
    for (const Attendance& one : people)
        names += (names.empty() ? "" : "、") + one.person_key;
    add_field(row, "people", "", names);
    set_row_hash(row, kind_ == ActivityKind::drill ? SheetKind::drills : SheetKind::training);
}

const ActivityLine* ActivityPlan::find_on_file(const Activity& activity) const {
    for (const ActivityLine& line : directory_.view().activities)
        if (line.activity.key == activity.key ||
            (line.activity.organisation_key == activity.organisation_key &&
             line.activity.local_day == activity.local_day && line.activity.kind == activity.kind &&
             match_form(line.activity.title) == match_form(activity.title) &&
             (!activity.started_at_utc || !line.activity.started_at_utc ||
              activity.started_at_utc == line.activity.started_at_utc)))
            return &line;
    return nullptr;
}

/// Two real drills of one home within an hour are one, told twice.
void ActivityPlan::refuse_same(const Event& event) {
    constexpr auto apart = std::chrono::hours{1}; // as check_same_drill
    const Activity& a = event.entry.activity;
    if (a.kind != ActivityKind::drill || !a.started_at_utc) return;
    const std::size_t first = event.rows.front();
    for (const store::HeldDrill& one : held_)
        if (one.organisation_key == a.organisation_key &&
            std::chrono::abs(one.started_at_utc - *a.started_at_utc) < apart)
            rows_[first].problems.push_back(sheet_[first].problem(
                "started",
                trf("同一小时内已有一次实战演练：{} “{}”",
                    one.id ? fmt::format("{}/{}", one.source, one.id) : one.source, one.title),
                tr("删去一次；确是两次，用 activity add drill --another 登记")));
}

/// Only what goes in stands in the way of what comes after it in the sheet.
void ActivityPlan::remember(const Event& event) {
    const Activity& a = event.entry.activity;
    const RowDecision& row = rows_[event.rows.front()];
    if (a.kind == ActivityKind::drill && a.started_at_utc)
        held_.push_back({fmt::format("{}!{}", row.sheet, row.row), 0, a.organisation_key, a.title,
                         *a.started_at_utc});
}

/// All rows of an event go in together or stay out together: an event is written once.
void ActivityPlan::settle(Event& event) {
    const std::size_t first = event.rows.front();
    const ActivityLine* on_file = find_on_file(event.entry.activity);
    if (!on_file)
        for (auto& problem :
             check(event.entry.activity, event.entry.attendances, directory_.view().today))
            rows_[first].problems.push_back(
                sheet_[first].problem(column_of(problem.pointer), problem.what, problem.expected));
    if (!on_file) refuse_same(event);
    if (!on_file)
        for (const Organisation& home : directory_.view().organisations)
            if (home.key == event.entry.activity.organisation_key) {
                for (auto& problem : check_open(event.entry.activity, home))
                    rows_[first].problems.push_back(
                        sheet_[first].problem("day", problem.what, problem.expected));
                tell_content(sheet_[first], event.entry.activity, home, directory_.view().rules,
                             rows_[first]);
            }
    const int named = static_cast<int>(event.entry.attendances.size());
    if (on_file && on_file->person_count != named)
        rows_[first].problems.push_back(
            sheet_[first].problem("title",
                                  trf("台账里已有这一次（{}），名单是 {} 人，表里 {} 人",
                                      on_file->activity.key, on_file->person_count, named),
                                  tr("更正台账里的那一次")));
    const auto bad =
        std::ranges::find_if(event.rows, [&](std::size_t i) { return !rows_[i].problems.empty(); });
    for (const std::size_t i : event.rows) {
        if (bad != event.rows.end() && rows_[i].problems.empty())
            rows_[i].problems.push_back(sheet_[i].problem(
                "title", trf("同一次的 {}!{} 有问题", sheet_[*bad].sheet, sheet_[*bad].row), ""));
        if (on_file)
            for (Field& field : rows_[i].fields)
                field.before = field.after;
        settle_fate(rows_[i], on_file != nullptr, directory_);
    }
    if (on_file || bad != event.rows.end()) return;
    remember(event);
    rows_[first].deeds.push_back(PutActivity{event.entry});
}

void ActivityPlan::run() {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        read(i);
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].subject.empty()) settle_fate(rows_[i], false, directory_);
    held_ = directory_.view().held_drills;
    std::vector<Event*> in_order; // of the sheet: of two alike the first one stays
    for (auto& [id, event] : events_)
        in_order.push_back(&event);
    std::ranges::sort(in_order, {}, [](const Event* event) { return event->rows.front(); });
    for (Event* event : in_order)
        settle(*event);
}

} // namespace

void plan_trainings(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                    const Directory& directory) {
    ActivityPlan(decisions, sheet, directory, ActivityKind::training).run();
}
void plan_drills(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                 const Directory& directory) {
    ActivityPlan(decisions, sheet, directory, ActivityKind::drill).run();
}

} // namespace tools::import
