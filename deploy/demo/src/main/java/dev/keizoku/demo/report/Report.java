package dev.keizoku.demo.report;

import dev.keizoku.demo.company.Story;
import dev.keizoku.demo.console.Progress;
import dev.keizoku.demo.http.Api;
import java.util.ArrayList;
import java.util.List;

/** The printed report: what Keizoku says of the company, each figure with the request that gives it again. */
public final class Report {

    private Report() {}

    /** Asks everything and returns the report line by line. */
    public static List<String> ask(Api api, Story story, Progress progress) {
        var ask = new Ask(api);
        var lines = new ArrayList<>(new RevenueReport(ask, story).lines());
        lines.addAll(new HealthReport(ask, story, progress).lines());
        lines.add("");
        lines.add("Ask further; each line gives the figures with its number");
        lines.addAll(ask.curls());
        return List.copyOf(lines);
    }
}
