package dev.keizoku.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {

    @Test
    void readsOneRange() {
        assertThat(ByteRange.of("bytes=0-9", 100)).isEqualTo(new ByteRange(0, 9));
        assertThat(ByteRange.of("bytes=90-", 100)).isEqualTo(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-10", 100)).isEqualTo(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-1000", 100)).isEqualTo(new ByteRange(0, 99));
        assertThat(ByteRange.of("bytes=50-1000", 100)).isEqualTo(new ByteRange(50, 99));
    }

    @Test
    void saysWhenNothingIsThere() {
        assertThat(ByteRange.of("bytes=100-", 100)).isEqualTo(ByteRange.NONE);
        assertThat(ByteRange.of("bytes=-0", 100)).isEqualTo(ByteRange.NONE);
    }

    @Test
    void takesWhatItDoesNotUnderstandForNoRange() {
        for (String header : new String[] {null, "", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "rows=1-2", "bytes=x-"}) {
            assertThat(ByteRange.of(header, 100)).isNull();
        }
    }
}
