package dev.keizoku.health.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.pull.AccountFact;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The departments of a customer, as far as anybody tells of them. */
public final class Departments {

    private static final String ATTRIBUTE = "departments";

    private Departments() {}

    /** Those of its people, by name. */
    public static Set<String> ofContacts(AccountFact fact) {
        return fact.contacts().stream()
                .filter(AccountFact.Contact::active)
                .map(AccountFact.Contact::department)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many it has by its people or its attribute {@code departments}, a number or a list; 0 when nobody says. */
    public static int told(AccountFact fact) {
        JsonNode attribute = fact.attributes().get(ATTRIBUTE);
        int said = 0;
        if (attribute != null && attribute.isArray()) {
            said = attribute.size();
        } else if (attribute != null && attribute.canConvertToInt()) {
            said = attribute.asInt();
        }
        return Math.max(said, ofContacts(fact).size());
    }
}
