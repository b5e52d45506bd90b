/// The XML of an .xlsx part, by local name whatever the prefix. Long parts are cut into their rows
/// first, so that a tree of one row at a time stands in memory and not of 100,000.
#pragma once
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tools::sheets {

/// "x:row" gives "row".
[[nodiscard]] std::string_view local_name(const char* qualified) noexcept;
/// First child element of that local name; empty when absent.
[[nodiscard]] pugi::xml_node find_child(pugi::xml_node parent, std::string_view name) noexcept;
/// Value of the first attribute of that local name; empty when absent.
[[nodiscard]] std::string_view find_attribute(pugi::xml_node node, std::string_view name) noexcept;
/// "1", "true": XML's two spellings.
[[nodiscard]] bool is_true(std::string_view value) noexcept;
/// Whole number of an attribute; the fallback when absent or not one.
[[nodiscard]] int whole_number(std::string_view value, int fallback) noexcept;
/// Calls `visit` for each child element of that local name.
template <class Visit>
void for_each_child(pugi::xml_node parent, std::string_view name, const Visit& visit) {
    for (const pugi::xml_node child : parent.children())
        if (child.type() == pugi::node_element && local_name(child.name()) == name) visit(child);
}

/// Parses UTF-8 without a document type. False when not well-formed; blanks are kept.
[[nodiscard]] bool parse_xml(std::string_view xml, pugi::xml_document& document);

/// An XML text with the elements of one local name taken out.
struct CutXml {
    std::string frame; ///< what is left, still well-formed
    std::vector<std::string_view>
        pieces; ///< each element from its "<" to its ">"; views of the text
};
/// Cuts out every element of that local name; they must not lie inside each other. Comments and
/// CDATA are passed over. Nothing when a tag does not end. Cost: one pass.
[[nodiscard]] std::optional<CutXml> cut_elements(std::string_view xml, std::string_view name);

/// Without control characters other than tab and line ends.
[[nodiscard]] std::string plain_characters(std::string text);
/// Text of a cell or shared string: its <t>, or the <t> of its rich-text runs in order; phonetic
/// runs are left out; "_x000D_" gives the character it names.
[[nodiscard]] std::string rich_text(pugi::xml_node node);

} // namespace tools::sheets
