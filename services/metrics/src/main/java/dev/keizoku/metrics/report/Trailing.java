package dev.keizoku.metrics.report;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows of one length that end where the points of a series end, and so overlap.
 *
 * <p>A walk takes windows that follow one another, so the overlapping ones are dealt out to several walks, each of
 * windows that do not overlap, with what lies between them as windows of no interest.
 *
 * @param walks the windows of each walk
 * @param places where each point of the series is found
 */
record Trailing(List<Windows> walks, List<Place> places) {

    /** The walk a point is in, and its window there. */
    record Place(int walk, int window) {}

    static Trailing of(Windows points, Question question, Period length, LocalDate today) {
        List<List<Span>> walks = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (int point = 0; point < points.size(); point++) {
            LocalDate end = LocalDate.ofEpochDay(points.edge(point + 1));
            LocalDate start = end.minus(length);
            int walk = 0;
            while (walk < walks.size() && walks.get(walk).getLast().to().isAfter(start)) {
                walk++;
            }
            if (walk == walks.size()) {
                walks.add(new ArrayList<>());
            }
            List<Span> periods = walks.get(walk);
            if (!periods.isEmpty() && periods.getLast().to().isBefore(start)) {
                periods.add(new Span(periods.getLast().to(), start));
            }
            periods.add(new Span(start, end));
            places.add(new Place(walk, periods.size() - 1));
        }
        List<Windows> windows = walks.stream()
                .map(periods -> Windows.of(periods, question.interval(), question.firstMonth(), today))
                .toList();
        return new Trailing(windows, places);
    }
}
