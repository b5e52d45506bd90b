/// Any bytes as a record: either problems, at least one, or a record all of whose numbers are fit
/// to be used: frames to the end, everybody on a sheet, facts in order.
#include "sim/core/text.h"
#include "sim/record/record.h"
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace sim;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "record_fuzz: %s\n", what);
    std::abort();
}

/// A file in memory where there is such a folder; goes away with the program.
class ScratchFile {
public:
    ScratchFile() {
        const bool shared_memory = ::access("/dev/shm", W_OK) == 0;
        path_ = (shared_memory ? "/dev/shm/record_fuzz-" : "/tmp/record_fuzz-") +
                std::to_string(::getpid());
    }
    ~ScratchFile() { ::unlink(path_.c_str()); }
    void write(const std::uint8_t* data, std::size_t size) {
        const int fd = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (fd < 0 || ::write(fd, data, size) != static_cast<ssize_t>(size))
            fail("cannot write the scratch file");
        ::close(fd);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

void check(const core::Problems& problems) {
    if (problems.empty()) fail("refused without a problem");
    for (const auto& problem : problems)
        if (problem.what.empty()) fail("a problem without words");
}

void check(const drill::Frame& frame, const record::Record& record) {
    if (frame.people.size() != record.cast.size()) fail("somebody is missing in a frame");
    for (const auto& p : frame.people) {
        if (p.position.sheet.index() >= record.area.sheets.size()) fail("somebody on no sheet");
        if (!std::isfinite(p.position.at_m.x) || !std::isfinite(p.position.at_m.y))
            fail("somebody nowhere");
        if (!std::isfinite(p.heading_rad) || !std::isfinite(p.dose)) fail("a number that is none");
    }
    for (const auto& d : frame.devices)
        if (d.sheet.index() >= record.area.sheets.size()) fail("a device on no sheet");
    if (frame.cells.size() != record.cells.cells.size()) fail("a cell is missing in a frame");
    for (const auto& c : frame.cells)
        if (!std::isfinite(c.interface_height_m) || !std::isfinite(c.upper_temperature_K))
            fail("smoke without numbers");
    if (frame.open_frac.size() != record.plan.openings.size()) fail("a door is missing in a frame");
    if (frame.fire_hrr_kW.size() != record.scenario.fires.size())
        fail("a fire is missing in a frame");
}

void check(const record::Record& record) {
    if (record.frames.size() !=
        static_cast<std::size_t>(record.header.end.value / record::frame_period_ticks) + 1)
        fail("frames do not reach the end");
    for (std::size_t f = 0; f < record.frames.size(); ++f) {
        if (record.frames[f].tick.value !=
            static_cast<std::int64_t>(f) * record::frame_period_ticks)
            fail("a frame of another tick");
        check(record.frames[f], record);
    }
    for (std::size_t i = 0; i < record.facts.size(); ++i)
        if (record.facts[i].seq != static_cast<std::int64_t>(i) + 1) fail("facts out of order");
    (void)drill::calc_score(record.scenario, record.plan, record.header.start, record.facts);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static ScratchFile file;
    file.write(data, size);
    const auto record = record::load_record(file.path());
    if (record)
        check(*record);
    else
        check(record.error().problems);
    return 0;
}
