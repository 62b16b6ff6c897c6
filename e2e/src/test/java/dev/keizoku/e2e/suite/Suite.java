package dev.keizoku.e2e.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The five built services over one database server, started once for all stories; ended with the JVM. */
public final class Suite implements AutoCloseable {

    private static Suite running;
    private static Throwable failure;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Map<Member, Integer> ports = new EnumMap<>(Member.class);
    private final Map<Member, Service> services = new EnumMap<>(Member.class);
    private final String tokenSecret = UUID.randomUUID().toString() + UUID.randomUUID();
    private final String password = "password-" + UUID.randomUUID();
    private final String operatorKey = "operator-" + UUID.randomUUID();
    private final Database database;
    private final Cable cable;
    private final SmallDisk disk;
    private final TraceCollector traces = new TraceCollector();
    private final List<Service> replicas = new ArrayList<>();
    private final List<Service> gateways = new ArrayList<>();
    private final Map<String, String> healthSettings;
    private final Map<Member, Service> twins = new EnumMap<>(Member.class);
    private Duration shift = Duration.ZERO;
    private boolean ended;

    private Suite(Map<String, String> healthSettings, Member... doubled) throws IOException {
        this(Database.start(), null, false, healthSettings, doubled);
    }

    private Suite(
            Database database, SmallDisk disk, boolean cabled, Map<String, String> healthSettings, Member... doubled) {
        this.database = database;
        this.disk = disk;
        this.cable = cabled ? new Cable(database.port()) : null;
        this.healthSettings = healthSettings;
        List<Integer> free = Ports.free(2 * Member.values().length);
        for (Member member : Member.values()) {
            ports.put(member, free.get(2 * member.ordinal()));
        }
        for (Member member : doubled) {
            List<Integer> more = Ports.free(2);
            twins.put(member, new Service(member, more.get(0), more.get(1), Map.of(), client));
        }
        for (Member member : Member.values()) {
            database.create(member.id(), password);
            int management = free.get(2 * member.ordinal() + 1);
            services.put(member, new Service(member, ports.get(member), management, environment(member), client));
        }
        twins.replaceAll(
                (member, twin) -> new Service(member, twin.port(), twin.managementPort(), environment(member), client));
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

    /**
     * Another one with two processes of each of these services, which are told to stop as the images are: they go on for five
     * seconds, and say that they are not ready. The gateway knows both of each.
     */
    public static Suite withTwins(Member... members) throws IOException {
        Suite suite = started(new Suite(Map.of(), members));
        suite.twins.values().forEach(Service::launch);
        suite.twins.values().forEach(Service::awaitReady);
        return suite;
    }

    /** Another one whose database has a disk of this size for itself; a story that wants one is skipped where it cannot be had. */
    public static Suite onSmallDisk(int megabytes) throws IOException {
        SmallDisk disk = SmallDisk.ofMegabytes(megabytes);
        Database database;
        try {
            database = Database.startOn(disk);
        } catch (IOException | RuntimeException failure) {
            disk.close();
            throw failure;
        }
        return started(new Suite(database, disk, false, Map.of()));
    }

    /** The disk of the database, where it has one for itself. */
    public SmallDisk disk() {
        return Objects.requireNonNull(disk, "The database shares the disk of the machine.");
    }

    /** Another one whose way to the database can fall silent or break. */
    public static Suite withCable() throws IOException {
        return started(new Suite(Database.start(), null, true, Map.of()));
    }

    /** Of the two processes of each of these services one is asked to end and started anew, and then the other. */
    public void restartInTurn(Member... members) {
        for (Map<Member, Service> half : List.of(services, twins)) {
            List<Service> leaving = Stream.of(members).map(half::get).toList();
            leaving.forEach(Service::leave);
            leaving.forEach(Service::awaitEnd);
            leaving.forEach(Service::launch);
            leaving.forEach(Service::awaitReady);
        }
    }

    /** Stands in front of both gateways. */
    public Switch inFrontOfGateways() {
        return new Switch(List.of(services.get(Member.GATEWAY), twins.get(Member.GATEWAY)));
    }

    private static Suite started(Suite suite) {
        Runtime.getRuntime().addShutdownHook(new Thread(suite::close, "suite-end"));
        suite.services.values().forEach(Service::launch);
        suite.services.values().forEach(Service::awaitReady);
        suite.services.keySet().forEach(member -> suite.database.keepTrail(member.id()));
        return suite;
    }

    private Map<String, String> environment(Member member) {
        Map<String, String> environment = member.settings();
        environment.put("KEIZOKU_TOKEN_SECRET", tokenSecret);
        environment.put("KEIZOKU_OPERATOR_KEY", operatorKey);
        environment.put("KEIZOKU_DB_HOST", "127.0.0.1:" + (cable == null ? database.port() : cable.port()));
        environment.put("KEIZOKU_DB_PASSWORD", password);
        environment.put("KEIZOKU_TRACES_ENDPOINT", traces.url());
        if (member == Member.HEALTH) {
            environment.putAll(healthSettings);
        }
        for (Member other : List.of(Member.SUBSCRIPTIONS, Member.USAGE, Member.METRICS, Member.HEALTH)) {
            Service twin = member == Member.GATEWAY ? twins.get(other) : null;
            environment.put(
                    "KEIZOKU_" + other.name() + "_URL",
                    base(other) + (twin == null ? "" : ",http://127.0.0.1:" + twin.port()));
        }
        if (!twins.isEmpty()) {
            environment.put("KEIZOKU_SHUTDOWN_DELAY", "5S");
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
        return Stream.of(services.values(), replicas, gateways, twins.values()).flatMap(Collection::stream);
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

    /** Starts another process of the gateway on the same database, and says where it is. */
    public synchronized String anotherGateway() {
        List<Integer> free = Ports.free(2);
        Service another = new Service(Member.GATEWAY, free.get(0), free.get(1), environment(Member.GATEWAY), client);
        gateways.add(another);
        another.launch();
        another.awaitReady();
        if (!shift.isZero()) {
            another.moveClock(now());
        }
        return "http://127.0.0.1:" + free.get(0);
    }

    /** {@code kill -9} of a service. */
    public void kill(Member member) {
        services.get(member).kill();
    }

    /** Starts services that were killed or stopped, on the same ports, with the suite's time. */
    public void start(Member... members) {
        launch(members);
        awaitReady(members);
    }

    /** Begins to start services; {@link #awaitReady} waits for the end of it. */
    public void launch(Member... members) {
        Stream.of(members).map(services::get).forEach(Service::launch);
    }

    public void awaitReady(Member... members) {
        Stream.of(members).map(services::get).forEach(Service::awaitReady);
        if (!shift.isZero()) {
            Stream.of(members).map(services::get).forEach(service -> service.moveClock(now()));
        }
    }

    /** The database server under all services, for stories that take it away or look behind the API. */
    public Database database() {
        return database;
    }

    /** What is between the services and the database, in a suite {@link #withCable()}. */
    public Cable cable() {
        return cable;
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

    /** What the services told of what they did. */
    public TraceCollector traces() {
        return traces;
    }

    long pid(Member member) {
        return services.get(member).pid();
    }

    public String metrics(Member member) {
        return services.get(member).metrics();
    }

    /** The status of a check of a service, {@code live} or {@code ready}; 0 when there is no answer soon. */
    public int health(Member member, String check) {
        return services.get(member).health(check);
    }

    /** Whether a service has logged a text since it was started. */
    public boolean hasSaid(Member member, String text) {
        return services.get(member).hasSaid(text);
    }

    public boolean isAlive(Member member) {
        return services.get(member).isAlive();
    }

    /** A client of the gateway without any key. */
    public Api anonymous() {
        return new Api(client, base(Member.GATEWAY), "");
    }

    /** The key that makes tenants, for whoever follows a page from its beginning. */
    public String operatorKey() {
        return operatorKey;
    }

    /** What the services are told at their start and nobody else is. */
    public Map<String, String> secrets() {
        return Map.of(
                "the password of the database", password,
                "the secret of internal tokens", tokenSecret,
                "the operator's key", operatorKey);
    }

    /** What the services have logged, of this suite and of those before. */
    public List<Path> logs() {
        try (Stream<Path> files = Files.list(Service.logs())) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
        return new Wire(port(Member.GATEWAY), key, "POST", path, mediaType);
    }

    /** The processor time a service has had. */
    public Duration processorTime(Member member) {
        return ProcessHandle.of(pid(member))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The port of a service, for whoever speaks HTTP badly. */
    public int port(Member member) {
        return ports.get(member);
    }

    /** What a service would be shown by the gateway for a tenant, with every scope. */
    public String internalToken(Tenant tenant) {
        return InternalToken.of(tenant.id(), tokenSecret);
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
    public synchronized void close() {
        if (!ended) {
            ended = true;
            all().filter(Service::isAlive).forEach(Service::kill);
            if (cable != null) {
                cable.close();
            }
            database.close();
            if (disk != null) {
                disk.close();
            }
            traces.close();
        }
    }
}
