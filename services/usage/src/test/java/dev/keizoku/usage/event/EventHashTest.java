package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventHashTest {

    private final EventHash hash = new EventHash();

    private static UsageEvent event(String value, String properties, Instant time) {
        return new UsageEvent("s", "i", "n", time, "a", "u", "", new BigDecimal(value), properties, null);
    }

    @Test
    void theIdentityIsOfSourceAndIdAndNothingElse() {
        assertThat(hash.identity("a", "b", 0)).isEqualTo(new EventHash().identity("a", "b", 0));
        assertThat(hash.identity("a", "b", 0)).isNotEqualTo(hash.identity("ab", "", 0));
        assertThat(hash.identity("a", "b", 0)).isNotEqualTo(hash.identity("a", "b", 1));
    }

    /** What was stored under another hash would not be found again. */
    @Test
    void hashesStayWhatTheyAre() {
        assertThat(hash.identity("a", "b", 0))
                .isEqualTo(new EventIdentity(3819970934331618762L, -1445070493891843851L));
        assertThat(hash.fingerprint(event("1.50", "{}", Instant.EPOCH))).isEqualTo(-1373950235756179853L);
        assertThat(hash.identity("x".repeat(2_000), "b", 0))
                .isEqualTo(new EventIdentity(-3200897336871797905L, 4871481972316411699L));
    }

    @Test
    void idsThatGrowWithTimeKeepTheirOrder() {
        String earlier = "0197b3e0-6a43-7fff-bfff-ffffffffffff";
        String later = "0197b3e0-6a44-7000-8000-000000000000";
        assertThat(hash.identity("z", earlier, 0)).isLessThan(hash.identity("a", later, 0));
        assertThat(hash.identity("s", earlier, 0).high() >>> 16)
                .isEqualTo(UUID.fromString(earlier).getMostSignificantBits() >>> 16);
        assertThat(hash.identity("s", "0197b3e0-6a43-7fff-bfff-fffffffffffe", 0))
                .isNotEqualTo(hash.identity("s", earlier, 0));
    }

    @Test
    void anIdThatOnlyLooksLikeSuchAUuidIsHashed() {
        assertThat(hash.identity("s", "0197b3e0x6a43x7fff-bfff-ffffffffffff", 0).high() >>> 16)
                .isNotEqualTo(0x0197b3e06a43L);
        assertThat(hash.identity("s", "g197b3e0-6a43-7fff-bfff-ffffffffffff", 0))
                .isNotNull();
    }

    @Test
    void theFingerprintIsOfTheContentWithoutTheTime() {
        long fingerprint = hash.fingerprint(event("1.50", "{}", Instant.EPOCH));
        assertThat(hash.fingerprint(event("1.5", "{}", Instant.MAX))).isEqualTo(fingerprint);
        assertThat(hash.fingerprint(event("1.6", "{}", Instant.EPOCH))).isNotEqualTo(fingerprint);
        assertThat(hash.fingerprint(event("1.5", "{\"a\":1}", Instant.EPOCH))).isNotEqualTo(fingerprint);
    }
}
