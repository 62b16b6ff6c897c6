package dev.keizoku.usage.report;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TaggedAnswers;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.UsageProblem;
import dev.keizoku.usage.report.UsageQuery.Dimension;
import dev.keizoku.usage.report.UsageQuery.Interval;
import dev.keizoku.usage.rollup.BusinessDay;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Usage by hour, day, week or month. */
@Path("/v1/usage")
@RunOnVirtualThread
public class UsageResource {

    private static final int MOST_ROWS = 10_000;
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS_OF_HOURS = 31;
    private static final Pattern COMMA = Pattern.compile(",");

    private final UsageStore store;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final TaggedAnswers tagged;
    private final Caller caller;
    private final Clock clock;

    UsageResource(
            UsageStore store,
            Tenants tenants,
            TenantNumbers numbers,
            TaggedAnswers tagged,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.numbers = numbers;
        this.tagged = tagged;
        this.caller = caller;
        this.clock = clock;
    }

    /** Periods that have events, in order. */
    public record Usage(List<Period> data) {}

    /**
     * One period, clipped to what was asked for; what the events do not name is left out.
     *
     * @param from the first day, or the one an hour is in
     * @param startsAt when an hour begins; null when hours are not told apart
     */
    public record Period(
            LocalDate from,
            LocalDate to,
            @Nullable OffsetDateTime startsAt,
            @Nullable OffsetDateTime endsAt,
            @Nullable String name,
            @Nullable String accountId,
            @Nullable String userId,
            @Nullable String feature,
            @Nullable String department,
            long count,
            BigDecimal sum) {

        static Period from(UsageStore.Counted counted, UsageQuery query) {
            LocalDate next = query.interval().next(counted.period());
            Instant hour = counted.hour();
            return new Period(
                    counted.period().isBefore(query.from()) ? query.from() : counted.period(),
                    next.isAfter(query.to()) ? query.to() : next,
                    hour == null ? null : hour.atZone(query.zone()).toOffsetDateTime(),
                    hour == null
                            ? null
                            : hour.plus(1, ChronoUnit.HOURS)
                                    .atZone(query.zone())
                                    .toOffsetDateTime(),
                    counted.name(),
                    orNull(counted.account()),
                    orNull(counted.user()),
                    orNull(counted.feature()),
                    counted.department(),
                    counted.count(),
                    counted.sum().stripTrailingZeros());
        }

        private static @Nullable String orNull(@Nullable String value) {
            return value == null || value.isEmpty() ? null : value;
        }
    }

    @GET
    @RolesAllowed("usage:read")
    public Response get(@Context UriInfo uri, @Context Request request) {
        UsageQuery query = query(Parameters.of(uri));
        List<UsageStore.Counted> rows = store.read(query, MOST_ROWS + 1);
        if (rows.size() > MOST_ROWS) {
            throw new ProblemException(
                    UsageProblem.TOO_MANY_ROWS,
                    "An answer has at most " + MOST_ROWS
                            + " rows. Ask for fewer days, a longer interval or fewer groups.");
        }
        return tagged.answer(
                new Usage(rows.stream().map(row -> Period.from(row, query)).toList()), request);
    }

    private UsageQuery query(Parameters parameters) {
        ZoneId zone = tenants.get(caller.tenant()).zone();
        LocalDate today = BusinessDay.of(clock.instant(), zone);
        LocalDate askedTo = parameters.date("to");
        LocalDate to = askedTo == null ? today.plusDays(1) : askedTo;
        LocalDate askedFrom = parameters.date("from");
        LocalDate from = askedFrom == null ? to.minusDays(USUAL_DAYS) : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("to", "invalid_value", "The period ends before `to`, which comes after `from`.");
        }
        String interval = parameters.oneOf("interval", List.of("hour", "day", "week", "month"), "day");
        if (interval.equals("hour") && ChronoUnit.DAYS.between(from, to) > MOST_DAYS_OF_HOURS) {
            parameters.error(
                    "from", "invalid_value", "By the hour a period has at most " + MOST_DAYS_OF_HOURS + " days.");
        }
        Instant knownAt = parameters.instant("known_at");
        UsageQuery query = new UsageQuery(
                numbers.of(caller.tenant()),
                from,
                to,
                zone,
                Interval.valueOf(interval.toUpperCase(Locale.ROOT)),
                parameters.strings("account_id"),
                parameters.strings("user_id"),
                parameters.strings("name"),
                groupBy(parameters),
                BusinessDay.of(knownAt == null ? clock.instant() : knownAt, zone));
        parameters.verify();
        return query;
    }

    private static Set<Dimension> groupBy(Parameters parameters) {
        Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
        for (String value : parameters.strings("group_by")) {
            for (String name : COMMA.split(value, -1)) {
                EnumSet.allOf(Dimension.class).stream()
                        .filter(dimension -> dimension.wire().equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                dimensions::add,
                                () -> parameters.error(
                                        "group_by",
                                        "invalid_value",
                                        "Accepted: account, name, user, feature, department."));
            }
        }
        return dimensions;
    }
}
