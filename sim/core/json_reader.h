/// Reads the objects of a JSON file by asking for each key, and collects every problem with its
/// JSON pointer in the user's words: missing and unknown keys, wrong types, values out of range.
/// Reading goes on after a problem with a harmless value, so that all of them come in one go; the
/// caller must throw the result away when `problems` grew.
#pragma once
#include "sim/core/geometry.h"
#include "sim/core/result.h"
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace sim::core {

/// Parses a whole file. Errors say line and column. Nesting deeper than 64, doubled keys and bytes
/// that are not UTF-8 are refused; an empty file is named as such.
[[nodiscard]] Result<nlohmann::ordered_json> parse_json(const std::string& file,
                                                        std::string_view bytes);

/// Where values come from and where problems go, for one file.
struct JsonSource {
    std::string file;
    Problems problems;
};

struct Range {
    double low, high; ///< both ends allowed
};

class ObjectReader {
public:
    /// @param source outlives the reader
    ObjectReader(const nlohmann::ordered_json& value, std::string pointer, JsonSource& source);

    [[nodiscard]] const std::string& pointer() const noexcept { return pointer_; }
    [[nodiscard]] bool has(std::string_view key) const;

    // Each reads one key. Without a fallback the key must be there.
    double number(std::string_view key, Range range, std::optional<double> fallback = {});
    std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high,
                         std::optional<std::int64_t> fallback = {});
    bool boolean(std::string_view key, std::optional<bool> fallback = {});
    /// At most 2,000 bytes; empty only when the fallback is empty.
    std::string text(std::string_view key, std::optional<std::string> fallback = {});
    std::vector<std::string> texts(std::string_view key);
    Vec2 point(std::string_view key);               ///< [x, y], each within +-10,000 m
    std::vector<Vec2> points(std::string_view key); ///< [[x, y], ...], at most 10,000
    /// One of `names`; answers its position.
    std::size_t choice(std::string_view key, std::span<const std::string_view> names,
                       std::optional<std::size_t> fallback = {});
    /// Calls `read` with a reader of the object; does nothing when the key is absent and optional.
    void object(std::string_view key, bool required,
                const std::function<void(ObjectReader&)>& read);
    /// Calls `read` for each object of the array (absent counts as empty when not required).
    void objects(std::string_view key, bool required,
                 const std::function<void(ObjectReader&)>& read);
    /// The value as it stands, marked as known; null when absent.
    const nlohmann::ordered_json* raw(std::string_view key);

    /// Reports a problem at a JSON-pointer suffix of this object: "width_m", "beds/3", or "" for
    /// itself.
    void report(std::string_view key, std::string what, std::string expected = {});
    /// Reports every key that nobody asked for. Call once, last.
    void finish();

private:
    const nlohmann::ordered_json* find(std::string_view key, bool required);
    const nlohmann::ordered_json* value_; ///< null when not an object
    std::string pointer_;
    JsonSource* source_;
    std::set<std::string, std::less<>> known_;
};

} // namespace sim::core
