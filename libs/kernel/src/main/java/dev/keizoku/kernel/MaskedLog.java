package dev.keizoku.kernel;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps out of the log what nobody should read there, whoever says it: keys, tokens, passwords and e-mail addresses. It is
 * the finished line that is masked, with its exceptions and what it names of the request, and a line of JSON stays one.
 */
@Singleton
final class MaskedLog {

    private static final String MASK = "***";

    /**
     * The group is shown: what it was, and of a key its id, by which it is talked about. What is masked neither begins nor
     * ends within an escape of JSON.
     */
    private static final Pattern SECRET = Pattern.compile(
            String.join(
                    "|",
                    "(kz_(?:pk_)?[a-z0-9]{8}_)[\\w-]+",
                    "(kz_bt_|whsec_|(?i:password|secret|token|api_?key)=)[^\\s\"'\\\\&,;)]+",
                    "((?i:bearer|basic) +)[\\w.~+/=-]{12,}",
                    "(eyJ)[\\w-]{10,}\\.[\\w-]+(?:\\.[\\w-]*)?",
                    "(://)[^\\s\"\\\\/@]+(?=@)",
                    "(?<!\\\\(?:u[0-9a-f]{0,3})?)[\\w.+-]{1,64}+(?:@|%40)[\\w-]+(?:\\.[\\w-]+)+"),
            Pattern.UNICODE_CHARACTER_CLASS);

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            mask(handler);
        }
    }

    private static void mask(Handler handler) {
        Formatter formatter = handler.getFormatter();
        if (formatter != null) {
            handler.setFormatter(new Masking(formatter));
        }
        if (handler instanceof ExtHandler outer) {
            for (Handler inner : outer.getHandlers()) {
                mask(inner);
            }
        }
    }

    static String masked(String line) {
        return SECRET.matcher(line).replaceAll(found -> Matcher.quoteReplacement(shown(found) + MASK));
    }

    private static String shown(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            String shown = found.group(group);
            if (shown != null) {
                return shown;
            }
        }
        return "";
    }

    /** What another formatter makes of an entry, masked. */
    private static final class Masking extends ExtFormatter {

        private final Formatter formatter;

        Masking(Formatter formatter) {
            this.formatter = formatter;
        }

        @Override
        public String format(ExtLogRecord entry) {
            return masked(formatter.format(entry));
        }

        @Override
        public boolean isCallerCalculationRequired() {
            return !(formatter instanceof ExtFormatter extended) || extended.isCallerCalculationRequired();
        }

        @Override
        public String getHead(Handler handler) {
            return formatter.getHead(handler);
        }

        @Override
        public String getTail(Handler handler) {
            return formatter.getTail(handler);
        }
    }
}
