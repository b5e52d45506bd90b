#include "sim/fire/zone_solver.h"
#include "sim/core/text.h"
#include "sim/fire/smoke_model.h"
#include <algorithm>
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_context.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

namespace sim::fire {

namespace {

struct FreeVector {
    void operator()(N_Vector v) const { N_VDestroy(v); }
};
struct FreeMatrix {
    void operator()(SUNMatrix m) const { SUNMatDestroy(m); }
};
struct FreeLinear {
    void operator()(SUNLinearSolver s) const { SUNLinSolFree(s); }
};
struct FreeMemory {
    void operator()(void* m) const { CVodeFree(&m); }
};
struct FreeContext {
    void operator()(SUNContext c) const { SUNContext_Free(&c); }
};
template <class T, class Free>
using Owned = std::unique_ptr<std::remove_pointer_t<T>, Free>;

constexpr long most_steps_per_period = 4000; ///< then the period counts as failed; never hangs
constexpr double wide_tolerance_factor = 30; ///< of the second attempt
constexpr int calm_periods_after_restart = 20;

void ignore_message(int, const char*, const char*, char*, void*) {}

class CvodeSolver final : public ZoneSolver {
public:
    explicit CvodeSolver(ZoneNetwork& network) : network_(network) {}
    ~CvodeSolver() override = default;

    [[nodiscard]] bool open() {
        SUNContext context = nullptr;
        if (SUNContext_Create(nullptr, &context) != 0) return false;
        context_.reset(context);
        const auto count = static_cast<sunindextype>(network_.unknown_total());
        state_.reset(N_VNew_Serial(count, context));
        good_.resize(network_.unknown_total());
        if (!state_) return false;
        fill_start();
        const SparsePattern& pattern = network_.pattern();
        matrix_.reset(SUNSparseMatrix(count, count, static_cast<sunindextype>(pattern.row.size()),
                                      CSC_MAT, context));
        if (!matrix_) return false;
        fill_pattern(matrix_.get());
        linear_.reset(SUNLinSol_KLU(state_.get(), matrix_.get(), context));
        memory_.reset(CVodeCreate(CV_BDF, context));
        if (!linear_ || !memory_) return false;
        void* m = memory_.get();
        return CVodeInit(m, &rates, 0, state_.get()) == CV_SUCCESS && set_options(m);
    }

    core::Result<void> step() override {
        const double end_s = static_cast<double>(period_ + 1) * fire_period_s;
        std::copy_n(N_VGetArrayPointer(state_.get()), good_.size(), good_.begin());
        if (calm_ > 0 && --calm_ == 0) tolerance_factor_ = 1;
        int flag = advance(end_s);
        if (flag < 0) {
            restart(wide_tolerance_factor);
            flag = advance(end_s);
        }
        if (flag < 0) {
            restart(wide_tolerance_factor);
            return core::make_error(core::Errc::internal,
                                    {"", "",
                                     core::trf("火灾求解器在 {} 秒处失败（CVODE {}）",
                                               static_cast<double>(period_) * fire_period_s, flag),
                                     ""});
        }
        ++period_;
        return {};
    }

    [[nodiscard]] const double* unknowns() const noexcept override {
        return N_VGetArrayPointer(state_.get());
    }

    [[nodiscard]] SolverCounts counts() const noexcept override {
        SolverCounts c = before_restart_;
        long n = 0;
        void* m = memory_.get();
        CVodeGetNumSteps(m, &n), c.steps += n;
        CVodeGetNumRhsEvals(m, &n), c.rate_calls += n;
        CVodeGetNumJacEvals(m, &n), c.jacobians += n;
        CVodeGetNumLinSolvSetups(m, &n), c.factorisations += n;
        return c;
    }

private:
    void fill_start() {
        double* u = N_VGetArrayPointer(state_.get());
        std::fill_n(u, network_.unknown_total(), 0.0);
        for (std::size_t i = 0; i < network_.cells.size(); ++i, u += unknown_count) {
            u[unknown_volume] = network_.cells[i].least_volume_m3;
            u[unknown_upper] = u[unknown_lower] = network_.ambient_K;
        }
    }

    /// Pressure counts absolutely: what drives smoke is thousandths of a pascal between two
    /// segments, whatever the storey's common overpressure.
    static int weights(N_Vector y, N_Vector w, void* user) {
        const auto& self = *static_cast<CvodeSolver*>(user);
        const double* u = N_VGetArrayPointer(y);
        double* out = N_VGetArrayPointer(w);
        const double f = self.tolerance_factor_;
        for (const ZoneShape& cell : self.network_.cells) {
            out[unknown_p] =
                1 / (f * (solver_pressure_Pa + solver_pressure_relative * std::abs(u[unknown_p])));
            out[unknown_volume] = 1 / (f * (solver_relative * std::abs(u[unknown_volume]) +
                                            solver_volume_frac * cell.volume_m3));
            for (const ZoneUnknown k : {unknown_upper, unknown_lower})
                out[k] = 1 / (f * (solver_relative * std::abs(u[k]) + solver_temperature_K));
            u += unknown_count;
            out += unknown_count;
        }
        // The tallies follow whatever the rest does; they never decide on a step.
        std::fill_n(out, +tally_count, 1e-30);
        return 0;
    }

    void fill_pattern(SUNMatrix m) const {
        const SparsePattern& p = network_.pattern();
        std::copy(p.column_begin.begin(), p.column_begin.end(), SUNSparseMatrix_IndexPointers(m));
        std::copy(p.row.begin(), p.row.end(), SUNSparseMatrix_IndexValues(m));
    }

    bool set_options(void* m) {
        return CVodeWFtolerances(m, &weights) == CV_SUCCESS &&
               CVodeSetLinearSolver(m, linear_.get(), matrix_.get()) == CV_SUCCESS &&
               CVodeSetJacFn(m, &jacobian) == CV_SUCCESS &&
               CVodeSetUserData(m, this) == CV_SUCCESS &&
               CVodeSetMaxStep(m, fire_period_s) == CV_SUCCESS &&
               CVodeSetMaxOrd(m, solver_order) == CV_SUCCESS &&
               CVodeSetInitStep(m, 1e-3) == CV_SUCCESS &&
               CVodeSetMaxNumSteps(m, most_steps_per_period) == CV_SUCCESS &&
               CVodeSetErrHandlerFn(m, &ignore_message, nullptr) == CV_SUCCESS;
    }

    int advance(double end_s) {
        void* m = memory_.get();
        CVodeSetStopTime(m, end_s);
        double reached_s = 0;
        return CVode(m, end_s, state_.get(), &reached_s, CV_NORMAL);
    }

    void restart(double tolerance_factor) {
        std::copy(good_.begin(), good_.end(), N_VGetArrayPointer(state_.get()));
        before_restart_ = counts();
        ++before_restart_.restarts;
        tolerance_factor_ = tolerance_factor;
        calm_ = calm_periods_after_restart;
        CVodeReInit(memory_.get(), static_cast<double>(period_) * fire_period_s, state_.get());
    }

    double phase(double time_s) const noexcept {
        return std::clamp(time_s / fire_period_s - static_cast<double>(period_), 0.0, 1.0);
    }

    static int rates(realtype t, N_Vector y, N_Vector ydot, void* user) {
        auto& self = *static_cast<CvodeSolver*>(user);
        const bool gas = self.network_.calc_rates(self.phase(t), N_VGetArrayPointer(y),
                                                  N_VGetArrayPointer(ydot));
        return gas ? 0 : 1;
    }
    static int jacobian(realtype t, N_Vector y, N_Vector, SUNMatrix m, void* user, N_Vector,
                        N_Vector, N_Vector) {
        auto& self = *static_cast<CvodeSolver*>(user);
        self.fill_pattern(m); // CVODE empties the pattern together with the values
        self.network_.calc_jacobian(self.phase(t), N_VGetArrayPointer(y), SUNSparseMatrix_Data(m));
        return 0;
    }

    ZoneNetwork& network_;
    Owned<SUNContext, FreeContext> context_;
    Owned<N_Vector, FreeVector> state_;
    Owned<SUNMatrix, FreeMatrix> matrix_;
    Owned<SUNLinearSolver, FreeLinear> linear_;
    std::unique_ptr<void, FreeMemory> memory_;
    std::vector<double> good_;
    SolverCounts before_restart_;
    long period_ = 0;
    int calm_ = 0;
    double tolerance_factor_ = 1;
};

} // namespace

core::Result<std::unique_ptr<ZoneSolver>> ZoneSolver::make(ZoneNetwork& network) {
    auto solver = std::make_unique<CvodeSolver>(network);
    if (!solver->open())
        return core::make_error(core::Errc::internal, {"", "", core::tr("无法建立火灾求解器"), ""});
    return solver;
}

} // namespace sim::fire
