package dev.keizoku.metrics.report;

import java.util.Arrays;
import java.util.List;

/** The currencies of a book, numbered, and which of them a report takes. */
final class Currencies {

    private final List<String> codes;
    private final int[] ofLine;
    private final boolean[] taken;

    private Currencies(List<String> codes, int[] ofLine, boolean[] taken) {
        this.codes = codes;
        this.ofLine = ofLine;
        this.taken = taken;
    }

    static Currencies of(Book book, Selection selection) {
        List<String> codes = book.lines().stream()
                .map(line -> line.currency().getCurrencyCode())
                .distinct()
                .sorted()
                .toList();
        int[] ofLine = book.lines().stream()
                .mapToInt(line -> codes.indexOf(line.currency().getCurrencyCode()))
                .toArray();
        boolean[] taken = new boolean[codes.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = selection.takesCurrency(codes.get(i));
        }
        return new Currencies(codes, ofLine, taken);
    }

    /** Whether the same numbers stand for the same currencies, and the same of them are taken. */
    boolean numbersAs(Currencies other) {
        return codes.equals(other.codes) && Arrays.equals(taken, other.taken);
    }

    int size() {
        return codes.size();
    }

    String code(int currency) {
        return codes.get(currency);
    }

    int ofLine(int line) {
        return ofLine[line];
    }

    boolean takes(int currency) {
        return taken[currency];
    }
}
