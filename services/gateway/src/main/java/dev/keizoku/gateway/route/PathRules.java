package dev.keizoku.gateway.route;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges a request target as it was sent, before anything decodes or normalises it. Two programs that read one path
 * differently are how a check is passed by; so what could be read differently is refused rather than tidied up.
 */
final class PathRules {

    private static final Pattern DOT = Pattern.compile("(?:\\.|%2[eE]){1,2}");

    private PathRules() {}

    /** A sentence about what is wrong with the target, or null when nothing is. */
    static @Nullable String objection(String target) {
        String path = pathOf(target);
        if (!path.startsWith("/")) {
            return "The request target begins with a slash.";
        }
        if (path.contains("//")) {
            return "The path has no empty segments.";
        }
        for (int i = 0; i < path.length(); i++) {
            String wrong = objection(path, i);
            if (wrong != null) {
                return wrong;
            }
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (DOT.matcher(segment).matches()) {
                return "The path has no dot segments.";
            }
        }
        return null;
    }

    /** The part of a target before its query. */
    static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The segment of a target, as it was sent, that stands for a parameter of a template; null when there is none. */
    static @Nullable String segment(String template, String target, String parameter) {
        String[] names = template.split("/", -1);
        String[] segments = pathOf(target).split("/", -1);
        for (int i = 0; i < names.length && i < segments.length; i++) {
            if (names[i].equals(parameter)) {
                return segments[i];
            }
        }
        return null;
    }

    private static @Nullable String objection(String path, int at) {
        char c = path.charAt(at);
        if (c <= ' ' || c >= 0x7f || c == '\\' || c == '#') {
            return "The path is percent-encoded.";
        }
        if (c == ';') {
            return "The path has no parameters; a semicolon of an id is written %3B.";
        }
        if (c == '%') {
            int high = at + 1 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
            int low = at + 2 < path.length() ? Character.digit(path.charAt(at + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return "A percent sign begins a percent-encoded byte.";
            }
            if (high == 0 && low == 0) {
                return "The path has no NUL.";
            }
        }
        return null;
    }
}
