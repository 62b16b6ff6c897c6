package dev.keizoku.health.play;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.play.book.MergeFields;
import dev.keizoku.health.play.book.Playbook;
import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.play.book.PlaybookSettings;
import dev.keizoku.health.play.example.SuccessCase;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A play on the wire. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PlayView(
        UUID id,
        String accountId,
        @Nullable String accountName,
        PlaybookKey playbook,
        String name,
        int playbooksVersion,
        @Nullable Integer variant,
        Tier tier,
        PlayState state,
        String source,
        @Nullable UUID signalId,
        @Nullable SignalType signalType,
        @Nullable String owner,
        LocalDate openedOn,
        Instant openedAt,
        LocalDate firstActionDueOn,
        LocalDate dueOn,
        LocalDate expiresOn,
        boolean overdue,
        @Nullable Instant firstActionAt,
        OpeningView atOpening,
        @Nullable EndView end) {

    /** The account when the play opened. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record OpeningView(
            Band band,
            @Nullable RiskLevel riskLevel,
            @Nullable BigDecimal riskValue,
            @Nullable Money mrr) {}

    /** How the play came to its end. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record EndView(
            Instant at,
            @Nullable String by,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String note) {}

    public static PlayView of(Play play, PlaybookSettings settings, Language language) {
        Play.Opening opening = play.atOpening();
        Play.End end = play.end();
        return new PlayView(
                play.playId(),
                play.account().id(),
                play.account().name(),
                play.playbook(),
                settings.of(play.playbook()).name().in(language),
                play.playbooksVersion(),
                play.variant(),
                play.tier(),
                play.state(),
                play.source(),
                play.signalId(),
                play.signalType(),
                play.owner(),
                play.openedOn(),
                play.openedAt(),
                play.firstDueOn(),
                play.dueOn(),
                play.expiresOn(),
                play.overdue(),
                play.firstActionAt(),
                new OpeningView(
                        opening.band(),
                        opening.riskLevel(),
                        opening.riskValue(),
                        money(opening.mrr(), opening.currency())),
                end == null ? null : new EndView(end.at(), end.by(), end.outcome(), end.reason(), end.note()));
    }

    public static @Nullable Money money(@Nullable BigDecimal amount, @Nullable String currency) {
        return amount == null || currency == null ? null : new Money(amount, Currency.getInstance(currency)).rounded();
    }

    /** A play with everything it takes. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Detail(
            PlayView play,
            @Nullable ContactView contact,
            List<StepView> steps,
            List<MessageView> messages,
            List<SuccessCase> successCases) {

        static Detail of(
                Play play,
                PlaybookSettings settings,
                List<PlayStore.DoneStep> done,
                List<SuccessCase> cases,
                Language language) {
            Playbook playbook = settings.of(play.playbook());
            Map<Integer, PlayStore.DoneStep> byStep =
                    done.stream().collect(Collectors.toMap(PlayStore.DoneStep::step, Function.identity()));
            List<Playbook.Step> steps = playbook.steps(play.variant());
            Play.Account account = play.account();
            return new Detail(
                    PlayView.of(play, settings, language),
                    account.contactId() == null ? null : new ContactView(account.contactId(), account.contactRole()),
                    IntStream.range(0, Math.min(steps.size(), play.stepDue().size()))
                            .mapToObj(place -> StepView.of(
                                    place + 1,
                                    steps.get(place),
                                    play.stepDue().get(place),
                                    byStep.get(place + 1),
                                    language))
                            .toList(),
                    playbook.messages(play.variant()).stream()
                            .map(message -> MessageView.of(message, account.mergeFields(), language))
                            .toList(),
                    cases);
        }
    }

    /** The one to speak to; what the person is called is where the tenant keeps people. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ContactView(String contactId, @Nullable String role) {}

    /** One thing to do. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StepView(
            int step,
            String title,
            String ownerRole,
            LocalDate dueOn,
            @Nullable Instant completedAt,
            @Nullable String completedBy,
            @Nullable String note) {

        static StepView of(
                int number, Playbook.Step step, LocalDate dueOn, PlayStore.@Nullable DoneStep done, Language language) {
            return new StepView(
                    number,
                    step.title().in(language),
                    step.ownerRole(),
                    dueOn,
                    done == null ? null : done.at().toInstant(),
                    done == null ? null : done.by(),
                    done == null ? null : done.note());
        }
    }

    /** What may be written or said. */
    record MessageView(String subject, String body) {

        static MessageView of(Playbook.Message message, MergeFields.Values values, Language language) {
            return new MessageView(
                    MergeFields.fill(message.subject().in(language), values, language),
                    MergeFields.fill(message.body().in(language), values, language));
        }
    }
}
