package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What another tenant has is as if it never existed. One tenant asks for what another has, by its ids; a twin of it asks
 * for ids of the same form that nobody has: both are answered the same, and to the owner nothing has happened.
 */
class TenantIsolationStoryTest {

    private static final Duration FIRST_NIGHT = Duration.ofMinutes(3);
    private static final Duration CALM = Duration.ofSeconds(40);
    private static final int EXPERIMENTS = 3;

    /** What becomes of a tenant by itself: its own entries, nights and reconciliations. */
    private static final Set<String> OWN_LIFE =
            Set.of("/v1/audit-log", "/v1/audit-log/verification", "/v1/score-runs", "/v1/ledger");

    private final Suite suite = Suite.running();
    private final PublicContract contract =
            new PublicContract(suite.anonymous().get("/q/openapi").ok());
    private final Attempts attempts = new Attempts(contract, new Random(0));
    private final List<Operation> operations = contract.operations();
    private final Tenant asking = isAwake();
    private final List<String> differences = new ArrayList<>();
    private int cells;

    private Tenant isAwake() {
        Tenant tenant = suite.tenant("asking", "UTC", "USD");
        Wait.until(
                FIRST_NIGHT,
                "its first night is over",
                () -> tenant.admin()
                        .get("/v1/score-runs")
                        .ok()
                        .at("/data/0/status")
                        .asText()
                        .equals("done"));
        Wait.until(
                FIRST_NIGHT,
                "its model was looked for",
                () -> !tenant.admin()
                        .get("/v1/churn-model")
                        .ok()
                        .path("status")
                        .asText()
                        .equals("untrained"));
        return tenant;
    }

    private BusyTenant busy() {
        return new BusyTenant(suite.tenant("other", "UTC", "USD"), operations, attempts);
    }

    private List<Operation> reads() {
        return operations.stream()
                .filter(Operation::reads)
                .filter(operation -> !OWN_LIFE.contains(operation.path()))
                .toList();
    }

    /** What changes by itself meanwhile, as at midnight, does not do so each time; what is another's would. */
    @Test
    void nothingThatIsReadChangesWithWhatAnotherTenantDoes() {
        List<Operation> suspects = reads();
        for (int i = 0; i < EXPERIMENTS && !suspects.isEmpty(); i++) {
            Map<Operation, Seen> before = new LinkedHashMap<>();
            suspects.forEach(
                    operation -> before.put(operation, seen(asking.admin(), attempts.example(operation), List.of())));
            busy().close();
            differences.clear();
            List<Operation> changed = new ArrayList<>();
            before.forEach((operation, seen) -> {
                cells++;
                seen.difference(seen(asking.admin(), attempts.example(operation), List.of()))
                        .ifPresent(difference -> {
                            changed.add(operation);
                            differences.add(operation + " before and after: " + difference);
                        });
            });
            suspects = changed;
        }
        told("before and after");
    }

    @Test
    void whatAnotherTenantHasIsAsIfItNeverExisted() {
        try (BusyTenant other = busy()) {
            Asked asked = new Asked(other, isAwake());
            asked.ownerHasThem();
            operations.stream()
                    .filter(operation -> !operation.method().equals("PUT"))
                    .forEach(asked::inPath);
            operations.forEach(asked::inQuery);
            asked.settle();
            operations.forEach(asked::inBody);
            operations.stream()
                    .filter(operation -> operation.method().equals("PUT"))
                    .forEach(asked::inPath);
            // Now both have something by these ids, each its own.
            reads().forEach(operation ->
                    asked.read(operation, other.belongings().of(operation), "of one's own"));
            asked.settle();
        }
        told("another tenant's ids");
    }

    /** Asks for what another tenant has, by its ids, and as a twin by ids that nobody has. */
    private final class Asked {

        private final BusyTenant other;
        private final Api one = asking.admin();
        private final Api twin;
        private final Map<String, String> nobodys;
        private final List<String> ids;
        private final Map<String, Supplier<Optional<String>>> reads = new LinkedHashMap<>();

        Asked(BusyTenant other, Tenant twin) {
            this.other = other;
            this.twin = twin.admin();
            nobodys = other.belongings().nobodys();
            ids = Stream.of(List.of(asking.id(), twin.id()), nobodys.keySet(), nobodys.values())
                    .flatMap(Collection::stream)
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        }

        /** Or else nothing would be shown by asking for it. */
        void ownerHasThem() {
            List<Operation> own = operations.stream()
                    .filter(operation -> operation.reads() && Belongings.areIn(operation))
                    .filter(operation -> !operation.scopes().contains("operator"))
                    .toList();
            List<String> missing = new ArrayList<>();
            try {
                Wait.until(CALM, "all of it there", () -> {
                    missing.clear();
                    own.stream()
                            .map(operation -> attempts.exampleOf(
                                            operation, other.belongings().of(operation))
                                    .answeredTo(other.owner()))
                            .filter(answer -> answer.status() == 404)
                            .forEach(answer -> missing.add("the owner has not: " + answer));
                    return missing.isEmpty();
                });
            } catch (AssertionError stays) {
                differences.addAll(missing);
            }
        }

        void inPath(Operation operation) {
            if (operation.streams() || !Belongings.areIn(operation)) {
                return;
            }
            Map<String, String> path = other.belongings().of(operation);
            if (operation.reads()) {
                read(operation, path, "of another tenant and of nobody");
                return;
            }
            Optional<Attempt> own = reading(operation)
                    .map(read -> attempts.exampleOf(read, other.belongings().of(read)));
            Optional<Seen> before = own.map(this::settled);
            note(operation + " of another tenant and of nobody", write(operation, path));
            own.ifPresent(read -> {
                cells++;
                before.get()
                        .difference(seen(other.owner(), read, List.of()))
                        .ifPresent(change -> differences.add(operation + " touched " + read + ": " + change));
            });
        }

        void inQuery(Operation operation) {
            operation.parameters().stream()
                    .filter(parameter -> operation.reads() && parameter.in().equals("query"))
                    .filter(parameter ->
                            parameter.example().isTextual() && nobodys.containsKey(parameter.exampleText()))
                    .forEach(parameter -> {
                        Map<String, String> asked =
                                new LinkedHashMap<>(other.belongings().of(operation));
                        asked.put(parameter.name(), parameter.exampleText());
                        read(operation, asked, "by " + parameter.name());
                    });
        }

        void inBody(Operation operation) {
            if (operation.method().equals("POST") && !operation.isPublic() && !Belongings.areIn(operation)) {
                Attempt example = attempts.example(operation);
                if (!Arrays.equals(nobodysIn(example).body(), example.body())) {
                    note(operation + " with another tenant's ids", write(operation, Map.of()));
                }
            }
        }

        void read(Operation operation, Map<String, String> asked, String how) {
            cells++;
            reads.put(operation + " " + how, () -> compared(operation, asked));
        }

        /** What is different at first may be on its way still; what stays different is not. */
        void settle() {
            Map<String, String> different = new LinkedHashMap<>();
            try {
                Wait.until(CALM, "sameness", () -> {
                    different.clear();
                    reads.entrySet().removeIf(read -> {
                        Optional<String> difference = read.getValue().get();
                        difference.ifPresent(told -> different.put(read.getKey(), told));
                        return difference.isEmpty();
                    });
                    return reads.isEmpty();
                });
            } catch (AssertionError stays) {
                different.forEach((cell, told) -> differences.add(cell + ": " + told));
                reads.clear();
            }
        }

        private Optional<String> compared(Operation operation, Map<String, String> asked) {
            return seen(one, attempts.exampleOf(operation, asked), ids)
                    .difference(seen(twin, attempts.exampleOf(operation, nobodys(asked)), ids));
        }

        private Optional<String> write(Operation operation, Map<String, String> asked) {
            return seen(one, attempts.exampleOf(operation, asked), ids)
                    .difference(seen(twin, nobodysIn(attempts.exampleOf(operation, nobodys(asked))), ids));
        }

        private Map<String, String> nobodys(Map<String, String> asked) {
            Map<String, String> nobodysHere = new LinkedHashMap<>();
            asked.forEach((name, id) -> nobodysHere.put(name, nobodys.getOrDefault(id, id)));
            return nobodysHere;
        }

        private Attempt nobodysIn(Attempt attempt) {
            String body = new String(attempt.body(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> id : nobodys.entrySet()) {
                body = body.replace("\"" + id.getKey() + "\"", "\"" + id.getValue() + "\"");
            }
            return new Attempt(
                    attempt.operation(),
                    attempt.told(),
                    attempt.target(),
                    attempt.headers(),
                    body.getBytes(StandardCharsets.UTF_8));
        }

        /** What the owner reads of the same thing, or of what it is part of. */
        private Optional<Operation> reading(Operation write) {
            return operations.stream()
                    .filter(read -> read.reads() && Belongings.areIn(read))
                    .filter(read -> (write.path() + "/").startsWith(read.path() + "/")
                            || read.path().startsWith(write.path() + "/"))
                    .max(Comparator.comparing((Operation read) -> write.path().startsWith(read.path()))
                            .thenComparing(read -> read.path().length()));
        }

        /** What is read twice the same: what the owner did before is over. */
        private Seen settled(Attempt read) {
            return Wait.passes(CALM, () -> {
                Seen once = seen(other.owner(), read, List.of());
                assertThat(seen(other.owner(), read, List.of())).as("%s", read).isEqualTo(once);
                return once;
            });
        }
    }

    private static Seen seen(Api api, Attempt attempt, List<String> ids) {
        return Seen.in(attempt.answeredTo(api), ids);
    }

    private void note(String cell, Optional<String> difference) {
        cells++;
        difference.ifPresent(told -> differences.add(cell + ": " + told));
    }

    private void told(String what) {
        System.out.printf("tenant isolation, %s: %,d cells%n", what, cells);
        // The first line of a failure is all that some reports show.
        assertThat(differences.size()).as(() -> String.join("\n", differences)).isZero();
    }
}
