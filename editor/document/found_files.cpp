#include "editor/document/found_files.h"

#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <set>
#include <unistd.h>

namespace editor::document {

namespace fs = std::filesystem;
using sim::core::tr;

namespace {

constexpr int depth_limit_count = 3;
constexpr std::size_t look_limit_count = 20'000;

fs::path home() {
    const char* path = std::getenv("HOME");
    return path && *path ? fs::path(path) : fs::path();
}

/// XDG_DESKTOP_DIR="$HOME/桌面" and the like, as the desktop wrote them.
fs::path named_by_desktop(const std::string& name) {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    std::ifstream in((config && *config ? fs::path(config) : home() / ".config") /
                     "user-dirs.dirs");
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with(name + "=\"") || !line.ends_with('"')) continue;
        const std::string value = line.substr(name.size() + 2, line.size() - name.size() - 3);
        if (value.starts_with("$HOME/")) return home() / value.substr(6);
        return value.starts_with('/') ? fs::path(value) : fs::path();
    }
    return {};
}

struct Place {
    fs::path folder;
    std::string words;
};

std::vector<Place> find_sticks() {
    std::vector<Place> sticks;
    const char* user = std::getenv("USER");
    for (const char* root : {"/media", "/run/media"})
        for (const fs::path& above : {fs::path(root), fs::path(root) / (user ? user : "")}) {
            std::error_code code;
            for (fs::directory_iterator
                     at(above, fs::directory_options::skip_permission_denied, code),
                 end;
                 !code && at != end; at.increment(code))
                if (at->is_directory(code) && at->path().filename() != (user ? user : ""))
                    sticks.push_back({at->path(), at->path().filename().string()});
            if (!user || !*user) break;
        }
    return sticks;
}

std::vector<Place> find_places() {
    struct Usual {
        const char *variable, *words;
        std::array<const char*, 2> names;
    };
    static constexpr Usual usual[] = {
        {"XDG_DESKTOP_DIR", "桌面", {"桌面", "Desktop"}},
        {"XDG_DOWNLOAD_DIR", "下载", {"下载", "Downloads"}},
        {"XDG_DOCUMENTS_DIR", "文档", {"文档", "Documents"}},
        {"XDG_PICTURES_DIR", "图片", {"图片", "Pictures"}},
    };
    std::vector<Place> places;
    if (home().empty()) return find_sticks();
    for (const Usual& one : usual) {
        places.push_back({named_by_desktop(one.variable), tr(one.words)});
        for (const char* name : one.names)
            places.push_back({home() / name, tr(one.words)});
    }
    for (Place& stick : find_sticks())
        places.push_back(std::move(stick));
    return places;
}

std::string lower_ending(const fs::path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return ending;
}

class Search {
public:
    using Fits = bool (*)(const fs::path&);
    explicit Search(Fits fits) : fits_(fits) {}

    void look_into(const Place& place) {
        std::error_code code;
        if (place.folder.empty() || place.folder == home() ||
            !seen_.insert(fs::weakly_canonical(place.folder, code)).second)
            return;
        fs::recursive_directory_iterator at(place.folder,
                                            fs::directory_options::skip_permission_denied, code);
        for (const fs::recursive_directory_iterator end; !code && at != end; at.increment(code)) {
            if (++looked_count_ > look_limit_count) return;
            const bool secret = at->path().filename().string().starts_with('.');
            if (secret || at.depth() >= depth_limit_count) at.disable_recursion_pending();
            if (!secret) offer(*at, place.words);
        }
    }

    std::vector<FoundFile> found;

private:
    void offer(const fs::directory_entry& entry, const std::string& folder) {
        std::error_code code;
        FoundFile file;
        if (!fits_(entry.path()) || !entry.is_regular_file(code)) return;
        file.path = entry.path();
        file.folder = folder;
        file.size_bytes = entry.file_size(code);
        file.written = entry.last_write_time(code);
        if (!code) found.push_back(std::move(file));
    }

    Fits fits_;
    std::set<fs::path> seen_;
    std::size_t looked_count_ = 0;
};

std::vector<FoundFile> find_files(Search::Fits fits) {
    Search search(fits);
    const std::vector<Place> places = find_places();
    for (const Place& place : places)
        search.look_into(place);
    std::vector<FoundFile> found = std::move(search.found);
    std::stable_sort(found.begin(), found.end(),
                     [](const FoundFile& a, const FoundFile& b) { return a.written > b.written; });
    if (found.size() > found_limit_count) found.resize(found_limit_count);
    return found;
}

bool can_be_traced(const fs::path& path) {
    TraceKind kind{};
    return find_trace_kind(path, kind);
}

} // namespace

bool find_trace_kind(const fs::path& path, TraceKind& kind) {
    static constexpr std::pair<const char*, TraceKind> endings[] = {
        {".jpg", TraceKind::picture}, {".jpeg", TraceKind::picture}, {".png", TraceKind::picture},
        {".bmp", TraceKind::picture}, {".gif", TraceKind::picture},  {".heic", TraceKind::picture},
        {".pdf", TraceKind::pdf},     {".dxf", TraceKind::dxf},      {".dwg", TraceKind::dwg}};
    const std::string ending = lower_ending(path);
    for (const auto& [known, its_kind] : endings)
        if (ending == known) {
            kind = its_kind;
            return true;
        }
    return false;
}

bool is_table(const fs::path& path) {
    const std::string ending = lower_ending(path);
    // A spreadsheet that is open elsewhere leaves a lock beside it.
    return (ending == ".xlsx" || ending == ".csv") && !path.filename().string().starts_with("~$");
}

std::vector<FoundFile> find_trace_files() {
    return find_files(can_be_traced);
}

std::vector<FoundFile> find_table_files() {
    return find_files(is_table);
}

} // namespace editor::document
