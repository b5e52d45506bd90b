#include "tools/dxf/linework.h"

#include "sim/core/text.h"
#include <array>
#include <charconv>
#include <cmath>

namespace tools::dxf {

namespace core = sim::core;

namespace {

constexpr std::string_view head = "yanlian-linework 1";

void append(std::string& text, double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    text.append(buffer.data(), end).push_back(' ');
}

/// Words of one line of text, from the left.
class Words {
public:
    explicit Words(std::string_view line) : rest_(line) {}
    template <class Number>
    [[nodiscard]] bool take(Number& value) {
        while (rest_.starts_with(' '))
            rest_.remove_prefix(1);
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc()) return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return true;
    }
    [[nodiscard]] std::string_view rest() const {
        return rest_.starts_with(' ') ? rest_.substr(1) : rest_;
    }

private:
    std::string_view rest_;
};

bool read_layer(std::string_view line, Linework& all) {
    Layer layer;
    Words words(line);
    int visible = 0;
    if (!words.take(visible) || all.layers.size() == layer_limit_count) return false;
    layer.visible = visible != 0;
    layer.name = words.rest();
    all.layers.push_back(std::move(layer));
    return core::is_utf8(all.layers.back().name);
}

bool read_line(std::string_view text, Linework& all) {
    Line line;
    Words words(text);
    auto& [a, b] = line.ends;
    if (!words.take(line.layer) || !words.take(a.x) || !words.take(a.y) || !words.take(b.x) ||
        !words.take(b.y))
        return false;
    const bool finite =
        std::isfinite(a.x) && std::isfinite(a.y) && std::isfinite(b.x) && std::isfinite(b.y);
    if (!finite || line.layer >= all.layers.size() || all.lines.size() == line_limit_count)
        return false;
    ++all.layers[line.layer].line_count;
    all.lines.push_back(line);
    return true;
}

bool read_caption(std::string_view row, Linework& all) {
    Caption caption;
    Words words(row);
    if (!words.take(caption.at.x) || !words.take(caption.at.y)) return false;
    caption.words = words.rest();
    const bool sound = std::isfinite(caption.at.x) && std::isfinite(caption.at.y) &&
                       caption.words.size() <= caption_limit_bytes &&
                       all.captions.size() < caption_limit_count;
    all.captions.push_back(std::move(caption));
    return sound && core::is_utf8(all.captions.back().words);
}

bool read_row(std::string_view row, Linework& all) {
    if (row.starts_with("caption ")) return read_caption(row.substr(8), all);
    if (row.starts_with("layer ")) return read_layer(row.substr(6), all);
    if (row.starts_with("line ")) return read_line(row.substr(5), all);
    if (row.starts_with("unit ")) {
        Words words(row.substr(5));
        return words.take(all.unit_m) && std::isfinite(all.unit_m) && all.unit_m >= 0;
    }
    if (row.starts_with("skipped ")) {
        Words words(row.substr(8));
        return words.take(all.skipped_count);
    }
    return false;
}

} // namespace

core::Box bounds(const Linework& all, const Layers& layers) {
    std::vector<bool> wanted(all.layers.size());
    for (const std::uint32_t layer : layers)
        if (layer < wanted.size()) wanted[layer] = true;
    std::vector<core::Vec2> ends;
    for (const Line& line : all.lines)
        if (wanted[line.layer]) ends.insert(ends.end(), {line.ends.a, line.ends.b});
    return core::bounds(ends);
}

namespace {

/// One line of text stays one line.
std::string in_one_line(std::string_view words) {
    std::string plain;
    for (const char c : words)
        plain.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    return plain;
}

} // namespace

std::string format_linework(const Linework& all) {
    std::string text(head);
    text += "\nunit ";
    append(text, all.unit_m);
    text += "\nskipped " + std::to_string(all.skipped_count) + "\n";
    for (const Layer& layer : all.layers) {
        text += layer.visible ? "layer 1 " : "layer 0 ";
        text += in_one_line(layer.name) + "\n";
    }
    for (const Line& line : all.lines) {
        text += "line " + std::to_string(line.layer) + " ";
        for (const double value : {line.ends.a.x, line.ends.a.y, line.ends.b.x, line.ends.b.y})
            append(text, value);
        text.push_back('\n');
    }
    for (const Caption& caption : all.captions) {
        text += "caption ";
        append(text, caption.at.x);
        append(text, caption.at.y);
        text += in_one_line(caption.words) + "\n";
    }
    return text;
}

core::Result<Linework> parse_linework(std::string_view text) {
    Linework all;
    bool first = true;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view row = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const bool good =
            end != std::string_view::npos && (first ? row == head : read_row(row, all));
        if (!good)
            return core::make_error(core::Errc::bad_input,
                                    {"", "", core::tr("线条没有传完整"), core::tr("再试一次")});
        first = false;
    }
    return all;
}

} // namespace tools::dxf
