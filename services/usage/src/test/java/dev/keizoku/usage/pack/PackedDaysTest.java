package dev.keizoku.usage.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedDaysTest {

    private static final LocalDate DAY = LocalDate.parse("2026-02-10");

    private final Block block = Block.of(DAY);
    private final List<String> told = new ArrayList<>();

    private final PackedDays.Counts telling = new PackedDays.Counts() {
        @Override
        public void day(long day, long events) {
            told.add(LocalDate.ofEpochDay(day) + " " + events);
        }

        @Override
        public void user(String user) {
            told.add(user);
        }

        @Override
        public void userDay(long day, long uses) {
            told.add(LocalDate.ofEpochDay(day) + " uses " + uses);
        }

        @Override
        public void thing(String name, String feature) {
            told.add(name + "/" + feature);
        }

        @Override
        public void thingDay(long day, long events) {
            told.add(LocalDate.ofEpochDay(day) + " events " + events);
        }

        @Override
        public void before(Before before) {
            told.add(before.toString());
        }
    };

    @Test
    void whatIsPackedComesOutByDayUserAndFeature() {
        Packing packing = new Packing(block);
        LocalDate later = DAY.plusDays(1);
        packing.add(DAY, "login", "ann", "", 2, DAY);
        packing.add(DAY, "feature.used", "ann", "板", 300, DAY);
        packing.add(later, "feature.used", "ann", "板", 1, later.plusDays(4));
        packing.add(later, "report.sent", "", "", 5_000_000_000L, later);
        Packing.Packed packed = packing.packed();
        assertThat(packed.firstOn()).isEqualTo(DAY);
        assertThat(packed.lastOn()).isEqualTo(later);
        assertThat(packed.lastLoginOn()).isEqualTo(DAY);
        assertThat(packed.receivedTo()).isEqualTo(later.plusDays(4));
        PackedDays.days(block, packed.days(), telling);
        assertThat(told).containsExactly("2026-02-10 302", "2026-02-11 5000000001");
        told.clear();
        PackedDays.detail(block, packed.detail(), telling);
        assertThat(told)
                .containsExactly(
                        "ann",
                        "2026-02-10 uses 300",
                        "2026-02-11 uses 1",
                        "feature.used/板",
                        "2026-02-10 events 300",
                        "2026-02-11 events 1",
                        "login/",
                        "2026-02-10 events 2",
                        "report.sent/",
                        "2026-02-11 events 5000000000");
    }

    @Test
    void nothingIsPackedAsNothing() {
        Packing.Packed packed = new Packing(block).packed();
        assertThat(packed.firstOn()).isNull();
        assertThat(packed.lastLoginOn()).isNull();
        PackedDays.days(block, packed.days(), telling);
        PackedDays.detail(block, packed.detail(), telling);
        assertThat(told).isEmpty();
    }

    @Test
    void blocksFollowOneAnotherWithoutAGap() {
        assertThat(block.from()).isBeforeOrEqualTo(DAY);
        assertThat(Block.of(block.to())).isEqualTo(new Block(block.number() + 1));
        assertThat(Block.of(block.to().minusDays(1))).isEqualTo(block);
        assertThat(Block.of(LocalDate.of(1, 1, 1)).number()).isZero();
        assertThat(Block.of(LocalDate.of(1, 1, 29)).number()).isEqualTo(1);
        assertThat(Block.between(DAY, DAY)).isEmpty();
        assertThat(Block.between(DAY, block.to().plusDays(1))).hasSize(2);
    }
}
