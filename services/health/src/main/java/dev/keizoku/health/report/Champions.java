package dev.keizoku.health.report;

import dev.keizoku.health.pull.AccountFact.Contact;
import dev.keizoku.health.pull.AccountUses.Person;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who at an account could carry the product: keen on what is new, there often, and listened to. */
final class Champions {

    private static final int MOST = 10;
    private static final double OFTEN_DAYS = 45;
    private static final List<String> INFLUENTIAL = List.of(
            "admin", "owner", "manager", "lead", "head", "director", "chief", "管理", "責任者", "部長", "課長", "リーダー", "役員");

    private Champions() {}

    /** What makes a candidate, each with the most it gives; together 100. */
    enum Part {
        NEW_FEATURES(40),
        ACTIVITY(30),
        INFLUENCE(15),
        BRIDGE(15);

        private final int most;

        Part(int most) {
            this.most = most;
        }

        int most() {
            return most;
        }
    }

    /**
     * A person with the parts of the rank.
     *
     * @param champion whether it is one already
     * @param newFeatures those it uses
     */
    record Candidate(
            String userId,
            @Nullable String contactId,
            @Nullable String role,
            @Nullable String department,
            boolean champion,
            int activeDays90,
            Set<String> newFeatures,
            BigDecimal rank,
            Map<Part, BigDecimal> parts) {}

    /**
     * The best candidates first.
     *
     * @param features what each person used, by user
     * @param fresh features that are new
     */
    static List<Candidate> of(
            List<Person> people, List<Contact> contacts, Map<String, Set<String>> features, Set<String> fresh) {
        Map<String, Contact> byUser = new HashMap<>();
        contacts.forEach(contact -> {
            if (contact.userId() != null) {
                byUser.put(contact.userId(), contact);
            }
        });
        return people.stream()
                .filter(person -> person.activeDays() > 0)
                .filter(person -> {
                    Contact contact = byUser.get(person.userId());
                    return contact == null || contact.active();
                })
                .map(person -> candidate(
                        person, byUser.get(person.userId()), features.getOrDefault(person.userId(), Set.of()), fresh))
                .sorted(Comparator.comparing(Candidate::rank).reversed().thenComparing(Candidate::userId))
                .limit(MOST)
                .toList();
    }

    private static Candidate candidate(Person person, @Nullable Contact contact, Set<String> used, Set<String> fresh) {
        Set<String> tried = new HashSet<>(used);
        tried.retainAll(fresh);
        String role = contact == null || contact.role() == null ? person.role() : contact.role();
        Map<Part, BigDecimal> parts = Map.of(
                Part.NEW_FEATURES,
                points(Part.NEW_FEATURES, fresh.isEmpty() ? 0 : (double) tried.size() / fresh.size()),
                Part.ACTIVITY,
                points(Part.ACTIVITY, person.activeDays() / OFTEN_DAYS),
                Part.INFLUENCE,
                points(Part.INFLUENCE, influential(role) ? 1 : 0),
                Part.BRIDGE,
                points(Part.BRIDGE, contact != null && contact.bridge() ? 1 : 0));
        return new Candidate(
                person.userId(),
                contact == null ? null : contact.contactId(),
                role,
                contact == null || contact.department() == null ? person.department() : contact.department(),
                contact != null && contact.champion(),
                person.activeDays(),
                tried,
                parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                parts);
    }

    private static boolean influential(@Nullable String role) {
        String lower = role == null ? "" : role.toLowerCase(Locale.ROOT);
        return INFLUENTIAL.stream().anyMatch(lower::contains);
    }

    private static BigDecimal points(Part part, double reached) {
        return BigDecimal.valueOf(Math.clamp(reached, 0, 1) * part.most()).setScale(2, RoundingMode.HALF_UP);
    }
}
