package dev.keizoku.health.measure;

import dev.keizoku.health.touchpoint.Ces;
import dev.keizoku.health.touchpoint.Csat;
import dev.keizoku.health.touchpoint.Support;
import dev.keizoku.health.touchpoint.Voice;
import org.jspecify.annotations.Nullable;

/** What the people of an account ask of support, and what they say of us. */
final class VoiceReadings {

    /** Beside fewer usual tickets nothing is told apart from chance. */
    private static final double LEAST_USUAL_TICKETS = 2;

    /** A tone is made of so many messages at least. */
    private static final int LEAST_MESSAGES = 3;

    private VoiceReadings() {}

    static Reading enquiries(AccountDay day) {
        MeasureKey key = MeasureKey.SUPPORT_ENQUIRIES;
        if (Readings.tooYoung(day)) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        Support support = day.said().support();
        if (day.fleet().supportFlows()) {
            return Reading.beside(key, support.tickets28(), usual(support));
        }
        boolean known = support.tickets28() > 0 || support.ticketsUsual28() > 0;
        return Reading.absent(key, known ? MeasureState.STALE : MeasureState.NO_DATA);
    }

    static Reading enquiriesBesideUsual(AccountDay day) {
        MeasureKey key = MeasureKey.SUPPORT_CHANGE;
        Support support = day.said().support();
        double usual = usual(support);
        if (Double.isNaN(usual)) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        return day.fleet().supportFlows()
                ? Reading.present(key, support.tickets28() / usual)
                : Reading.absent(key, MeasureState.STALE);
    }

    static Reading responseTime(AccountDay day) {
        Double hours = day.said().support().medianFirstResponseHours();
        return hours == null
                ? Reading.absent(MeasureKey.RESPONSE_TIME, MeasureState.NOT_APPLICABLE)
                : Reading.present(MeasureKey.RESPONSE_TIME, hours);
    }

    static Reading nps(AccountDay day) {
        var nps = day.said().nps();
        return nps.answers() == 0
                ? unanswered(MeasureKey.NPS, nps.outdated())
                : Reading.faded(MeasureKey.NPS, nps.value(), nps.faded());
    }

    static Reading csat(AccountDay day) {
        Csat csat = day.said().csat();
        return survey(MeasureKey.CSAT, csat.mean(), csat.faded(), csat.outdated());
    }

    static Reading ces(AccountDay day) {
        Ces ces = day.said().ces();
        return survey(MeasureKey.CES, ces.mean(), ces.faded(), ces.outdated());
    }

    static Reading tone(AccountDay day) {
        Voice voice = day.said().voice();
        Double polarity = voice.polarity();
        return polarity == null || voice.messages28() < LEAST_MESSAGES
                ? Reading.absent(MeasureKey.TONE, MeasureState.NO_DATA)
                : Reading.present(MeasureKey.TONE, polarity);
    }

    private static double usual(Support support) {
        return support.ticketsUsual28() >= LEAST_USUAL_TICKETS ? support.ticketsUsual28() : Double.NaN;
    }

    private static Reading survey(MeasureKey key, @Nullable Double mean, @Nullable Double faded, boolean outdated) {
        return mean == null || faded == null ? unanswered(key, outdated) : Reading.faded(key, mean, faded);
    }

    private static Reading unanswered(MeasureKey key, boolean outdated) {
        return Reading.absent(key, outdated ? MeasureState.STALE : MeasureState.NO_DATA);
    }
}
