package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every port of a suite follows from one: the gateway's, the services' after it, PostgreSQL's, and management 1,000 above. */
public record PortPlan(int gateway) {
    public static final int DEFAULT_GATEWAY = 8080;
    private static final int MANAGEMENT_ABOVE = 1000;
    private static final int HIGHEST = 65_535;

    public PortPlan {
        if (gateway < 1 || management(gateway, Member.HEALTH) > HIGHEST) {
            throw new Refusal("The port has to be between 1 and "
                    + (HIGHEST - MANAGEMENT_ABOVE - Member.HEALTH.ordinal()) + ", for others follow from it.");
        }
    }

    public static PortPlan parse(String text) {
        try {
            return new PortPlan(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new Refusal("\"" + text + "\" is not a port number.", e);
        }
    }

    public int http(Member member) {
        return gateway + member.ordinal();
    }

    public int management(Member member) {
        return management(gateway, member);
    }

    public int postgres() {
        return gateway + Member.values().length;
    }

    /** Who listens where, by port. */
    public Map<Integer, String> all() {
        Map<Integer, String> all = new LinkedHashMap<>();
        for (Member member : Member.values()) {
            all.put(http(member), member.id());
        }
        all.put(postgres(), "PostgreSQL");
        for (Member member : Member.values()) {
            all.put(management(member), member.id() + " (management)");
        }
        return all;
    }

    /** Refuses when a port is taken, before anything has been started. */
    public void requireFree(String gatewayHost) {
        all().forEach((port, owner) -> {
            String host = port == gateway ? gatewayHost : Suite.LOOPBACK;
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (IOException e) {
                throw new Refusal("""
                        Port %d on %s, which %s needs, is not free (%s).
                        Stop the program that has it, or start Keizoku elsewhere: ./keizoku up --port %d""".formatted(port, host, owner, e.getMessage(), suggestion()), e);
            }
        });
    }

    private int suggestion() {
        return gateway == DEFAULT_GATEWAY ? 18_080 : DEFAULT_GATEWAY;
    }

    private static int management(int gateway, Member member) {
        return gateway + MANAGEMENT_ABOVE + member.ordinal();
    }
}
