package dev.keizoku.gateway.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.Eventually;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Looks for somebody, and finds nobody. */
    private static final class Nobody implements Dispatcher.Work<String> {

        private final AtomicInteger looks = new AtomicInteger();
        private final IntFunction<Optional<String>> look;

        Nobody(IntFunction<Optional<String>> look) {
            this.look = look;
        }

        @Override
        public Optional<String> claim(boolean healthyOnly) {
            return look.apply(looks.incrementAndGet());
        }

        @Override
        public boolean failedLast(String claimed) {
            return false;
        }

        @Override
        public void work(String claimed, BooleanSupplier stopping) {
            throw new IllegalStateException("There is nobody.");
        }

        @Override
        public void forgetOld() {
            // There is nothing old.
        }
    }

    @Test
    void whatComesWhileItLooksIsLookedForAtOnce() throws InterruptedException {
        Queue<Dispatcher<String>> itself = new ConcurrentLinkedQueue<>();
        Nobody nobody = new Nobody(look -> {
            if (look == 1) {
                Eventually.within(LIMIT, () -> !itself.isEmpty());
                itself.element().wake();
            }
            return Optional.empty();
        });
        Dispatcher<String> dispatcher = new Dispatcher<>("test", 1, Duration.ofDays(1), nobody);
        itself.add(dispatcher);
        dispatcher.start();
        Eventually.within(LIMIT, "it looks again", () -> nobody.looks.get() >= 2);
        dispatcher.stop();
    }

    @Test
    void saysOnceThatNobodyCanBeTaken() throws InterruptedException {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    logged.add(String.valueOf(entry.getMessage()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Dispatcher.class.getName());
        logger.addHandler(listening);
        try {
            Nobody nobody = new Nobody(look -> {
                throw new IllegalStateException("The table is gone.");
            });
            Dispatcher<String> dispatcher = new Dispatcher<>("test", 1, Duration.ofMillis(1), nobody);
            dispatcher.start();
            Eventually.within(LIMIT, "it goes on", () -> nobody.looks.get() >= 5);
            dispatcher.stop();
        } finally {
            logger.removeHandler(listening);
        }
        assertThat(logged).hasSize(1);
    }
}
