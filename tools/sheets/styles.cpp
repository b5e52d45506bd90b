#include "sim/core/text.h"
#include "tools/sheets/sheet_constants.h"
#include "tools/sheets/worksheet.h"
#include "tools/sheets/xml_parts.h"

#include <map>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

tl::unexpected<sim::core::Error> broken(const std::string& file, const char* part) {
    return make_error(Errc::bad_input,
                      {file, part, tr("部件的 XML 不完整"), tr("用表格软件打开后重新保存")});
}

CellStyle read_style(pugi::xml_node xf, const std::map<int, NumberFormat>& custom) {
    CellStyle style;
    const int id = whole_number(find_attribute(xf, "numFmtId"), 0);
    const auto named = custom.find(id);
    style.format = named != custom.end() ? named->second : built_in_number_format(id);
    const pugi::xml_node protection = find_child(xf, "protection");
    const std::string_view locked = find_attribute(protection, "locked");
    style.locked = locked.empty() || is_true(locked);
    return style;
}

} // namespace

Result<std::vector<CellStyle>> read_styles(const std::string& file, std::string_view xml) {
    std::vector<CellStyle> styles;
    if (xml.empty()) return std::vector<CellStyle>(1);
    pugi::xml_document document;
    if (!parse_xml(xml, document)) return broken(file, "styles.xml");
    const pugi::xml_node root = find_child(document, "styleSheet");
    std::map<int, NumberFormat> custom;
    for_each_child(find_child(root, "numFmts"), "numFmt", [&](pugi::xml_node format) {
        custom[whole_number(find_attribute(format, "numFmtId"), -1)] =
            parse_number_format(find_attribute(format, "formatCode"));
    });
    for_each_child(find_child(root, "cellXfs"), "xf",
                   [&](pugi::xml_node xf) { styles.push_back(read_style(xf, custom)); });
    if (styles.empty()) styles.emplace_back();
    return styles;
}

Result<std::vector<std::string>> read_shared_texts(const std::string& file, std::string_view xml) {
    std::vector<std::string> texts;
    if (xml.empty()) return texts;
    const auto cut = cut_elements(xml, "si");
    if (!cut) return broken(file, "sharedStrings.xml");
    if (cut->pieces.size() > cell_limit)
        return make_error(Errc::too_large, {file, "sharedStrings.xml", tr("文字太多"),
                                            trf("至多 {} 格", cell_limit)});
    texts.reserve(cut->pieces.size());
    for (const std::string_view piece : cut->pieces) {
        pugi::xml_document document;
        if (!parse_xml(piece, document)) return broken(file, "sharedStrings.xml");
        texts.push_back(rich_text(document.first_child()));
    }
    return texts;
}

} // namespace tools::sheets
