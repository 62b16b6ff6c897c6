package dev.keizoku.demo.company;

import java.util.List;

/** Who a customer is: what stands in the CRM. */
public record Profile(String name, String industry, String country, String size, String salesforceId) {

    private static final List<String> FIRST = List.of(
            "Aoba", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper", "Kestrel",
            "Lumen", "Maple", "Nimbus", "Orchid", "Pioneer", "Quartz", "Ridge", "Sakura", "Tidal", "Umber", "Velvet",
            "Willow", "Zephyr");
    private static final List<String> SECOND = List.of(
            "Analytics",
            "Foods",
            "Freight",
            "Health",
            "Labs",
            "Media",
            "Motors",
            "Partners",
            "Retail",
            "Systems",
            "Textiles",
            "Travel",
            "Works");
    private static final List<String> INDUSTRIES =
            List.of("retail", "software", "manufacturing", "logistics", "healthcare", "media");
    private static final List<String> COUNTRIES = List.of("US", "US", "US", "JP", "JP", "DE", "GB", "FR");

    static Profile of(int number, Terms terms, Draw draw) {
        var name = "%s %s %d".formatted(draw.pick(FIRST), draw.pick(SECOND), number);
        var size = terms.seats() < 6 ? "small" : terms.seats() < 18 ? "medium" : "large";
        return new Profile(name, draw.pick(INDUSTRIES), draw.pick(COUNTRIES), size, "001DM%010d".formatted(number));
    }
}
