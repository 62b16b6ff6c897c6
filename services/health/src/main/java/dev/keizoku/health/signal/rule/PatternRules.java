package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.pull.UsageMeasure.KeyUsers;
import dev.keizoku.health.pull.UsageMeasure.Pace;
import dev.keizoku.health.pull.UsageMeasure.Rhythm;
import dev.keizoku.health.pull.UsageMeasure.Shares;
import java.time.LocalDate;
import java.util.Map;

/** Signs in what an account uses, how regularly, and who of it. */
final class PatternRules {

    private PatternRules() {}

    /** Use draws together on few features. */
    static Verdict concentration(Sight sight) {
        UsageMeasure usage = sight.usage();
        Shares now = usage == null ? null : usage.concentration().now();
        if (usage == null || now == null) {
            return Verdict.UNKNOWN;
        }
        if (usage.events28() < sight.at("min_events")) {
            return Verdict.QUIET;
        }
        Double rise = SurgeTraits.concentrationRise(usage);
        int entitled = Math.max(sight.account().fact().features().size(), now.features());
        double risenBy = rise == null ? 0 : rise;
        boolean risen = risenBy >= sight.at("rise");
        boolean onOne = now.topShare() >= sight.at("top_share") && entitled >= sight.at("min_features");
        if (!risen && !onOne) {
            return Verdict.QUIET;
        }
        Shares before = usage.concentration().before();
        return sight.fires(
                risen ? Verdict.ramp(risenBy, sight.at("rise"), 0.5, 0.5, 1) : 0.5,
                new Evidence()
                        .with("hhi_normalised", now.hhiNormalised())
                        .with("hhi_normalised_before", before == null ? null : before.hhiNormalised())
                        .with("rise", rise)
                        .with("effective_features", now.effectiveFeatures())
                        .with("top_feature", now.topFeature())
                        .with("top_share", now.topShare())
                        .with("features", entitled));
    }

    /** New features are tried less than they used to be. */
    static Verdict trialDecline(Sight sight) {
        return sight.account().fleet().featureReleases().isEmpty() ? ownTrials(sight) : releasedTrials(sight);
    }

    /** With a catalogue: of the released features whose 28 days are over, the share that was tried in time. */
    private static Verdict releasedTrials(Sight sight) {
        LocalDate recentFrom = sight.day().minusDays(sight.days("recent_days"));
        int[] recent = new int[2];
        int[] earlier = new int[2];
        for (Map.Entry<String, Boolean> decided : sight.memory().triedReleases().entrySet()) {
            LocalDate released = sight.account().fleet().featureReleases().get(decided.getKey());
            if (released != null) {
                int[] window = released.isAfter(recentFrom) ? recent : earlier;
                window[0]++;
                window[1] += decided.getValue() ? 1 : 0;
            }
        }
        double least = sight.at("min_releases");
        if (recent[0] < least || earlier[0] < least) {
            return Verdict.UNKNOWN;
        }
        double now = (double) recent[1] / recent[0];
        double before = (double) earlier[1] / earlier[0];
        if (before == 0 || now > sight.at("share") * before) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(now / before, 0, 1, sight.at("share"), 0.5),
                new Evidence()
                        .with("releases", recent[0])
                        .with("tried", recent[1])
                        .with("share_tried", now)
                        .with("share_tried_before", before));
    }

    /** Without one: features that are new to the account. */
    private static Verdict ownTrials(Sight sight) {
        UsageMeasure usage = sight.usage();
        Double usual = usage == null ? null : usage.trials().usual();
        if (usage == null || usual == null) {
            return Verdict.UNKNOWN;
        }
        int tried = usage.trials().tried28().size();
        if (usual < sight.at("min_usual") || tried > sight.at("share") * usual) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(tried / usual, 0, 1, sight.at("share"), 0.5),
                new Evidence().with("tried_28", tried).with("usual_tried_28", usual));
    }

    /** Regular use has become intermittent, or has paused for much longer than it ever does. */
    static Verdict intermittent(Sight sight) {
        UsageMeasure usage = sight.usage();
        Pace before = usage == null ? null : usage.rhythm().before();
        if (usage == null || before == null) {
            return Verdict.UNKNOWN;
        }
        Rhythm rhythm = usage.rhythm();
        Pace now = rhythm.now();
        double cut = sight.at("interval");
        double interval = now == null ? 0 : now.adi();
        boolean turned = before.adi() < cut && interval >= cut;
        Double usualGap = rhythm.usualGapDays();
        boolean paused = usualGap != null
                && rhythm.gapDays() >= sight.at("min_gap_days")
                && rhythm.gapDays() >= sight.at("gap_ratio") * usualGap;
        if (!turned && !paused) {
            return Verdict.QUIET;
        }
        return sight.fires(
                turned ? Verdict.ramp(interval, cut, 0.5, 2 * cut, 1) : 0.6,
                new Evidence()
                        .with("interval", now == null ? null : interval)
                        .with("interval_before", before.adi())
                        .with("bucket", rhythm.bucket())
                        .with("gap_days", rhythm.gapDays())
                        .with("usual_gap_days", usualGap));
    }

    /** Those who made half of the use are there half as often, or not at all for two weeks. */
    static Verdict keyUsers(Sight sight) {
        UsageMeasure usage = sight.usage();
        KeyUsers key = usage == null ? null : usage.keyUsers();
        if (usage == null || key == null) {
            return Verdict.UNKNOWN;
        }
        boolean enough = key.usualActiveDays28() >= sight.at("min_usual_days");
        boolean fallen = key.change() <= -sight.at("decline");
        boolean gone = key.silentDays() >= sight.at("silent_days");
        if (!enough || (!fallen && !gone)) {
            return Verdict.QUIET;
        }
        boolean othersGoOn = usage.activeDays7() > 0;
        return sight.fires(
                gone ? 1 : Verdict.ramp(-key.change(), sight.at("decline"), 0.5, 1, 1),
                new Evidence()
                        .with("key_users", key.users())
                        .with("share_of_use", key.share())
                        .with("active_days_28", key.activeDays28())
                        .with("usual_active_days_28", key.usualActiveDays28())
                        .with("change", key.change())
                        .with("silent_days", key.silentDays())
                        .with("one_person", key.users() == 1)
                        .with("others_go_on", gone && othersGoOn));
    }
}
