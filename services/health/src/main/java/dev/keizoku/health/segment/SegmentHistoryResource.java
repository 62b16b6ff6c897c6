package dev.keizoku.health.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.segment.SegmentTally.Count;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the customers of each segment did, week by week: what they use and where they stumble. */
@Path("/v1/segment-history")
@RunOnVirtualThread
public class SegmentHistoryResource {

    private static final int DEFAULT_WEEKS = 13;
    private static final int FEATURES = 20;
    private static final List<Count> BANDS = List.of(Count.GREEN, Count.YELLOW, Count.RED, Count.UNKNOWN);

    private final SegmentStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;
    private final Clock clock;

    SegmentHistoryResource(SegmentStore store, Caller caller, Tenants tenants, Cursors cursors, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A segment in a week. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record WeekView(
            LocalDate week,
            LocalDate day,
            @Nullable String segment,
            long accounts,
            long scored,
            @Nullable BigDecimal meanScore,
            @Nullable BigDecimal medianScore,
            List<BandView> bands,
            UseView use,
            StumblesView stumbles) {

        static WeekView of(SegmentStore.Week week) {
            SegmentTally tally = week.tally();
            return new WeekView(
                    week.week(),
                    week.day(),
                    week.segment().equals(SegmentBy.NONE) ? null : week.segment(),
                    tally.count(Count.ACCOUNTS),
                    tally.count(Count.SCORED),
                    tally.meanScore(),
                    tally.medianScore(),
                    BANDS.stream()
                            .map(band -> new BandView(
                                    band.name().toLowerCase(Locale.ROOT),
                                    tally.count(band),
                                    tally.per(band, Count.ACCOUNTS)))
                            .toList(),
                    UseView.of(tally),
                    StumblesView.of(tally));
        }
    }

    /** The customers in a band. */
    record BandView(String band, long accounts, @Nullable BigDecimal share) {}

    /** What the customers do that send events. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record UseView(
            long accounts,
            @Nullable BigDecimal activeShare,
            @JsonProperty("features_used_28") @Nullable BigDecimal featuresUsed28,
            @JsonProperty("features_tried_28") @Nullable BigDecimal featuresTried28,
            @Nullable BigDecimal coreFeatureUse,
            List<FeatureView> features) {

        static UseView of(SegmentTally tally) {
            return new UseView(
                    tally.count(Count.MEASURED),
                    tally.per(Count.ACTIVE, Count.MEASURED),
                    tally.per(Count.FEATURES_USED, Count.MEASURED),
                    tally.per(Count.FEATURES_TRIED, Count.MEASURED),
                    tally.per(Count.CORE_FEATURES_USED, Count.CORE_FEATURES),
                    FeatureView.of(tally.features(), tally));
        }
    }

    /** Where customers do not get on. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StumblesView(
            long withoutFirstValue,
            @JsonProperty("tickets_28") @Nullable BigDecimal tickets28,
            @Nullable BigDecimal lockedShare,
            @JsonProperty("locked_attempts_28") long lockedAttempts28,
            List<FeatureView> lockedFeatures) {

        static StumblesView of(SegmentTally tally) {
            return new StumblesView(
                    tally.count(Count.WITHOUT_VALUE),
                    tally.per(Count.TICKETS, Count.ACCOUNTS),
                    tally.per(Count.LOCKED, Count.MEASURED),
                    tally.count(Count.LOCKED_ATTEMPTS),
                    FeatureView.of(tally.lockedFeatures(), tally));
        }
    }

    /** A feature among those who send events. */
    record FeatureView(
            String feature, long accounts, @Nullable BigDecimal share) {

        static List<FeatureView> of(Map<String, Long> features, SegmentTally tally) {
            return SegmentTally.most(features, FEATURES).stream()
                    .map(each -> new FeatureView(
                            each.feature(),
                            each.accounts(),
                            SegmentTally.share(each.accounts(), tally.count(Count.MEASURED))))
                    .toList();
        }
    }

    @GET
    @RolesAllowed("health:read")
    public Page<WeekView> get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String by = parameters.oneOf("by", SegmentBy.KEYS, SegmentBy.ALL.key());
        List<String> segments =
                parameters.strings("segment").stream().distinct().sorted().toList();
        LocalDate askedTo = parameters.date("to");
        LocalDate askedFrom = parameters.date("from");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        LocalDate to = askedTo == null ? today().plusDays(1) : askedTo;
        LocalDate from = askedFrom == null ? to.minusWeeks(DEFAULT_WEEKS) : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first day lies before the end.");
        }
        parameters.verify();
        TenantId tenant = caller.tenant();
        SegmentStore.Question question = new SegmentStore.Question(SegmentBy.of(by), segments, from, to);
        String list = "segment-history?" + question;
        SegmentStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<SegmentStore.Week> found = store.weeks(tenant, question, after, limit + 1);
        boolean more = found.size() > limit;
        List<SegmentStore.Week> page = more ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream().map(WeekView::of).toList(),
                more
                        ? cursors.seal(
                                tenant,
                                list,
                                page.getLast().week() + page.getLast().segment())
                        : null,
                more);
    }

    /** A day as it is written is ten characters long. */
    private static SegmentStore.Position position(String sealed) {
        int day = LocalDate.EPOCH.toString().length();
        return new SegmentStore.Position(LocalDate.parse(sealed.substring(0, day)), sealed.substring(day));
    }

    private LocalDate today() {
        return clock.instant().atZone(tenants.get(caller.tenant()).zone()).toLocalDate();
    }
}
