#include "sim/core/text.h"
#include "tools/library/people.h"
#include <algorithm>
#include <array>

namespace tools::library {

namespace {

// Classes of the model home by floor: walks, with aid, wheelchair, bedridden, wanders.
// docs/references.md#model-home
constexpr std::array<std::array<double, 5>, 3> shares{
    {{8, 6, 7, 8, 1}, {9, 10, 6, 4, 1}, {18, 9, 2, 0, 1}}};
constexpr std::array<const char*, 5> classes{"walks", "walks_with_aid", "wheelchair", "bedridden",
                                             "wanders"};
constexpr int oxygen_one_in_bedridden = 3; // 未核实

constexpr const char* surnames[] = {
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩",
    "杨", "朱", "秦", "尤", "许", "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏",
    "陶", "姜", "戚", "谢", "邹", "喻", "柏", "水", "窦", "章", "云", "苏", "潘", "葛", "奚"};

std::string alias_of(std::size_t n, const std::string& people) {
    const std::string surname = surnames[n % std::size(surnames)];
    const bool second = (n / std::size(surnames) + n) % 2 != 0;
    if (people == "children") return "小" + surname;
    if (people == "guests") return surname + (second ? "某" : "师傅");
    return surname + (second ? "爷爷" : "奶奶");
}

/// Deals the classes of a floor so that at every bed the shares are kept as well as can be.
class Deal {
public:
    explicit Deal(const std::array<double, 5>& shares_of_floor) : shares_(shares_of_floor) {
        for (const double share : shares_)
            sum_ += share;
    }
    std::string next() {
        ++dealt_;
        std::size_t best = 0;
        double best_owed = -1e9;
        for (std::size_t i = 0; i < shares_.size(); ++i) {
            const double owed = shares_[i] / sum_ * dealt_ - given_[i];
            if (owed > best_owed) best_owed = owed, best = i;
        }
        ++given_[best];
        return classes[best];
    }

private:
    const std::array<double, 5>& shares_;
    std::array<int, 5> given_{};
    double sum_ = 0;
    int dealt_ = 0;
};

std::vector<std::string> devices_for(const std::string& mobility, const std::string& people) {
    if (mobility == "wheelchair") return {"wheelchair", "rescue_sheet"};
    if (mobility == "bedridden" && people == "children") return {"rescue_sheet"};
    if (mobility == "bedridden") return {"rescue_sheet", "stretcher"};
    return {};
}

/// The class that the template wants in the bed; empty: as usual.
std::string wanted_class(const Template& from, const Chosen& chosen, SpaceId room,
                         std::map<SpaceId, std::size_t>& beds_seen) {
    for (const auto& [slot, wanted] : from.beds) {
        const auto it = chosen.find(slot);
        if (it == chosen.end() || it->second != room || wanted.empty()) continue;
        return wanted[beds_seen[room]++ % wanted.size()];
    }
    return {};
}

bool is_away(const sim::plan::Plan& plan, const Template& from, const Chosen& chosen,
             SpaceId room) {
    bool same_level = false;
    for (const auto& [slot, space] : chosen) {
        if (space == room) return false;
        same_level |=
            plan[space].kind == SpaceKind::bedroom && plan[space].level == plan[room].level;
    }
    return from.others_away && same_level;
}

/// What the plan says of him goes before what is usual.
void take_over(Resident& one, const sim::plan::Occupant& occupant, const std::string& people) {
    if (!occupant.alias.empty()) one.alias = occupant.alias;
    if (occupant.mobility) {
        one.mobility = sim::plan::mobility_names[static_cast<std::size_t>(*occupant.mobility)];
        one.devices = devices_for(one.mobility, people);
    }
    if (!occupant.devices.empty()) {
        one.devices.clear();
        for (const sim::plan::DeviceKind kind : occupant.devices)
            one.devices.emplace_back(sim::plan::device_names[static_cast<std::size_t>(kind)]);
    }
    one.guide = occupant.guide;
    one.oxygen = occupant.oxygen;
}

} // namespace

std::vector<Resident> make_residents(const Building& building, const Template& from,
                                     const Chosen& chosen) {
    const auto& plan = building.plan();
    const auto levels = building.levels_with_beds();
    std::vector<Deal> deals;
    for (std::size_t i = 0; i < levels.size(); ++i)
        deals.emplace_back(shares[std::min(i, shares.size() - 1)]);
    // Where the plan says who lies in its beds, the beds of which it says nothing are empty.
    const bool known = std::any_of(plan.beds.begin(), plan.beds.end(),
                                   [](const auto& bed) { return bed.occupant.has_value(); });
    std::map<SpaceId, std::size_t> beds_seen;
    std::vector<Resident> residents;
    int bedridden_count = 0;
    for (const auto& bed : plan.beds) {
        if (is_away(plan, from, chosen, bed.space) || (known && !bed.occupant)) continue;
        Resident one;
        const std::size_t slash = bed.key.find('/');
        one.key = "resident/" + (slash == bed.key.npos ? bed.key : bed.key.substr(slash + 1));
        one.alias = alias_of(residents.size(), from.people);
        one.bed = bed.key;
        one.room = bed.space;
        const auto level = std::find(levels.begin(), levels.end(), plan[bed.space].level);
        const std::string wanted = wanted_class(from, chosen, bed.space, beds_seen);
        const std::string usual = deals[static_cast<std::size_t>(level - levels.begin())].next();
        one.mobility = !wanted.empty()           ? wanted
                       : from.people == "elders" ? usual
                                                 : std::string(classes[0]);
        one.devices = devices_for(one.mobility, from.people);
        if (one.mobility == "bedridden" && from.people == "elders")
            one.oxygen = ++bedridden_count % oxygen_one_in_bedridden == 1;
        if (bed.occupant) take_over(one, *bed.occupant, from.people);
        residents.push_back(std::move(one));
    }
    return residents;
}

} // namespace tools::library
