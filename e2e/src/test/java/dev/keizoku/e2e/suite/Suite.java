package dev.keizoku.e2e.suite;

import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The five built services over one database server, started once for all stories; ended with the JVM. */
public final class Suite implements AutoCloseable {

    private static final String PASSWORD = "keizoku";
    private static final Duration NO_SHIFT = Duration.ZERO;
    private static Suite running;
    private static Throwable failure;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Map<Member, Integer> ports = new EnumMap<>(Member.class);
    private final Map<Member, Service> services = new EnumMap<>(Member.class);
    private final String tokenSecret = UUID.randomUUID().toString() + UUID.randomUUID();
    private final String operatorKey = "operator-" + UUID.randomUUID();
    private final Database database;
    private final List<Service> replicas = new ArrayList<>();
    private final Map<String, String> healthSettings;
    private Duration shift = NO_SHIFT;
    private boolean ended;

    private Suite(Map<String, String> healthSettings) throws IOException {
        this.healthSettings = healthSettings;
        database = Database.start();
        List<Integer> free = Ports.free(2 * Member.values().length);
        for (Member member : Member.values()) {
            ports.put(member, free.get(2 * member.ordinal()));
        }
        for (Member member : Member.values()) {
            createDatabase(member);
            int management = free.get(2 * member.ordinal() + 1);
            services.put(member, new Service(member, ports.get(member), management, environment(member), client));
        }
    }

    /** The suite, started by whoever asks first; once it could not be started, nobody tries again. */
    public static synchronized Suite running() {
        if (failure != null) {
            throw new AssertionError("The suite does not start: " + failure.getMessage(), failure);
        }
        if (running == null) {
            try {
                running = started(new Suite(Map.of()));
            } catch (IOException | RuntimeException | AssertionError refused) {
                failure = refused;
                throw new AssertionError("The suite does not start: " + refused.getMessage(), refused);
            }
        }
        return running;
    }

    /**
     * Another one for a story that moves the clock by weeks, with so many processes of {@code health} on its database.
     *
     * @param healthSettings what those are told besides
     */
    public static Suite withReplicas(int replicas, Map<String, String> healthSettings) throws IOException {
        Suite suite = new Suite(healthSettings);
        for (int i = 1; i < replicas; i++) {
            List<Integer> free = Ports.free(2);
            suite.replicas.add(new Service(
                    Member.HEALTH, free.get(0), free.get(1), suite.environment(Member.HEALTH), suite.client));
        }
        started(suite);
        suite.replicas.forEach(Service::launch);
        suite.replicas.forEach(Service::awaitReady);
        return suite;
    }

    private static Suite started(Suite suite) {
        Runtime.getRuntime().addShutdownHook(new Thread(suite::end, "suite-end"));
        suite.services.values().forEach(Service::launch);
        suite.services.values().forEach(Service::awaitReady);
        return suite;
    }

    private void createDatabase(Member member) {
        try (Connection connection = database.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, "create role %s login password '%s'", member.id(), PASSWORD));
            statement.execute(String.format(
                    Locale.ROOT,
                    "create database %s owner %s template template0 encoding 'UTF8' locale 'C'",
                    member.id(),
                    member.id()));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Map<String, String> environment(Member member) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_PROFILE", "e2e");
        environment.put("KEIZOKU_TOKEN_SECRET", tokenSecret);
        environment.put("KEIZOKU_OPERATOR_KEY", operatorKey);
        environment.put("KEIZOKU_DB_HOST", "127.0.0.1:" + database.port());
        environment.put("KEIZOKU_DB_NAME", member.id());
        environment.put("KEIZOKU_DB_USER", member.id());
        environment.put("KEIZOKU_DB_PASSWORD", PASSWORD);
        environment.put("KEIZOKU_LOG_JSON", "false");
        // What a killed process was importing is gone on with sooner than by default.
        environment.put("KEIZOKU_IMPORTS_LEASE", "PT5S");
        if (member == Member.HEALTH) {
            environment.putAll(healthSettings);
        }
        for (Member other : List.of(Member.SUBSCRIPTIONS, Member.USAGE, Member.METRICS, Member.HEALTH)) {
            environment.put("KEIZOKU_" + other.name() + "_URL", base(other));
        }
        return environment;
    }

    /** What the suite believes the time to be. */
    public Instant now() {
        return Instant.now().plus(shift);
    }

    /** Moves the clocks of all services that run forward; they run on from there. */
    public void moveClock(Instant now) {
        if (now.isBefore(now())) {
            throw new IllegalArgumentException("Other stories have seen a later time already.");
        }
        shift = Duration.between(Instant.now(), now);
        all().filter(Service::isAlive).forEach(service -> service.moveClock(now()));
    }

    private Stream<Service> all() {
        return Stream.concat(services.values().stream(), replicas.stream());
    }

    private Stream<Service> health() {
        return Stream.concat(Stream.of(services.get(Member.HEALTH)), replicas.stream());
    }

    /** {@code kill -9} of the process of {@code health} that has this id. */
    public void killHealth(long pid) {
        health().filter(replica -> replica.isAlive() && replica.pid() == pid).forEach(Service::kill);
    }

    /** {@code kill -9} of every process of {@code health}. */
    public void killHealth() {
        health().filter(Service::isAlive).forEach(Service::kill);
    }

    /** Starts the processes of {@code health} that were killed, on the same ports, with the suite's time. */
    public void reviveHealth() {
        List<Service> dead = health().filter(replica -> !replica.isAlive()).toList();
        dead.forEach(Service::launch);
        dead.forEach(Service::awaitReady);
        dead.forEach(replica -> replica.moveClock(now()));
    }

    /** {@code kill -9} of a service. */
    public void kill(Member member) {
        services.get(member).kill();
    }

    /** Starts services that were killed or stopped, on the same ports, with the suite's time. */
    public void start(Member... members) {
        List<Service> starting = Stream.of(members).map(services::get).toList();
        starting.forEach(Service::launch);
        starting.forEach(Service::awaitReady);
        if (!shift.equals(NO_SHIFT)) {
            starting.forEach(service -> service.moveClock(now()));
        }
    }

    /** The database server under all services, for stories that take it away or look behind the API. */
    public Database database() {
        return database;
    }

    /** Starts another process of a service, with settings it must refuse, and returns the end of its log. */
    public String refusal(Member member, Map<String, String> settings) {
        List<Integer> free = Ports.free(2);
        Map<String, String> environment = environment(member);
        environment.putAll(settings);
        Service service = new Service(member, free.get(0), free.get(1), environment, client);
        service.launch();
        return service.awaitRefusal();
    }

    long pid(Member member) {
        return services.get(member).pid();
    }

    String metrics(Member member) {
        return services.get(member).metrics();
    }

    public boolean isAlive(Member member) {
        return services.get(member).isAlive();
    }

    /** A client of the gateway without any key. */
    public Api anonymous() {
        return new Api(client, base(Member.GATEWAY), "");
    }

    public Api operator() {
        return new Api(client, base(Member.GATEWAY), operatorKey);
    }

    /** A client that goes straight at a service, past the gateway. */
    public Api straightAt(Member member, String key) {
        return new Api(client, base(member), key);
    }

    /** Posts to one path of the gateway, cheaply. */
    public Wire wire(String key, String path, String mediaType) {
        return new Wire(gatewayPort(), key, path, mediaType);
    }

    /** The processor time a service has had. */
    public Duration processorTime(Member member) {
        return ProcessHandle.of(pid(member))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The port of the gateway, for whoever speaks HTTP badly. */
    public int gatewayPort() {
        return ports.get(Member.GATEWAY);
    }

    /** Where the gateway is, for clients that are not ours. */
    public String gateway() {
        return base(Member.GATEWAY);
    }

    /** A client of whoever stands in front of the gateway. */
    public Api at(String base, String key) {
        return new Api(client, base, key);
    }

    /** A client of the gateway. */
    public Api as(String key) {
        return new Api(client, base(Member.GATEWAY), key);
    }

    /** A new tenant of all its own. */
    public Tenant tenant(String name, String zone, String currency) {
        return tenant(name, zone, currency, Map.of());
    }

    /** A new tenant that has chosen where definitions differ. */
    public Tenant tenant(String name, String zone, String currency, Map<String, ?> policies) {
        return Tenant.create(this, name, zone, currency, policies);
    }

    private String base(Member member) {
        return "http://127.0.0.1:" + ports.get(member);
    }

    /** Ends a suite of a story's own, and every process of it. */
    @Override
    public void close() {
        end();
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            all().filter(Service::isAlive).forEach(Service::kill);
            database.close();
        }
    }
}
