#include "tools/sheets/xml_parts.h"

#include "tools/sheets/text_forms.h"

#include <charconv>

namespace tools::sheets {

namespace {

constexpr auto none = std::string_view::npos;

// Position after the tag or comment that begins at `at`; npos when it does not end.
std::size_t end_of_markup(std::string_view xml, std::size_t at) noexcept {
    const auto after = [&](std::string_view opening, std::string_view closing) {
        const std::size_t end = xml.find(closing, at + opening.size());
        return end == none ? none : end + closing.size();
    };
    const std::string_view rest = xml.substr(at);
    if (rest.starts_with("<!--")) return after("<!--", "-->");
    if (rest.starts_with("<![CDATA[")) return after("<![CDATA[", "]]>");
    if (rest.starts_with("<?")) return after("<?", "?>");
    char quote = 0;
    for (std::size_t i = at + 1; i < xml.size(); ++i) {
        const char c = xml[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return none;
}

// Local name of a start or end tag; empty for comments and the like.
std::string_view tag_name(std::string_view tag) noexcept {
    tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
    std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
    if (name.starts_with('!') || name.starts_with('?')) return {};
    const std::size_t colon = name.find(':');
    return colon == none ? name : name.substr(colon + 1);
}

int hex_value(std::string_view digits) noexcept {
    int value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

// ST_Xstring: "_x000D_" is how a carriage return survives XML.
std::string unescape(std::string_view text) {
    constexpr std::size_t length = 7; // _xHHHH_
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const bool escape = rest.size() >= length && rest.starts_with("_x") && rest[6] == '_';
        const int code = escape ? hex_value(rest.substr(2, 4)) : -1;
        const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        if (code > 0 && !surrogate) {
            plain += to_utf8(std::u32string(1, static_cast<char32_t>(code)));
            at += length;
        } else {
            plain += text[at++];
        }
    }
    return plain;
}

void append_text(pugi::xml_node t, std::string& text) {
    for (const pugi::xml_node child : t.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            text += child.value();
}

} // namespace

std::string_view local_name(const char* qualified) noexcept {
    const std::string_view name(qualified);
    const std::size_t colon = name.find(':');
    return colon == none ? name : name.substr(colon + 1);
}

pugi::xml_node find_child(pugi::xml_node parent, std::string_view name) noexcept {
    for (const pugi::xml_node child : parent.children())
        if (child.type() == pugi::node_element && local_name(child.name()) == name) return child;
    return {};
}

std::string_view find_attribute(pugi::xml_node node, std::string_view name) noexcept {
    for (const pugi::xml_attribute attribute : node.attributes())
        if (local_name(attribute.name()) == name) return attribute.value();
    return {};
}

bool is_true(std::string_view value) noexcept {
    return value == "1" || value == "true";
}

int whole_number(std::string_view value, int fallback) noexcept {
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    return error == std::errc() && end == value.data() + value.size() ? number : fallback;
}

bool parse_xml(std::string_view xml, pugi::xml_document& document) {
    constexpr unsigned flags = pugi::parse_default | pugi::parse_ws_pcdata;
    return static_cast<bool>(
        document.load_buffer(xml.data(), xml.size(), flags, pugi::encoding_utf8));
}

std::optional<CutXml> cut_elements(std::string_view xml, std::string_view name) {
    CutXml cut;
    std::size_t kept_from = 0;
    std::size_t piece_from = none;
    for (std::size_t at = xml.find('<'); at != none;) {
        const std::size_t end = end_of_markup(xml, at);
        if (end == none) return {};
        const std::string_view tag = xml.substr(at, end - at);
        if (tag_name(tag) == name) {
            const bool closing = tag.starts_with("</");
            const bool alone = tag.ends_with("/>");
            if (closing == (piece_from == none)) return {}; // ends without a start, or nested
            if (!closing) {
                cut.frame += xml.substr(kept_from, at - kept_from);
                piece_from = at;
            }
            if (closing || alone) {
                cut.pieces.push_back(xml.substr(piece_from, end - piece_from));
                piece_from = none;
                kept_from = end;
            }
        }
        at = xml.find('<', end);
    }
    if (piece_from != none) return {};
    cut.frame += xml.substr(kept_from);
    return cut;
}

std::string plain_characters(std::string text) {
    std::erase_if(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
    });
    return text;
}

std::string rich_text(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node child : node.children()) {
        const std::string_view name = local_name(child.name());
        if (name == "t") append_text(child, text);
        if (name == "r")
            for_each_child(child, "t", [&](pugi::xml_node t) { append_text(t, text); });
    }
    return plain_characters(unescape(text));
}

} // namespace tools::sheets
