package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.network.Network;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps webhooks out of the inner network. An address is looked at when the endpoint is made and again before every message,
 * and the very address that was looked at is the one that is connected to.
 */
@Singleton
public class TargetGuard {

    private static final int MOST_CHARACTERS = 2_000;

    /** At least two labels, the last of which is no number: what else there is are spellings of addresses. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern FOUR_NUMBERS =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

    /** Names of the inside, whatever they resolve to. */
    private static final List<String> INNER =
            List.of("localhost", "local", "internal", "localdomain", "home.arpa", "intranet", "corp", "lan");

    private final Resolver resolver;
    private final Set<Integer> ports;
    private final boolean allowLocal;

    TargetGuard(Resolver resolver, WebhookConfig config) {
        this.resolver = resolver;
        this.ports = config.ports();
        this.allowLocal = config.allowLocal();
    }

    /** Where to connect to, and the host to ask for there. */
    record Target(URI uri, InetAddress address, int port) {

        boolean tls() {
            return "https".equals(uri.getScheme());
        }
    }

    /** The URL may not be told. */
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }
    }

    /** What is wrong with the URL now; null when nothing is. */
    public @Nullable String objection(String url) {
        try {
            look(url);
            return null;
        } catch (Refused refused) {
            return refused.getMessage();
        }
    }

    /**
     * Looks the host up and gives the address to connect to.
     *
     * @throws Refused when the URL or any address of its host is not one of the public internet, or its port is not for this
     */
    Target look(String url) throws Refused {
        URI uri = parse(url);
        String host = host(uri);
        List<InetAddress> addresses = addresses(host);
        for (InetAddress address : addresses) {
            if (!Network.isPublic(address) && !(allowLocal && address.isLoopbackAddress())) {
                throw new Refused("The host is not on the public internet.");
            }
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        if (!ports.contains(port) && !(allowLocal && addresses.getFirst().isLoopbackAddress())) {
            throw new Refused("Accepted ports: " + new TreeSet<>(ports) + ".");
        }
        return new Target(uri, addresses.getFirst(), port);
    }

    private List<InetAddress> addresses(String host) throws Refused {
        try {
            List<InetAddress> addresses = isLiteral(host) ? List.of(literal(host)) : resolver.resolve(host);
            if (addresses.isEmpty()) {
                throw new Refused("The host has no address.");
            }
            return addresses;
        } catch (UnknownHostException unknown) {
            throw new Refused("The host has no address.");
        } catch (IllegalArgumentException noAddress) {
            throw new Refused("This is no host.");
        }
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || FOUR_NUMBERS.matcher(host).matches();
    }

    /** An address of the one kind written as one of the other is not taken. */
    private static InetAddress literal(String host) throws Refused {
        boolean brackets = host.startsWith("[");
        InetAddress address = InetAddress.ofLiteral(brackets ? host.substring(1, host.length() - 1) : host);
        if (brackets != address instanceof Inet6Address) {
            throw new Refused("Expected an address in its usual spelling.");
        }
        return address;
    }

    private URI parse(String url) throws Refused {
        if (url.length() > MOST_CHARACTERS) {
            throw new Refused("A URL has at most " + MOST_CHARACTERS + " characters.");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException unreadable) {
            throw new Refused("This is no URL.");
        }
        boolean scheme = "https".equals(uri.getScheme()) || allowLocal && "http".equals(uri.getScheme());
        if (!scheme) {
            throw new Refused("Expected a URL that begins with https://.");
        }
        if (uri.getRawAuthority() == null || uri.getHost() == null) {
            throw new Refused("This is no host.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new Refused("A URL here has no user and no fragment.");
        }
        checkHost(host(uri));
        return uri;
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private void checkHost(String host) throws Refused {
        if (isLiteral(host)) {
            InetAddress address = addresses(host).getFirst();
            if (!Network.isPublic(address) && !(allowLocal && address.isLoopbackAddress())) {
                throw new Refused("The host is not on the public internet.");
            }
            return;
        }
        boolean inner = INNER.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
        if (inner && !(allowLocal && host.equals("localhost"))) {
            throw new Refused("The host is not on the public internet.");
        }
        if (!NAME.matcher(host).matches() && !(allowLocal && host.equals("localhost"))) {
            throw new Refused("Expected the full name of a host, or an address in its usual spelling.");
        }
    }
}
