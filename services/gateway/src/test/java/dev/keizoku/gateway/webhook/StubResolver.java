package dev.keizoku.gateway.webhook;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A resolver that knows what tests tell it, and changes its mind when they do. */
@Singleton
final class StubResolver implements Resolver {

    private static final Map<String, List<InetAddress>> KNOWN = new ConcurrentHashMap<>();

    static void tell(String name, String... addresses) {
        KNOWN.put(name, Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException {
        List<InetAddress> found = KNOWN.get(name);
        if (found == null) {
            throw new UnknownHostException(name);
        }
        return found;
    }
}
