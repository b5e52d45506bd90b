#include "tools/library/expand.h"

#include "sim/core/text.h"

namespace tools::library {

using sim::core::tr;
using sim::core::trf;

namespace {

class Expander {
public:
    Expander(std::string file, const Words& words) : file_(std::move(file)), words_(words) {}

    Json value(const Json& node, const std::string& pointer) {
        if (node.is_string()) return text_or_word(node.get<std::string>(), pointer);
        if (node.is_array()) return array(node, pointer);
        if (!node.is_object()) return node;
        Json made = Json::object();
        for (const auto& [key, item] : node.items())
            made[key] = value(item, pointer + "/" + key);
        return made;
    }

    sim::core::Problems problems;

private:
    Json array(const Json& node, const std::string& pointer) {
        Json made = Json::array();
        for (std::size_t i = 0; i < node.size(); ++i) {
            const std::string at = pointer + "/" + std::to_string(i);
            if (node[i].is_object())
                items(made, node[i], at);
            else
                made.push_back(value(node[i], at));
        }
        return made;
    }

    void items(Json& made, Json item, const std::string& at) {
        if (!wanted(item)) return;
        item.erase("if");
        item.erase("unless");
        if (!item.contains("each")) return void(made.push_back(value(item, at)));
        const Json list = word(item["each"].get<std::string>(), at);
        item.erase("each");
        for (const Json& one : list) {
            const Words outer = words_;
            take_item(one);
            made.push_back(value(item, at));
            words_ = outer;
        }
    }

    bool wanted(const Json& item) const {
        if (item.contains("if") && !has(item["if"].get<std::string>())) return false;
        return !item.contains("unless") || !has(item["unless"].get<std::string>());
    }

    bool has(const std::string& name) const {
        const auto it = words_.find(name);
        if (it == words_.end()) return false;
        if (it->second.is_string()) return !it->second.get_ref<const std::string&>().empty();
        return !it->second.is_array() || !it->second.empty();
    }

    void take_item(const Json& one) {
        if (!one.is_object()) return void(words_["it"] = one);
        for (const auto& [key, item] : one.items())
            words_[key == "key" ? "it" : "it." + key] = item;
    }

    Json word(const std::string& name, const std::string& at) {
        const auto it = words_.find(name);
        if (it != words_.end()) return it->second;
        problems.push_back({file_, at, trf("模板里用了没有的词：{}", name), ""});
        return "";
    }

    /// The text after "${" up to its closing brace; `begin` moves behind it.
    static std::string inside(const std::string& text, std::size_t& begin) {
        int depth = 1;
        std::size_t end = begin;
        for (; end < text.size() && depth > 0; ++end) {
            if (text[end] == '{') ++depth;
            if (text[end] == '}') --depth;
        }
        const std::string found = text.substr(begin, end - begin - 1);
        begin = end;
        return found;
    }

    Json text_or_word(const std::string& text, const std::string& at) {
        if (text.starts_with("${") && !text.starts_with("${all ") && !text.starts_with("${set ")) {
            std::size_t begin = 2;
            const std::string name = inside(text, begin);
            if (begin == text.size()) return keys_of(word(name, at));
        }
        return filled(text, at);
    }

    std::string filled(const std::string& text, const std::string& at) {
        std::string made;
        for (std::size_t i = 0; i < text.size();) {
            if (text.compare(i, 2, "${") != 0) {
                made += text[i++];
                continue;
            }
            i += 2;
            made += replacement(inside(text, i), at);
        }
        return made;
    }

    std::string replacement(const std::string& asked, const std::string& at) {
        if (asked.starts_with("set ")) {
            std::string made;
            for (const Json& key : keys_of(word(asked.substr(4), at)))
                made += (made.empty() ? "'" : ",'") + key.get<std::string>() + "'";
            return made;
        }
        if (asked.starts_with("all ")) return conjunction(asked.substr(4), at);
        const Json found = word(asked, at);
        if (found.is_string()) return found.get<std::string>();
        if (!found.is_array()) return found.dump();
        std::string made;
        for (const Json& one : found)
            made += (made.empty() ? "" : "、") +
                    (one.is_object() ? one.value("name", "") : one.get<std::string>());
        return made;
    }

    std::string conjunction(const std::string& asked, const std::string& at) {
        const std::size_t colon = asked.find(':');
        const Json list = word(asked.substr(0, colon), at);
        std::string made;
        for (const Json& one : list) {
            const Words outer = words_;
            take_item(one);
            made += (made.empty() ? "(" : " and ") + filled(asked.substr(colon + 1), at);
            words_ = outer;
        }
        if (made.empty()) problems.push_back({file_, at, trf("“{}”一个也没有", asked), ""});
        return made + ")";
    }

    static Json keys_of(const Json& found) {
        if (!found.is_array() || found.empty() || !found.front().is_object()) return found;
        Json keys = Json::array();
        for (const Json& one : found)
            keys.push_back(one["key"]);
        return keys;
    }

    std::string file_;
    Words words_;
};

/// Items are numbered in their order; an inject keeps the number that predicates know it by.
void number_items(Json& scenario) {
    for (const char* list : {"response", "expected"}) {
        if (!scenario.contains(list)) continue;
        int no = 0;
        for (Json& item : scenario[list]) {
            Json numbered = Json::object();
            numbered["no"] = ++no;
            numbered.update(item);
            item = std::move(numbered);
        }
    }
}

} // namespace

sim::core::Result<Json> expand(const Template& from, const Words& words) {
    Expander expander(from.key, words);
    Json made = expander.value(from.scenario, "/scenario");
    if (!expander.problems.empty()) return sim::core::make_error(std::move(expander.problems));
    number_items(made);
    return made;
}

} // namespace tools::library
