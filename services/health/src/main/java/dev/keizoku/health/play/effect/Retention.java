package dev.keizoku.health.play.effect;

import dev.keizoku.health.play.book.PlaybookKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which share of the accounts a play was begun for was still there after 90 days, beside others like them.
 *
 * @param matched of the treated, those in cells with others
 * @param controls the others
 * @param retainedOfControls weighed as the matched are spread over the cells
 * @param returnRatio what the accounts that stayed because of it would cost to gain, for what keeping all of them cost
 */
record Retention(
        int treated,
        int matched,
        int controls,
        @Nullable BigDecimal retained,
        @Nullable BigDecimal retainedOfMatched,
        @Nullable BigDecimal retainedOfControls,
        BigDecimal keptMrr,
        @Nullable String currency,
        @Nullable BigDecimal returnRatio) {

    /** A share of fewer accounts says nothing. */
    static final int LEAST = 10;

    private static final int SCALE = 4;

    /** Accounts that were alike on the day: as many treated as others. */
    record Cell(
            PlaybookKey playbook,
            int treated,
            int stayed,
            BigDecimal keptMrr,
            @Nullable String currency,
            int controls,
            int controlsStayed) {}

    static Retention of(List<Cell> cells, BigDecimal costRatio) {
        List<Cell> matched = cells.stream().filter(cell -> cell.controls() > 0).toList();
        int treated = cells.stream().mapToInt(Cell::treated).sum();
        int ofMatched = matched.stream().mapToInt(Cell::treated).sum();
        int controls = matched.stream().mapToInt(Cell::controls).sum();
        boolean comparable = ofMatched >= LEAST && controls >= LEAST;
        BigDecimal matchedShare =
                comparable ? share(matched.stream().mapToInt(Cell::stayed).sum(), ofMatched) : null;
        BigDecimal controlShare = comparable ? weighed(matched, ofMatched) : null;
        return new Retention(
                treated,
                ofMatched,
                controls,
                treated >= LEAST ? share(cells.stream().mapToInt(Cell::stayed).sum(), treated) : null,
                matchedShare,
                controlShare,
                cells.stream().map(Cell::keptMrr).reduce(BigDecimal.ZERO, BigDecimal::add),
                cells.stream()
                        .map(Cell::currency)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                matchedShare == null || controlShare == null
                        ? null
                        : costRatio
                                .multiply(matchedShare.subtract(controlShare))
                                .setScale(2, RoundingMode.HALF_UP));
    }

    private static BigDecimal weighed(List<Cell> cells, int treated) {
        BigDecimal expected = cells.stream()
                .map(cell -> BigDecimal.valueOf((long) cell.treated() * cell.controlsStayed())
                        .divide(BigDecimal.valueOf(cell.controls()), 2 * SCALE, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return expected.divide(BigDecimal.valueOf(treated), SCALE, RoundingMode.HALF_UP);
    }

    private static BigDecimal share(int part, int whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SCALE, RoundingMode.HALF_UP);
    }
}
