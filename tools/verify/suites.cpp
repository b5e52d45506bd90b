#include "tools/verify/suites.h"

#include "tools/verify/assist_cases.h"
#include "tools/verify/clearance_cases.h"
#include "tools/verify/crowd_cases.h"
#include "tools/verify/device_cases.h"
#include "tools/verify/fire_cases.h"

namespace tools::verify {

const std::vector<NamedSuite>& all_suites() {
    static const std::vector<NamedSuite> suites{{"fire", run_fire_cases},
                                                {"crowd", run_crowd_cases},
                                                {"assist", run_assist_cases},
                                                {"clearance", run_clearance_cases},
                                                {"devices", run_device_cases}};
    return suites;
}

const char* name(Verdict verdict) noexcept {
    constexpr const char* names[] = {"pass", "fail", "misfit", "skipped"};
    return names[static_cast<int>(verdict)];
}

} // namespace tools::verify
