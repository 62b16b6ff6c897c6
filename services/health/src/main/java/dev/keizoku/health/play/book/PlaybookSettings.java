package dev.keizoku.health.play.book;

import java.math.BigDecimal;
import java.util.List;

/**
 * The playbooks of a tenant and when their dates come. A version never changes; a change is the next version.
 *
 * @param attributes how the tenant names the attributes of accounts that variants look at
 * @param timing when plays open that no sign asks for
 * @param acquisitionCostRatio how many times as much gaining a customer costs as keeping one
 * @param playbooks one of each key, in the order of the keys
 */
public record PlaybookSettings(
        Attributes attributes, Timing timing, BigDecimal acquisitionCostRatio, List<Playbook> playbooks) {

    public PlaybookSettings {
        playbooks = List.copyOf(playbooks);
    }

    /** Names of attributes of accounts. */
    public record Attributes(String industry, String size, String techLiteracy, String maturity) {

        static final Attributes DEFAULT = new Attributes("industry", "size", "tech_literacy", "maturity");
    }

    /**
     * When plays open that no sign asks for.
     *
     * @param renewalLeadDays before the last day on which the customer may still say no
     * @param reviewLeadDays before a business review or a survey is due
     * @param interviewDays after an account left it is asked why
     * @param reshuffleMonths when people change places
     * @param reshuffleCountries where they do
     */
    public record Timing(
            int renewalLeadDays,
            int reviewLeadDays,
            int interviewDays,
            List<Integer> reshuffleMonths,
            List<String> reshuffleCountries) {

        static final Timing DEFAULT = new Timing(90, 14, 90, List.of(4), List.of("JP"));

        public Timing {
            reshuffleMonths = List.copyOf(reshuffleMonths);
            reshuffleCountries = List.copyOf(reshuffleCountries);
        }
    }

    /** The playbook of the key; settings kept before there was one of it do it as every tenant starts. */
    public Playbook of(PlaybookKey key) {
        return playbooks.stream()
                .filter(playbook -> playbook.key() == key)
                .findFirst()
                .orElseGet(() -> Playbooks.DEFAULT.of(key));
    }
}
