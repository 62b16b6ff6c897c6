package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON bodies strictly and says everything that is wrong with one at once: form, types and constraints. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public final class JsonBodyReader implements MessageBodyReader<Object> {

    private static final int MAX_ERRORS = 100;

    private final ObjectMapper mapper;
    private final Validator validator;

    JsonBodyReader(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper.copy().addHandler(new FieldErrors.Collector());
        this.validator = validator;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type != InputStream.class && type != String.class && type != byte[].class;
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return read(body.readAllBytes(), mapper.constructType(genericType));
    }

    /**
     * Reads one JSON document.
     *
     * @throws ProblemException 400 naming every bad field
     */
    public <T> T read(byte[] json, JavaType type) throws IOException {
        List<FieldError> errors = new ArrayList<>();
        try {
            scan(json, errors);
            T value = mapper.readerFor(type)
                    .withAttribute(FieldErrors.KEY, errors)
                    .readValue(json);
            if (value == null && errors.isEmpty()) {
                throw new ProblemException(CommonProblem.MALFORMED_JSON, "The body is null.");
            }
            if (value != null) {
                check(value, errors);
            }
            refuseIfAny(errors);
            return value;
        } catch (JsonParseException | CharacterCodingException malformed) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_JSON,
                    "The body is not well-formed JSON (or repeats a key, or goes on after its end).");
        } catch (JsonMappingException mismatch) {
            errors.add(new FieldError(
                    FieldErrors.pointer(mismatch.getPath()), "invalid_value", "This value does not fit."));
            throw ProblemException.ofFields(errors);
        } catch (JsonProcessingException limit) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_JSON,
                    "The body is nested too deeply, or holds a string or number that is too long.");
        }
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
        }
    }

    /** A first pass over every name and string, so that what PostgreSQL could not store never gets that far. */
    private void scan(byte[] json, List<FieldError> errors) throws IOException {
        try (JsonParser parser = mapper.getFactory().createParser(json)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new ProblemException(CommonProblem.MALFORMED_JSON, "The body is empty.");
            }
            for (; token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
                if (text && !storable(parser.getText())) {
                    String pointer =
                            parser.getParsingContext().pathAsPointer(false).toString();
                    errors.add(new FieldError(
                            storable(pointer) ? pointer : "",
                            "invalid_text",
                            "Text holds no NUL and no lone surrogate."));
                }
            }
        }
    }

    private static boolean storable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private <T> void check(T value, List<FieldError> errors) {
        for (ConstraintViolation<T> violation : validator.validate(value)) {
            FieldError error =
                    new FieldError(pointer(violation.getPropertyPath()), code(violation), violation.getMessage());
            boolean known = errors.stream().anyMatch(other -> other.pointer().startsWith(error.pointer()));
            if (!known) {
                errors.add(error);
            }
        }
    }

    private static String code(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return constraint.equals("NotNull") ? "required" : "invalid_value";
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(snake(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static String snake(String name) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }
}
