#include "editor/panels/resident_fields.h"

#include "editor/view/words.h"
#include "sim/core/text.h"

namespace editor::panels {

namespace plan = sim::plan;
using sim::core::tr;

namespace {

/// One of those words or the first, which means none.
template <class Value>
void optional_choice(Fields& fields, const char* name, const char* words, const char* none,
                     std::optional<Value>& value, std::size_t count) {
    std::vector<std::string> names{none};
    for (std::size_t i = 0; i < count; ++i)
        names.emplace_back(tr(view::word(static_cast<Value>(i))));
    std::size_t chosen = value ? static_cast<std::size_t>(*value) + 1 : 0;
    fields.choice(name, words, chosen, names);
    value = chosen == 0 ? std::nullopt : std::optional(static_cast<Value>(chosen - 1));
}

void edit_devices(Fields& fields, std::vector<plan::DeviceKind>& devices) {
    constexpr std::size_t count = plan::device_names.size();
    std::optional<plan::DeviceKind> first, second;
    if (!devices.empty()) first = devices[0];
    if (devices.size() > 1) second = devices[1];
    const std::vector<plan::DeviceKind> rest(
        devices.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, devices.size())),
        devices.end());
    const char* none = tr("不用器具");
    optional_choice(fields, "device", tr("怎么搬"), none, first, count);
    if (first) optional_choice(fields, "device 2", tr("没有时用"), none, second, count);
    devices.clear();
    if (first) devices.push_back(*first);
    if (first && second) devices.push_back(*second);
    if (first && second) devices.insert(devices.end(), rest.begin(), rest.end());
}

} // namespace

void edit_resident(Fields& fields, plan::Occupant& who) {
    optional_choice(fields, "mobility", tr("行动能力"), tr("还没有写"), who.mobility,
                    plan::mobility_names.size());
    edit_devices(fields, who.devices);
    fields.text("guide", tr("谁去接（岗位）"), who.guide);
    fields.tick("oxygen", tr("吸氧，先换氧气瓶"), who.oxygen);
}

} // namespace editor::panels
