package dev.crossweave.verification;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The public API of one module as text, in an order that depends on nothing but the API. */
final class ModuleApi {

    private static final String HEAD = """
            # The public API of this module, written by `mvn -q -Papi-record`. A diff of this file is a change of API.
            # Types of java.lang and of the package at hand go by their simple names.

            """;

    private final ModuleReference module;

    private ModuleApi(ModuleReference module) {
        this.module = module;
    }

    /** The module in a jar or a directory of classes. */
    static ModuleApi of(Path where) {
        return new ModuleApi(ModuleFinder.of(where).findAll().iterator().next());
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("module ").append(module.descriptor().name()).append('\n');
        requires().forEach(line -> text.append("    ").append(line).append('\n'));
        for (String exported : exportedPackages()) {
            boolean nullMarked = isNullMarked(exported);
            text.append("\nexports ").append(exported).append(nullMarked ? " @NullMarked" : "").append('\n');
            for (Class<?> type : types(exported)) {
                text.append('\n').append(new TypeApi(type).text());
            }
        }
        return text.toString();
    }

    /** What users of the module come to see too. */
    private List<String> requires() {
        return module.descriptor().requires().stream()
                .filter(required -> required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                .map(required -> "requires " + (isStatic(required) ? "static " : "") + "transitive " + required.name())
                .sorted()
                .toList();
    }

    private static boolean isStatic(ModuleDescriptor.Requires required) {
        return required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC);
    }

    private List<String> exportedPackages() {
        return module.descriptor().exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .toList();
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return load(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (IllegalStateException noSuchClass) {
            return false;
        }
    }

    private List<Class<?>> types(String packageName) throws IOException {
        String folder = packageName.replace('.', '/');
        try (ModuleReader reader = module.open(); Stream<String> entries = reader.list()) {
            return entries
                    .filter(entry -> entry.endsWith(".class") && entry.lastIndexOf('/') == folder.length()
                            && entry.startsWith(folder) && !entry.endsWith("package-info.class"))
                    .map(entry -> load(entry.substring(0, entry.length() - ".class".length()).replace('/', '.')))
                    .filter(Visible::type)
                    .sorted(Comparator.comparing(Class::getName))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ModuleApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("expected the class " + name + " on the class path", e);
        }
    }
}
