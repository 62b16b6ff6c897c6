package dev.keizoku.gateway.people;

import dev.keizoku.kernel.CallerId;
import java.util.Set;

/** What people may be called here: nothing that a key, the operator or the gateway itself is called in an audit log. */
final class PersonId {

    private static final Set<String> TAKEN = Set.of("operator", "anybody", "gateway", "keizoku");

    private PersonId() {}

    static boolean acceptable(String id) {
        try {
            return !TAKEN.contains(CallerId.check(id)) && !id.startsWith("kz_");
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
