#include "roster/domain/attachment.h"

#include "sim/core/text.h"
#include <algorithm>
#include <initializer_list>

namespace roster::domain {

namespace {

constexpr std::size_t longest_name_bytes = 120;
constexpr std::size_t longest_ending_bytes = 12;

} // namespace

const char* word(AttachmentSubject subject) noexcept {
    constexpr const char* words[] = {"演练", "活动", "检查", "隐患", "证书", "预案"};
    return words[static_cast<int>(subject)];
}

std::string find_media_type(std::string_view bytes) noexcept {
    const auto begins = [bytes](std::initializer_list<int> signature) {
        return bytes.size() >= signature.size() &&
               std::equal(signature.begin(), signature.end(), bytes.begin(),
                          [](int a, char b) { return a == static_cast<unsigned char>(b); });
    };
    if (begins({0xFF, 0xD8, 0xFF})) return "image/jpeg";
    if (begins({0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A})) return "image/png";
    if (begins({'%', 'P', 'D', 'F', '-'})) return "application/pdf";
    if (begins({'P', 'K', 3, 4})) return "application/zip";
    return {};
}

std::string make_safe_file_name(std::string_view path) {
    if (const auto slash = path.find_last_of("/\\"); slash != path.npos)
        path.remove_prefix(slash + 1);
    std::string name;
    for (const char c : path)
        name += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
                        std::string_view("<>:\"|?*").find(c) != std::string_view::npos
                    ? '_'
                    : c;
    while (!name.empty() && std::string_view(".=+-@ ").find(name.front()) != std::string_view::npos)
        name.erase(0, 1);
    if (name.size() > longest_name_bytes) {
        const auto dot = name.rfind('.');
        const std::string ending =
            dot != name.npos && name.size() - dot <= longest_ending_bytes ? name.substr(dot) : "";
        name =
            std::string(sim::core::beginning_of(name, longest_name_bytes - ending.size())) + ending;
    }
    return name.empty() ? "附件" : name;
}

} // namespace roster::domain
