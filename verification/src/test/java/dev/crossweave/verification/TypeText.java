package dev.crossweave.verification;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Types as text, with generics and JSpecify's annotations. Written here and not taken from the types' {@code toString},
 * which each JDK is free to change.
 */
final class TypeText {

    private final String here;

    /** @param here the package whose types go by their simple names */
    TypeText(String here) {
        this.here = here;
    }

    String text(AnnotatedType type) {
        return nullness(type) + switch (type) {
            case AnnotatedParameterizedType generic ->
                name((Class<?>) ((ParameterizedType) generic.getType()).getRawType())
                        + "<" + list(generic.getAnnotatedActualTypeArguments()) + ">";
            case AnnotatedArrayType array -> text(array.getAnnotatedGenericComponentType()) + "[]";
            case AnnotatedWildcardType wildcard -> wildcard(wildcard);
            default -> plain(type.getType());
        };
    }

    String list(AnnotatedType... types) {
        return Arrays.stream(types).map(this::text).collect(Collectors.joining(", "));
    }

    /** {@code <T extends …>}, or nothing. */
    String parameters(TypeVariable<?>... parameters) {
        return parameters.length == 0
                ? ""
                : Arrays.stream(parameters).map(this::parameter).collect(Collectors.joining(", ", "<", ">"));
    }

    /** The name of a class, short when it is of java.lang or of the package at hand. */
    String name(Class<?> type) {
        if (type.isArray()) {
            return name(type.componentType()) + "[]";
        }
        String home = type.getPackageName();
        String full = type.getCanonicalName();
        boolean isShort = !type.isPrimitive() && (home.equals("java.lang") || home.equals(here));
        return isShort ? full.substring(home.length() + 1) : full;
    }

    private String parameter(TypeVariable<?> parameter) {
        String bounds = bounds(parameter.getAnnotatedBounds());
        return parameter.getName() + (bounds.equals("Object") ? "" : " extends " + bounds);
    }

    private String wildcard(AnnotatedWildcardType wildcard) {
        AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
        if (lower.length > 0) {
            return "? super " + bounds(lower);
        }
        String upper = bounds(wildcard.getAnnotatedUpperBounds());
        return upper.equals("Object") ? "?" : "? extends " + upper;
    }

    private String bounds(AnnotatedType... bounds) {
        return Arrays.stream(bounds).map(this::text).collect(Collectors.joining(" & "));
    }

    private String plain(Type type) {
        return type instanceof Class<?> raw ? name(raw) : type.getTypeName(); // else a type variable
    }

    private static String nullness(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class)
                ? "@Nullable "
                : type.isAnnotationPresent(NonNull.class) ? "@NonNull " : "";
    }
}
