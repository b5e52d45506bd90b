/// A printed form described once as data: layout.h sets it on A4, print.h writes it as PDF and as
/// the .xlsx twin with the same columns. Titles, headings, labels and column titles are message ids
/// and are translated when they are set; values are printed as they are.
#pragma once
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace tools::paper {

enum class Align { left, center, right };
enum class Paper { portrait, landscape };

/// A label and what stands beside it. Empty values leave room to write.
struct Field {
    std::string label, value;
    bool wide = false;   ///< takes the whole row of a grid
    double least_mm = 0; ///< height to write in; 0: one line
};

/// Framed, two fields a row.
struct FieldGrid {
    std::string heading; ///< may be empty
    std::vector<Field> fields;
};

/// Fields above a table, without frames, as many a line as fit.
struct FieldLine {
    std::vector<Field> fields;
};

struct Column {
    std::string title;
    double share = 1; ///< of the width; only its ratio to the others counts
    Align align = Align::left;
    std::string group{}; ///< neighbours of one group stand under one merged title
    /// What its values are: in the .xlsx twin they can be sorted and added up. Values that are none
    /// stay text.
    enum class Kind { text, number, date } kind = Kind::text;
};

/// Repeats its header on every page. A row that is shorter than the columns is filled with nothing.
struct Table {
    std::string heading; ///< may be empty
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
    int blank_rows = 0;                  ///< empty ones below
    double least_mm = 0;                 ///< height of a row; 0: one line
    std::set<std::size_t> strong_rows{}; ///< in bold 黑体
};

/// Paragraphs, parted by line feeds.
struct Text {
    std::string heading; ///< may be empty
    std::string text;
    double scale = 1; ///< of the body's size
    Align align = Align::left;
};

/// One line, room behind each label.
struct Signatures {
    std::vector<std::string> labels;
};

/// Pictures are named by their hash: the paper holds the place, the archive the picture.
struct Photo {
    std::string caption, sha256;
};
struct Photos {
    std::string heading;
    std::vector<Photo> photos;
    int blank_count = 0; ///< empty frames to paste into, after those given
};

struct PageBreak {};

using Block = std::variant<FieldGrid, FieldLine, Table, Text, Signatures, Photos, PageBreak>;

struct Form {
    std::string key;   ///< "drill_record"
    std::string title; ///< in large type
    std::string subtitle{};
    /// Kind of drill, a word (演示, 模拟, 实战, 桌面) in large type in its frame; empty: no drill.
    std::string kind{};
    bool simulated = false; ///< figures of a simulation: says on each page what they are not for
    Paper paper = Paper::portrait;
    double body_pt = 10.5;
    bool one_page = false;     ///< set smaller until it fits on one page, down to least_pt
    std::string produced{};    ///< at the foot: what made it, from which record
    std::string created_utc{}; ///< ISO 8601 with Z, of the data: PDF's date; empty: 2000-01-01
    std::vector<Block> blocks{};
    double least_pt = 0; ///< of a form on one page; 0: layout.h's limit
};

} // namespace tools::paper
