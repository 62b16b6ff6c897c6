package dev.keizoku.metrics.family;

import dev.keizoku.kernel.CallerId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which accounts belong to which, over all levels. */
final class Families {

    private final Map<String, String> parents;
    private final Map<String, TreeSet<String>> children = new HashMap<>();

    /**
     * The families of a tenant.
     *
     * @param parents the account above each that has one
     */
    Families(Map<String, String> parents) {
        this.parents = Map.copyOf(parents);
        parents.forEach((account, parent) -> children.computeIfAbsent(parent, any -> new TreeSet<>(CallerId.BYTEWISE))
                .add(account));
    }

    /** An account of a family and how far it is from its head. */
    record Member(String account, int level) {}

    /** Accounts that have others below them and none above, in the order of their ids. */
    List<String> heads() {
        return children.keySet().stream()
                .filter(account -> !parents.containsKey(account))
                .sorted(CallerId.BYTEWISE)
                .toList();
    }

    /** The account and all below it, level by level. */
    List<Member> under(String head) {
        List<Member> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<Member> open = new ArrayDeque<>(List.of(new Member(head, 0)));
        while (!open.isEmpty()) {
            Member member = open.removeFirst();
            if (seen.add(member.account())) {
                members.add(member);
                children.getOrDefault(member.account(), new TreeSet<>())
                        .forEach(child -> open.addLast(new Member(child, member.level() + 1)));
            }
        }
        return members;
    }

    /** What each member is worth with all below it, each of them counted once on every level above it. */
    Map<String, FamilyFigure> sums(List<Member> members, Map<String, FamilyFigure> own) {
        Map<String, FamilyFigure> sums = new HashMap<>();
        for (Member member : members.reversed()) {
            FamilyFigure figure = own.getOrDefault(member.account(), FamilyFigure.NOTHING);
            FamilyFigure all = sums.merge(member.account(), figure, FamilyFigure::plus);
            String parent = parents.get(member.account());
            if (parent != null && member.level() > 0) {
                sums.merge(parent, all, FamilyFigure::plus);
            }
        }
        return sums;
    }
}
