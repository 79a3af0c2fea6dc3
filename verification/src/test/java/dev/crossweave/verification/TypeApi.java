package dev.crossweave.verification;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API of one class as text: its head, and a line for each member, by name. What comes from superclasses that
 * users can't see is listed as the class's own.
 */
final class TypeApi {

    private final Class<?> type;
    private final TypeText types;

    TypeApi(Class<?> type) {
        this.type = type;
        this.types = new TypeText(type.getPackageName());
    }

    String text() {
        return head() + "\n" + lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    // ------------------------------------------------------------------------------------------ head

    private String head() {
        AnnotatedType parent = type.getAnnotatedSuperclass();
        boolean showsParent = parent != null && parent.getType() != Object.class && !type.isEnum() && !type.isRecord()
                && Visible.type(type.getSuperclass());
        String interfaces = ownAndHidden().stream()
                .map(owner -> types.list(owner.getAnnotatedInterfaces()))
                .filter(list -> !list.isEmpty())
                .collect(Collectors.joining(", "));
        return modifiers() + kind() + " " + types.name(type) + types.parameters(type.getTypeParameters())
                + (type.isRecord() ? components() : "")
                + (showsParent ? " extends " + types.text(parent) : "")
                + (interfaces.isEmpty() ? "" : (type.isInterface() ? " extends " : " implements ") + interfaces);
    }

    /** Those that aren't said by the kind already. */
    private String modifiers() {
        int hidden = type.isInterface()
                ? Modifier.INTERFACE | Modifier.ABSTRACT | Modifier.STATIC
                : type.isRecord() || type.isEnum() ? Modifier.FINAL | Modifier.STATIC : 0;
        return words(Modifier.toString(type.getModifiers() & ~hidden))
                + (type.isSealed() ? "sealed " : extendsSealed() ? "non-sealed " : "");
    }

    private boolean extendsSealed() {
        Stream<Class<?>> above = Stream.concat(Stream.ofNullable(type.getSuperclass()),
                Arrays.stream(type.getInterfaces()));
        return !Modifier.isFinal(type.getModifiers()) && above.anyMatch(Class::isSealed);
    }

    private String kind() {
        return type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private String components() {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> types.text(component.getAnnotatedType()) + " " + component.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    // ------------------------------------------------------------------------------------------ members

    private Stream<String> lines() {
        SortedMap<String, String> fields = new TreeMap<>();
        SortedMap<String, String> constructors = new TreeMap<>();
        SortedMap<String, String> methods = new TreeMap<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Visible.member(constructor, type)) {
                constructors.put(key(constructor), line(constructor));
            }
        }
        for (Class<?> owner : ownAndHidden()) { // upwards: what overrides comes first, and stays
            for (Field field : owner.getDeclaredFields()) {
                if (Visible.member(field, type)) {
                    fields.putIfAbsent(field.getName(), line(field));
                }
            }
            for (Method method : owner.getDeclaredMethods()) {
                if (Visible.member(method, type)) {
                    methods.putIfAbsent(key(method), line(method));
                }
            }
        }
        return Stream.of(fields, constructors, methods).map(SortedMap::values).flatMap(Collection::stream);
    }

    private static String key(Executable executable) {
        return executable.getName() + " " + Arrays.toString(executable.getParameterTypes());
    }

    /** The class, and its superclasses as far as users can't see them. */
    private List<Class<?>> ownAndHidden() {
        Stream<Class<?>> upwards = Stream.iterate(type, at -> at != null && (at == type || !Visible.type(at)),
                Class::getSuperclass);
        return upwards.toList();
    }

    private String line(Field field) {
        return words(Modifier.toString(field.getModifiers())) + types.text(field.getAnnotatedType()) + " "
                + field.getName();
    }

    private String line(Constructor<?> constructor) {
        return words(Modifier.toString(constructor.getModifiers()))
                + parametersOf(constructor) + types.name(type) + signature(constructor);
    }

    private String line(Method method) {
        int hidden = Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.STRICT
                | (type.isInterface() ? Modifier.ABSTRACT : 0);
        int shown = method.getModifiers() & Modifier.methodModifiers() & ~hidden;
        return words(Modifier.toString(shown)) + (method.isDefault() ? "default " : "") + parametersOf(method)
                + types.text(method.getAnnotatedReturnType()) + " " + method.getName() + signature(method);
    }

    private String parametersOf(Executable executable) {
        return words(types.parameters(executable.getTypeParameters()));
    }

    private String signature(Executable executable) {
        String thrown = types.list(executable.getAnnotatedExceptionTypes());
        return "(" + types.list(executable.getAnnotatedParameterTypes()) + (executable.isVarArgs() ? "...)" : ")")
                + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String words(String words) {
        return words.isEmpty() ? "" : words + " ";
    }
}
