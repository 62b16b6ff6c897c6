package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes every field Jackson cannot read and lets it go on, so that one answer can name them all. */
final class FieldErrors {

    static final String KEY = "keizoku.field-errors";

    private FieldErrors() {}

    static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    static final class Collector extends DeserializationProblemHandler {

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            boolean noted = note(context, parser, "unknown_field", "This field is not part of the contract.");
            if (noted) {
                parser.skipChildren();
            }
            return noted;
        }

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String message) {
            String code = message.equals(TimeText.WINDOW) ? FieldError.OUT_OF_RANGE : "invalid_value";
            String detail = type.isEnum() ? "Accepted: " + names(type) + "." : sentence(message);
            return note(context, context.getParser(), code, detail) ? null : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> type, Number value, String message) {
            return note(context, context.getParser(), "invalid_value", sentence(message)) ? null : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
                throws IOException {
            boolean noted = note(context, parser, "wrong_type", "Expected " + expected(type) + ".");
            if (noted) {
                parser.skipChildren();
            }
            return noted ? null : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String message)
                throws IOException {
            boolean noted =
                    note(context, parser, "wrong_type", "Expected " + expected(context.constructType(type)) + ".");
            if (noted) {
                parser.skipChildren();
            }
            return noted ? null : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleInstantiationProblem(
                DeserializationContext context, Class<?> type, Object argument, Throwable failure) {
            if (type.isEnum()) {
                String accepted = "Accepted: " + names(type) + ".";
                return note(context, context.getParser(), "invalid_value", accepted) ? null : NOT_HANDLED;
            }
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof IllegalArgumentException ours && ours.getMessage() != null) {
                    return note(context, context.getParser(), "invalid_value", ours.getMessage()) ? null : NOT_HANDLED;
                }
            }
            return note(context, context.getParser(), "invalid_value", "This value does not fit.") ? null : NOT_HANDLED;
        }

        @SuppressWarnings("unchecked")
        private static boolean note(DeserializationContext context, JsonParser parser, String code, String detail) {
            Object errors = context.getAttribute(KEY);
            if (errors == null) {
                return false;
            }
            String pointer = parser.getParsingContext().pathAsPointer(false).toString();
            List<FieldError> known = (List<FieldError>) errors;
            boolean explained = known.stream().anyMatch(error -> error.pointer().startsWith(pointer + "/"));
            if (!explained) {
                known.add(new FieldError(pointer, code, detail));
            }
            return true;
        }

        private static String expected(JavaType type) {
            Class<?> raw = type.getRawClass();
            if (Number.class.isAssignableFrom(raw) || raw.isPrimitive() && raw != boolean.class) {
                return "a number";
            }
            if (raw == Boolean.class || raw == boolean.class) {
                return "true or false";
            }
            if (type.isCollectionLikeType() || type.isArrayType()) {
                return "an array";
            }
            boolean text = CharSequence.class.isAssignableFrom(raw)
                    || raw.isEnum()
                    || raw.getName().startsWith("java.time")
                    || raw.getSimpleName().endsWith("Id");
            return text ? "a string" : "an object";
        }

        private static String names(Class<?> type) {
            StringBuilder names = new StringBuilder();
            for (Object constant : type.getEnumConstants()) {
                names.append(names.isEmpty() ? "" : ", ")
                        .append(constant.toString().toLowerCase(java.util.Locale.ROOT));
            }
            return names.toString();
        }

        /** Jackson's own messages name Java types; only ours reach the caller. */
        private static String sentence(String message) {
            boolean ours = message.equals(TimeText.WINDOW) || message.startsWith("a ") || message.startsWith("an ");
            return ours
                    ? Character.toUpperCase(message.charAt(0)) + message.substring(1) + "."
                    : "This value does not fit.";
        }
    }
}
