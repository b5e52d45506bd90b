#include "tools/library/template.h"

#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include "sim/plan/kind_names.h"
#include <algorithm>

namespace tools::library {

using sim::core::ObjectReader;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::array<std::string_view, 4> storey_names{"any", "ground", "upper", "top"};
constexpr std::array<std::string_view, 3> people_names{"elders", "children", "guests"};
constexpr std::array<std::string_view, 5> mobility_names{"walks", "walks_with_aid", "wheelchair",
                                                         "bedridden", "wanders"};

/// Texts that each name one of a list; answers their positions.
std::vector<std::size_t> read_choices(ObjectReader& reader, std::string_view key,
                                      std::span<const std::string_view> names) {
    std::vector<std::size_t> found;
    const auto texts = reader.texts(key);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto it = std::find(names.begin(), names.end(), texts[i]);
        if (it != names.end())
            found.push_back(static_cast<std::size_t>(it - names.begin()));
        else
            reader.report(std::string(key) + "/" + std::to_string(i),
                          trf("不认识 \"{}\"", texts[i]),
                          trf("其中之一：{}", fmt::join(names, ", ")));
    }
    return found;
}

Slot read_slot(ObjectReader& reader) {
    Slot slot;
    slot.key = reader.text("key");
    slot.name = reader.text("name");
    slot.name_en = reader.text("name_en");
    for (const std::size_t kind : read_choices(reader, "kinds", sim::plan::space_kind_names()))
        slot.kinds.push_back(static_cast<sim::plan::SpaceKind>(kind));
    slot.storey = static_cast<Storey>(reader.choice("storey", storey_names, std::size_t{0}));
    slot.beds_count = static_cast<int>(reader.integer("beds_count", 0, 20, 0));
    slot.same_level = reader.text("same_level", "");
    return slot;
}

void read_elements(ObjectReader& reader, Template& made) {
    const auto letters = reader.texts("trains");
    for (std::size_t i = 0; i < letters.size(); ++i)
        if (const auto element = sim::core::find_element(letters[i]))
            made.trains.push_back(*element);
        else
            reader.report("trains/" + std::to_string(i), trf("不认识 \"{}\"", letters[i]),
                          "K, A, E, L, C");
}

void read_beds(ObjectReader& reader, Template& made) {
    reader.object("beds", false, [&](ObjectReader& beds) {
        for (const Slot& slot : made.slots) {
            if (!beds.has(slot.key)) continue;
            for (const std::size_t i : read_choices(beds, slot.key, mobility_names))
                made.beds[slot.key].emplace_back(mobility_names[i]);
        }
        beds.finish();
    });
}

void read_template(ObjectReader& reader, Template& made) {
    static constexpr std::string_view formats[] = {"yanlian-library"};
    (void)reader.choice("format", formats);
    (void)reader.integer("version", 1, 1);
    made.key = reader.text("key");
    made.name = reader.text("name");
    made.name_en = reader.text("name_en");
    read_elements(reader, made);
    made.night = reader.boolean("night");
    reader.objects("slots", true, [&](ObjectReader& r) { made.slots.push_back(read_slot(r)); });
    for (const std::size_t kind : read_choices(reader, "needs", sim::plan::equipment_kind_names()))
        made.needs.push_back(static_cast<sim::plan::EquipmentKind>(kind));
    made.staff = reader.texts("staff");
    made.people = people_names[reader.choice("people", people_names, std::size_t{0})];
    made.others_away = reader.boolean("others_away", false);
    read_beds(reader, made);
    if (const Json* body = reader.raw("scenario"); body && body->is_object())
        made.scenario = *body;
    else
        reader.report("scenario", tr("没有脚本"));
    reader.finish();
}

/// "s2" before "s13".
bool by_number(const Template& a, const Template& b) {
    return a.key.size() != b.key.size() ? a.key.size() < b.key.size() : a.key < b.key;
}

} // namespace

sim::core::Result<Template> parse_template(const std::string& file, std::string_view bytes) {
    const auto root = sim::core::parse_json(file, bytes);
    if (!root) return tl::unexpected(root.error());
    sim::core::JsonSource source;
    source.file = file;
    ObjectReader reader(*root, "", source);
    Template made;
    read_template(reader, made);
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    return made;
}

sim::core::Result<std::vector<Template>> load_library() {
    std::vector<Template> all;
    sim::core::Problems problems;
    for (const ShippedTemplate& file : shipped_templates()) {
        auto made = parse_template(std::string(file.name), file.text);
        if (made)
            all.push_back(std::move(*made));
        else
            problems.insert(problems.end(), made.error().problems.begin(),
                            made.error().problems.end());
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    std::sort(all.begin(), all.end(), by_number);
    return all;
}

} // namespace tools::library
