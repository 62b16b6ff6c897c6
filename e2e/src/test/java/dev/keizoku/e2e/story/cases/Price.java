package dev.keizoku.e2e.story.cases;

import java.util.Map;

/** What a unit costs each billing interval. */
record Price(String amount, String currency, String interval, int count) {

    static Price monthly(String amount) {
        return new Price(amount, "USD", "month", 1);
    }

    static Price yearly(String amount) {
        return new Price(amount, "USD", "year", 1);
    }

    static Price weekly(String amount) {
        return new Price(amount, "USD", "week", 1);
    }

    Price in(String otherCurrency) {
        return new Price(amount, otherCurrency, interval, count);
    }

    Price every(int intervals) {
        return new Price(amount, currency, interval, intervals);
    }

    Map<String, Object> body() {
        return Map.of(
                "amount",
                Map.of("amount", amount, "currency", currency),
                "interval",
                interval,
                "interval_count",
                count);
    }
}
