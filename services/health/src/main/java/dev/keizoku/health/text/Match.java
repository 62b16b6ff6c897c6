package dev.keizoku.health.text;

import dev.keizoku.health.text.token.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A phrase where it stands in a text.
 *
 * @param places the indexes of its words among the tokens, ascending
 */
record Match(Phrase phrase, List<Integer> places) {

    /** The phrase with more words wins, then the tighter one, then the earlier one, then the one listed first. */
    private static final Comparator<Match> STRENGTH = Comparator.comparingInt(
                    (Match match) -> -match.places().size())
            .thenComparingInt(match -> match.to() - match.from())
            .thenComparingInt(Match::from)
            .thenComparingInt(match -> match.phrase().rank());

    int from() {
        return places.getFirst();
    }

    /** Behind its last word. */
    int to() {
        return places.getLast() + 1;
    }

    /** What is found, in the order of the text. */
    static List<Match> all(List<Token> tokens, Lexicon lexicon) {
        List<Match> candidates = new ArrayList<>();
        for (int start = 0; start < tokens.size(); start++) {
            for (Phrase phrase : lexicon.beginningWith(tokens.get(start).base())) {
                List<Integer> places = phrase.find(tokens, start);
                if (!places.isEmpty()) {
                    candidates.add(new Match(phrase, places));
                }
            }
        }
        candidates.sort(STRENGTH);
        Claims claims = new Claims();
        return candidates.stream()
                .filter(claims::grants)
                .sorted(Comparator.comparingInt(Match::from)
                        .thenComparingInt(match -> match.phrase().rank()))
                .toList();
    }

    private boolean meets(BitSet words) {
        return places.stream().anyMatch(words::get);
    }

    private boolean liesIn(BitSet words) {
        return places.stream().allMatch(words::get);
    }

    /**
     * The words that stronger phrases have. No word is a part of two opinions; a subject is read unless all its words are
     * in others, or any is in one that is read as nothing.
     */
    private static final class Claims {

        private final BitSet opinions = new BitSet();
        private final BitSet subjects = new BitSet();
        private final BitSet nothing = new BitSet();
        private final Set<List<Integer>> granted = new HashSet<>();

        boolean grants(Match match) {
            Sense sense = match.phrase().entry().readsAs();
            if (sense == Sense.NOTHING) {
                boolean hides = !match.meets(subjects);
                if (hides) {
                    match.places().forEach(nothing::set);
                }
                return claim(match, opinions, !match.meets(opinions)) || hides;
            }
            if (sense.isOpinion()) {
                return claim(match, opinions, !match.meets(opinions));
            }
            boolean own = !match.liesIn(subjects) || granted.contains(match.places());
            boolean read = claim(match, subjects, own && !match.meets(nothing));
            if (read) {
                granted.add(match.places());
            }
            return read;
        }

        private static boolean claim(Match match, BitSet words, boolean free) {
            if (free) {
                match.places().forEach(words::set);
            }
            return free;
        }
    }
}
