package dev.keizoku.health.segment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What customers are divided by. One of several plans is in the segment of each. */
public enum SegmentBy {
    ALL,
    PLAN,
    INDUSTRY,
    SIZE,
    STAGE,
    OWNER,
    COUNTRY,
    RISK_LEVEL,
    TERM_MONTHS,
    TECH_LITERACY,
    MATURITY;

    /** The segment of those of whom it is not known, and of all. */
    static final String NONE = "";

    static final List<String> KEYS = Arrays.stream(values()).map(SegmentBy::key).toList();

    static SegmentBy of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The segments an account is in; never none. */
    List<String> segments(SegmentedAccount account) {
        return switch (this) {
            case ALL -> List.of(NONE);
            case PLAN -> {
                List<String> plans =
                        account.day().fact().planIds().stream().distinct().toList();
                yield plans.isEmpty() ? List.of(NONE) : plans;
            }
            case INDUSTRY -> one(account.standing().traits().industry());
            case SIZE -> one(account.standing().traits().size());
            case STAGE -> one(account.stage().key());
            case OWNER -> one(account.day().fact().owner());
            case COUNTRY -> one(account.day().fact().country());
            case RISK_LEVEL ->
                one(
                        account.standing().risk() == null
                                ? null
                                : account.standing().risk().level().key());
            case TERM_MONTHS -> one(account.day().fact().termMonths());
            case TECH_LITERACY -> one(account.standing().traits().techLiteracy());
            case MATURITY -> one(account.standing().traits().maturity());
        };
    }

    private static List<String> one(@Nullable Object value) {
        return List.of(value == null ? NONE : value.toString());
    }
}
