package dev.keizoku.bench;

import dev.keizoku.demo.http.ApiFailure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The entry point: {@code java -jar bench.jar NAME [--full]}. */
public final class Bench {

    private static final Map<String, Scenario> SCENARIOS = new TreeMap<>(Map.of(
            "forecast",
            new ForecastBench(),
            "gateway",
            new GatewayBench(),
            "ingest",
            new IngestBench(),
            "night",
            new NightBench(),
            "measures",
            new MeasuresBench(),
            "metrics",
            new MetricsBench(),
            "model",
            new ModelBench(),
            "signals",
            new SignalsBench(),
            "start",
            new StartBench(),
            "text",
            new TextBench()));

    private Bench() {}

    /** One benchmark at its usual or its full size. */
    interface Scenario {
        Result run(Path checkout, boolean full) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        var full = List.of(arguments).contains("--full");
        var names = Arrays.stream(arguments)
                .filter(argument -> !argument.equals("--full"))
                .toList();
        var scenario = names.size() == 1 ? SCENARIOS.get(names.getFirst()) : null;
        if (scenario == null) {
            System.err.println("Usage: ./keizoku bench NAME [--full], where NAME is one of " + SCENARIOS.keySet());
            System.exit(2);
            return;
        }
        try {
            System.out.println(scenario.run(checkout(), full).line());
        } catch (BenchFailure | ApiFailure failure) {
            System.err.println("The bench stopped: " + failure.getMessage());
            System.exit(1);
        }
    }

    /** Where the repository is: given, or above this jar. */
    private static Path checkout() throws URISyntaxException {
        var given = System.getProperty("keizoku.checkout");
        var path = given != null
                ? Path.of(given)
                : Path.of(Bench.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .resolve("../../..");
        var checkout = path.toAbsolutePath().normalize();
        if (Files.notExists(checkout.resolve("keizoku"))) {
            throw new BenchFailure(checkout + " is not a checkout of Keizoku; say -Dkeizoku.checkout=DIR.");
        }
        return checkout;
    }

    /** Tells where a bench is; never part of a result. */
    static void say(String format, Object... values) {
        System.out.printf("  " + format + "%n", values);
    }
}
