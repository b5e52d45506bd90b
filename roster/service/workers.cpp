#include "roster/service/workers.h"

#include "roster/store/home_people.h"
#include "sim/core/text.h"
#include <algorithm>
#include <set>

namespace roster::service {

using namespace roster::domain;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

Result<Workers> Workers::load(store::Database& database, const WorkersAsked& asked) {
    Workers workers;
    workers.asked_ = asked;
    for (const std::string& key :
         std::set(asked.organisation_keys.begin(), asked.organisation_keys.end())) {
        auto people = store::load_home_people(database, key, asked.day);
        if (!people) return tl::unexpected(people.error());
        std::ranges::move(*people, std::back_inserter(workers.people_));
    }
    return workers;
}

std::string Workers::find(const std::string& key_or_name, const std::string& pointer,
                          Problems& problems) const {
    std::set<std::string> keys;
    const Person* known = nullptr;
    for (const Person& one : people_) {
        if (one.key == key_or_name) return key_or_name;
        if (one.name != key_or_name) continue;
        known = &one;
        if (is_on_roll(one, asked_.day) ||
            (asked_.day < one.joined_on &&
             one.joined_on <= asked_.day + Days{asked_.joins_within_days}))
            keys.insert(one.key);
    }
    if (keys.size() == 1) return *keys.begin();
    if (keys.empty() && known)
        problems.push_back({"", pointer,
                            trf("{}（{}）在 {} 不在岗", known->name, known->key, iso(asked_.day)),
                            tr("当天在岗的人")});
    if (keys.size() > 1) {
        std::string list;
        for (const std::string& key : keys)
            list += (list.empty() ? "" : tr("、")) + key;
        problems.push_back({"", pointer, trf("叫“{}”的有 {} 人", key_or_name, keys.size()),
                            trf("编号：{}", list)});
    }
    return key_or_name;
}

std::string Workers::name_of(const std::string& person_key) const {
    const auto found = std::ranges::find(people_, person_key, &Person::key);
    return found == people_.end() ? person_key : found->name;
}

} // namespace roster::service
