#include "sim/drill/scenario_devices.h"

#include "sim/core/text.h"
#include "sim/drill/scenario_names.h"
#include <algorithm>

namespace sim::drill {

using assist::DeviceProfile;
using core::tr;
using core::trf;

namespace {

struct Figure {
    const char* key;
    double& (*of)(DeviceProfile&);
    core::Range range;
};

constexpr core::Range time_s{0, 3600}, speed_mps{0.05, 3}, stair_mps{0, 3}, other_mps{0, 3};
constexpr Figure figures[] = {
    {"preparation_s", [](DeviceProfile& p) -> double& { return p.preparation_s; }, time_s},
    {"preparation_sd_s", [](DeviceProfile& p) -> double& { return p.preparation_sd_s; }, time_s},
    {"loaded_mps", [](DeviceProfile& p) -> double& { return p.loaded_mps; }, speed_mps},
    {"loaded_stair_down_mps", [](DeviceProfile& p) -> double& { return p.loaded_stair_down_mps; },
     stair_mps},
    {"loaded_stair_up_mps", [](DeviceProfile& p) -> double& { return p.loaded_stair_up_mps; },
     stair_mps},
    {"strong_preparation_s", [](DeviceProfile& p) -> double& { return p.strong.preparation_s; },
     time_s},
    {"strong_mps", [](DeviceProfile& p) -> double& { return p.strong.loaded_mps; }, other_mps},
    {"strong_stair_down_mps",
     [](DeviceProfile& p) -> double& { return p.strong.loaded_stair_down_mps; }, other_mps},
    {"short_speed_frac", [](DeviceProfile& p) -> double& { return p.short_speed_frac; }, {0.1, 1}},
    {"short_preparation_factor",
     [](DeviceProfile& p) -> double& { return p.short_preparation_factor; },
     {1, 5}},
    {"unload_s", [](DeviceProfile& p) -> double& { return p.unload_s; }, time_s},
    {"length_m", [](DeviceProfile& p) -> double& { return p.length_m; }, {0, 3}},
    {"width_m", [](DeviceProfile& p) -> double& { return p.width_m; }, {0, 2}},
    {"turn_factor", [](DeviceProfile& p) -> double& { return p.turn_factor; }, {0.1, 1}},
    {"fatigue_per_trip", [](DeviceProfile& p) -> double& { return p.fatigue_per_trip; }, {0, 0.5}},
};

constexpr int most_handlers = 8;

} // namespace

void read_device_profile(core::ObjectReader& reader, std::vector<DeviceProfile>& profiles) {
    const auto kind = static_cast<assist::DeviceKind>(reader.choice("kind", device_names, {}));
    DeviceProfile profile = assist::default_profile(kind);
    profile.handlers_min =
        static_cast<int>(reader.integer("handlers_min", 1, most_handlers, profile.handlers_min));
    profile.handlers_max = static_cast<int>(reader.integer(
        "handlers_max", 1, most_handlers, std::max(profile.handlers_max, profile.handlers_min)));
    for (const Figure& figure : figures)
        figure.of(profile) = reader.number(figure.key, figure.range, figure.of(profile));
    if (profile.handlers_max < profile.handlers_min)
        reader.report("handlers_max", tr("比最少人数还少"),
                      trf("{} 到 {}", profile.handlers_min, most_handlers));
    if ((profile.length_m > 0) != (profile.width_m > 0))
        reader.report("width_m", tr("长和宽要么都是 0，要么都不是"));
    const auto same = [&](const DeviceProfile& one) { return one.kind == kind; };
    if (std::any_of(profiles.begin(), profiles.end(), same))
        reader.report("kind", trf("\"{}\" 重复了", device_names[static_cast<std::size_t>(kind)]));
    profiles.push_back(profile);
}

nlohmann::ordered_json format_device_profile(const DeviceProfile& profile) {
    DeviceProfile is = profile, standard = assist::default_profile(profile.kind);
    nlohmann::ordered_json json{{"kind", name_in(device_names, profile.kind)}};
    if (is.handlers_min != standard.handlers_min) json["handlers_min"] = is.handlers_min;
    if (is.handlers_max != standard.handlers_max) json["handlers_max"] = is.handlers_max;
    for (const Figure& figure : figures)
        if (figure.of(is) != figure.of(standard)) json[figure.key] = figure.of(is);
    return json;
}

const DeviceProfile& profile_of(const Scenario& scenario, assist::DeviceKind kind) noexcept {
    for (const DeviceProfile& one : scenario.device_profiles)
        if (one.kind == kind) return one;
    return assist::default_profile(kind);
}

bool goes_into_smoke(const PersonSpec& person) noexcept {
    return person.enters_smoke.value_or(person.has_mask ||
                                        person.kind == PersonKind::fire_service);
}

} // namespace sim::drill
