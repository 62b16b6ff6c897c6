package dev.keizoku.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/** From the launcher's start to all services ready, and what everything keeps resident after the demo. */
final class StartBench implements Bench.Scenario {

    private static final int STARTS = 3;
    private static final int FULL_STARTS = 7;

    @Override
    public Result run(Path checkout, boolean full) throws IOException, InterruptedException {
        var ready = new ArrayList<Double>();
        // The first start makes the cluster and the databases, which a built suite does only once.
        var suite = BenchSuite.start(checkout);
        Bench.say("first start, with a new PostgreSQL cluster: %.1f s", suite.readySeconds());
        for (int start = 1; start <= (full ? FULL_STARTS : STARTS); start++) {
            suite.close();
            suite = BenchSuite.restart(suite);
            ready.add(suite.readySeconds());
            Bench.say("start %d: %.1f s", start, suite.readySeconds());
        }
        try (var last = suite) {
            demo(checkout, last);
            var memory = last.memory();
            memory.forEach((name, megabytes) -> Bench.say("%-16s %6.0f MB", name, megabytes));
            return Result.of("start")
                    .with("ready_s", Median.of(ready), 1)
                    .with(
                            "memory_mb",
                            memory.values().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum(),
                            0);
        }
    }

    private static void demo(Path checkout, BenchSuite suite) throws IOException, InterruptedException {
        Bench.say("playing the demo");
        var output = suite.data().resolve("demo.out");
        var builder = new ProcessBuilder(
                        BenchSuite.java(),
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "-jar",
                        checkout.resolve("deploy/demo/target/demo.jar").toString(),
                        "--url",
                        suite.url().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("KEIZOKU_OPERATOR_KEY", suite.operatorKey());
        if (builder.start().waitFor() != 0) {
            throw new BenchFailure("The demo failed; see " + output);
        }
    }
}
