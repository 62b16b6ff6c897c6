package dev.keizoku.subscriptions.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AccountTreeTest {

    @Test
    void anAccountIsNeverBelowItself() {
        AccountTree tree = new AccountTree();
        assertThat(tree.refusal("a", "a")).isEqualTo(AccountTree.Refusal.CYCLE);
        tree.put("b", "a");
        tree.put("c", "b");
        assertThat(tree.refusal("a", "c")).isEqualTo(AccountTree.Refusal.CYCLE);
        assertThat(tree.refusal("c", "a")).isNull();
        tree.put("b", null);
        assertThat(tree.refusal("a", "c")).isNull();
    }

    @Test
    void tenLevelsAreTheMost() {
        AccountTree tree = new AccountTree();
        for (int i = 1; i < AccountTree.MAX_LEVELS; i++) {
            assertThat(tree.refusal("a" + i, "a" + (i - 1))).isNull();
            tree.put("a" + i, "a" + (i - 1));
        }
        assertThat(tree.refusal("new", "a9")).isEqualTo(AccountTree.Refusal.TOO_DEEP);
        assertThat(tree.refusal("new", "a8")).isNull();
        assertThat(tree.refusal("a0", "new")).isEqualTo(AccountTree.Refusal.TOO_DEEP);
    }

    @Provide
    Arbitrary<List<List<Integer>>> moves() {
        return Arbitraries.integers().between(0, 14).list().ofSize(2).list().ofMaxSize(60);
    }

    @Property
    void noMovesMakeACircle(@ForAll("moves") List<List<Integer>> moves) {
        AccountTree tree = new AccountTree();
        Map<String, String> parents = new HashMap<>();
        for (List<Integer> move : moves) {
            String child = "a" + move.getFirst();
            String parent = "a" + move.getLast();
            if (tree.refusal(child, parent) == null) {
                tree.put(child, parent);
                parents.put(child, parent);
            }
        }
        for (String account : parents.keySet()) {
            Set<String> seen = new HashSet<>();
            for (String at = account; at != null; at = parents.get(at)) {
                assertThat(seen.add(at)).isTrue();
            }
            assertThat(seen).hasSizeLessThanOrEqualTo(AccountTree.MAX_LEVELS);
        }
    }
}
