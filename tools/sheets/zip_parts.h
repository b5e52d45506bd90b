/// The parts of an .xlsx, unpacked one at a time after its directory was checked against the
/// limits.
#pragma once
#include "sim/core/result.h"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct zip;

namespace tools::sheets {

class ZipParts {
public:
    /// Checks the whole directory before anything is unpacked: number of parts, announced sizes,
    /// ratio, doubled names, encryption, methods other than deflate.
    /// @param bytes must outlive the object
    [[nodiscard]] static sim::core::Result<ZipParts> open(const std::string& file,
                                                          std::string_view bytes);
    /// Names without a leading slash, "\" as "/".
    [[nodiscard]] bool has(std::string_view name) const noexcept;
    /// Unpacks one part. Refuses a part that is absent, longer than announced, or damaged.
    [[nodiscard]] sim::core::Result<std::string> read(std::string_view name) const;
    /// As read(), and refuses what no sheet needs in its XML: a document type (entities, outside
    /// files), and anything that is not UTF-8.
    [[nodiscard]] sim::core::Result<std::string> read_xml(std::string_view name) const;
    [[nodiscard]] const std::string& file() const noexcept { return file_; }

private:
    struct Close {
        void operator()(zip* archive) const noexcept;
    };
    struct Part {
        std::string name;
        std::uint64_t bytes = 0;
    };
    ZipParts() = default;
    [[nodiscard]] sim::core::Problems check_directory(std::uint64_t file_bytes);
    std::string file_;
    std::unique_ptr<zip, Close> archive_;
    std::vector<Part> parts_; ///< position is the zip's index
};

} // namespace tools::sheets
