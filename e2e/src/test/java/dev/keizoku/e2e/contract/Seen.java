package dev.keizoku.e2e.contract;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An answer without what differs from one to the next whoever asks, and with all ids that are asked for alike. */
record Seen(String text) {

    private static final int SHOWN = 100;

    /** When it was said, how much more may be asked, and what follows from a body in which ids differ. */
    private static final Set<String> OF_THE_ANSWER = Set.of("date", "x-request-id", "content-length", "etag");

    private static final Pattern OF_THE_MOMENT = Pattern.compile(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\"(request_id|instance)\":\"[^\"]*\"|\"\\w+_at\":(null|\"[^\"]*\")|\\d{4}-\\d{2}-\\d{2}T[0-9:.]+(Z|[+-]\\d{2}:\\d{2})|\"etag\":\"[^\"]*\"|\\b(kz|we|crm|imp|whsec)_[A-Za-z0-9_+/=.-]+");

    /**
     * What somebody sees.
     *
     * @param ids those that are asked for, the longest first
     */
    static Seen in(Answer answer, Collection<String> ids) {
        String text = OF_THE_MOMENT
                .matcher(answer.status() + " " + headers(answer) + " " + answer.body())
                .replaceAll("");
        for (String id : ids) {
            text = text.replace(id, "ID").replace(Api.encoded(id), "ID");
        }
        return new Seen(text);
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_THE_ANSWER.contains(name) || name.startsWith("ratelimit"));
        return headers;
    }

    /** Where another begins to differ from this. */
    Optional<String> difference(Seen other) {
        int at = Arrays.mismatch(text.toCharArray(), other.text.toCharArray());
        return at < 0 ? Optional.empty() : Optional.of(shown(text, at) + " / " + shown(other.text, at));
    }

    private static String shown(String text, int at) {
        return text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + 2 * SHOWN));
    }
}
