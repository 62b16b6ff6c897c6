package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Secrets;
import dev.keizoku.launcher.terminal.Console;
import java.util.Locale;

/** What is printed when everything is ready: where to go, where the keys are, and the first call to make. */
final class Welcome {
    private Welcome() {}

    static void print(Suite suite, Secrets secrets, Console console, boolean detached) {
        console.line("""

                Keizoku is ready after %s s.

                  API           %s/v1
                  Swagger UI    %s/q/swagger-ui
                  OpenAPI       %s/q/openapi
                  operator key  %s
                  data          %s (logs in %s)

                Make a tenant; the answer holds its first API key, shown this once:

                  curl -sS %s/v1/tenants -H "Authorization: Bearer $(cat '%s')" \\
                    -H 'Content-Type: application/json' \\
                    -d '{"tenant":"acme","name":"Acme","zone":"Asia/Tokyo","currency":"JPY"}'

                %s""".formatted(
                        String.format(Locale.ROOT, "%.1f", console.elapsed().toMillis() / 1000.0),
                        suite.url(),
                        suite.url(),
                        suite.url(),
                        secrets.file(Suite.OPERATOR_KEY),
                        suite.home().root(),
                        suite.home().logs(),
                        suite.url(),
                        secrets.file(Suite.OPERATOR_KEY),
                        detached
                                ? "It runs in the background: ./keizoku status, ./keizoku down."
                                : "Ctrl-C stops everything and keeps the data."));
    }
}
