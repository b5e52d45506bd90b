/// Changes a JSON input so that it mostly stays JSON: byte changes alone would seldom get past the
/// parser. One in four changes is left to libFuzzer's own, for the parser's sake.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using Json = nlohmann::ordered_json;

void collect(Json& value, std::vector<Json*>& all) {
    all.push_back(&value);
    if (value.is_structured())
        for (auto& child : value)
            collect(child, all);
}

void change_number(Json& value, std::mt19937& random) {
    static constexpr double steps[] = {0.005, 0.01, 0.1, 1, 1e-9, 1e-3, 100};
    const double n = value.get<double>();
    switch (random() % 4) {
    case 0:
        value = n + steps[random() % std::size(steps)];
        break;
    case 1:
        value = n - steps[random() % std::size(steps)];
        break;
    case 2:
        value = -n;
        break;
    default:
        value = n * (1 + static_cast<double>(random() % 1000) / 1000);
        break;
    }
}

void change(Json& root, std::mt19937& random) {
    std::vector<Json*> all;
    collect(root, all);
    Json& one = *all[random() % all.size()];
    const Json other = *all[random() % all.size()];
    if (one.is_number() && random() % 4)
        change_number(one, random);
    else if (one.is_array() && !one.empty() && random() % 2)
        one.erase(random() % one.size());
    else if (one.is_array() && random() % 2)
        one.push_back(one.empty() || random() % 4 == 0 ? other : Json(one[random() % one.size()]));
    else if (one.is_boolean())
        one = !one.get<bool>();
    else if (random() % 8 == 0 || other.type() == one.type())
        one = other;
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned int seed) {
    std::mt19937 random(seed);
    Json root = random() % 4 ? Json::parse(data, data + size, nullptr, false) : Json();
    if (root.is_discarded() || !root.is_structured()) return LLVMFuzzerMutate(data, size, max_size);
    for (unsigned n = 1 + random() % 3; n > 0; --n)
        change(root, random);
    const std::string text = root.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
    std::memcpy(data, text.data(), text.size());
    return text.size();
}
