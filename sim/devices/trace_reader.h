/// Reads a trace line by line and gathers what is wrong with it. Inside of trace.cpp only.
#pragma once
#include "sim/core/json_reader.h"
#include "sim/devices/trace.h"
#include <map>

namespace sim::devices {

class TraceReader {
public:
    /// @param plan  outlives the reader
    TraceReader(const std::string& file, const plan::Plan& plan);

    /// @param rest_sha256  of all bytes after the header line
    /// @return false when a newer program wrote the file: then nothing else in it can be judged
    [[nodiscard]] bool read_header(std::string_view line, const std::string& rest_sha256);
    void read_line(std::string_view line);
    /// Notes that the file ends within a line.
    void report_cut();

    /// The trace, or the first problems and the number of the others.
    [[nodiscard]] core::Result<Trace> take();

private:
    [[nodiscard]] std::optional<nlohmann::ordered_json> parse(std::string_view line);
    void report(std::string what, std::string expected = {});
    void check_sorted(const nlohmann::ordered_json& value, const std::string& pointer);
    void check_order(const TraceLine& line);
    void read_dec(core::ObjectReader& reader, TraceLine& line);
    void read_simulated(core::ObjectReader& dec, TraceLine& line);
    void read_received(core::ObjectReader& dec, TraceLine& line);
    void read_check(core::ObjectReader& dec, TraceLine& line);
    [[nodiscard]] std::string place() const;
    void keep_problems_few();

    const plan::Plan* plan_;
    core::JsonSource source_;
    std::size_t unlisted_count_ = 0, line_number_ = 0;
    std::map<std::string, plan::DetectorId, std::less<>> detectors_;
    std::set<std::string, std::less<>> points_;  ///< keys of equipment and spaces
    std::set<std::string, std::less<>> unknown_; ///< reported once each
    std::int64_t last_seq_ = 0, last_t_ns_ = 0;
    Trace trace_;
};

} // namespace sim::devices
