#include "sim/devices/trace.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/devices/trace_reader.h"
#include "sim/devices/trace_words.h"

namespace sim::devices {

using core::tr;
using core::trf;
/// Keys in alphabetical order.
using SortedJson = nlohmann::json;

namespace {

void put(SortedJson& object, const char* key, const std::string& value) {
    if (!value.empty()) object[key] = value;
}

SortedJson make_dec(const TraceLine& line, const plan::Plan& plan) {
    SortedJson dec = SortedJson::object();
    if (line.kind == TraceKind::received) {
        dec["panel"] = line.panel;
        put(dec, "point", line.point);
        put(dec, "detail", line.detail);
    } else if (line.kind == TraceKind::sent) {
        dec["command"] = line.command;
        put(dec, "detail", line.detail);
    } else if (line.check) {
        dec["id"] = line.check->id;
        dec["expect"] = line.check->expect;
        put(dec, "got", line.check->got);
        dec["verdict"] = line.check->verdict;
        dec["deadline_ns"] = line.check->deadline_ns;
    } else if (line.reading) {
        const DetectorReading& r = *line.reading;
        dec["detector"] = plan[r.detector].key;
        if (r.optical_density_dB_per_m)
            dec["optical_density_dB_per_m"] = *r.optical_density_dB_per_m;
        if (r.temperature_K) dec["temperature_K"] = *r.temperature_K;
        if (r.alarm || (!r.optical_density_dB_per_m && !r.temperature_K)) dec["alarm"] = r.alarm;
    }
    return dec;
}

std::string format_line(const TraceLine& line, const plan::Plan& plan) {
    SortedJson object;
    object["kind"] = trace_kind_words[static_cast<std::size_t>(line.kind)];
    object["seq"] = line.seq;
    object["t_ns"] = line.t_ns;
    put(object, "wall", line.wall);
    put(object, "src", line.src);
    put(object, "dst", line.dst);
    put(object, "raw", line.raw);
    put(object, "dir", line.dir);
    put(object, "conn", line.conn);
    put(object, "fault", line.fault);
    put(object, "note", line.note);
    SortedJson dec = make_dec(line, plan);
    if (!dec.empty()) object["dec"] = std::move(dec);
    return object.dump() + "\n";
}

std::string format_header(const Trace& trace, const std::string& rest_sha256) {
    SortedJson header;
    header["format"] = trace_format_name;
    header["version"] = trace_version;
    header["kind"] = "header";
    header["name"] = trace.name;
    header["device"] = trace.device;
    header["link"] = trace.link;
    header["source"] = trace.source;
    header["licence"] = trace.licence;
    header["clock"] = trace.clock;
    put(header, "note", trace.note);
    put(header, "t0_wall", trace.t0_wall);
    put(header, "tz", trace.tz);
    header["sha256"] = rest_sha256;
    return header.dump() + "\n";
}

} // namespace

core::Result<Trace> parse_trace(const std::string& file, std::string_view bytes,
                                const plan::Plan& plan) {
    if (bytes.size() > trace_file_limit_bytes)
        return core::make_error(core::Errc::too_large,
                                {file, "", trf("文件有 {} 字节，太大", bytes.size()),
                                 trf("不超过 {} 字节", trace_file_limit_bytes)});
    if (bytes.empty())
        return core::make_error(core::Errc::bad_input, {file, "", tr("文件是空的"), ""});
    TraceReader reader(file, plan);
    const std::size_t header_end = std::min(bytes.find('\n'), bytes.size());
    std::string_view rest = bytes.substr(std::min(header_end + 1, bytes.size()));
    if (!reader.read_header(bytes.substr(0, header_end), core::sha256_hex(rest)))
        return core::make_error(core::Errc::newer_version,
                                {file, trf("第 {} 行", 1), tr("文件来自更新的版本"),
                                 trf("版本 {}，或换用更新的程序", trace_version)});
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        reader.read_line(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!bytes.ends_with('\n')) reader.report_cut();
    return reader.take();
}

core::Result<Trace> load_trace(const std::string& file, const plan::Plan& plan) {
    const auto bytes = core::read_file(file, trace_file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_trace(file, *bytes, plan);
}

std::string format_trace(const Trace& trace, const plan::Plan& plan) {
    std::string rest;
    std::size_t i = 0, j = 0;
    while (i < trace.lines.size() || j < trace.asides.size()) {
        const bool aside = i == trace.lines.size() ||
                           (j < trace.asides.size() && trace.asides[j].seq < trace.lines[i].seq);
        rest += format_line(aside ? trace.asides[j++] : trace.lines[i++], plan);
    }
    return format_header(trace, core::sha256_hex(rest)) + rest;
}

} // namespace sim::devices
