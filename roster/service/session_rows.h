/// How a session stands in its table. Only for this folder.
#pragma once
#include "roster/service/sessions.h"
#include "roster/store/session_table.h"

namespace roster::service {

/// The schema knows the names of training_model.h only.
[[nodiscard]] SessionOffer read_offer(const store::SessionRow& row);
[[nodiscard]] bool is_held(const store::SessionRow& row) noexcept;

} // namespace roster::service
