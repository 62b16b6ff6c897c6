package dev.keizoku.usage.person;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one write says of users, as rows. */
final class Sayings {

    /** Stands for every account. */
    static final String EVERYWHERE = "";

    record Trait(int tenant, String user, String account, String name, String json, long at, int receivedOn) {}

    record Member(int tenant, String user, String account, long at) {}

    record Alias(int tenant, String from, String to, long at) {}

    final List<Trait> traits = new ArrayList<>();
    final List<Member> members = new ArrayList<>();
    final List<Alias> aliases = new ArrayList<>();

    /** Adds what was received on one of the tenant's days. */
    void add(int tenant, Told told, LocalDate receivedOn) {
        switch (told) {
            case Told.Traits(var user, var at, var values) ->
                traits(tenant, user.value(), EVERYWHERE, at, receivedOn, values);
            case Told.Membership(var user, var account, var at, var values) -> {
                members.add(new Member(tenant, user.value(), account.value(), micros(at)));
                traits(tenant, user.value(), account.value(), at, receivedOn, values);
            }
            case Told.Alias(var from, var to, var at) -> {
                if (!from.equals(to)) {
                    aliases.add(new Alias(tenant, from.value(), to.value(), micros(at)));
                }
            }
        }
    }

    private void traits(
            int tenant, String user, String account, Instant at, LocalDate receivedOn, Map<String, JsonNode> values) {
        int received = Math.toIntExact(receivedOn.toEpochDay());
        values.forEach((name, value) ->
                traits.add(new Trait(tenant, user, account, name, value.toString(), micros(at), received)));
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
