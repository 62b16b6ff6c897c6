package dev.keizoku.health.expansion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether anything may be proposed to an account, and everything that was looked at to say so.
 *
 * @param conditions all that are shared, whether they hold or not
 * @param options one for each kind
 */
public record Eligibility(State state, List<Condition> conditions, List<Option> options) {

    public Eligibility {
        conditions = List.copyOf(conditions);
        options = List.copyOf(options);
    }

    static Eligibility of(List<Condition> conditions, List<Option> options) {
        boolean all = conditions.stream().allMatch(Condition::holds);
        return new Eligibility(all ? State.ELIGIBLE : State.BLOCKED, conditions, options);
    }

    /** Whether a proposal of more is welcome. */
    public enum State {
        ELIGIBLE,
        BLOCKED;

        @JsonCreator
        public static State of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The kinds of which every condition holds. */
    public List<OfferKind> kinds() {
        return options.stream()
                .map(Option::kind)
                .filter(kind -> failed(kind).isEmpty())
                .toList();
    }

    /** Every condition that stands against proposing something of the kind. */
    public List<Condition> failed(OfferKind kind) {
        Stream<Condition> own = options.stream()
                .filter(option -> option.kind() == kind)
                .flatMap(option -> option.conditions().stream());
        return Stream.concat(needed(kind.needs()), own)
                .filter(Predicate.not(Condition::holds))
                .toList();
    }

    /** Every condition that stands against letting the account try something more. */
    public List<Condition> failedForTrial() {
        return needed(OfferKind.WELCOME).filter(Predicate.not(Condition::holds)).toList();
    }

    /** The same with what was offered and answered since it was looked at. */
    public Eligibility with(List<Condition> newer) {
        Map<ConditionCode, Condition> by = new EnumMap<>(ConditionCode.class);
        newer.forEach(condition -> by.put(condition.code(), condition));
        return of(
                replaced(conditions, by),
                options.stream()
                        .map(option ->
                                new Option(option.kind(), replaced(option.conditions(), by), option.suggestion()))
                        .sorted(Comparator.comparing(Option::kind))
                        .toList());
    }

    private Stream<Condition> needed(Set<ConditionCode> needs) {
        return conditions.stream().filter(condition -> needs.contains(condition.code()));
    }

    private static List<Condition> replaced(List<Condition> conditions, Map<ConditionCode, Condition> by) {
        return conditions.stream()
                .map(condition -> by.getOrDefault(condition.code(), condition))
                .toList();
    }
}
