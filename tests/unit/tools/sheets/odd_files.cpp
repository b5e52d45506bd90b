#include "odd_files.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <zip.h>

namespace odd_files {

std::string zip(const Parts& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(memory);
    zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    }
    if (zip_close(archive) != 0) std::abort();
    zip_stat_t stat;
    zip_source_stat(memory, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(memory);
    zip_source_read(memory, bytes.data(), bytes.size());
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

Parts parts(const Book& book) {
    const std::string head = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const std::string links = "http://schemas.openxmlformats.org/package/2006/relationships";
    const std::string kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const auto link = [&](const char* id, const char* kind, const char* target) {
        return std::string("<Relationship Id=\"") + id + "\" Type=\"" + kinds + "/" + kind +
               "\" Target=\"" + target + "\"/>";
    };
    return {
        {"[Content_Types].xml", head + "<Types/>"},
        {"_rels/.rels", head + "<Relationships xmlns=\"" + links + "\">" +
                            link("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
        {"xl/workbook.xml", head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + kinds +
                                "\"><workbookPr " + book.workbook_properties +
                                "/><sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\" " +
                                book.sheet_attributes + "/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", head + "<Relationships xmlns=\"" + links + "\">" +
                                           link("rId1", "worksheet", "worksheets/sheet1.xml") +
                                           link("rId2", "sharedStrings", "sharedStrings.xml") +
                                           link("rId3", "styles", "/xl/styles.xml") +
                                           "</Relationships>"},
        {"xl/sharedStrings.xml", head + "<sst xmlns=\"" + main + "\">" + book.texts + "</sst>"},
        {"xl/styles.xml", head + "<styleSheet>" + book.styles + "</styleSheet>"},
        {"xl/worksheets/sheet1.xml", head + "<worksheet>" + book.sheet + "</worksheet>"},
    };
}

std::string xlsx(const Book& book) {
    return zip(parts(book));
}

} // namespace odd_files
