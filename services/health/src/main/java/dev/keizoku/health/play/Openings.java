package dev.keizoku.health.play;

import dev.keizoku.health.play.book.Playbook;
import dev.keizoku.health.play.book.PlaybookKey;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which plays open, one after another, so that a programme opens once however much asks for it. */
final class Openings {

    private final PlayRules rules;
    private final Map<Integer, LocalDate> businessDays = new HashMap<>();
    private final Set<String> programmes = new HashSet<>();

    Openings(PlayRules rules) {
        this.rules = rules;
    }

    /** The play that is opened for what is asked; empty when there is one, or the tenant wants none of its kind. */
    Optional<NewPlay> of(Asked asked) {
        Asked.Account account = asked.account();
        return switch (asked.cause()) {
            case Asked.Cause.Sign sign -> {
                PlaybookKey programme = Routing.programme(sign.type());
                if (programme != null) {
                    yield once(asked, programme)
                            ? open(account, basicsFirst(programme, account), sign)
                            : Optional.empty();
                }
                yield account.risk() == null
                        ? Optional.empty()
                        : open(
                                account,
                                Routing.answer(
                                        sign.severity(),
                                        account.band(),
                                        account.risk(),
                                        account.traits().early()),
                                sign);
            }
            case Asked.Cause.Date date ->
                once(asked, date.playbook())
                        ? open(account, basicsFirst(date.playbook(), account), date)
                        : Optional.empty();
        };
    }

    /** A play somebody opens by hand. */
    NewPlay byHand(Asked.Account account, PlaybookKey playbook, Tier tier, String occasion) {
        return play(account, rules.settings().of(playbook), tier, occasion, NewPlay.Source.HAND, null);
    }

    private static PlaybookKey basicsFirst(PlaybookKey playbook, Asked.Account account) {
        return playbook == PlaybookKey.ENABLE && account.traits().early() ? PlaybookKey.BASICS : playbook;
    }

    private boolean once(Asked asked, PlaybookKey programme) {
        return !asked.lately().contains(programme)
                && programmes.add(programme.key() + "/" + asked.account().id());
    }

    private Optional<NewPlay> open(Asked.Account account, PlaybookKey key, Asked.Cause cause) {
        Playbook playbook = rules.settings().of(key);
        if (!playbook.enabled()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (cause) {
                    case Asked.Cause.Sign sign ->
                        play(
                                account,
                                playbook,
                                account.tier(),
                                "signal/" + sign.id() + "/" + sign.opening() + "/"
                                        + account.tier().key(),
                                NewPlay.Source.SIGNAL,
                                sign);
                    case Asked.Cause.Date date ->
                        play(account, playbook, account.tier(), date.occasion(), NewPlay.Source.DATE, null);
                });
    }

    private NewPlay play(
            Asked.Account account,
            Playbook playbook,
            Tier tier,
            String occasion,
            NewPlay.Source source,
            Asked.Cause.@Nullable Sign sign) {
        @Nullable Integer variant = playbook.variantFor(account.traits()).orElse(null);
        List<LocalDate> stepDue = playbook.steps(variant).stream()
                .map(step -> after(step.dueDays()))
                .toList();
        UUID signal = sign == null ? null : sign.id();
        return new NewPlay(
                account,
                occasion,
                source,
                signal,
                sign == null ? null : sign.type().name(),
                sign == null ? null : sign.opening(),
                playbook.key(),
                variant,
                tier,
                after(playbook.slaDays()),
                stepDue,
                rules.today().plusDays(playbook.expiresDays()));
    }

    private LocalDate after(int days) {
        return businessDays.computeIfAbsent(days, some -> rules.calendar().plusBusinessDays(rules.today(), some));
    }
}
