#include "sim/drill/json_text.h"

#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace sim::drill {

using Json = nlohmann::ordered_json;

void append_json_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<int>(c));
            else
                out += c;
        }
    }
    out += '"';
}

void append_json_double(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    const std::size_t start = out.size();
    fmt::format_to(std::back_inserter(out), "{}", value);
    if (out.find_first_of(".e", start) == std::string::npos) out += ".0";
}

namespace {

void append_compact(std::string& out, const Json& value) {
    if (value.is_string()) {
        append_json_text(out, value.get_ref<const std::string&>());
    } else if (value.is_number_float()) {
        append_json_double(out, value.get<double>());
    } else if (value.is_object()) {
        out += '{';
        const char* separator = "";
        for (const auto& item : value.items()) {
            out += separator;
            append_json_text(out, item.key());
            out += ": ";
            append_compact(out, item.value());
            separator = ", ";
        }
        out += '}';
    } else if (value.is_array()) {
        out += '[';
        const char* separator = "";
        for (const Json& item : value) {
            out += separator;
            append_compact(out, item);
            separator = ", ";
        }
        out += ']';
    } else {
        out += value.dump();
    }
}

bool is_list_of_objects(const Json& value) {
    return value.is_array() && !value.empty() && value.front().is_structured();
}

} // namespace

std::string format_json_file(const Json& object) {
    std::string out = "{";
    const char* separator = "\n";
    for (const auto& item : object.items()) {
        out += separator;
        out += "  ";
        append_json_text(out, item.key());
        out += ": ";
        if (is_list_of_objects(item.value())) {
            const char* line = "[\n";
            for (const Json& element : item.value()) {
                out += line;
                out += "    ";
                append_compact(out, element);
                line = ",\n";
            }
            out += "\n  ]";
        } else {
            append_compact(out, item.value());
        }
        separator = ",\n";
    }
    out += "\n}\n";
    return out;
}

} // namespace sim::drill
