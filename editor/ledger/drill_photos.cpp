#include "editor/ledger/drill_photos.h"

#include "editor/ledger/open_ledger.h"
#include "roster/service/attachments.h"

namespace editor::ledger {

namespace core = sim::core;
namespace service = roster::service;

core::Result<void> hand_in_photos(const Place& place, const std::string& drill,
                                  const std::vector<DrillPhoto>& photos, const std::string& who) {
    if (photos.empty()) return {};
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    const auto folder = service::find_files_folder(ledger->opened.database, "");
    if (!folder) return tl::unexpected(folder.error());
    std::vector<service::AttachmentOrder> orders;
    for (const DrillPhoto& photo : photos)
        orders.push_back({"drill/" + drill, photo.file, photo.note});
    const auto added = service::add_attachments(ledger->opened.database, *folder, orders, who);
    if (!added) return tl::unexpected(added.error());
    return {};
}

} // namespace editor::ledger
