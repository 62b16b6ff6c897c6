package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The one JSON dialect of the suite: snake case, exact numbers, RFC 3339 times, and nothing guessed or ignored. */
@Singleton
public final class StrictJson implements ObjectMapperCustomizer {

    static final int MAX_DEPTH = 32;
    static final int MAX_STRING = 64 * 1024;
    static final int MAX_NUMBER = 100;

    /** An attribute of readers that drop the zeros a number of the database ends with. */
    static final String SHORT_DECIMALS = "short-decimals";

    /** A mapper of this dialect for code that runs outside the container. */
    public static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
        new StrictJson().customize(mapper);
        return mapper;
    }

    /** After every module Quarkus registers, so that ours are the readers in force. */
    @Override
    public int priority() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNameLength(1000)
                        .build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true)
                .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
                .configure(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8, true);
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .setSerializationInclusion(JsonInclude.Include.NON_NULL)
                .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
                .configure(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, false)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
                .configure(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, true)
                .configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false)
                .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true);
        mapper.registerModule(new SimpleModule("keizoku")
                .addDeserializer(
                        String.class,
                        new ScalarReader<>(String.class, JsonToken.VALUE_STRING::equals, JsonParser::getText))
                .addDeserializer(
                        Boolean.class,
                        new ScalarReader<>(Boolean.class, JsonToken::isBoolean, JsonParser::getBooleanValue))
                .addDeserializer(
                        Integer.class,
                        new ScalarReader<>(Integer.class, JsonToken.VALUE_NUMBER_INT::equals, JsonParser::getIntValue))
                .addDeserializer(
                        int.class,
                        new ScalarReader<>(int.class, JsonToken.VALUE_NUMBER_INT::equals, JsonParser::getIntValue))
                .addDeserializer(
                        Long.class,
                        new ScalarReader<>(Long.class, JsonToken.VALUE_NUMBER_INT::equals, JsonParser::getLongValue))
                .addDeserializer(
                        long.class,
                        new ScalarReader<>(long.class, JsonToken.VALUE_NUMBER_INT::equals, JsonParser::getLongValue))
                .addDeserializer(BigDecimal.class, new DecimalReader())
                .addDeserializer(Instant.class, new InstantReader())
                .addDeserializer(LocalDate.class, new DateReader()));
    }

    /** Reads one kind of token and never converts another; what does not fit is reported and skipped. */
    static final class ScalarReader<T> extends StdScalarDeserializer<T> {

        interface Reading<T> {
            T read(JsonParser parser) throws IOException;
        }

        private final Predicate<JsonToken> accepts;
        private final Reading<T> reading;

        ScalarReader(Class<T> type, Predicate<JsonToken> accepts, Reading<T> reading) {
            super(type);
            this.accepts = accepts;
            this.reading = reading;
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!accepts.test(parser.currentToken())) {
                return (T) context.handleUnexpectedToken(handledType(), parser);
            }
            try {
                return reading.read(parser);
            } catch (InputCoercionException tooLarge) {
                return (T) context.handleWeirdNumberValue(handledType(), 0, "a number that fits is expected");
            }
        }
    }

    /** A number of at most 15 integer and 12 fraction digits: what the database keeps, and no exponent bombs. */
    static final class DecimalReader extends StdScalarDeserializer<BigDecimal> {

        private static final int MAX_INTEGER_DIGITS = 15;
        private static final int MAX_FRACTION_DIGITS = 12;

        DecimalReader() {
            super(BigDecimal.class);
        }

        @Override
        public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, parser);
            }
            BigDecimal value = new BigDecimal(parser.getText());
            if (context.getAttribute(SHORT_DECIMALS) != null) {
                value = value.stripTrailingZeros();
            }
            if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS || value.scale() > MAX_FRACTION_DIGITS) {
                return (BigDecimal) context.handleWeirdNumberValue(
                        BigDecimal.class, 0, "a number has at most 15 integer and 12 fraction digits");
            }
            return value.scale() < 0 ? value.setScale(0) : value;
        }
    }

    static final class InstantReader extends StdScalarDeserializer<Instant> {

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return (Instant) TimeText.read(parser, context, Instant.class, TimeText::instant);
        }
    }

    static final class DateReader extends StdScalarDeserializer<LocalDate> {

        DateReader() {
            super(LocalDate.class);
        }

        @Override
        public @Nullable LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return (LocalDate) TimeText.read(parser, context, LocalDate.class, TimeText::date);
        }
    }
}
