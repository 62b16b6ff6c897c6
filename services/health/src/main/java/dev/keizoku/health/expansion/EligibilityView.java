package dev.keizoku.health.expansion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.language.Language;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be proposed to an account, on the wire: every condition, and of each kind those that fail. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EligibilityView(
        String accountId,
        @Nullable String name,
        LocalDate asOf,
        int settingsVersion,
        String state,
        @Nullable BigDecimal score,
        String band,
        @Nullable BigDecimal nps,
        List<ConditionView> conditions,
        List<KindView> kinds) {

    /** A condition in the reader's language. */
    record ConditionView(ConditionCode code, boolean holds, String text, JsonNode evidence) {

        static ConditionView of(Condition condition, Language language, ObjectMapper mapper) {
            JsonNode evidence = mapper.valueToTree(condition.evidence());
            return new ConditionView(
                    condition.code(),
                    condition.holds(),
                    ConditionTexts.text(condition.code(), condition.holds(), evidence, language),
                    evidence);
        }
    }

    /** A kind of proposal with its own conditions, everything that stands against it, and what it would be. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record KindView(
            OfferKind kind,
            String state,
            List<ConditionView> conditions,
            List<ConditionCode> failed,
            Option.@Nullable Suggestion suggestion) {}

    static EligibilityView of(ExpansionStore.Looked looked, Language language, ObjectMapper mapper) {
        Eligibility eligibility = looked.eligibility();
        return new EligibilityView(
                looked.accountId(),
                looked.name(),
                looked.day(),
                looked.settingsVersion(),
                eligibility.state().key(),
                looked.score(),
                looked.band(),
                looked.nps(),
                conditions(eligibility.conditions(), language, mapper),
                eligibility.options().stream()
                        .map(option -> kind(eligibility, option, language, mapper))
                        .toList());
    }

    private static KindView kind(Eligibility eligibility, Option option, Language language, ObjectMapper mapper) {
        List<ConditionCode> failed =
                eligibility.failed(option.kind()).stream().map(Condition::code).toList();
        Eligibility.State state = failed.isEmpty() ? Eligibility.State.ELIGIBLE : Eligibility.State.BLOCKED;
        return new KindView(
                option.kind(),
                state.key(),
                conditions(option.conditions(), language, mapper),
                failed,
                option.suggestion());
    }

    private static List<ConditionView> conditions(List<Condition> conditions, Language language, ObjectMapper mapper) {
        return conditions.stream()
                .map(condition -> ConditionView.of(condition, language, mapper))
                .toList();
    }
}
