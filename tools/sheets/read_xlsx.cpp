#include "tools/sheets/read_xlsx.h"

#include "sim/core/text.h"
#include "tools/sheets/sheet_constants.h"
#include "tools/sheets/worksheet.h"
#include "tools/sheets/xml_parts.h"
#include "tools/sheets/zip_parts.h"

#include <map>
#include <set>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

struct Relation {
    std::string kind; ///< last word of its type: "worksheet", "styles", "sharedStrings"
    std::string part;
};
using Relations = std::map<std::string, Relation, std::less<>>;

struct SheetEntry {
    std::string name, part;
    bool hidden = false;
};

// "xl/worksheets/sheet1.xml" of "worksheets/sheet1.xml", "/xl/…" or "../…" seen from `folder`.
std::string resolve(std::string_view folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    const std::filesystem::path joined = std::filesystem::path(folder) / target;
    return joined.lexically_normal().generic_string();
}

std::string folder_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return slash == part.npos ? std::string() : std::string(part.substr(0, slash));
}

tl::unexpected<sim::core::Error> broken(const std::string& file, const std::string& part) {
    return make_error(Errc::bad_input,
                      {file, part, tr("部件的 XML 不完整"), tr("用表格软件打开后重新保存")});
}

Result<Relations> read_relations(const ZipParts& zip, const std::string& part) {
    const std::string folder = folder_of(part);
    const std::string name = (folder.empty() ? "_rels/" : folder + "/_rels/") +
                             part.substr(folder.empty() ? 0 : folder.size() + 1) + ".rels";
    Relations relations;
    if (!zip.has(name)) return relations;
    const auto xml = zip.read_xml(name);
    if (!xml) return tl::make_unexpected(xml.error());
    pugi::xml_document document;
    if (!parse_xml(*xml, document)) return broken(zip.file(), name);
    for_each_child(find_child(document, "Relationships"), "Relationship", [&](pugi::xml_node node) {
        if (find_attribute(node, "TargetMode") == "External") return; // never followed
        const std::string_view type = find_attribute(node, "Type");
        const std::size_t slash = type.rfind('/');
        relations[std::string(find_attribute(node, "Id"))] = {
            std::string(slash == type.npos ? type : type.substr(slash + 1)),
            resolve(folder, find_attribute(node, "Target"))};
    });
    return relations;
}

// Part of the first relation of a kind; empty when there is none.
std::string find_part(const Relations& relations, std::string_view kind) {
    for (const auto& [id, relation] : relations)
        if (relation.kind == kind) return relation.part;
    return {};
}

class BookReader {
public:
    BookReader(const ZipParts& zip, Workbook& out) : zip_(zip), out_(out) {}
    Result<void> read();

private:
    Result<void> read_workbook(const std::string& part);
    Result<void> read_common();
    Result<void> read_sheet(const SheetEntry& sheet);
    // An absent part is an empty text.
    Result<std::string> read_optional(std::string_view kind);

    const ZipParts& zip_;
    Workbook& out_;
    BookParts book_;
    Relations relations_;
    std::vector<SheetEntry> sheets_;
};

Result<void> BookReader::read() {
    book_.file = zip_.file();
    const auto top = read_relations(zip_, "");
    if (!top) return tl::make_unexpected(top.error());
    std::string part = find_part(*top, "officeDocument");
    if (part.empty()) part = "xl/workbook.xml";
    if (!zip_.has(part))
        return make_error(Errc::bad_input,
                          {zip_.file(), "", tr("这是压缩包，里面没有工作簿"), tr(".xlsx 或 CSV")});
    if (auto done = read_workbook(part); !done) return done;
    if (auto done = read_common(); !done) return done;
    for (const SheetEntry& sheet : sheets_)
        if (auto done = read_sheet(sheet); !done) return done;
    return {};
}

Result<void> BookReader::read_workbook(const std::string& part) {
    auto relations = read_relations(zip_, part);
    if (!relations) return tl::make_unexpected(relations.error());
    relations_ = std::move(*relations);
    const auto xml = zip_.read_xml(part);
    if (!xml) return tl::make_unexpected(xml.error());
    pugi::xml_document document;
    const bool parsed = parse_xml(*xml, document);
    const pugi::xml_node root = find_child(document, "workbook");
    if (!parsed || !root) return broken(zip_.file(), part);
    book_.system_1904 = is_true(find_attribute(find_child(root, "workbookPr"), "date1904"));
    std::set<std::string> names;
    for_each_child(find_child(root, "sheets"), "sheet", [&](pugi::xml_node node) {
        const auto relation = relations_.find(find_attribute(node, "id"));
        if (relation == relations_.end() || relation->second.kind != "worksheet") return;
        SheetEntry sheet{std::string(find_attribute(node, "name")), relation->second.part};
        const std::string_view state = find_attribute(node, "state");
        sheet.hidden = state == "hidden" || state == "veryHidden";
        if (names.insert(sheet.part).second) sheets_.push_back(std::move(sheet));
    });
    if (sheets_.empty())
        return make_error(Errc::bad_input,
                          {zip_.file(), part, tr("工作簿里没有工作表"), tr("至少一张工作表")});
    return {};
}

Result<std::string> BookReader::read_optional(std::string_view kind) {
    const std::string part = find_part(relations_, kind);
    if (part.empty() || !zip_.has(part)) return std::string();
    return zip_.read_xml(part);
}

Result<void> BookReader::read_common() {
    const auto styles_xml = read_optional("styles");
    if (!styles_xml) return tl::make_unexpected(styles_xml.error());
    auto styles = read_styles(zip_.file(), *styles_xml);
    if (!styles) return tl::make_unexpected(styles.error());
    book_.styles = std::move(*styles);
    const auto texts_xml = read_optional("sharedStrings");
    if (!texts_xml) return tl::make_unexpected(texts_xml.error());
    auto texts = read_shared_texts(zip_.file(), *texts_xml);
    if (!texts) return tl::make_unexpected(texts.error());
    book_.shared_texts = std::move(*texts);
    return {};
}

Result<void> BookReader::read_sheet(const SheetEntry& sheet) {
    const auto xml = zip_.read_xml(sheet.part);
    if (!xml) return tl::make_unexpected(xml.error());
    auto table = read_worksheet(sheet.name, *xml, book_, out_.notes);
    if (!table) return tl::make_unexpected(table.error());
    table->hidden = sheet.hidden;
    for (const Row& row : table->rows) {
        book_.cell_count += row.cells.size();
        for (const Cell& cell : row.cells)
            book_.text_bytes += cell.text.size();
    }
    if (sheet.hidden)
        out_.notes.push_back({zip_.file(), sheet.name, tr("这张工作表是隐藏的，照样读入"), ""});
    out_.tables.push_back(std::move(*table));
    return {};
}

} // namespace

Result<Workbook> read_xlsx(const std::string& file, std::string_view bytes) {
    if (bytes.size() > file_limit_bytes)
        return make_error(Errc::too_large,
                          {file, "", tr("文件太大"), trf("至多 {} MB", file_limit_bytes >> 20)});
    const auto zip = ZipParts::open(file, bytes);
    if (!zip) return tl::make_unexpected(zip.error());
    Workbook book;
    book.file = file;
    BookReader reader(*zip, book);
    if (auto done = reader.read(); !done) return tl::make_unexpected(done.error());
    return book;
}

} // namespace tools::sheets
