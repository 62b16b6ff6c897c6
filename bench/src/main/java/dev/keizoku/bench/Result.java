package dev.keizoku.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one line a bench ends with: {@code RESULT name key=value ...}. */
record Result(String name, List<String> figures) {

    static Result of(String name) {
        return new Result(name, List.of());
    }

    Result with(String key, double value, int decimals) {
        var more = new ArrayList<>(figures);
        more.add(String.format(Locale.ROOT, "%s=%.".concat(decimals + "f"), key, value));
        return new Result(name, List.copyOf(more));
    }

    String line() {
        return "RESULT " + name + " " + String.join(" ", figures);
    }
}
