package dev.keizoku.launcher;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.load.Import;
import dev.keizoku.launcher.suite.Down;
import dev.keizoku.launcher.suite.Marker;
import dev.keizoku.launcher.suite.PortPlan;
import dev.keizoku.launcher.suite.Status;
import dev.keizoku.launcher.suite.Suite;
import dev.keizoku.launcher.suite.Up;
import dev.keizoku.launcher.terminal.Arguments;
import dev.keizoku.launcher.terminal.Console;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The entry point {@code ./keizoku} calls: {@code up}, {@code down}, {@code status} and {@code import}. */
public final class Launcher {
    private static final int REFUSED = 1;

    private final Console console = new Console(System.out);
    private final Path checkout;

    private Launcher(Path checkout) {
        this.checkout = checkout;
    }

    public static void main(String[] args) throws InterruptedException {
        var launcher = new Launcher(
                Path.of(System.getProperty("keizoku.checkout", ".")).toAbsolutePath());
        int code;
        try {
            code = launcher.run(
                    args.length == 0 ? "" : args[0],
                    Arrays.asList(args).subList(Math.min(1, args.length), args.length));
        } catch (Refusal e) {
            System.err.println(e.getMessage());
            code = REFUSED;
        } catch (IOException e) {
            System.err.println("That did not work: " + e);
            code = REFUSED;
        }
        System.exit(code);
    }

    private int run(String command, List<String> args) throws IOException, InterruptedException {
        return switch (command) {
            case "up" -> up(Arguments.parse(args, Set.of("port", "data", "host"), Set.of("detach")));
            case "down" -> {
                Down.run(home(Arguments.parse(args, Set.of("data"), Set.of())), console);
                yield 0;
            }
            case "status" ->
                new Status(home(Arguments.parse(args, Set.of("data"), Set.of())), console, Clock.systemUTC()).run();
            case "import" -> load(args);
            default -> throw new Refusal("I do not know the command \"" + command + "\". ./keizoku help lists all.");
        };
    }

    private int up(Arguments arguments) throws IOException, InterruptedException {
        var ports = arguments.option("port").map(PortPlan::parse).orElse(new PortPlan(PortPlan.DEFAULT_GATEWAY));
        var suite = new Suite(
                checkout, home(arguments), ports, arguments.option("host").orElse(Suite.LOOPBACK));
        new Up(suite, console).run(arguments.has("detach"));
        return 0;
    }

    private int load(List<String> args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(args, Set.of("mapping", "kind", "url", "key", "data"), Set.of("history"));
        Home home = home(arguments);
        String url = arguments
                .option("url")
                .orElseGet(() -> Marker.read(home)
                        .map(marker -> new Suite(checkout, home, new PortPlan(marker.port()), marker.host()).url())
                        .orElseThrow(
                                () -> new Refusal("Keizoku does not run here. ./keizoku up, or name one with --url.")));
        return Import.from(arguments, url, console).run();
    }

    private Home home(Arguments arguments) {
        return new Home(arguments.option("data").map(Path::of).orElse(checkout.resolve("var")));
    }
}
