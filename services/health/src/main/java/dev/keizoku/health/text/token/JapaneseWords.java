package dev.keizoku.health.text.token;

import dev.keizoku.health.text.token.Token.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.dict.UserDictionary;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Japanese: base forms by Kuromoji, negation looked for behind a phrase and inside its clause. */
final class JapaneseWords implements Words {

    static final JapaneseWords INSTANCE = new JapaneseWords();

    /** One spelling for what people write in several. */
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("よい", "良い"),
            Map.entry("いい", "良い"),
            Map.entry("出来る", "できる"),
            Map.entry("頂く", "いただく"),
            Map.entry("下さる", "くださる"),
            Map.entry("無い", "ない"),
            Map.entry("有る", "ある"),
            Map.entry("事", "こと"),
            Map.entry("解る", "分かる"),
            Map.entry("わかる", "分かる"),
            Map.entry("ほしい", "欲しい"),
            Map.entry("なおる", "直る"),
            Map.entry("とまる", "止まる"),
            Map.entry("つながる", "繋がる"),
            Map.entry("他", "ほか"),
            Map.entry("全て", "すべて"));

    private static final Set<String> NEGATORS = Set.of("ない", "ん", "ぬ", "ず", "まい", "なし");
    private static final Set<String> CONTRAST_WORDS =
            Set.of("けど", "けれど", "けれども", "ものの", "しかし", "ただ", "ただし", "でも", "とはいえ", "だが", "ですが");
    private static final Set<String> CLAUSE_PARTICLES = Set.of("ので", "から", "し", "ため");
    /** Between a word and its negation these carry no meaning of their own: 解約は考えていません denies the 解約. */
    private static final Set<String> LIGHT = Set.of(
            "する", "ある", "いる", "なる", "考える", "思う", "検討", "予定", "つもり", "希望", "わけ", "こと", "気", "話", "出る", "起きる", "発生",
            "見当たる", "言う", "言える", "意図", "もの", "の", "ところ", "いう", "申し上げる", "利用", "感じる", "くださる", "お願い", "いただく", "特に", "今",
            "ほど", "件", "感", "乗り換え", "移行", "切り替え", "的", "れる", "られる", "とき", "点", "全く", "まったく", "何", "一切", "声");

    private static final Set<String> CONDITIONS = Set.of("場合", "際", "たら", "なら", "時", "とき");

    private static final String NOT = "ない";
    /** What Kuromoji's dictionary would cut differently from sentence to sentence. */
    private static final UserDictionary WORDS = userDictionary("文字化け", "相見積もり", "相見積", "二重請求");

    private static final int NEGATION_WINDOW = 9;
    private static final int CONDITION_WINDOW = 4;

    private JapaneseWords() {}

    private static UserDictionary userDictionary(String... nouns) {
        StringBuilder lines = new StringBuilder();
        for (String noun : nouns) {
            lines.append(noun).append(',').append(noun).append(",*,名詞\n");
        }
        try {
            return UserDictionary.open(new StringReader(lines.toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public List<Token> cut(String normalText) {
        List<Token> tokens = new ArrayList<>();
        try (JapaneseTokenizer tokenizer = new JapaneseTokenizer(WORDS, false, true, JapaneseTokenizer.Mode.NORMAL)) {
            var term = tokenizer.addAttribute(CharTermAttribute.class);
            var offset = tokenizer.addAttribute(OffsetAttribute.class);
            var baseForm = tokenizer.addAttribute(BaseFormAttribute.class);
            var part = tokenizer.addAttribute(PartOfSpeechAttribute.class);
            tokenizer.setReader(new StringReader(normalText));
            tokenizer.reset();
            while (tokenizer.incrementToken()) {
                String base = baseForm.getBaseForm() == null ? term.toString() : baseForm.getBaseForm();
                String pos = part.getPartOfSpeech() == null ? "名詞" : part.getPartOfSpeech();
                add(tokens, term.toString(), base, pos, offset.startOffset());
            }
            tokenizer.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return tokens;
    }

    private static void add(List<Token> tokens, String surface, String base, String pos, int start) {
        int end = start + surface.length();
        if (pos.startsWith("記号") || isMarks(surface)) {
            marks(tokens, surface, start);
        } else if (isNegator(surface, base, pos)) {
            tokens.add(new Token(NOT, Kind.NEGATOR, start, end));
        } else if (!(pos.startsWith("助動詞") && (base.equals("ます") || base.equals("です")))) {
            String spelling = SPELLINGS.getOrDefault(base, base);
            tokens.add(new Token(spelling, kind(surface, spelling, pos), start, end));
        }
    }

    private static boolean isNegator(String surface, String base, String pos) {
        if (surface.startsWith("ざ")) {
            return false;
        }
        if (pos.startsWith("助動詞") || pos.startsWith("形容詞") || base.equals("なし")) {
            return NEGATORS.contains(base) || surface.equals("なし") || base.equals("無い");
        }
        return false;
    }

    private static Kind kind(String surface, String base, String pos) {
        if ((pos.startsWith("助詞-接続助詞") && surface.equals("が")) || CONTRAST_WORDS.contains(base)) {
            return Kind.CONTRAST;
        }
        if (CLAUSE_PARTICLES.contains(surface) && (pos.startsWith("助詞-接続助詞") || surface.equals("ため"))) {
            return Kind.BREAK;
        }
        boolean function = pos.startsWith("助") || pos.startsWith("接続詞") || pos.startsWith("動詞-非自立");
        return function ? Kind.FUNCTION : Kind.CONTENT;
    }

    private static boolean isMarks(String surface) {
        return surface.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** Kuromoji takes a run of marks as one; each counts for itself. White space separates and is not kept. */
    private static void marks(List<Token> tokens, String surface, int start) {
        int at = 0;
        while (at < surface.length()) {
            int codePoint = surface.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (codePoint == '\n' && next < surface.length() && surface.charAt(next) == '\n') {
                tokens.add(new Token("\n", Kind.STOP, start + at, start + next));
            } else if (!Character.isWhitespace(codePoint)) {
                Kind kind = switch (codePoint) {
                    case '。', '!', '?', '.', '．' -> Kind.STOP;
                    case '、', ',', ';', ':', '・', '(', ')' -> Kind.BREAK;
                    default -> Kind.CONTENT;
                };
                tokens.add(new Token(surface.substring(at, next), kind, start + at, start + next));
            }
            at = next;
        }
    }

    @Override
    public boolean negated(List<Token> tokens, int from, int to) {
        for (int i = to; i < tokens.size() && i < to + NEGATION_WINDOW; i++) {
            Token token = tokens.get(i);
            if (token.is(Kind.NEGATOR)) {
                return !hollow(tokens, i);
            }
            boolean carries = token.is(Kind.CONTENT) && !LIGHT.contains(token.base());
            if (token.endsClause()
                    || carries
                    || token.base().equals("しか")
                    || token.base().equals("かも")) {
                return false;
            }
        }
        return false;
    }

    /** なければならない demands; ではないでしょうか asserts. */
    private static boolean hollow(List<Token> tokens, int negator) {
        String next = base(tokens, negator + 1);
        boolean demands = next.equals("ば") || next.equals("と");
        boolean asserts = (next.equals("う") || next.equals("か") || next.equals("だろ"))
                && base(tokens, negator - 1).equals("は");
        return demands || asserts;
    }

    /** 場合がある says that it does happen. */
    private static boolean happens(String afterCondition) {
        return afterCondition.equals("が") || afterCondition.equals("も");
    }

    private static String base(List<Token> tokens, int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index).base() : "";
    }

    @Override
    public boolean supposed(List<Token> tokens, int from, int to) {
        for (int i = to; i < tokens.size() && i < to + CONDITION_WINDOW; i++) {
            Token token = tokens.get(i);
            if (CONDITIONS.contains(token.base())) {
                return !happens(base(tokens, i + 1));
            }
            if (token.endsClause() || token.is(Kind.NEGATOR)) {
                return false;
            }
        }
        return false;
    }
}
