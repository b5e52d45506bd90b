#include "editor/app/film.h"

#include "sim/core/text.h"
#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace editor::app {

namespace core = sim::core;
using core::Errc;
using core::make_error;
using core::tr;
using core::trf;

namespace {

tl::unexpected<core::Error> cannot_write(const std::string& file, const std::string& why) {
    return make_error(Errc::io, {file, "", trf("写不了影片：{}", why), ""});
}

/// ffmpeg, fed with pictures through a pipe. What it says goes to a file beside the film.
class Packer {
public:
    Packer(std::string file, std::string log) : file_(std::move(file)), log_(std::move(log)) {}
    ~Packer() {
        if (feed_ >= 0) ::close(feed_);
        if (child_ > 0) ::waitpid(child_, nullptr, 0);
        std::error_code code;
        std::filesystem::remove(log_, code);
    }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    [[nodiscard]] core::Result<void> start(int width_px, int height_px) {
        const int log = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (log < 0) return cannot_write(file_, std::strerror(errno));
        const int failed = spawn(width_px, height_px, log);
        ::close(log);
        if (failed == 0) return {};
        return make_error(Errc::io, {"", "ffmpeg", tr("做影片要用 ffmpeg，这台机器上没有"),
                                     "sudo apt-get install ffmpeg"});
    }
    /// False when it takes no more.
    [[nodiscard]] bool take(const std::vector<unsigned char>& bytes) const {
        for (std::size_t done = 0; done < bytes.size();) {
            const ssize_t written = ::write(feed_, bytes.data() + done, bytes.size() - done);
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            done += static_cast<std::size_t>(written);
        }
        return true;
    }
    /// Waits for the end; true when the film is whole.
    [[nodiscard]] bool finish() {
        ::close(feed_);
        feed_ = -1;
        int status = 0;
        const bool waited = ::waitpid(child_, &status, 0) == child_;
        child_ = -1;
        return waited && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    /// The last thing it said.
    [[nodiscard]] std::string complaint() const {
        std::string last;
        if (std::FILE* in = std::fopen(log_.c_str(), "r")) {
            std::array<char, 512> line{};
            while (std::fgets(line.data(), static_cast<int>(line.size()), in))
                last = line.data();
            std::fclose(in);
        }
        while (!last.empty() && last.back() == '\n')
            last.pop_back();
        return last;
    }

private:
    /// Errno of what kept it from starting; 0: it runs.
    [[nodiscard]] int spawn(int width_px, int height_px, int log) {
        const std::string size = fmt::format("{}x{}", width_px, height_px),
                          rate = std::to_string(film_rate_Hz);
        // H.264 in yuv420p plays everywhere; it wants sides of even length.
        const std::array<const char*, 27> words{
            "ffmpeg",    "-v",         "error",     "-y",
            "-f",        "rawvideo",   "-pix_fmt",  "rgb24",
            "-s",        size.data(),  "-r",        rate.data(),
            "-i",        "-",          "-vf",       "vflip,pad=ceil(iw/2)*2:ceil(ih/2)*2",
            "-c:v",      "libx264",    "-preset",   "veryfast",
            "-pix_fmt",  "yuv420p",    "-f",        "mp4",
            "-movflags", "+faststart", file_.data()};
        std::array<char*, words.size() + 1> argv{};
        for (std::size_t i = 0; i < words.size(); ++i)
            argv[i] = const_cast<char*>(words[i]);
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return errno;
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
        const int failed =
            ::posix_spawnp(&child_, "ffmpeg", &actions, nullptr, argv.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[0]);
        feed_ = ends[1];
        if (failed != 0) child_ = -1;
        return failed;
    }

    std::string file_, log_;
    pid_t child_ = -1;
    int feed_ = -1;
};

void tell_progress(int done, int all) {
    if (!::isatty(STDERR_FILENO)) return;
    std::fprintf(stderr, "\r%s", core::trf("影片 {} / {} 幅", done, all).c_str());
    if (done == all) std::fputc('\n', stderr);
}

/// Draws and hands over every picture; false when the packer takes no more.
bool feed(Packer& packer, Window& window, panels::Desk& desk, int count) {
    for (int i = 1; i <= count; ++i) {
        window.draw(desk, 1.0 / film_rate_Hz);
        if (!packer.take(window.picture().rgb)) return false;
        if (i % film_rate_Hz == 0 || i == count) tell_progress(i, count);
    }
    return true;
}

} // namespace

core::Result<void> write_film(Window& window, panels::Desk& desk, const Options& options) {
    if (!desk.document || !desk.document->played)
        return make_error(Errc::bad_input, {options.file, "", tr("这不是演练记录，没有什么可以放"),
                                            tr("演练记录 .drill")});
    panels::show_film(desk, options.film_speed_ratio);
    constexpr int settling = 3; // drawings until Dear ImGui has measured everything
    for (int i = 0; i < settling; ++i)
        window.draw(desk, 0);
    const double length_s = (desk.playback.end_s - desk.playback.time_s) / options.film_speed_ratio;
    const int count = static_cast<int>(std::ceil((length_s + film_tail_s) * film_rate_Hz));
    const std::string part = options.film + ".part", log = options.film + ".log";
    std::signal(SIGPIPE, SIG_IGN); // a packer that stops is an error, not our end
    Packer packer(part, log);
    const auto first = window.picture();
    if (auto started = packer.start(first.width_px, first.height_px); !started) return started;
    const bool fed = feed(packer, window, desk, count);
    const bool packed = packer.finish() && fed;
    std::error_code code;
    if (packed) std::filesystem::rename(part, options.film, code);
    if (packed && !code) return {};
    std::string why = code ? code.message() : packer.complaint();
    if (why.empty()) why = tr("磁盘可能满了");
    std::filesystem::remove(part, code);
    return cannot_write(options.film, why);
}

} // namespace editor::app
