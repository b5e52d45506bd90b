#include "tools/import/context.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <set>

namespace tools::import {

using namespace roster::domain;
using sheets::match_form;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

Directory::Directory(const roster::service::LedgerView& view) : view_(&view) {
    for (const Organisation& one : view.organisations) {
        homes_[one.key].push_back(&one);
        homes_[match_form(one.name)].push_back(&one);
        home_names_.push_back(one.name);
    }
    for (const Person& person : view.persons) {
        people_[person.key] = &person;
        named_[person.organisation_key][match_form(person.name)].push_back(&person);
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const PostAssignment& post : view.posts) {
        const Person* person = find_key(post.person_key);
        if (person && person->organisation_key != post.organisation_key &&
            seen.emplace(post.person_key, post.organisation_key).second)
            named_[post.organisation_key][match_form(person->name)].push_back(person);
    }
}

bool Directory::lies_in(const Organisation& home, const std::string& county) const {
    const Organisation* at = &home;
    for (std::size_t step = 0; step < view_->organisations.size(); ++step) {
        if (match_form(at->name) == county) return true;
        const auto parent = homes_.find(at->parent_key);
        if (at->parent_key.empty() || parent == homes_.end()) return false;
        at = parent->second.front();
    }
    return false;
}

const Organisation* Directory::find_home(const SheetRow& row, Problems& problems) const {
    const std::string& name = row.text("home");
    if (name.empty()) {
        if (is_institution(view_->top.kind)) return &view_->top;
        problems.push_back(
            row.problem("home", tr("没有写单位"), tr("单位名称，或用 --org 写明单位")));
        return nullptr;
    }
    auto found = homes_.find(name);
    if (found == homes_.end()) found = homes_.find(match_form(name));
    if (found == homes_.end()) {
        const std::string nearest = find_nearest(name, home_names_);
        problems.push_back(
            row.problem("home", trf("台账里没有单位“{}”", name),
                        nearest.empty() ? tr("已登记的单位") : trf("最接近的是“{}”", nearest)));
        return nullptr;
    }
    Homes homes = found->second;
    if (const std::string county = match_form(row.text("county"));
        homes.size() > 1 && !county.empty())
        std::erase_if(homes, [&](const Organisation* one) { return !lies_in(*one, county); });
    if (homes.size() == 1) return homes.front();
    std::string keys;
    for (const Organisation* one : found->second)
        keys += (keys.empty() ? "" : tr("、")) + one->key;
    problems.push_back(row.problem("home", trf("叫“{}”的单位不止一个", name), keys));
    return nullptr;
}

const Person* Directory::find_key(const std::string& key) const {
    const auto found = people_.find(key);
    return found == people_.end() ? nullptr : found->second;
}

const std::vector<const Person*>& Directory::find_named(const std::string& home_key,
                                                        const std::string& name) const {
    static const People none;
    const auto home = named_.find(home_key);
    if (home == named_.end()) return none;
    const auto found = home->second.find(match_form(name));
    return found == home->second.end() ? none : found->second;
}

std::vector<std::string> Directory::names_in(const std::string& home_key) const {
    std::vector<std::string> names;
    if (const auto home = named_.find(home_key); home != named_.end())
        for (const auto& [name, people] : home->second)
            names.push_back(name);
    return names;
}

Directory::People Directory::find_below(const std::string& home_key,
                                        const std::string& name) const {
    People found;
    for (const std::size_t i : list_subtree(view_->organisations, home_key))
        for (const Person* one : find_named(view_->organisations[i].key, name))
            if (std::ranges::find(found, one) == found.end()) found.push_back(one);
    return found;
}

const Person* Directory::find_one(const SheetRow& row, std::string_view column,
                                  const std::string& home_key, const std::string& name,
                                  Problems& problems, std::optional<Date> day) const {
    if (const Person* person = find_key(name)) return person;
    People found = find_below(home_key, name);
    if (day && found.size() > 1) {
        People there;
        std::ranges::copy_if(found, std::back_inserter(there), [&](const Person* one) {
            return roster::service::works_at(*view_, *one, home_key, *day);
        });
        if (!there.empty()) found = std::move(there);
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        const std::string nearest = find_nearest(name, names_in(home_key));
        problems.push_back(
            row.problem(column, trf("这个单位的花名册里没有“{}”", name),
                        nearest.empty() ? tr("花名册里的人") : trf("最接近的是“{}”", nearest)));
        return nullptr;
    }
    std::string keys;
    for (const Person* one : found)
        keys += (keys.empty() ? "" : tr("、")) + one->key;
    problems.push_back(
        row.problem(column, trf("叫“{}”的有 {} 人", name, found.size()), trf("编号：{}", keys)));
    return nullptr;
}

void add_field(RowDecision& decision, std::string key, const std::string& before,
               const std::string& after) {
    if (!after.empty()) decision.fields.push_back({std::move(key), before, after});
}

void set_row_hash(RowDecision& decision, SheetKind kind) {
    std::string text(sheet_kind_names[static_cast<std::size_t>(kind)]);
    text += "\n" + decision.subject;
    for (const Field& field : decision.fields)
        text += "\n" + field.key + "=" + field.after;
    decision.row_sha256 = sim::core::sha256_hex(text);
}

void settle_fate(RowDecision& decision, bool on_file, const Directory& directory) {
    if (decision.fate == Fate::duplicate && decision.problems.empty()) {
        decision.deeds.clear();
        return;
    }
    if (!decision.problems.empty()) {
        decision.fate = Fate::problem;
    } else if (!on_file) {
        decision.fate = Fate::fresh;
        return;
    } else {
        const bool differs = std::ranges::any_of(
            decision.fields, [](const Field& field) { return field.before != field.after; });
        decision.fate = differs ? Fate::changed : Fate::same;
        const auto& taken = directory.view().taken_hashes;
        const auto last = taken.find(decision.subject);
        if (differs && last != taken.end() && last->second == decision.row_sha256) {
            decision.fate = Fate::same;
            decision.warnings.push_back({"", fmt::format("{}!{}", decision.sheet, decision.row),
                                         tr("这一行以前导入过，之后台账里改过；保留台账里的"), ""});
        }
        if (decision.fate == Fate::changed) return;
    }
    decision.deeds.clear();
}

namespace {

bool same_words(const RowDecision& a, const RowDecision& b) {
    return std::ranges::equal(a.fields, b.fields, [](const Field& x, const Field& y) {
        return x.key == y.key && x.after == y.after;
    });
}

} // namespace

void mark_doubles(std::vector<RowDecision>& rows, const std::vector<SheetRow>& sheet,
                  const std::vector<std::string>& identities, std::string_view column) {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (identities[i].empty()) continue;
        const auto [at, is_new] = first.emplace(identities[i], i);
        if (is_new) continue;
        RowDecision& earlier = rows[at->second];
        const std::string place = fmt::format("{}!{}", earlier.sheet, earlier.row);
        if (same_words(earlier, rows[i])) {
            rows[i].fate = Fate::duplicate;
            rows[i].warnings.push_back(sheet[i].problem(column, trf("与 {} 完全相同", place), ""));
            continue;
        }
        rows[i].problems.push_back(sheet[i].problem(
            column, trf("与 {} 是同一项，内容却不同", place), tr("只留一行，或写明区别")));
        if (earlier.problems.empty())
            earlier.problems.push_back(sheet[at->second].problem(
                column,
                trf("与 {} 是同一项，内容却不同", fmt::format("{}!{}", rows[i].sheet, rows[i].row)),
                tr("只留一行，或写明区别")));
    }
}

Problem unknown_word(const SheetRow& row, std::string_view column, const std::string& text,
                     std::string expected) {
    return row.problem(column, trf("不认识“{}”", text), std::move(expected));
}

std::string slug(const std::string& key) {
    return key.substr(key.find('/') + 1);
}

std::string day_text(const std::optional<Date>& day) {
    return day ? iso(*day) : std::string();
}

} // namespace tools::import
