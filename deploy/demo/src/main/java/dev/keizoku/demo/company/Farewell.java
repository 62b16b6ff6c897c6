package dev.keizoku.demo.company;

import java.time.LocalDate;

/** The last day of a customer, and the way it behaves on the road there. */
public record Farewell(LocalDate on, Style style) {

    /** How a customer leaves. */
    public enum Style {
        /** Uses it less and less, asks nothing, and is silent for the last weeks. */
        QUIET,
        /** Tries everything at once for two weeks, exports its data, then stops. */
        SURGE,
        /** Uses it less, writes many tickets and bad survey answers. */
        COMPLAINING
    }
}
