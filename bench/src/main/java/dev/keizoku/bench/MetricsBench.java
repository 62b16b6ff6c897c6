package dev.keizoku.bench;

import java.nio.file.Path;

final class MetricsBench implements Bench.Scenario {
    @Override
    public Result run(Path checkout, boolean full) {
        throw new BenchFailure("not yet");
    }
}
