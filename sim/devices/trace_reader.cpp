#include "sim/devices/trace_reader.h"

#include "sim/core/text.h"
#include "sim/devices/trace_words.h"
#include <algorithm>

namespace sim::devices {

using core::ObjectReader;
using core::tr;
using core::trf;
using Json = nlohmann::ordered_json;

namespace {

constexpr core::Range optical_density_range{0, 100};
constexpr core::Range temperature_range_K{200, 2000};
constexpr std::size_t raw_limit_count = 8192; // hex digits
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// `shape`: 9 stands for a digit, anything else for itself.
bool matches(std::string_view text, std::string_view shape) {
    return text.size() == shape.size() &&
           std::equal(text.begin(), text.end(), shape.begin(),
                      [](char c, char s) { return s == '9' ? c >= '0' && c <= '9' : c == s; });
}
bool is_zone(std::string_view text) {
    return text == "Z" || matches(text, "+99:99") || matches(text, "-99:99");
}
/// ISO 8601 with zone: 2025-04-08T21:18:00+08:00, fraction of a second allowed.
bool is_wall_time(std::string_view text) {
    constexpr std::string_view shape = "9999-99-99T99:99:99";
    if (!matches(text.substr(0, shape.size()), shape)) return false;
    text.remove_prefix(shape.size());
    if (text.starts_with('.')) {
        const std::size_t end = text.find_first_not_of("0123456789", 1);
        if (end == text.npos || end < 2) return false;
        text.remove_prefix(end);
    }
    return is_zone(text);
}
bool is_hex(std::string_view text) {
    return text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::string read_wall(ObjectReader& reader, std::string_view key) {
    std::string wall = reader.text(key, "");
    if (!wall.empty() && !is_wall_time(wall))
        reader.report(key, trf("\"{}\" 不是带时区的时间", wall), "2025-04-08T21:18:00+08:00");
    return wall;
}

/// Frames are longer than the texts that ObjectReader takes.
std::string read_raw(ObjectReader& reader) {
    const Json* raw = reader.raw("raw");
    if (!raw) return {};
    const bool fits =
        raw->is_string() && raw->get_ref<const std::string&>().size() <= raw_limit_count &&
        !raw->get_ref<const std::string&>().empty() && is_hex(raw->get_ref<const std::string&>());
    if (!fits) {
        reader.report("raw", tr("原始字节写得不对"),
                      trf("成对的小写十六进制数字，最多 {} 个", raw_limit_count));
        return {};
    }
    return raw->get<std::string>();
}

} // namespace

TraceReader::TraceReader(const std::string& file, const plan::Plan& plan) : plan_(&plan) {
    source_.file = file;
    for (std::size_t i = 0; i < plan.detectors.size(); ++i)
        detectors_.emplace(plan.detectors[i].key, core::make_id<plan::DetectorId>(i));
    for (const plan::Equipment& e : plan.equipment)
        points_.insert(e.key);
    for (const plan::Space& s : plan.spaces)
        points_.insert(s.key);
}

// --- lines ----------------------------------------------------------------------------------

std::string TraceReader::place() const {
    return trf("第 {} 行", line_number_);
}

void TraceReader::report(std::string what, std::string expected) {
    source_.problems.push_back({source_.file, place(), std::move(what), std::move(expected)});
}

void TraceReader::report_cut() {
    report(tr("最后一行没有写完"), tr("以换行结束"));
    keep_problems_few();
}

void TraceReader::keep_problems_few() {
    if (source_.problems.size() <= trace_problem_limit_count) return;
    unlisted_count_ += source_.problems.size() - trace_problem_limit_count;
    source_.problems.resize(trace_problem_limit_count);
}

std::optional<Json> TraceReader::parse(std::string_view line) {
    if (line.size() > trace_line_limit_bytes) {
        report(trf("这一行有 {} 字节，太长", line.size()),
               trf("不超过 {} 字节", trace_line_limit_bytes));
        return std::nullopt;
    }
    if (line.empty()) {
        report(tr("这一行是空的"));
        return std::nullopt;
    }
    if (line.find('\r') != line.npos) report(tr("有回车符"), tr("只用换行符（LF）分行"));
    if (line.starts_with(byte_order_mark))
        report(tr("有字节序标记（BOM）"), tr("不带 BOM 的 UTF-8"));
    auto value = core::parse_json(source_.file, line);
    if (value) {
        check_sorted(*value, place());
        return std::move(*value);
    }
    for (core::Problem problem : value.error().problems) {
        const std::size_t colon = problem.pointer.find(':'); // "1:column" within this line
        problem.pointer =
            place() + (colon == problem.pointer.npos
                           ? ""
                           : " " + trf("第 {} 列", problem.pointer.substr(colon + 1)));
        source_.problems.push_back(std::move(problem));
    }
    return std::nullopt;
}

void TraceReader::check_sorted(const Json& value, const std::string& pointer) {
    if (!value.is_object()) return;
    const std::string* before = nullptr;
    for (const auto& item : value.items()) {
        const std::string here = pointer + "/" + item.key();
        if (before && item.key() < *before)
            source_.problems.push_back(
                {source_.file, here, tr("键没有按字母顺序排列"), trf("排在 \"{}\" 之前", *before)});
        before = &item.key();
        check_sorted(item.value(), here);
    }
}

// --- header ---------------------------------------------------------------------------------

bool TraceReader::read_header(std::string_view line, const std::string& rest_sha256) {
    line_number_ = 1;
    const auto value = parse(line);
    if (!value) return true;
    if (value->is_object() && value->contains("version")) {
        const Json& version = (*value)["version"];
        if (version.is_number_integer() && version.get<std::int64_t>() > trace_version)
            return false;
    }
    static constexpr std::string_view formats[] = {trace_format_name}, kinds[] = {"header"};
    ObjectReader reader(*value, place(), source_);
    (void)reader.choice("format", formats);
    (void)reader.integer("version", 1, trace_version);
    (void)reader.choice("kind", kinds);
    trace_.name = reader.text("name");
    trace_.device = reader.text("device");
    trace_.link = reader.text("link");
    trace_.source = reader.text("source");
    trace_.licence = reader.text("licence");
    trace_.clock = reader.text("clock");
    trace_.note = reader.text("note", "");
    trace_.t0_wall = read_wall(reader, "t0_wall");
    trace_.tz = reader.text("tz", "");
    if (!trace_.tz.empty() && !is_zone(trace_.tz))
        reader.report("tz", trf("\"{}\" 不是时区", trace_.tz), tr("+08:00 或 Z"));
    trace_.sha256 = reader.text("sha256");
    if (!trace_.sha256.empty() && trace_.sha256 != rest_sha256)
        reader.report("sha256", tr("与后面各行的内容不符：文件被改过或没有写完"), rest_sha256);
    reader.finish();
    keep_problems_few();
    return true;
}

// --- one line -------------------------------------------------------------------------------

void TraceReader::read_line(std::string_view text) {
    ++line_number_;
    const auto value = parse(text);
    if (value) {
        ObjectReader reader(*value, place(), source_);
        TraceLine line;
        if (value->is_object()) {
            line.kind = static_cast<TraceKind>(reader.choice("kind", trace_kind_words));
            const std::size_t problem_count = source_.problems.size();
            line.seq = reader.integer("seq", 1, INT64_MAX);
            line.t_ns = reader.integer("t_ns", 0, trace_time_limit_ns);
            line.at = core::tick_at(static_cast<double>(line.t_ns) * 1e-9);
            if (source_.problems.size() == problem_count) check_order(line);
            line.wall = read_wall(reader, "wall");
            const bool bare = line.kind == TraceKind::mark || line.kind == TraceKind::assertion;
            line.src = bare ? reader.text("src", "") : reader.text("src");
            line.dst = reader.text("dst", "");
            line.raw = read_raw(reader);
            line.dir = reader.text("dir", "");
            line.conn = reader.text("conn", "");
            line.fault = reader.text("fault", "");
            line.note =
                line.kind == TraceKind::mark ? reader.text("note") : reader.text("note", "");
            line.source = line.src;
            read_dec(reader, line);
            reader.finish();
        }
        const bool applied = line.kind == TraceKind::received || line.kind == TraceKind::simulated;
        (applied ? trace_.lines : trace_.asides).push_back(std::move(line));
    }
    keep_problems_few();
}

void TraceReader::check_order(const TraceLine& line) {
    if (line.seq <= last_seq_)
        report(trf("seq {} 不比前面的 {} 大", line.seq, last_seq_), tr("逐行增大"));
    if (line.t_ns < last_t_ns_)
        report(trf("t_ns {} 比前面的 {} 早", line.t_ns, last_t_ns_), tr("时间不倒退"));
    last_seq_ = std::max(last_seq_, line.seq);
    last_t_ns_ = std::max(last_t_ns_, line.t_ns);
}

void TraceReader::read_dec(ObjectReader& reader, TraceLine& line) {
    switch (line.kind) {
    case TraceKind::simulated:
        reader.object("dec", true, [&](ObjectReader& dec) { read_simulated(dec, line); });
        return;
    case TraceKind::received:
        reader.object("dec", true, [&](ObjectReader& dec) { read_received(dec, line); });
        break;
    case TraceKind::sent:
        reader.object("dec", true, [&](ObjectReader& dec) {
            line.command = panel_command_words[dec.choice("command", panel_command_words)];
            line.detail = dec.text("detail", "");
        });
        break;
    case TraceKind::assertion:
        reader.object("dec", true, [&](ObjectReader& dec) { read_check(dec, line); });
        return;
    case TraceKind::mark:
        return;
    }
    if (line.raw.empty() && !reader.has("raw"))
        reader.report("", tr("有 dec 而没有 raw"), tr("原始字节始终保留"));
}

void TraceReader::read_simulated(ObjectReader& dec, TraceLine& line) {
    DetectorReading reading;
    line.source = dec.text("detector");
    const auto it = detectors_.find(line.source);
    if (it != detectors_.end())
        reading.detector = it->second;
    else if (!line.source.empty() && unknown_.insert(line.source).second)
        dec.report("detector", trf("平面图 {} 里没有探测器 \"{}\"", plan_->key, line.source));
    if (dec.has("optical_density_dB_per_m"))
        reading.optical_density_dB_per_m =
            dec.number("optical_density_dB_per_m", optical_density_range);
    if (dec.has("temperature_K"))
        reading.temperature_K = dec.number("temperature_K", temperature_range_K);
    reading.alarm = dec.boolean("alarm", false);
    if (!reading.optical_density_dB_per_m && !reading.temperature_K && !dec.has("alarm"))
        dec.report("", tr("这个读数什么都没有说"),
                   "optical_density_dB_per_m / temperature_K / alarm");
    line.reading = reading;
}

void TraceReader::read_received(ObjectReader& dec, TraceLine& line) {
    line.panel = panel_words[dec.choice("panel", panel_words)];
    line.point = dec.text("point", "");
    line.detail = dec.text("detail", "");
    if (line.point.empty()) return;
    line.source = line.point;
    const auto it = detectors_.find(line.point);
    if (it != detectors_.end()) {
        if (line.panel == "fire") line.reading = DetectorReading{it->second, {}, {}, true};
    } else if (!points_.contains(line.point) && unknown_.insert(line.point).second) {
        dec.report("point", trf("平面图 {} 里没有 \"{}\"", plan_->key, line.point));
    }
}

void TraceReader::read_check(ObjectReader& dec, TraceLine& line) {
    TraceCheck check;
    check.id = dec.text("id");
    check.expect = dec.text("expect");
    check.got = dec.text("got", "");
    check.verdict = verdict_words[dec.choice("verdict", verdict_words)];
    check.deadline_ns = dec.integer("deadline_ns", 0, trace_time_limit_ns, 0);
    line.check = std::move(check);
}

core::Result<Trace> TraceReader::take() {
    if (source_.problems.empty()) return std::move(trace_);
    if (unlisted_count_ > 0)
        source_.problems.push_back(
            {source_.file, "", trf("还有 {} 个问题没有列出", unlisted_count_), ""});
    return core::make_error(std::move(source_.problems));
}

} // namespace sim::devices
