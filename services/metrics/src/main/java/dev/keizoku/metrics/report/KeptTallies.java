package dev.keizoku.metrics.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of what a book was asked lately, so that the same question is answered without looking at every customer.
 *
 * <p>They outlive a change of the ledger: the next book takes away what the customers it replaced had added, and adds what
 * they add now. Those asked longest ago go first.
 */
final class KeptTallies {

    /** In how many windows of how many groups and currencies tallies are kept, at some 200 bytes each. */
    private static final int MOST_POINTS = 20_000;

    private static final int LEAST_POINTS = 500;

    /** Of a small company, where looking at everybody takes no time, little is kept: one point for so many customers. */
    private static final int CUSTOMERS = 10;

    /** A change of more customers than one in so many is not worth bringing tallies along. */
    private static final int FEW = 8;

    private static final int ALWAYS_FEW = 1_000;

    /** What decides a tally, beside the book. */
    private record Asked(Windows.Grid grid, Basis basis, Selection selection) {}

    /** One question's place: whoever asks the same at the same time waits for one walk. */
    private static final class Place {
        private final Windows windows;
        private volatile @Nullable Tallies tallies;

        Place(Windows windows) {
            this.windows = windows;
        }

        synchronized Tallies of(Book book, Asked asked) {
            Tallies known = tallies;
            if (known == null) {
                known = BookWalk.tallies(book, book.customers(), windows, asked.basis(), asked.selection());
                tallies = known;
            }
            return known;
        }

        int points() {
            Tallies known = tallies;
            return known == null ? 0 : known.points();
        }
    }

    private final SequencedMap<Asked, Place> places = new LinkedHashMap<>(16, 0.75f, true);

    private final int mostPoints;

    KeptTallies(int customers) {
        this.mostPoints = Math.clamp(customers / CUSTOMERS, LEAST_POINTS, MOST_POINTS);
    }

    Tallies of(Book book, Windows windows, Basis basis, Selection selection) {
        Asked asked = new Asked(windows.grid(), basis, selection);
        Place place;
        synchronized (places) {
            place = places.computeIfAbsent(asked, any -> new Place(windows));
        }
        Tallies tallies = place.of(book, asked);
        makeRoom(asked, place);
        return tallies;
    }

    /** The same tallies after some customers were replaced; none where so much changed that asking anew is as well. */
    KeptTallies brought(Book before, Book after, List<Customer> gone, List<Customer> come) {
        KeptTallies next = new KeptTallies(after.customers().size());
        if (come.size() + gone.size() > Math.max(ALWAYS_FEW, before.customers().size() / FEW)) {
            return next;
        }
        List<Map.Entry<Asked, Place>> known;
        synchronized (places) {
            known = new ArrayList<>(places.entrySet());
        }
        for (Map.Entry<Asked, Place> entry : known) {
            Tallies tallies = entry.getValue().tallies;
            Selection selection = entry.getKey().selection();
            if (tallies != null && tallies.currencies().numbersAs(Currencies.of(after, selection))) {
                bring(next, entry.getKey(), entry.getValue().windows, tallies, before, after, gone, come);
            }
        }
        return next;
    }

    private static void bring(
            KeptTallies next,
            Asked asked,
            Windows windows,
            Tallies tallies,
            Book before,
            Book after,
            List<Customer> gone,
            List<Customer> come) {
        try {
            Tallies left = tallies.minus(BookWalk.tallies(before, gone, windows, asked.basis(), asked.selection()));
            Place place = new Place(windows);
            place.tallies = left.plus(BookWalk.tallies(after, come, windows, asked.basis(), asked.selection()));
            next.places.put(asked, place);
        } catch (Groups.TooManyGroups many) {
            // Whoever asks again is told.
        }
    }

    private void makeRoom(Asked asked, Place used) {
        synchronized (places) {
            if (used.points() > mostPoints / 2) {
                places.remove(asked, used);
            }
            int points = places.values().stream().mapToInt(Place::points).sum();
            Iterator<Place> oldest = places.values().iterator();
            while (points > mostPoints && oldest.hasNext()) {
                points -= oldest.next().points();
                oldest.remove();
            }
        }
    }
}
