package dev.keizoku.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {

    private static final Config CONFIG = new Config();

    private static TargetGuard guard(String... addresses) {
        List<InetAddress> known =
                Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
        return new TargetGuard(name -> known, CONFIG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://10.1.2.3/",
                "https://172.31.0.1/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[fe80::1]/",
                "https://[fc00::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:8.8.8.8]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[::]/",
                "https://[ff02::1]/",
                "https://[2001:db8::1]/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.0.01/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://x.localhost/",
                "https://metadata.google.internal/",
                "https://printer.local/",
                "https://crm/",
                "https://example.com./",
                "http://example.com/",
                "ftp://example.com/",
                "https://user:secret@example.com/",
                "https://example.com:22/",
                "https://example.com:80/",
                "https://example.com:6379/",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://93.184.215.14:8080/",
                "https://example.com#@10.0.0.1",
                "https://",
                "https:///x",
                "https://exa mple.com/",
                "https://１２７.0.0.1/",
                "javascript:alert(1)",
                ""
            })
    void refusesWhatIsNotAHostOfThePublicInternet(String url) {
        assertThat(guard("93.184.215.14").objection(url)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.169.254",
                "::1",
                "10.0.0.8",
                "fd00:ec2::254",
                "64:ff9b::a9fe:a9fe",
                "100.100.100.200"
            })
    void refusesANameThatResolvesToTheInside(String address) {
        assertThat(guard(address).objection("https://crm.example.com/")).isNotNull();
        assertThat(guard("93.184.215.14", address).objection("https://crm.example.com/"))
                .as("among others")
                .isNotNull();
    }

    @Test
    void givesTheAddressItLookedAt() throws TargetGuard.Refused {
        TargetGuard.Target target = guard("93.184.215.14").look("https://crm.example.com:8443/a?b=c");
        assertThat(target.address()).isEqualTo(InetAddress.ofLiteral("93.184.215.14"));
        assertThat(target.port()).isEqualTo(8443);
        assertThat(guard("93.184.215.14").look("https://crm.example.com/").port())
                .isEqualTo(443);
        assertThat(guard("2606:2800:21f:cb07:6820:80da:af6b:8b2c").objection("https://crm.example.com/"))
                .isNull();
    }

    private static final class Config implements WebhookConfig {

        @Override
        public Optional<String> secret() {
            return Optional.empty();
        }

        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public Duration every() {
            return Duration.ZERO;
        }

        @Override
        public Duration timeout() {
            return Duration.ZERO;
        }

        @Override
        public Duration lease() {
            return Duration.ZERO;
        }

        @Override
        public Duration overlap() {
            return Duration.ZERO;
        }

        @Override
        public Duration patience() {
            return Duration.ZERO;
        }

        @Override
        public Duration kept() {
            return Duration.ZERO;
        }

        @Override
        public int perTenant() {
            return 1;
        }

        @Override
        public Set<Integer> ports() {
            return Set.of(443, 8443);
        }

        @Override
        public boolean allowLocal() {
            return false;
        }
    }
}
