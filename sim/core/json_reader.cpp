#include "sim/core/json_reader.h"

#include "sim/core/text.h"
#include <cmath>

namespace sim::core {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t nesting_limit = 64;
// Keys in one object: no format of ours has more than a few dozen, and the document looks each new
// one up among those before it.
constexpr std::size_t key_limit_count = 256;
constexpr std::size_t text_limit_bytes = 2000;
constexpr std::size_t quoted_limit_bytes = 60; // of a value that a problem repeats
constexpr std::size_t point_limit_count = 10000;
constexpr double coordinate_limit_m = 10000;

std::string line_and_column(std::string_view bytes, std::size_t position) {
    const std::string_view before = bytes.substr(0, std::min(position, bytes.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n');
    const auto column = before.size() - (line_start == before.npos ? 0 : line_start + 1);
    return fmt::format("{}:{}", line, std::max<std::size_t>(column, 1));
}

/// Builds the document while refusing doubled keys and too deep nesting.
class StrictBuilder {
public:
    explicit StrictBuilder(Json& root) : builder_(root, true) {}
    std::string refusal; ///< not empty: why the document was refused
    std::size_t error_position = 0;

    bool null() { return builder_.null(); }
    bool boolean(bool v) { return builder_.boolean(v); }
    bool number_integer(Json::number_integer_t v) { return builder_.number_integer(v); }
    bool number_unsigned(Json::number_unsigned_t v) { return builder_.number_unsigned(v); }
    bool number_float(Json::number_float_t v, const std::string& s) {
        return builder_.number_float(v, s);
    }
    bool string(std::string& v) { return builder_.string(v); }
    bool binary(Json::binary_t& v) { return builder_.binary(v); }
    bool start_object(std::size_t n) {
        keys_.emplace_back();
        return deeper() && builder_.start_object(n);
    }
    bool key(std::string& k) {
        if (!keys_.back().insert(k).second) {
            refusal = trf("键 \"{}\" 写了两次", k);
            return false;
        }
        if (keys_.back().size() > key_limit_count) {
            refusal = trf("一个对象里的键超过 {} 个", key_limit_count);
            return false;
        }
        return builder_.key(k);
    }
    bool end_object() {
        keys_.pop_back();
        --depth_;
        return builder_.end_object();
    }
    bool start_array(std::size_t n) { return deeper() && builder_.start_array(n); }
    bool end_array() {
        --depth_;
        return builder_.end_array();
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& e) {
        error_position = position;
        const std::string text = e.what();
        const bool bad_utf8 = text.find("ill-formed UTF-8") != std::string::npos;
        const bool ended = text.find("unexpected end of input") != std::string::npos ||
                           text.find("missing closing quote") != std::string::npos;
        const bool range = e.id == 406; // number overflow
        refusal = bad_utf8 ? tr("这里的字节不是 UTF-8")
                  : ended  ? tr("文件在这里断了，没有写完")
                  : range  ? tr("数字太大")
                           : tr("这里不是正确的 JSON");
        return false;
    }

private:
    bool deeper() {
        if (++depth_ <= nesting_limit) return true;
        refusal = tr("嵌套太深");
        return false;
    }
    nlohmann::detail::json_sax_dom_parser<Json> builder_;
    std::vector<std::set<std::string>> keys_;
    std::size_t depth_ = 0;
};

std::string kind_word(const Json& v) {
    if (v.is_string())
        return trf("文字 \"{}\"",
                   beginning_of(v.get_ref<const std::string&>(), quoted_limit_bytes));
    if (v.is_boolean()) return v.get<bool>() ? "true" : "false";
    if (v.is_number()) return trf("数字 {}", v.dump());
    if (v.is_null()) return "null";
    return v.is_array() ? tr("数组 [...]") : tr("对象 {...}");
}

std::string escape_pointer(std::string_view key) {
    std::string escaped;
    for (const char c : key)
        escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return escaped;
}

std::string range_words(Range range) {
    return trf("{} 到 {} 的数字", range.low, range.high);
}

} // namespace

Result<Json> parse_json(const std::string& file, std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.find_first_not_of(" \t\r\n") == bytes.npos)
        return make_error(Errc::bad_input, {file, "1:1", tr("文件是空的"), ""});
    Json root;
    StrictBuilder builder(root);
    const bool ok = Json::sax_parse(bytes, &builder);
    if (ok) return root;
    const std::string place =
        builder.error_position > 0 ? line_and_column(bytes, builder.error_position) : "";
    return make_error(Errc::bad_input, {file, place, builder.refusal, ""});
}

ObjectReader::ObjectReader(const Json& value, std::string pointer, JsonSource& source)
    : value_(value.is_object() ? &value : nullptr), pointer_(std::move(pointer)), source_(&source) {
    if (!value_) report("", trf("这里是{}", kind_word(value)), tr("对象 {...}"));
}

bool ObjectReader::has(std::string_view key) const {
    return value_ && value_->contains(std::string(key));
}

const Json* ObjectReader::find(std::string_view key, bool required) {
    known_.emplace(key);
    if (!value_) return nullptr;
    const auto it = value_->find(std::string(key));
    if (it != value_->end()) return &*it;
    if (required) report("", trf("缺少 \"{}\"", key));
    return nullptr;
}

const Json* ObjectReader::raw(std::string_view key) {
    return find(key, false);
}

void ObjectReader::report(std::string_view key, std::string what, std::string expected) {
    std::string pointer = pointer_;
    if (!key.empty()) pointer += "/" + std::string(key);
    source_->problems.push_back({source_->file, pointer, std::move(what), std::move(expected)});
}

double ObjectReader::number(std::string_view key, Range range, std::optional<double> fallback) {
    const double harmless = fallback.value_or(range.low);
    const Json* v = find(key, !fallback);
    if (!v) return harmless;
    if (!v->is_number()) {
        report(key, trf("这里是{}", kind_word(*v)), range_words(range));
        return harmless;
    }
    const double n = v->get<double>();
    if (!std::isfinite(n) || n < range.low || n > range.high) {
        report(key, trf("{} 超出范围", n), range_words(range));
        return harmless;
    }
    return n;
}

std::int64_t ObjectReader::integer(std::string_view key, std::int64_t low, std::int64_t high,
                                   std::optional<std::int64_t> fallback) {
    const std::int64_t harmless = fallback.value_or(low);
    const Json* v = find(key, !fallback);
    if (!v) return harmless;
    const std::string expected = trf("{} 到 {} 的整数", low, high);
    const bool fits = v->is_number_unsigned()
                          ? v->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX)
                          : v->is_number_integer();
    if (!fits) {
        report(key, trf("这里是{}", kind_word(*v)), expected);
        return harmless;
    }
    const auto n = v->get<std::int64_t>();
    if (n < low || n > high) {
        report(key, trf("{} 超出范围", n), expected);
        return harmless;
    }
    return n;
}

bool ObjectReader::boolean(std::string_view key, std::optional<bool> fallback) {
    const Json* v = find(key, !fallback);
    if (!v) return fallback.value_or(false);
    if (v->is_boolean()) return v->get<bool>();
    report(key, trf("这里是{}", kind_word(*v)), tr("true 或 false"));
    return fallback.value_or(false);
}

std::string ObjectReader::text(std::string_view key, std::optional<std::string> fallback) {
    const Json* v = find(key, !fallback);
    if (!v) return fallback.value_or("");
    if (!v->is_string()) {
        report(key, trf("这里是{}", kind_word(*v)), tr("文字 \"...\""));
        return fallback.value_or("");
    }
    const auto& s = v->get_ref<const std::string&>();
    if (s.size() > text_limit_bytes)
        report(key, trf("文字太长（{} 字节）", s.size()), trf("不超过 {} 字节", text_limit_bytes));
    if (s.empty() && !(fallback && fallback->empty())) report(key, tr("文字是空的"));
    return s;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
    std::vector<std::string> all;
    const Json* v = find(key, false);
    if (!v) return all;
    if (!v->is_array()) {
        report(key, trf("这里是{}", kind_word(*v)), tr("文字的数组 [\"...\", ...]"));
        return all;
    }
    for (std::size_t i = 0; i < v->size(); ++i) {
        const Json& item = (*v)[i];
        if (item.is_string())
            all.push_back(item.get<std::string>());
        else
            report(std::string(key) + "/" + std::to_string(i), trf("这里是{}", kind_word(item)),
                   tr("文字 \"...\""));
    }
    return all;
}

namespace {

bool read_point(const Json& v, Vec2& point) {
    if (!v.is_array() || v.size() != 2 || !v[0].is_number() || !v[1].is_number()) return false;
    point = {v[0].get<double>(), v[1].get<double>()};
    return std::abs(point.x) <= coordinate_limit_m && std::abs(point.y) <= coordinate_limit_m;
}

} // namespace

Vec2 ObjectReader::point(std::string_view key) {
    Vec2 p{};
    const Json* v = find(key, true);
    if (v && !read_point(*v, p)) {
        report(key, trf("这里是{}", kind_word(*v)), tr("坐标 [x, y]，单位米，绝对值不超过 10000"));
        return {};
    }
    return p;
}

std::vector<Vec2> ObjectReader::points(std::string_view key) {
    std::vector<Vec2> all;
    const Json* v = find(key, true);
    if (!v) return all;
    if (!v->is_array() || v->size() > point_limit_count) {
        report(key, trf("这里是{}", kind_word(*v)), tr("坐标的数组 [[x, y], ...]，最多 10000 个"));
        return all;
    }
    for (std::size_t i = 0; i < v->size(); ++i) {
        Vec2 p{};
        if (read_point((*v)[i], p))
            all.push_back(p);
        else
            report(std::string(key) + "/" + std::to_string(i), trf("这里是{}", kind_word((*v)[i])),
                   tr("坐标 [x, y]，单位米，绝对值不超过 10000"));
    }
    return all;
}

std::size_t ObjectReader::choice(std::string_view key, std::span<const std::string_view> names,
                                 std::optional<std::size_t> fallback) {
    const Json* v = find(key, !fallback);
    if (!v) return fallback.value_or(0);
    std::string expected = tr("其中之一：");
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (v->is_string() && v->get_ref<const std::string&>() == names[i]) return i;
        expected += (i ? ", " : "") + std::string(names[i]);
    }
    report(key, trf("这里是{}", kind_word(*v)), expected);
    return fallback.value_or(0);
}

void ObjectReader::object(std::string_view key, bool required,
                          const std::function<void(ObjectReader&)>& read) {
    const Json* v = find(key, required);
    if (!v) return;
    ObjectReader reader(*v, pointer_ + "/" + escape_pointer(key), *source_);
    if (!reader.value_) return;
    read(reader);
    reader.finish();
}

void ObjectReader::objects(std::string_view key, bool required,
                           const std::function<void(ObjectReader&)>& read) {
    const Json* v = find(key, required);
    if (!v) return;
    if (!v->is_array()) {
        report(key, trf("这里是{}", kind_word(*v)), tr("数组 [...]"));
        return;
    }
    for (std::size_t i = 0; i < v->size(); ++i) {
        ObjectReader reader((*v)[i], pointer_ + "/" + escape_pointer(key) + "/" + std::to_string(i),
                            *source_);
        if (!reader.value_) continue;
        read(reader);
        reader.finish();
    }
}

void ObjectReader::finish() {
    if (!value_) return;
    for (const auto& item : value_->items())
        if (!known_.contains(item.key())) report(escape_pointer(item.key()), tr("不认识这个键"));
}

} // namespace sim::core
