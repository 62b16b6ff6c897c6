package dev.keizoku.subscriptions.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSignatureTest {

    private static final byte[] BODY = "{\"id\": \"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static String digest(String secret, long at) {
        return HexFormat.of().formatHex(StripeSignature.sign(secret, Long.toString(at), BODY));
    }

    private static boolean fits(String header, byte[] body, String... secrets) {
        StripeSignature signature = StripeSignature.parse(header);
        return signature != null && signature.fits(body, List.of(secrets), NOW, TOLERANCE);
    }

    @Test
    void takesWhatOneOfTheSecretsSigned() {
        long at = NOW.getEpochSecond();
        String header = "t=" + at + ",v1=" + digest("whsec_new", at) + ",v0=abc";
        assertThat(fits(header, BODY, "whsec_new")).isTrue();
        assertThat(fits(header, BODY, "whsec_old", "whsec_new")).isTrue();
        assertThat(fits("v1=00,v1=" + digest("whsec_new", at) + ", t=" + at, BODY, "whsec_new"))
                .isTrue();
        assertThat(fits(header, BODY, "whsec_old")).isFalse();
        assertThat(fits(header, "{}".getBytes(StandardCharsets.UTF_8), "whsec_new"))
                .isFalse();
        assertThat(fits("t=" + at + ",v0=" + digest("whsec_new", at), BODY, "whsec_new"))
                .isFalse();
    }

    @Test
    void takesNothingOldAndNothingFromTheFuture() {
        for (long away : new long[] {-301, 301}) {
            long at = NOW.getEpochSecond() + away;
            assertThat(fits("t=" + at + ",v1=" + digest("whsec_new", at), BODY, "whsec_new"))
                    .isFalse();
        }
        for (long away : new long[] {-300, 300}) {
            long at = NOW.getEpochSecond() + away;
            assertThat(fits("t=" + at + ",v1=" + digest("whsec_new", at), BODY, "whsec_new"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"t=1", "v1=ab", "t=x,v1=ab", "t=,v1=ab", "t=99999999999999,v1=ab", "=,=", "t,v1"})
    void isNotReadFromNonsense(String header) {
        assertThat(StripeSignature.parse(header)).isNull();
    }
}
