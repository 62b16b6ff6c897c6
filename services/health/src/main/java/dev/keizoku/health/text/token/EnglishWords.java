package dev.keizoku.health.text.token;

import dev.keizoku.health.text.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tartarus.snowball.ext.EnglishStemmer;

/** English: stems by Snowball, negation looked for before a phrase and inside its clause. */
final class EnglishWords implements Words {

    static final EnglishWords INSTANCE = new EnglishWords();

    private static final Pattern PIECE = Pattern.compile(
            "'(?:re|m|s|d|ll|ve)\\b|[\\p{L}\\p{N}]+(?:'[\\p{L}]+)*|\\n\\s*\\n|\\n\\s*[-*•]|[.]{2,}|[!?.]+|[,;:()]| - |--|[–—]|\\p{So}|\\p{Sk}|\\$|%");
    private static final Pattern NUMBER = Pattern.compile("\\p{N}+");
    private static final Set<String> BARE_NEGATIONS = Set.of(
            "dont",
            "doesnt",
            "didnt",
            "isnt",
            "arent",
            "wasnt",
            "werent",
            "cant",
            "wont",
            "couldnt",
            "wouldnt",
            "shouldnt",
            "havent",
            "hasnt",
            "hadnt");
    private static final Set<String> NEGATORS = Set.of(
            "not", "no", "never", "without", "neither", "nor", "none", "nothing", "nobody", "hardly", "barely",
            "cannot");
    private static final Set<String> BREAKS =
            Set.of("because", "so", "and", "since", "while", "unless", "until", "when", "which", "if", "then");
    private static final Set<String> CONTRASTS = Set.of("but", "although", "though", "however", "yet", "unfortunately");
    private static final Set<String> PRONOUNS = Set.of("i", "you", "we", "they", "he", "she", "it");
    private static final Set<String> CONDITIONS = Set.of("if", "unless", "case");
    /** "Does not fix the bug" does not deny the bug. */
    private static final Set<String> REMEDIES = Set.of(
            "fix", "solv", "resolv", "address", "repair", "improv", "explain", "answer", "chang", "justifi", "help");
    /** After "not" these do not deny: not only, no wonder, no doubt. */
    private static final Set<String> HOLLOW_AFTER_NOT = Set.of("onli", "just", "wonder", "doubt", "matter", "sure");

    private static final String NOT = "not";
    private static final int NEGATION_WINDOW = 6;
    /** "If I can" asks and does not suppose. */
    private static final Set<String> ASKING = Set.of("can", "could", "possibl", "whether");

    private static final int CONDITION_WINDOW = 4;

    private EnglishWords() {}

    @Override
    public List<Token> cut(String normalText) {
        List<Token> tokens = new ArrayList<>();
        EnglishStemmer stemmer = new EnglishStemmer();
        Matcher pieces = PIECE.matcher(normalText);
        while (pieces.find()) {
            add(tokens, pieces.group(), pieces.start(), pieces.end(), stemmer);
        }
        return tokens;
    }

    private static void add(List<Token> tokens, String piece, int start, int end, EnglishStemmer stemmer) {
        int contraction = piece.endsWith("n't") ? piece.length() - 3 : -1;
        if (contraction < 0 && BARE_NEGATIONS.contains(piece)) {
            contraction = piece.length() - 2;
        }
        if (contraction > 0) {
            String verb = whole(piece.substring(0, contraction));
            tokens.add(new Token(stem(verb, stemmer), Kind.FUNCTION, start, start + contraction));
            tokens.add(new Token(NOT, Kind.NEGATOR, start + contraction, end));
        } else if (piece.equals("cannot")) {
            tokens.add(new Token("can", Kind.FUNCTION, start, start + 3));
            tokens.add(new Token(NOT, Kind.NEGATOR, start + 3, end));
        } else if (piece.indexOf('\'') > 0) {
            int apostrophe = piece.indexOf('\'');
            tokens.add(word(piece.substring(0, apostrophe), start, start + apostrophe, stemmer));
            tokens.add(new Token(piece.substring(apostrophe), Kind.FUNCTION, start + apostrophe, end));
        } else {
            tokens.add(word(piece, start, end, stemmer));
        }
    }

    private static String whole(String beforeNot) {
        return switch (beforeNot) {
            case "ca" -> "can";
            case "wo" -> "will";
            default -> beforeNot;
        };
    }

    private static Token word(String piece, int start, int end, EnglishStemmer stemmer) {
        if (NEGATORS.contains(piece)) {
            return new Token(piece, Kind.NEGATOR, start, end);
        }
        if (CONTRASTS.contains(piece)) {
            return new Token(piece, Kind.CONTRAST, start, end);
        }
        if (BREAKS.contains(piece)) {
            return new Token(piece, Kind.BREAK, start, end);
        }
        int first = piece.codePointAt(0);
        if (Character.isLetterOrDigit(first)) {
            return new Token(stem(piece, stemmer), Kind.CONTENT, start, end);
        }
        return new Token(piece, mark(piece), start, end);
    }

    private static Kind mark(String piece) {
        return switch (piece.charAt(0)) {
            case '.', '!', '?', '\n' -> Kind.STOP;
            case ',', ';', ':', '(', ')', ' ', '-', '–', '—' -> Kind.BREAK;
            default -> Kind.CONTENT;
        };
    }

    private static String stem(String word, EnglishStemmer stemmer) {
        if (NUMBER.matcher(word).matches()) {
            return word;
        }
        String known = IRREGULAR.get(word);
        if (known != null) {
            return known;
        }
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("left", "leav"),
            Map.entry("broke", "break"),
            Map.entry("broken", "break"),
            Map.entry("chose", "choos"),
            Map.entry("chosen", "choos"),
            Map.entry("lost", "lose"),
            Map.entry("went", "go"),
            Map.entry("gone", "gone"),
            Map.entry("excellent", "excellent"),
            Map.entry("please", "please"),
            Map.entry("wonderful", "wonderful"),
            Map.entry("wonderfully", "wonderful"),
            Map.entry("impressive", "impressed"),
            Map.entry("impressed", "impressed"),
            Map.entry("useful", "useful"),
            Map.entry("interested", "interested"),
            Map.entry("production", "production"),
            Map.entry("liked", "liked"),
            Map.entry("goods", "goods"),
            Map.entry("hardly", "hardly"),
            Map.entry("treat", "treat"),
            Map.entry("worse", "bad"),
            Map.entry("froze", "freez"),
            Map.entry("frozen", "freez"),
            Map.entry("stuck", "stick"),
            Map.entry("got", "get"),
            Map.entry("took", "take"),
            Map.entry("evrything", "everyth"),
            Map.entry("wroks", "work"),
            Map.entry("wrok", "work"),
            Map.entry("seriously", "seriously"),
            Map.entry("terms", "terms"),
            Map.entry("ms", "ms"));

    @Override
    public boolean negated(List<Token> tokens, int from, int to) {
        for (int i = from - 1; i >= 0 && i >= from - NEGATION_WINDOW; i--) {
            Token token = tokens.get(i);
            if (token.endsClause() || REMEDIES.contains(token.base())) {
                return false;
            }
            if (token.is(Kind.NEGATOR)) {
                return !hollow(tokens, i);
            }
        }
        return false;
    }

    /** "Can't you", "isn't it" ask and do not deny; "not only" says more, not less. */
    private static boolean hollow(List<Token> tokens, int negator) {
        if (negator + 1 >= tokens.size()) {
            return false;
        }
        String next = tokens.get(negator + 1).base();
        boolean inverted = PRONOUNS.contains(next)
                && negator > 0
                && tokens.get(negator).start() == tokens.get(negator - 1).end();
        return inverted || HOLLOW_AFTER_NOT.contains(next);
    }

    @Override
    public boolean supposed(List<Token> tokens, int from, int to) {
        for (int i = from - 1; i >= 0 && i >= from - CONDITION_WINDOW; i--) {
            Token token = tokens.get(i);
            if (CONDITIONS.contains(token.base())) {
                return true;
            }
            if (token.endsClause() || ASKING.contains(token.base())) {
                return false;
            }
        }
        return false;
    }
}
