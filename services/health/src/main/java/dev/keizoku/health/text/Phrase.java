package dev.keizoku.health.text;

import dev.keizoku.health.text.token.NormalText;
import dev.keizoku.health.text.token.Token;
import dev.keizoku.health.text.token.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A phrase of a lexicon made ready to be found. */
final class Phrase {

    private static final int GAP = 4;
    private static final int MOST_GAPS = 3;

    private final LexiconEntry entry;
    private final int rank;
    private final List<Element> elements;

    /** A place in a phrase: alternatives of one or more words, after a gap or not. */
    private record Element(List<List<String>> alternatives, boolean afterGap) {}

    private Phrase(LexiconEntry entry, int rank, List<Element> elements) {
        this.entry = entry;
        this.rank = rank;
        this.elements = elements;
    }

    /**
     * Makes an entry ready.
     *
     * @param rank its place in the lexicon, which settles what would be a matter of chance
     * @throws IllegalArgumentException with a sentence for people when the phrase holds no words or misplaces a mark
     */
    static Phrase of(LexiconEntry entry, int rank, Words words) {
        List<Element> elements = new ArrayList<>();
        boolean gap = false;
        for (String place : NormalText.of(entry.phrase()).text().strip().split("\\s+", -1)) {
            if (place.equals("*")) {
                if (gap || elements.isEmpty()) {
                    throw new IllegalArgumentException("A gap stands between two words.");
                }
                gap = true;
            } else {
                elements.add(new Element(alternatives(place, words), gap));
                gap = false;
            }
        }
        if (gap || elements.isEmpty()) {
            throw new IllegalArgumentException("A phrase ends with a word.");
        }
        if (elements.stream().filter(Element::afterGap).count() > MOST_GAPS) {
            throw new IllegalArgumentException("A phrase has at most " + MOST_GAPS + " gaps.");
        }
        return new Phrase(entry, rank, List.copyOf(elements));
    }

    private static List<List<String>> alternatives(String place, Words words) {
        List<List<String>> alternatives = Arrays.stream(place.split("\\|", -1))
                .map(alternative -> words.cut(alternative.replace('_', ' ')))
                .map(tokens -> tokens.stream().map(Token::base).toList())
                .toList();
        if (alternatives.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("Around the mark | stand words that are read: " + place);
        }
        return alternatives;
    }

    LexiconEntry entry() {
        return entry;
    }

    int rank() {
        return rank;
    }

    /** The words a stretch may begin with. */
    Stream<String> firstWords() {
        return elements.getFirst().alternatives().stream().map(List::getFirst).distinct();
    }

    /** The first stretch from a token on that is this phrase: the indexes of its words, none when there is none. */
    List<Integer> find(List<Token> tokens, int start) {
        return find(tokens, start, 0);
    }

    private List<Integer> find(List<Token> tokens, int at, int element) {
        if (element == elements.size()) {
            return List.of();
        }
        Element wanted = elements.get(element);
        int reach = wanted.afterGap() ? GAP : 0;
        for (int from = at; from <= at + reach && from < tokens.size(); from++) {
            for (List<String> alternative : wanted.alternatives()) {
                if (stands(tokens, from, alternative)) {
                    int next = from + alternative.size();
                    List<Integer> rest = find(tokens, next, element + 1);
                    if (!rest.isEmpty() || element + 1 == elements.size()) {
                        List<Integer> found = new ArrayList<>();
                        for (int i = from; i < next; i++) {
                            found.add(i);
                        }
                        found.addAll(rest);
                        return found;
                    }
                }
            }
            if (tokens.get(from).is(Token.Kind.STOP)) {
                return List.of();
            }
        }
        return List.of();
    }

    private static boolean stands(List<Token> tokens, int from, List<String> words) {
        if (from + words.size() > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (!tokens.get(from + i).base().equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
