// yanlian activity add|correct|withdraw|list, yanlian training add|list: real drills held without
// the program, trainings, studies and lessons.
#include "roster/domain/content.h"
#include "roster/service/activities.h"
#include "roster/service/sealed_drills.h"
#include "roster/service/withdrawals.h"
#include "sim/core/text.h"
#include "tools/cli/activity_people.h"
#include "tools/cli/attachment_options.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct ActivityCommand : LedgerOptions {
    Activity activity;
    std::string kind = "training", progress = "held", level = "home", scope = "part", form, day,
                start;
    NamedPeople people;
    std::vector<std::string> organisations, tags, moments;
    int minutes = -1, due = -1, present = -1;
    std::string from, until, response_plan, secret, number, reason;
    bool another = false;
    std::int64_t sealed = 0;
    PhotoOptions photos;
};

std::vector<Choice> activity_kinds() {
    return choices_of<ActivityKind>(activity_kind_names);
}

/// Says of each problem which option would mend it.
int report_fields(sim::core::Error error) {
    constexpr std::pair<const char*, const char*> options[] = {
        {"/started_at_utc", "--start"},
        {"/ended_at_utc", "--minutes"},
        {"/place", "--place"},
        {"/content", "--content"},
        {"/lead", "--lead"},
        {"/due_count", "--due"},
        {"/departments", "--departments"},
        {"/recorder", "--recorder"},
        {"/present_count", "--present"},
        {"/minutes_count", "--minutes"},
        {"/form", "--form"},
        {"/local_day", "--day"},
        {"/moments", "--moment"},
        {"/tags", "--tag"},
        {"/people", "--person"},
        {"/organisations", "--with"},
        {"/hidden_date", "--hidden-date"},
        {"/team", "--team"},
        {"/response_plan", "--response-plan"}};
    for (sim::core::Problem& problem : error.problems)
        for (const auto& [pointer, option] : options)
            if (problem.pointer == pointer) problem.pointer = option;
    return report(error);
}

int refuse(const char* option, const std::string& value, const char* expected) {
    return report(
        {sim::core::Errc::bad_input, {{"", option, trf("看不懂“{}”", value), tr(expected)}}});
}

/// "09:30" on a local day.
std::optional<Instant> find_start(Date day, const std::string& text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto instant = find_instant(iso(day) + "T" + text + ":00Z");
    if (!instant) return std::nullopt;
    return *instant - local_offset;
}

/// "detect=35", "call_119=01:20", "door_closed=门自动关": a time, or why there is none.
std::optional<KeyMoment> find_moment(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == text.npos) return std::nullopt;
    const auto moment = find_named<Moment>(moment_names, text.substr(0, equals));
    const std::string value = text.substr(equals + 1);
    if (!moment || value.empty()) return std::nullopt;
    const std::size_t colon = value.find(':');
    double minutes = 0, seconds = 0;
    if (colon != value.npos && CLI::detail::lexical_cast(value.substr(0, colon), minutes) &&
        CLI::detail::lexical_cast(value.substr(colon + 1), seconds))
        return KeyMoment{*moment, minutes * 60 + seconds, ""};
    if (CLI::detail::lexical_cast(value, seconds)) return KeyMoment{*moment, seconds, ""};
    return KeyMoment{*moment, std::nullopt, value};
}

std::string join(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : between) + word;
    return text;
}

/// Those written; else what title and content say. Of what must be about something (a rule asks for
/// it) nothing is assumed. @param recognised a line that says what was read from which words
sim::core::Result<std::vector<std::string>>
find_tags(const ActivityCommand& options, const Activity& activity, std::string& recognised) {
    if (!options.tags.empty()) {
        std::vector<std::string> tags;
        for (const std::string& written : options.tags) {
            const auto known = find_content_tag(written);
            tags.push_back(known.value_or(written));
            if (!known)
                recognised += trf("“{}”不是已知的内容：只有规则也写它才计入", written) + "\n";
        }
        return tags;
    }
    ContentReading read = read_content(activity.title, activity.content);
    if (!read.tags.empty()) {
        recognised =
            trf("按“{}”登记为{}内容", join(read.words, tr("、")), content_words(read.tags)) + "\n";
        return std::move(read.tags);
    }
    if (activity.kind == ActivityKind::drill || activity.kind == ActivityKind::training ||
        activity.kind == ActivityKind::study)
        return sim::core::make_error(
            sim::core::Errc::bad_input,
            {"", "--tag", trf("从“{}”看不出内容", activity.title),
             tr("--tag fire；或别的内容，例如 --tag laws、--tag flood，它不计入消防的规则")});
    return std::vector<std::string>{};
}

/// What was written of the texts and flags.
void merge(Activity& to, const Activity& from) {
    for (std::string Activity::*field :
         {&Activity::title, &Activity::content, &Activity::place, &Activity::departments,
          &Activity::lead, &Activity::recorder, &Activity::team_key, &Activity::problems,
          &Activity::examination, &Activity::shift_key, &Activity::external_units})
        if (!(from.*field).empty()) to.*field = from.*field;
    if (from.rating != "-") to.rating = from.rating;
    to.night |= from.night;
    to.announced |= from.announced;
    to.hidden_date |= from.hidden_date;
}

template <class Enum, std::size_t N>
void set_word(const std::array<std::string_view, N>& names, const std::string& word, Enum& to) {
    if (!word.empty()) to = *find_named<Enum>(names, word);
}

/// Day and time; a new day alone keeps the time. @return exit code, 0 when fine
int read_times(const ActivityCommand& options, Activity& a) {
    if (!options.day.empty()) {
        const auto day = find_date(options.day);
        if (!day) return refuse("--day", options.day, "年-月-日");
        if (a.started_at_utc) *a.started_at_utc += *day - a.local_day;
        a.local_day = *day;
    }
    if (options.start.empty()) return 0;
    a.started_at_utc = find_start(a.local_day, options.start);
    return a.started_at_utc ? 0 : refuse("--start", options.start, "时:分，例如 09:30");
}

/// Puts what was written into the entry; what was not written stays. @return exit code, 0 when fine
int read_options(const ActivityCommand& options, OpenLedger& ledger, ActivityEntry& entry) {
    Activity& a = entry.activity;
    merge(a, options.activity);
    set_word(activity_kind_names, options.kind, a.kind);
    set_word(activity_progress_names, options.progress, a.progress);
    set_word(activity_level_names, options.level, a.level);
    set_word(activity_scope_names, options.scope, a.scope);
    set_word(activity_form_names, options.form, a.form);
    if (!options.tags.empty()) {
        a.tags.clear();
        for (const std::string& written : options.tags)
            a.tags.push_back(find_content_tag(written).value_or(written));
    }
    if (const int code = read_times(options, a); code != 0) return code;
    for (const std::string& text : options.moments) {
        const auto moment = find_moment(text);
        if (!moment)
            return refuse("--moment", text,
                          "时刻=秒、分:秒或原因；时刻是 detect alarm call_119 first_agent "
                          "door_closed room_clear accounted");
        entry.moments.push_back(*moment);
    }
    if (options.minutes >= 0) a.minutes_count = options.minutes;
    if (options.due >= 0) a.due_count = options.due;
    if (options.present >= 0) a.present_count = options.present;
    if (!options.organisations.empty()) entry.organisation_keys.clear();
    for (const std::string& text : options.organisations) {
        const auto one = find_organisation(ledger.opened.database, text);
        if (!one) return report(one.error());
        entry.organisation_keys.push_back(one->key);
    }
    entry.response_plan = options.response_plan;
    entry.another = options.another;
    if (options.people.empty()) return 0;
    const auto workers = load_workers(ledger.opened.database, entry);
    if (!workers) return report(workers.error());
    const auto put = put_people(entry, options.people, *workers);
    return put ? 0 : report(put.error());
}

int answer_recorded(const ActivityCommand& options, OpenLedger& ledger,
                    const RecordedActivity& recorded, const std::string& sentence) {
    const auto attached =
        attach_photos(ledger, options.photos, fmt::format("activity/{}", recorded.id));
    if (!attached) return report(attached.error());
    if (options.json)
        fmt::print("{}\n",
                   nlohmann::ordered_json{{"id", recorded.id}, {"key", recorded.key}}.dump(2));
    else
        fmt::print("{}", sentence);
    return 0;
}

int run_add(const ActivityCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = ledger->organisation.key;
    a.form = options.kind == name_of(activity_kind_names, ActivityKind::drill)
                 ? ActivityForm::real_drill
                 : ActivityForm::topic;
    if (const int code = read_options(options, *ledger, entry); code != 0) return code;
    std::string recognised;
    auto tags = find_tags(options, a, recognised);
    if (!tags) return report(tags.error());
    a.tags = std::move(*tags);
    if (const auto fine = check_photos(*ledger, options.photos); !fine) return report(fine.error());
    const auto recorded = options.sealed
                              ? hold_sealed_drill(ledger->opened.database, options.sealed,
                                                  options.secret, entry, ledger->who)
                              : record_activity(ledger->opened.database, entry, ledger->who);
    if (!recorded) return report_fields(recorded.error());
    if (a.kind == ActivityKind::drill && a.progress == ActivityProgress::held &&
        entry.attendances.empty())
        recognised += std::string(tr("没有写参加的人（--person）：计入单位，不计入任何人")) + "\n";
    return answer_recorded(
        options, *ledger, *recorded,
        (a.progress == ActivityProgress::planned
             ? trf("已登记计划中的{}“{}”（{}）", tr(word(a.kind)), a.title, recorded->key)
             : trf("已登记{}“{}”（{}）", tr(word(a.kind)), a.title, recorded->key)) +
            "\n" + recognised);
}

int run_correct(const ActivityCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto stood = find_activity_to_correct(ledger->opened.database, options.number);
    if (!stood) return report(stood.error());
    ActivityEntry entry{stood->activity, stood->attendances, stood->organisation_keys};
    if (const int code = read_options(options, *ledger, entry); code != 0) return code;
    if (const auto fine = check_photos(*ledger, options.photos); !fine) return report(fine.error());
    const auto recorded =
        correct_activity(ledger->opened.database, *stood, entry, {ledger->who, options.reason});
    if (!recorded) return report_fields(recorded.error());
    const auto workers = load_workers(ledger->opened.database, entry);
    if (!workers) return report(workers.error());
    return answer_recorded(options, *ledger, *recorded,
                           trf("已更正“{}”（{}）", entry.activity.title, recorded->key) + "\n" +
                               list_changes(stood->attendances, entry.attendances, *workers));
}

/// "drill/12" is a drill that the program ran or observed; a number, "activity/12" or a key is an
/// activity.
int run_withdraw(const ActivityCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const Withdrawal withdrawal{ledger->who, options.reason};
    std::string number = options.number;
    std::int64_t id = 0;
    const auto numbered = [&](std::string_view head) {
        return number.starts_with(head) &&
               CLI::detail::lexical_cast(number.substr(head.size()), id);
    };
    sim::core::Result<void> done;
    if (numbered("drill/")) {
        done = withdraw_drill(ledger->opened.database, id, withdrawal);
    } else {
        if (numbered("activity/")) number = std::to_string(id);
        done = withdraw_activity(ledger->opened.database, number, withdrawal);
    }
    if (!done) return report(done.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"withdrawn", options.number}}.dump(2));
    else
        fmt::print("{}\n", trf("已撤回 {}，不再计入", options.number));
    return 0;
}

/// A plan is no drill: the list says so beside the kind.
std::string kind_text(const ActivityLine& line) {
    const Activity& a = line.activity;
    const std::string kind = line.drill_kind == "live" ? tr("模拟") : tr(word(a.kind));
    return a.progress == ActivityProgress::held ? kind
                                                : trf("{}（{}）", kind, tr(word(a.progress)));
}

nlohmann::ordered_json line_json(const ActivityLine& line) {
    const Activity& a = line.activity;
    nlohmann::ordered_json json{{"id", a.id},
                                {"key", a.key},
                                {"organisation", a.organisation_key},
                                {"kind", name_of(activity_kind_names, a.kind)},
                                {"progress", name_of(activity_progress_names, a.progress)},
                                {"level", name_of(activity_level_names, a.level)},
                                {"scope", name_of(activity_scope_names, a.scope)},
                                {"form", name_of(activity_form_names, a.form)},
                                {"tags", a.tags},
                                {"title", a.title},
                                {"day", iso(a.local_day)},
                                {"place", a.place},
                                {"lead", a.lead},
                                {"people_count", line.person_count},
                                {"attended_count", line.attended_count},
                                {"passed_count", line.passed_count},
                                {"counts", line.counts},
                                {"rules", line.rule_ids}};
    if (!a.external_units.empty()) json["invited"] = a.external_units;
    if (!line.drill_kind.empty()) json["drill"] = line.drill_kind;
    json["present_count"] = a.present_count ? nlohmann::ordered_json(*a.present_count) : nullptr;
    return json;
}

int run_list(const ActivityCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    ActivityFilter filter;
    filter.organisation_key = ledger->organisation.key;
    if (options.kind != "all")
        filter.kinds = {*find_named<ActivityKind>(activity_kind_names, options.kind)};
    if (!options.from.empty()) {
        const auto day = find_date(options.from);
        if (!day) return refuse("--from", options.from, "年-月-日");
        filter.first = *day;
    }
    if (!options.until.empty()) {
        const auto day = find_date(options.until);
        if (!day) return refuse("--until", options.until, "年-月-日");
        filter.last = *day;
    }
    const auto lines = list_activities(ledger->opened.database, filter);
    if (!lines) return report(lines.error());
    std::vector<std::vector<std::string>> rows{{tr("日期"), tr("单位"), tr("类型"), tr("名称"),
                                                tr("形式"), tr("到场"), tr("计入"), tr("编号")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const ActivityLine& line : *lines) {
        const Activity& a = line.activity;
        rows.push_back({iso(a.local_day), a.organisation_key, kind_text(line),
                        // Lessons are stored as their cards have them.
                        a.kind == ActivityKind::micro_lesson ? tr(a.title.c_str()) : a.title,
                        line.drill_kind.empty() ? tr(word(a.form)) : tr("观察或记录"),
                        std::to_string(a.present_count.value_or(line.attended_count)),
                        line.rule_ids.empty() ? tr("无") : join(line.rule_ids, " "), a.key});
        json.push_back(line_json(line));
    }
    print_answer(options, rows, json, ledger->organisation.name);
    return 0;
}

void declare_fields(CLI::App& command, ActivityCommand& options) {
    Activity& a = options.activity;
    command.add_option("--start", options.start, tr("开始时间，时:分"));
    command.add_option("--minutes", options.minutes, tr("时长，分钟"))->check(between(0, 100000));
    command.add_option("--place", a.place, tr("地点、部位"));
    command.add_option("--content", a.content, tr("内容"));
    command.add_option("--departments", a.departments, tr("参加部门"));
    command.add_option("--lead", a.lead, tr("总指挥或主讲人"));
    command.add_option("--recorder", a.recorder, tr("记录人"));
    command.add_option("--due", options.due, tr("应到人数"))->check(between(0, 100000));
    command.add_option("--present", options.present, tr("实到人数"))->check(between(0, 100000));
    command.add_option("--person", options.people.present, tr("到场的人，姓名或编号；可以写多个"));
    command.add_option("--passed", options.people.passed, tr("到场而考核合格的人"));
    command.add_option("--failed", options.people.failed, tr("到场而考核不合格的人"));
    command.add_option("--absent", options.people.absent, tr("缺席的人"));
    command.add_option("--with", options.organisations, tr("一起参加的其他单位，编号或名称"));
    command.add_option("--invited", a.external_units,
                       tr("外请的专家、单位，例如 区消防救援大队 孙涛"));
    command.add_option("--team", a.team_key, tr("参加的志愿消防队"));
    command.add_option("--tag", options.tags,
                       tr("内容标签，例如 fire evacuation laws；不写由名称和内容看出"));
    command.add_option("--level", options.level, tr("级别"))
        ->transform(choice_of(choices_of<ActivityLevel>(activity_level_names)));
    command.add_option("--scope", options.scope, tr("对象"))
        ->transform(choice_of(choices_of<ActivityScope>(activity_scope_names)));
    command.add_option("--form", options.form, tr("形式"))
        ->transform(choice_of(choices_of<ActivityForm>(activity_form_names)));
    command.add_option("--progress", options.progress, tr("计划或已举行"))
        ->transform(choice_of(choices_of<ActivityProgress>(activity_progress_names)));
    command.add_option("--rating", a.rating, tr("评估：P 优 S 良 M 中 U 差"))
        ->transform(choice_of({{"P", "优"}, {"S", "良"}, {"M", "中"}, {"U", "差"}}));
    command.add_option("--problems", a.problems, tr("存在问题"));
    command
        .add_option("--moment", options.moments,
                    tr("实战演练的七个时刻，例如 call_119=01:20；没有的写原因"))
        ->allow_extra_args(false);
    command.add_option("--response-plan", options.response_plan,
                       tr("演练的是哪个预案：编号，或 编号@版本"));
    command.add_option("--examination", a.examination, tr("考核方式"));
    command.add_option("--shift", a.shift_key, tr("班次，例如 2026-03-01/night"));
    add_photo_options(command, options.photos);
    command.add_flag("--night", a.night, tr("夜间"));
    command.add_flag("--announced", a.announced, tr("事先告知"));
    command.add_flag("--another", options.another, tr("同一小时内已有一次实战演练，这确是另一次"));
    command.add_flag("--hidden-date", a.hidden_date, tr("不事先公布日期"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

void declare_add(CLI::App& command, ActivityCommand& options) {
    command.add_option(tr("名称"), options.activity.title, tr("名称，例如 夜间疏散演练"))
        ->required();
    command.add_option("--day", options.day, tr("日期，年-月-日"))->required();
    auto* secret = command.add_option("--secret", options.secret, tr("封存时给的密语"));
    command.add_option("--sealed", options.sealed, tr("打开哪个封条，编号见 activity sealed"))
        ->needs(secret);
    declare_fields(command, options);
}

void declare_number(CLI::App& command, ActivityCommand& options) {
    command.add_option(tr("编号"), options.number, tr("activity list 里的编号"))->required();
    command.add_option("--reason", options.reason, tr("原因"))->required();
}

void declare_correct(CLI::App& command, ActivityCommand& options) {
    options.kind = options.progress = options.level = options.scope = "";
    declare_number(command, options);
    command.add_option("--title", options.activity.title, tr("名称"));
    command.add_option("--remove", options.people.removed,
                       tr("从名单里去掉的人；别的选项只添加或改动写到的人"));
    command.add_option("--day", options.day, tr("日期，年-月-日"));
    command.add_option("--kind", options.kind, tr("类型"))->transform(choice_of(activity_kinds()));
    declare_fields(command, options);
}

void declare_withdraw(CLI::App& command, ActivityCommand& options) {
    declare_number(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

void declare_list(CLI::App& command, ActivityCommand& options) {
    command.add_option("--from", options.from, tr("从哪一天起"));
    command.add_option("--until", options.until, tr("到哪一天止"));
    add_organisation_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_activity_commands(CLI::App& app, int& exit_code) {
    CLI::App* activity = app.add_subcommand("activity", tr("演练、学习、班前五分钟等：补记和列出"));
    activity->require_subcommand(1);
    add_command<ActivityCommand>(*activity, "add", tr("补记一次活动，例如没有用本程序的实战演练"),
                                 exit_code, run_add,
                                 [](CLI::App& command, ActivityCommand& options) {
                                     options.kind = "drill";
                                     command.add_option(tr("类型"), options.kind, tr("类型"))
                                         ->required()
                                         ->transform(choice_of(activity_kinds()));
                                     declare_add(command, options);
                                 });
    add_command<ActivityCommand>(*activity, "correct", tr("更正一次活动：写要改的，没有写的照旧"),
                                 exit_code, run_correct, declare_correct);
    add_command<ActivityCommand>(*activity, "withdraw", tr("撤回一次登记错的活动或演练"), exit_code,
                                 run_withdraw, declare_withdraw);
    add_command<ActivityCommand>(*activity, "list", tr("列出活动，各计入哪些规则"), exit_code,
                                 run_list, [](CLI::App& command, ActivityCommand& options) {
                                     options.kind = "all";
                                     auto kinds = activity_kinds();
                                     kinds.push_back({"all", "全部"});
                                     command.add_option("--kind", options.kind, tr("类型"))
                                         ->transform(choice_of(std::move(kinds)));
                                     declare_list(command, options);
                                 });
    CLI::App* training = app.add_subcommand("training", tr("培训：登记和列出"));
    training->require_subcommand(1);
    add_command<ActivityCommand>(*training, "add", tr("登记一次培训"), exit_code, run_add,
                                 declare_add);
    add_command<ActivityCommand>(*training, "list", tr("列出培训"), exit_code, run_list,
                                 declare_list);
}

} // namespace tools::cli
