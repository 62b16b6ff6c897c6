package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.keizoku.kernel.Contract;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every operation of a contract is served, and every served operation is in the contract. */
public final class ContractCoverage {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final Pattern SLASHES = Pattern.compile("//+");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\s*(\\w+)\\s*(:[^}]*)?}");

    private ContractCoverage() {}

    /** Compares both ways; {@code packages} hold the resources, beside those of the kernel. */
    public static void check(String service, String... packages) {
        String[] all = Stream.concat(Stream.of("dev.keizoku.kernel"), Stream.of(packages))
                .toArray(String[]::new);
        assertThat(served(all)).as("served operations").isEqualTo(promised(service));
    }

    private static Set<String> promised(String service) {
        Set<String> operations = new TreeSet<>();
        Contract.load(service)
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    private static Set<String> served(String... packages) {
        Set<String> operations = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(packages).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> type.getMethods().stream())
                        .forEach(method -> httpMethod(method)
                                .ifPresent(verb -> operations.add(verb + " " + pathOf(method.getOwner(), method))));
        return operations;
    }

    private static java.util.Optional<String> httpMethod(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType())
                .filter(type -> type.isAnnotatedWith(HttpMethod.class))
                .map(type -> type.getAnnotationOfType(HttpMethod.class).value())
                .findFirst();
    }

    private static String pathOf(JavaClass type, JavaMethod method) {
        String own = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        String path = SLASHES.matcher("/" + type.getAnnotationOfType(Path.class).value() + "/" + own)
                .replaceAll("/");
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return EXPRESSION.matcher(bare).replaceAll("{$1}");
    }
}
