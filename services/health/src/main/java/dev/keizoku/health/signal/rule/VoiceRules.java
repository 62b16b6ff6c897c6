package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.text.Intent;
import dev.keizoku.health.touchpoint.Support;
import dev.keizoku.health.touchpoint.Voice;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signs in what the people of an account say. */
final class VoiceRules {

    private VoiceRules() {}

    /** Constructive requests turn into criticism. */
    static Verdict toneShift(Sight sight) {
        Voice voice = sight.account().said().voice();
        if (voice.messages28() < sight.at("min_messages") || !knownBefore(voice)) {
            return Verdict.UNKNOWN;
        }
        double critical = share(voice.said(Intent.CRITICISM).shareEwma());
        double criticalBefore = share(voice.said(Intent.CRITICISM).shareBefore());
        double constructive = share(voice.said(Intent.CONSTRUCTIVE_REQUEST).shareEwma());
        double constructiveBefore =
                share(voice.said(Intent.CONSTRUCTIVE_REQUEST).shareBefore());
        double rise = Verdict.difference(critical, criticalBefore);
        if (rise < sight.at("rise") || constructive >= constructiveBefore) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(rise, sight.at("rise"), 0.5, 0.6, 1),
                new Evidence()
                        .with("messages_28", voice.messages28())
                        .with("criticism_share", critical)
                        .with("criticism_share_before", criticalBefore)
                        .with("constructive_share", constructive)
                        .with("constructive_share_before", constructiveBefore));
    }

    /** Enquiries move from the people in charge to senior management, or are escalated. */
    static Verdict execEscalation(Sight sight) {
        Voice voice = sight.account().said().voice();
        Support support = sight.account().said().support();
        int escalated =
                support.escalations28() + voice.said(Intent.EXEC_ESCALATION).count28();
        Double now = voice.executiveShare28();
        Double before = voice.executiveShareBefore();
        boolean comparable = now != null && before != null && voice.messages28() >= sight.at("min_messages");
        double rise = now == null || before == null ? 0 : Verdict.difference(now, before);
        boolean moved = comparable && rise >= sight.at("rise");
        if (escalated == 0 && !moved) {
            return comparable ? Verdict.QUIET : Verdict.UNKNOWN;
        }
        double severity = moved ? Verdict.ramp(rise, sight.at("rise"), 0.6, 0.75, 1) : 0.5;
        return sight.fires(
                Math.max(severity, escalated > 1 ? 0.7 : 0.5),
                new Evidence()
                        .with("executive_share_28", now)
                        .with("executive_share_before", before)
                        .with("escalations_28", escalated));
    }

    /** The terms of the contract are asked about, more than before. */
    static Verdict contractTerms(Sight sight) {
        Voice voice = sight.account().said().voice();
        LocalDate on = voice.contractTermsOn();
        Voice.Said said = voice.said(Intent.CONTRACT_TERMS);
        if (on == null || !sight.within(on, sight.days("window_days")) || said.count28() < 1) {
            return Verdict.QUIET;
        }
        double share = (double) said.count28() / Math.max(said.count28(), voice.messages28());
        if (share <= share(said.shareBefore())) {
            return Verdict.QUIET;
        }
        return Verdict.fires(
                Verdict.ramp(said.count28(), 1, 0.6, 3, 1),
                new Evidence()
                        .with("questions_28", said.count28())
                        .with("share_28", share)
                        .with("share_before", share(said.shareBefore()))
                        .with("last_on", on),
                on);
    }

    /** A competitor was spoken of. */
    static Verdict competitor(Sight sight) {
        return spoken(sight, sight.account().said().voice().competitorOn(), Intent.COMPETITOR, 0.8);
    }

    /** A cancellation was spoken of. */
    static Verdict cancellation(Sight sight) {
        return spoken(sight, sight.account().said().voice().cancellationOn(), Intent.CANCELLATION, 1);
    }

    /** An advanced product is used little while wishes and complaints pile up: more was expected of it. */
    static Verdict expectationGap(Sight sight) {
        AccountFact fact = sight.account().fact();
        Integer tier = fact.tierRank();
        if (tier == null || tier < sight.at("min_tier") || fact.features().isEmpty()) {
            return Verdict.QUIET;
        }
        UsageMeasure usage = sight.usage();
        if (usage == null) {
            return Verdict.UNKNOWN;
        }
        Set<String> entitled = new HashSet<>(fact.features());
        long used = usage.featuresUsed28().stream()
                .filter(entitled::contains)
                .distinct()
                .count();
        double share = (double) used / entitled.size();
        Voice voice = sight.account().said().voice();
        int wishes = voice.said(Intent.CRITICISM).count28()
                + voice.said(Intent.CONSTRUCTIVE_REQUEST).count28();
        if (share > sight.at("feature_share") || wishes < sight.at("min_requests")) {
            return Verdict.QUIET;
        }
        return sight.fires(
                0.7,
                new Evidence()
                        .with("tier_rank", tier)
                        .with("features_used_share", share)
                        .with("wishes_and_complaints_28", wishes));
    }

    /** An urgent ticket is open. */
    static Verdict p1Open(Sight sight) {
        LocalDate since = sight.account().said().support().openCriticalSince();
        if (since == null || since.isAfter(sight.day())) {
            return Verdict.QUIET;
        }
        int days = sight.daysSince(since);
        return sight.fires(
                Verdict.ramp(days, 0, 0.6, sight.at("long_days"), 1),
                new Evidence().with("open_since", since).with("open_days", days));
    }

    private static Verdict spoken(Sight sight, @Nullable LocalDate on, Intent intent, double severity) {
        if (on == null || !sight.within(on, sight.days("window_days"))) {
            return Verdict.QUIET;
        }
        return Verdict.fires(
                severity,
                new Evidence()
                        .with("last_on", on)
                        .with(
                                "mentions_28",
                                sight.account().said().voice().said(intent).count28()),
                on);
    }

    private static boolean knownBefore(Voice voice) {
        return voice.intents().values().stream().anyMatch(said -> said.shareBefore() != null);
    }

    private static double share(@Nullable Double share) {
        return share == null ? 0 : share;
    }
}
