#include "tools/dxf/dxf_reader.h"

#include "sim/core/text.h"
#include "tools/dxf/dxf_blocks.h"
#include "tools/dxf/dxf_curves.h"
#include <algorithm>
#include <dxflib/dl_creationadapter.h>
#include <dxflib/dl_dxf.h>
#include <iconv.h>
#include <numbers>

namespace tools::dxf {

namespace core = sim::core;
using core::tr;
using core::trf;
using core::Vec2;

namespace {

constexpr double degree_rad = std::numbers::pi / 180;
constexpr double coordinate_limit = 1e9; ///< millimetres round a province; beyond it a slip
constexpr int insert_limit_count = 1000; ///< columns, rows of one array
constexpr std::size_t long_text_limit_bytes = 4096;

/// Metres of $INSUNITS; 0 for what it does not say.
double metres_of(int insert_units) {
    static constexpr std::pair<int, double> units[] = {{1, 0.0254}, {2, 0.3048}, {4, 0.001},
                                                       {5, 0.01},   {6, 1},      {14, 0.1}};
    for (const auto& [code, metres] : units)
        if (code == insert_units) return metres;
    return 0;
}

/// Before 2007 names are in the code page of whoever drew: Chinese ones in GBK.
std::string to_utf8(const std::string& bytes) {
    if (core::is_utf8(bytes)) return bytes;
    const iconv_t converter = ::iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1)) return "?";
    std::string from = bytes, to(bytes.size() * 4, '\0');
    char *in = from.data(), *out = to.data();
    std::size_t in_left = from.size(), out_left = to.size();
    const bool good = ::iconv(converter, &in, &in_left, &out, &out_left) != std::size_t(-1);
    ::iconv_close(converter);
    to.resize(to.size() - out_left);
    return good && core::is_utf8(to) ? to : "?";
}

/// Without what CAD programs write for fonts, sizes and new lines: "{\\fSimSun;201\\P居室}" -> "201
/// 居室".
std::string plain_words(std::string_view text) {
    constexpr std::string_view with_value = "fFHWAQTCcp"; // letters whose value ends with ';'
    std::string words;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '{' || c == '}') continue;
        if (c != '\\' || i + 1 == text.size()) {
            words.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
            continue;
        }
        const char letter = text[++i];
        if (letter == 'P' || letter == '~')
            words.push_back(' ');
        else if (letter == '\\' || letter == '{' || letter == '}')
            words.push_back(letter);
        else if (with_value.find(letter) != std::string_view::npos)
            i = std::min(text.find(';', i), text.size());
    }
    while (words.ends_with(' '))
        words.pop_back();
    return words.substr(std::min(words.find_first_not_of(' '), words.size()));
}

bool is_sound(Vec2 p) {
    return std::abs(p.x) < coordinate_limit && std::abs(p.y) < coordinate_limit; // not for NaN
}

/// Collects what dxflib reads.
class Collector : public DL_CreationAdapter {
public:
    struct Known {
        std::string name;
        bool visible = true;
    };
    double unit_m = 0;
    std::size_t skipped_count = 0, stroke_count = 0;
    std::vector<Known> layers;
    std::vector<Caption> captions; ///< of the model itself; those in blocks are frames and symbols
    Sheet model;
    Blocks blocks;

    [[nodiscard]] bool is_full() const { return stroke_count > line_limit_count; }

    void setVariableInt(const std::string& key, int value, int) override {
        if (key == "$INSUNITS") unit_m = metres_of(value);
    }
    void addLayer(const DL_LayerData& d) override {
        constexpr int frozen = 1;
        if (layers.size() < layer_limit_count)
            layers.push_back({d.name, !(d.flags & frozen) && attributes.getColor() >= 0});
    }
    void addBlock(const DL_BlockData& d) override {
        end_polyline();
        block_ = d.name;
        Sheet& sheet = blocks[d.name];
        sheet = {};
        sheet.base = {d.bpx, d.bpy};
    }
    void endBlock() override {
        end_polyline();
        block_.clear();
    }
    void addLine(const DL_LineData& d) override { stroke({d.x1, d.y1}, {d.x2, d.y2}); }
    void addArc(const DL_ArcData& d) override {
        double to = d.angle2;
        if (to < d.angle1) to += 360;
        chain(arc_points({d.cx, d.cy}, {d.radius, 0}, 1, d.angle1 * degree_rad, to * degree_rad));
    }
    void addCircle(const DL_CircleData& d) override {
        chain(arc_points({d.cx, d.cy}, {d.radius, 0}, 1, 0, 2 * std::numbers::pi));
    }
    void addEllipse(const DL_EllipseData& d) override {
        double to = d.angle2;
        if (to <= d.angle1) to += 2 * std::numbers::pi;
        chain(arc_points({d.cx, d.cy}, {d.mx, d.my}, d.ratio, d.angle1, to));
    }
    void addPolyline(const DL_PolylineData& d) override {
        end_polyline();
        in_polyline_ = true;
        closed_ = d.flags & 1;
        layer_ = attributes.getLayer();
    }
    void addVertex(const DL_VertexData& d) override {
        if (!in_polyline_ || is_full()) return;
        corners_.push_back({d.x, d.y});
        bulges_.push_back(d.bulge);
        if (corners_.size() > line_limit_count) stroke_count = corners_.size();
    }
    void endEntity() override { end_polyline(); }
    void endSequence() override { end_polyline(); }
    void addInsert(const DL_InsertData& d) override {
        Insert i{d.name,
                 attributes.getLayer(),
                 {d.ipx, d.ipy},
                 {d.sx, d.sy},
                 {d.colSp, d.rowSp},
                 d.angle * degree_rad,
                 std::clamp(d.cols, 1, insert_limit_count),
                 std::clamp(d.rows, 1, insert_limit_count)};
        if (is_sound(i.at) && is_sound(i.scale) && ++stroke_count)
            sheet().inserts.push_back(std::move(i));
    }
    void addText(const DL_TextData& d) override { caption({d.ipx, d.ipy}, d.text); }
    void addMText(const DL_MTextData& d) override {
        caption({d.ipx, d.ipy}, long_text_ + d.text);
        long_text_.clear();
    }
    void addMTextChunk(const std::string& part) override {
        if (long_text_.size() < long_text_limit_bytes) long_text_ += part;
    }
    // What is no line is counted, so that nobody wonders.
    void addHatch(const DL_HatchData&) override { ++skipped_count; }
    void addSolid(const DL_SolidData&) override { ++skipped_count; }
    void addSpline(const DL_SplineData&) override { ++skipped_count; }
    void add3dFace(const DL_3dFaceData&) override { ++skipped_count; }

private:
    Sheet& sheet() { return block_.empty() ? model : blocks[block_]; }

    void stroke(Vec2 a, Vec2 b, const std::string& layer) {
        if (is_full() || !is_sound(a) || !is_sound(b) || a == b) return;
        ++stroke_count;
        sheet().strokes.push_back({{a, b}, layer});
    }
    void stroke(Vec2 a, Vec2 b) { stroke(a, b, attributes.getLayer()); }
    void chain(const std::vector<Vec2>& points) {
        for (std::size_t i = 1; i < points.size(); ++i)
            stroke(points[i - 1], points[i]);
    }
    void end_polyline() {
        const std::size_t n = corners_.size(), edges = n == 0 ? 0 : closed_ ? n : n - 1;
        for (std::size_t i = 0; i < edges; ++i) {
            Vec2 from = corners_[i];
            for (const Vec2 to : bulge_points(from, corners_[(i + 1) % n], bulges_[i])) {
                stroke(from, to, layer_);
                from = to;
            }
        }
        corners_.clear();
        bulges_.clear();
        in_polyline_ = false;
    }

    /// As a person reads it; what is too long is no name.
    void caption(Vec2 at, const std::string& text) {
        std::string words = plain_words(to_utf8(text));
        if (!block_.empty() || !is_sound(at) || words.empty() ||
            words.size() > caption_limit_bytes || captions.size() == caption_limit_count)
            return;
        captions.push_back({at, std::move(words)});
    }

    std::string block_, layer_, long_text_;
    std::vector<Vec2> corners_;
    std::vector<double> bulges_;
    bool in_polyline_ = false, closed_ = false;
};

/// Passes bytes on and counts them; ends early when enough was seen.
class CountingBuffer : public std::streambuf {
public:
    CountingBuffer(std::istream& from, const Collector& collector, const Progress& progress)
        : from_(from), collector_(collector), progress_(progress), bytes_(1 << 16) {}
    bool saw_end = false; ///< the word EOF, with which a whole file ends

protected:
    int_type underflow() override {
        if (collector_.is_full()) return traits_type::eof();
        from_.read(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
        const auto count = static_cast<std::size_t>(from_.gcount());
        if (count == 0) return traits_type::eof();
        std::replace(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(count), '\0',
                     ' ');
        look_for_end({bytes_.data(), count});
        done_bytes_ += count;
        if (progress_) progress_(done_bytes_);
        setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
        return traits_type::to_int_type(bytes_[0]);
    }

private:
    void look_for_end(std::string_view bytes) {
        tail_.append(bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 32)));
        if (tail_.size() > 32) tail_.erase(0, tail_.size() - 32);
        saw_end = tail_.find("EOF") != std::string::npos;
    }

    std::istream& from_;
    const Collector& collector_;
    const Progress& progress_;
    std::vector<char> bytes_;
    std::uintmax_t done_bytes_ = 0;
    std::string tail_;
};

tl::unexpected<core::Error> refuse(const std::string& file, std::string what,
                                   std::string expected) {
    return core::make_error(core::Errc::bad_input,
                            {file, "", std::move(what), std::move(expected)});
}

core::Result<void> check_head(const std::string& file, std::istream& in) {
    std::string head(4096, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    in.clear();
    in.seekg(0);
    if (head.empty()) return refuse(file, tr("文件是空的"), "");
    if (head.starts_with("AC10"))
        return refuse(file, tr("这是 DWG，读不了"), tr("在 CAD 里另存为 DXF R12–2013"));
    if (head.starts_with("AutoCAD Binary DXF"))
        return refuse(file, tr("这是二进制 DXF，读不了"), tr("另存为文本（ASCII）DXF R12–2013"));
    if (head.find("SECTION") == std::string::npos && head.find("EOF") == std::string::npos)
        return refuse(file, tr("这不是 DXF"), tr("在 CAD 里另存为 DXF R12–2013"));
    return {};
}

Linework number_layers(const Collector& read, const std::vector<Stroke>& strokes) {
    Linework all;
    all.unit_m = read.unit_m;
    all.skipped_count = read.skipped_count;
    std::map<std::string, std::uint32_t, std::less<>> number_of;
    const auto number = [&](const std::string& name, bool visible) {
        const auto known = number_of.find(name);
        if (known != number_of.end()) return known->second;
        if (all.layers.size() == layer_limit_count) return std::uint32_t{0};
        const auto fresh = static_cast<std::uint32_t>(all.layers.size());
        number_of.emplace(name, fresh);
        all.layers.push_back({to_utf8(name), 0, visible});
        return fresh;
    };
    for (const auto& layer : read.layers)
        number(layer.name, layer.visible);
    for (const Stroke& stroke : strokes) {
        if (!is_sound(stroke.ends.a) || !is_sound(stroke.ends.b)) continue;
        const std::uint32_t layer = number(stroke.layer, true);
        ++all.layers[layer].line_count;
        all.lines.push_back({stroke.ends, layer});
    }
    all.captions = read.captions;
    return all;
}

} // namespace

core::Result<Linework> read_dxf(const std::string& file, std::istream& in,
                                const Progress& progress) {
    if (auto good = check_head(file, in); !good) return tl::unexpected(good.error());
    Collector read;
    CountingBuffer buffer(in, read, progress);
    std::istream counted(&buffer);
    DL_Dxf dxf;
    dxf.in(counted, &read);
    const auto too_many = [&] {
        return refuse(file, trf("图里的线条超过 {} 条", line_limit_count),
                      tr("在 CAD 里只留下一层的墙，再另存"));
    };
    if (read.is_full()) return too_many();
    read.endSequence();
    if (!buffer.saw_end)
        return refuse(file, tr("DXF 没有完，后半截丢了"), tr("重新复制或导出一份"));
    std::vector<Stroke> strokes;
    if (!expand(read.model, read.blocks, strokes)) return too_many();
    Linework all = number_layers(read, strokes);
    if (all.lines.empty())
        return refuse(file, tr("DXF 里没有线条"), tr("墙要画成直线、多段线或圆弧"));
    return all;
}

} // namespace tools::dxf
