package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What came of a request.
 *
 * @param answer null when the connection ended without one
 * @param cut how it ended then, else null
 * @param began by {@link System#nanoTime()}
 */
record Outcome(String asked, Answer answer, IOException cut, long began, Duration took) {

    private static final double ALL_BUT_ONE_OF_A_HUNDRED = 0.99;

    static Outcome of(String asked, Supplier<Answer> question) {
        long began = System.nanoTime();
        Answer answer = null;
        IOException cut = null;
        try {
            answer = question.get();
        } catch (UncheckedIOException broken) {
            cut = broken.getCause();
        }
        return new Outcome(asked, answer, cut, began, Duration.ofNanos(System.nanoTime() - began));
    }

    boolean good() {
        return answer != null && answer.status() < 300;
    }

    /** Whether the connection was refused or reset, which is not to be kept waiting. */
    boolean isCut() {
        return cut != null && !(cut instanceof HttpTimeoutException);
    }

    /** Asserts that whoever got no good answer was told so, and when to come again. */
    void saysSo() {
        assertThat(cut).as(asked).isNull();
        if (!good()) {
            assertThat(answer.isProblem(503).header("Retry-After"))
                    .as(toString())
                    .isNotEmpty();
        }
    }

    static Duration longest(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::took).max(Duration::compareTo).orElseThrow();
    }

    static Duration p99(List<Outcome> outcomes) {
        List<Duration> sorted = outcomes.stream().map(Outcome::took).sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * ALL_BUT_ONE_OF_A_HUNDRED) - 1);
    }

    static long refusals(List<Outcome> outcomes) {
        return outcomes.stream().filter(outcome -> !outcome.good()).count();
    }
}
