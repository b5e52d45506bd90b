#include "tools/duty/duty_names.h"

#include "tools/sheets/text_forms.h"
#include <fmt/format.h>
#include <set>

namespace tools::duty {

using namespace roster::schedule;
using sheets::match_form;

namespace {

constexpr std::size_t tag_limit = 8; // characters that fit behind a name

/// What the key says beyond the name: "G28" of "person/home/王芳-G28".
std::string tag_of(const DutyPerson& person) {
    std::string tag = person.key.substr(person.key.find_last_of('/') + 1);
    if (tag.starts_with(person.name)) tag.erase(0, person.name.size());
    while (tag.starts_with('-') || tag.starts_with('_'))
        tag.erase(0, 1);
    return tag;
}

/// One tag for each, all different and short; else numbers.
std::vector<std::string> list_tags(const std::vector<const DutyPerson*>& people) {
    std::vector<std::string> tags;
    std::set<std::string> seen;
    for (const DutyPerson* one : people) {
        tags.push_back(tag_of(*one));
        const std::size_t size = sheets::count_points(tags.back());
        if (size > 0 && size <= tag_limit) seen.insert(match_form(tags.back()));
    }
    if (seen.size() < people.size())
        for (std::size_t i = 0; i < tags.size(); ++i)
            tags[i] = std::to_string(i + 1);
    return tags;
}

} // namespace

DutyNames::DutyNames(const DutyProblem& problem) {
    std::map<std::string, std::vector<const DutyPerson*>> by_name;
    for (const DutyPerson& one : problem.people) {
        position_.emplace(one.key, position_.size());
        by_name[match_form(one.name)].push_back(&one);
    }
    for (const auto& [form, people] : by_name) {
        count_[form] = static_cast<int>(people.size());
        const auto tags = list_tags(people);
        for (std::size_t i = 0; i < people.size(); ++i) {
            const DutyPerson& one = *people[i];
            shown_[one.key] =
                people.size() > 1 ? fmt::format("{}（{}）", one.name, tags[i]) : one.name;
        }
    }
    for (const DutyPerson& one : problem.people) {
        key_.emplace(match_form(one.key), one.key);
        key_.emplace(match_form(one.name + one.key), one.key);
    }
    for (const auto& [key, text] : shown_)
        key_[match_form(text)] = key; // what is printed wins over a key that looks the same
}

std::string DutyNames::shown(const std::string& key) const {
    const auto at = shown_.find(key);
    return at == shown_.end() ? key : at->second;
}

const std::string* DutyNames::find_key(const std::string& text) const {
    const auto at = key_.find(match_form(text));
    return at == key_.end() ? nullptr : &at->second;
}

bool DutyNames::is_shared(const std::string& name) const {
    const auto at = count_.find(match_form(name));
    return at != count_.end() && at->second > 1;
}

std::size_t DutyNames::position(const std::string& key) const {
    const auto at = position_.find(key);
    return at == position_.end() ? position_.size() : at->second;
}

} // namespace tools::duty
