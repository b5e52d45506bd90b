#include "roster/domain/rules_file.h"

#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include <algorithm>
#include <set>

namespace roster::domain {

using sim::core::JsonSource;
using sim::core::ObjectReader;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int rules_version = 1;
constexpr int most_count = 1000;
constexpr int most_window_count = 1200;
constexpr int most_warn_days = 366;
constexpr int most_warn_months = 24;
constexpr int day_length_min = 1440;

std::optional<Date> read_day(ObjectReader& object, std::string_view key, bool required) {
    if (!required && !object.has(key)) return std::nullopt;
    const std::string text = object.text(key);
    const auto day = find_date(text);
    if (!day && !text.empty()) object.report(key, trf("“{}”不是日期", text), tr("年-月-日"));
    return day;
}

/// A list of words of a closed set.
template <class Names>
std::vector<std::size_t> read_choices(ObjectReader& object, std::string_view key,
                                      const Names& names) {
    std::vector<std::size_t> found;
    if (!object.has(key)) return found;
    const auto words = object.texts(key);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto at = std::ranges::find(names, words[i]);
        if (at == names.end())
            object.report(std::string(key) + "/" + std::to_string(i), trf("不认识“{}”", words[i]),
                          "");
        else
            found.push_back(static_cast<std::size_t>(at - names.begin()));
    }
    return found;
}

template <class Enum, class Names>
std::vector<Enum> read_enums(ObjectReader& object, std::string_view key, const Names& names) {
    std::vector<Enum> values;
    for (const std::size_t i : read_choices(object, key, names))
        values.push_back(static_cast<Enum>(i));
    return values;
}
template <class Names>
std::vector<std::string> read_words(ObjectReader& object, std::string_view key,
                                    const Names& names) {
    std::vector<std::string> values;
    for (const std::size_t i : read_choices(object, key, names))
        values.emplace_back(names[i]);
    return values;
}

// The words of activity.h, which describes rows, not rules.
constexpr std::array<std::string_view, 6> levels{"province", "city", "county",
                                                 "town",     "home", "shift"};
constexpr std::array<std::string_view, 9> scopes{"all_staff", "three_roles", "fire_team",
                                                 "leaders",   "duty_staff",  "new_staff",
                                                 "residents", "public",      "part"};
constexpr std::array<std::string_view, 9> forms{"meeting",   "topic",       "real_drill",
                                                "hands_on",  "observation", "pre_job",
                                                "pre_shift", "online",      "self_study"};

void read_window(ObjectReader& object, Rule& rule) {
    object.object("window", true, [&](ObjectReader& window) {
        rule.window.kind = static_cast<WindowKind>(window.choice("kind", window_kind_names));
        const bool rolling = rule.window.kind == WindowKind::rolling_months ||
                             rule.window.kind == WindowKind::rolling_days;
        rule.window.length_count = 1;
        if (rolling)
            rule.window.length_count =
                static_cast<int>(window.integer("length_count", 1, most_window_count));
        rule.first_within_months =
            static_cast<int>(window.integer("first_within_months", 0, most_window_count, 0));
    });
    object.object("warn", false, [&](ObjectReader& warn) {
        rule.warn_months = static_cast<int>(warn.integer("months", 0, most_warn_months, 0));
        rule.warn_days = static_cast<int>(warn.integer("days", 0, most_warn_days, 0));
    });
}

void read_subject(ObjectReader& object, Rule& rule) {
    rule.subject = static_cast<RuleSubject>(object.choice("subject", rule_subject_names));
    rule.organisation_kinds =
        read_enums<OrganisationKind>(object, "organisation_kinds", organisation_kind_names);
    rule.ownerships = read_enums<Ownership>(object, "ownerships", ownership_names);
    if (object.has("key_fire_unit")) rule.key_fire_unit = object.boolean("key_fire_unit");
    rule.posts = read_enums<Post>(object, "posts", post_names);
}

Rule read_rule(ObjectReader& object) {
    Rule rule;
    rule.id = object.text("id");
    read_subject(object, rule);
    rule.activity = countable_activity_names[object.choice("activity", countable_activity_names)];
    rule.levels = read_words(object, "levels", levels);
    rule.scopes = read_words(object, "scopes", scopes);
    rule.forms = read_words(object, "forms", forms);
    if (object.has("tags")) rule.tags = object.texts("tags");
    rule.min_count = static_cast<int>(object.integer("min_count", 1, most_count));
    read_window(object, rule);
    rule.severity = static_cast<RuleSeverity>(object.choice("severity", rule_severity_names));
    rule.source = object.text("source");
    rule.valid_from = read_day(object, "valid_from", true).value_or(Date{});
    rule.valid_until = read_day(object, "valid_until", false);
    rule.kind = static_cast<RuleKind>(object.choice("kind", rule_kind_names));
    rule.mark = static_cast<RuleMark>(object.choice("mark", rule_mark_names));
    object.text("note", "");
    return rule;
}

void check_interval(ObjectReader& object, const IntervalRule& rule) {
    if (rule.every_min > 0 && rule.length_min % rule.every_min != 0)
        object.report("every_min",
                      trf("{} 分钟不能等分成每 {} 分钟一段", rule.length_min, rule.every_min),
                      tr("length_min 的约数"));
    if (rule.grace_min * 2 >= rule.every_min)
        object.report("grace_min", trf("宽限 {} 分钟太长", rule.grace_min),
                      tr("不到 every_min 的一半"));
}

IntervalRule read_interval(ObjectReader& object) {
    IntervalRule rule;
    rule.id = object.text("id");
    rule.activity =
        static_cast<IntervalActivity>(object.choice("activity", interval_activity_names));
    rule.organisation_kinds =
        read_enums<OrganisationKind>(object, "organisation_kinds", organisation_kind_names);
    rule.every_min = static_cast<int>(object.integer("every_min", 1, day_length_min));
    rule.grace_min = static_cast<int>(object.integer("grace_min", 0, day_length_min, 0));
    rule.from_min = static_cast<int>(object.integer("from_min", 0, day_length_min - 1));
    rule.length_min = static_cast<int>(object.integer("length_min", 1, day_length_min));
    rule.severity = static_cast<RuleSeverity>(object.choice("severity", rule_severity_names));
    rule.source = object.text("source");
    rule.valid_from = read_day(object, "valid_from", true).value_or(Date{});
    rule.valid_until = read_day(object, "valid_until", false);
    rule.kind = static_cast<RuleKind>(object.choice("kind", rule_kind_names));
    rule.mark = static_cast<RuleMark>(object.choice("mark", rule_mark_names));
    object.text("note", "");
    check_interval(object, rule);
    return rule;
}

} // namespace

Result<RuleSet> load_rules(const std::string& file, std::string_view bytes) {
    const auto json = sim::core::parse_json(file, bytes);
    if (!json) return tl::unexpected(json.error());
    JsonSource source{file, {}};
    ObjectReader object(*json, "", source);
    RuleSet set;
    const std::string format = object.text("format");
    if (format != "yanlian-rules")
        object.report("format", trf("格式“{}”不是规则文件", format), "yanlian-rules");
    object.integer("version", rules_version, rules_version);
    set.key = object.text("key");
    set.name = object.text("name");
    set.version = static_cast<int>(object.integer("edition", 1, most_count));
    set.jurisdiction = object.text("jurisdiction");
    if (object.has("bases")) set.bases = object.texts("bases");
    std::set<std::string> ids;
    object.objects("rules", true, [&](ObjectReader& one) {
        Rule rule = read_rule(one);
        rule.set_key = set.key;
        rule.set_version = set.version;
        if (!ids.insert(rule.id).second)
            one.report("id", trf("编号 {} 重复", rule.id), tr("每条规则一个编号"));
        set.rules.push_back(std::move(rule));
    });
    object.objects("intervals", false, [&](ObjectReader& one) {
        IntervalRule rule = read_interval(one);
        if (!ids.insert(rule.id).second)
            one.report("id", trf("编号 {} 重复", rule.id), tr("每条规则一个编号"));
        set.intervals.push_back(std::move(rule));
    });
    object.finish();
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    set.sha256 = sim::core::sha256_hex(bytes);
    set.json = bytes;
    return set;
}

} // namespace roster::domain
