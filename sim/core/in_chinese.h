/// What goes into a record must not depend on the language of whoever made it.
#pragma once

namespace sim::core {

/// While one lives, tr() on this thread answers the Chinese message id.
class InChinese {
public:
    InChinese() noexcept;
    ~InChinese();
    InChinese(const InChinese&) = delete;
    InChinese& operator=(const InChinese&) = delete;
};

} // namespace sim::core
