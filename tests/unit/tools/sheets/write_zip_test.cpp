#include "tools/sheets/write_zip.h"

#include "tools/sheets/zip_parts.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace tools::sheets;

TEST_CASE("zip: what was put in comes out, and the same files are the same bytes") {
    const std::vector<ZipFile> files{{"01-记录表.pdf", "pdf"},
                                     {"附件/001-照片.jpg", std::string(100000, 'x')},
                                     {"目录.csv", ""}};
    const auto bytes = write_zip(files);
    REQUIRE(bytes);
    CHECK(*write_zip(files) == *bytes);
    const auto parts = ZipParts::open("a.zip", *bytes);
    REQUIRE(parts);
    for (const ZipFile& file : files)
        CHECK(parts->read(file.name).value() == file.bytes);
}

TEST_CASE("zip: names that climb out of a folder or stand twice are refused, nothing is written") {
    for (const char* name :
         {"../a", "/a", "a//b", "C:a", "a\\b", "", ".a", "a/../b", "CON", "a\nb"})
        CHECK_FALSE(write_zip(std::vector<ZipFile>{{name, "x"}}));
    CHECK_FALSE(write_zip(std::vector<ZipFile>{{"a", "x"}, {"a", "y"}}));
}

TEST_CASE("zip: a name is made safe once and for all") {
    CHECK(safe_file_name("../../etc/passwd") == "_.._etc_passwd");
    CHECK(safe_file_name("con.txt") == "con_.txt");
    CHECK(safe_file_name(" .. ") == "file");
    CHECK(safe_file_name("现场照片.JPG") == "现场照片.JPG");
    CHECK(safe_file_name(std::string(300, 'a') + ".jpg").size() == 100);
    CHECK(safe_file_name(std::string(300, 'a') + ".jpg").ends_with(".jpg"));
    CHECK(rc::check("twice is once", [](const std::string& text) {
        const std::string name = safe_file_name(text);
        RC_ASSERT(safe_file_name(name) == name);
        RC_ASSERT(!name.empty() && name.size() <= 101 && name.find('/') == name.npos);
    }));
}
