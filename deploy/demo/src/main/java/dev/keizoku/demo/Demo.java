package dev.keizoku.demo;

import dev.keizoku.demo.company.Company;
import dev.keizoku.demo.company.Story;
import dev.keizoku.demo.console.Console;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.ApiFailure;
import dev.keizoku.demo.play.Performance;
import dev.keizoku.demo.report.Report;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** The entry point: plays the company, then prints the report. */
public final class Demo {

    /** Where the company is at home: its days are days there. */
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Demo() {}

    public static void main(String[] arguments) {
        var terminal = System.console();
        var console = new Console(System.out, terminal != null && terminal.isTerminal());
        System.exit(run(arguments, console, Clock.systemUTC()));
    }

    private static int run(String[] arguments, Console console, Clock clock) {
        Options options;
        try {
            options = Options.parse(arguments, System.getenv("KEIZOKU_OPERATOR_KEY"));
        } catch (IllegalArgumentException misuse) {
            System.err.println(misuse.getMessage() + System.lineSeparator() + System.lineSeparator() + Options.USAGE);
            return MISUSED;
        }
        try {
            play(options, console, clock);
            return 0;
        } catch (ApiFailure failure) {
            System.err.println(System.lineSeparator() + "The demo stopped: " + failure.getMessage());
            return FAILED;
        }
    }

    private static void play(Options options, Console console, Clock clock) {
        var started = System.nanoTime();
        var yesterday = LocalDate.now(clock.withZone(ZONE)).minusDays(1);
        var story = new Story(options.seed(), options.end() == null ? yesterday : options.end(), ZONE);
        console.line("Playing a subscription company from %s to %s (seed %d), customer success from %s."
                .formatted(story.firstDay(), story.end(), story.seed(), story.successStarts()));
        var company = Company.play(story);
        var operator = Api.at(options.url(), options.operatorKey());
        var tenant = new Performance(company, console).play(operator);
        var report = console.step("Report", progress -> Report.ask(tenant.api(), story, progress));
        report.forEach(console::line);
        console.line("%nTenant %s, played and asked in %.0f s."
                .formatted(tenant.name(), (System.nanoTime() - started) / 1e9));
    }
}
