package dev.keizoku.gateway.people;

import dev.keizoku.gateway.Door;
import java.util.Map;

/** A member, with the role {@code csm} unless told, and the provider whose token the member shows. */
public final class CareMember implements AutoCloseable {

    private final StubProvider provider = new StubProvider();
    private final String token = provider.token("subject-of-a-csm", Map.of());

    private CareMember() {}

    public static CareMember of(Door.Tenant tenant, String id) {
        return of(tenant, id, "csm");
    }

    public static CareMember of(Door.Tenant tenant, String id, String role) {
        CareMember member = new CareMember();
        Staff.believe(tenant, member.provider);
        Staff.member(tenant, id, """
                        {"provider": "login", "subject": "subject-of-a-csm", "role": "%s"}
                        """.formatted(role)).then().statusCode(201);
        return member;
    }

    public String token() {
        return token;
    }

    @Override
    public void close() {
        provider.close();
    }
}
