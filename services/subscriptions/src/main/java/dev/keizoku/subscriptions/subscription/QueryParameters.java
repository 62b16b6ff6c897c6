package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.subscription.SubscriptionQuery.Span;
import dev.keizoku.subscriptions.timeline.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which subscriptions a request asks for, before it is settled at which instant it looks. */
record QueryParameters(
        @Nullable AccountId account,
        @Nullable Instant activeAt,
        Span changed,
        Span due,
        @Nullable Instant trialOpenAt,
        List<String> states,
        List<PlanId> plans) {

    private static final List<String> STATES = Stream.concat(
                    Stream.of(SubscriptionQuery.PENDING),
                    Arrays.stream(State.values()).map(State::wire))
            .toList();

    static QueryParameters read(Parameters parameters) {
        return new QueryParameters(
                parameters.accountId("account_id"),
                parameters.instant("active_at"),
                span(parameters, "changed"),
                span(parameters, "due"),
                parameters.instant("trial_open_at"),
                states(parameters),
                plans(parameters));
    }

    /** The query, looking at an instant unless the request names one. */
    SubscriptionQuery query(Instant now) {
        return new SubscriptionQuery(
                activeAt == null ? now : activeAt, account, activeAt != null, changed, due, trialOpenAt, states, plans);
    }

    private static Span span(Parameters parameters, String name) {
        Span span = new Span(parameters.instant(name + "_from"), parameters.instant(name + "_to"));
        if (span.from() != null && span.to() != null && !span.to().isAfter(span.from())) {
            parameters.error(name + "_to", "invalid_value", "A span ends after it begins.");
        }
        return span;
    }

    private static List<String> states(Parameters parameters) {
        List<String> states = parameters.strings("state");
        if (!STATES.containsAll(states)) {
            parameters.error("state", "invalid_value", "Accepted: " + String.join(", ", STATES) + ".");
        }
        return states;
    }

    private static List<PlanId> plans(Parameters parameters) {
        List<PlanId> plans = new ArrayList<>();
        for (String plan : parameters.strings("plan_id")) {
            try {
                plans.add(new PlanId(plan));
            } catch (IllegalArgumentException unfit) {
                parameters.error("plan_id", "invalid_value", String.valueOf(unfit.getMessage()));
            }
        }
        return plans;
    }
}
