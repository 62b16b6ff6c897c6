package dev.keizoku.health.report;

import dev.keizoku.health.pull.AccountStreams;
import dev.keizoku.health.pull.AccountUses;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.YearMonth;

/** Puts together what came of the product for an account in a month. */
@ApplicationScoped
class UsageReports {

    private final ReportStore store;
    private final AccountUses uses;
    private final AccountStreams streams;

    UsageReports(ReportStore store, AccountUses uses, AccountStreams streams) {
        this.store = store;
        this.uses = uses;
        this.streams = streams;
    }

    /**
     * The report of a month.
     *
     * @throws ProblemException 404 for an account that was never scored, 503 when usage cannot be read
     */
    UsageReport of(TenantRecord tenant, AccountId account, YearMonth month) {
        ReportStore.Account known = store.account(tenant.tenant(), account.value())
                .orElseThrow(() ->
                        new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id."));
        LocalDate from = month.atDay(1);
        LocalDate before = from.minusMonths(1);
        LocalDate to = from.plusMonths(1);
        try {
            UsageReport.Sources sources = new UsageReport.Sources(
                    uses.by(tenant.tenant(), account, before, to, "day", null),
                    uses.by(
                            tenant.tenant(),
                            account,
                            from.minusMonths(UsageReport.QUIET_MONTHS),
                            to,
                            "month",
                            "feature"),
                    uses.by(tenant.tenant(), account, before, to, "month", "user"),
                    uses.by(tenant.tenant(), account, from, to, "month", "department"));
            return UsageReport.of(
                    account.value(),
                    known.name(),
                    month,
                    sources,
                    store.scores(tenant.tenant(), account.value(), from, to),
                    store.goals(tenant.tenant(), account.value(), from, to),
                    streams.featureReleases(tenant.tenant(), tenant.zone()));
        } catch (UpstreamFailure away) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "The account's use cannot be read at the moment. Try again.");
        }
    }
}
