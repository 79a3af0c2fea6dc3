package dev.crossweave.verification;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import kotlin.Metadata;
import kotlin.jvm.JvmClassMappingKt;
import kotlin.reflect.KFunction;
import kotlin.reflect.KVisibility;
import kotlin.reflect.jvm.ReflectJvmMapping;

/** Tells what users of a module can see: public, or protected where they can extend; internal of Kotlin they can't. */
final class Visible {

    private Visible() {
    }

    static boolean type(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getDeclaringClass()) {
            if (at.isAnonymousClass() || at.isLocalClass() || at.isSynthetic() || !isOpen(at.getModifiers(), at)
                    || isInternal(at)) {
                return false;
            }
        }
        return true;
    }

    static boolean member(Member member, Class<?> seenThrough) {
        return !member.isSynthetic() && isOpen(member.getModifiers(), seenThrough)
                && !(member instanceof Executable executable && isInternal(executable));
    }

    private static boolean isOpen(int modifiers, Class<?> owner) {
        boolean extensible = !Modifier.isFinal(owner.getModifiers()) && !owner.isSealed();
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers) && extensible;
    }

    private static boolean isInternal(Class<?> type) {
        Metadata metadata = type.getAnnotation(Metadata.class);
        boolean isClass = metadata != null && metadata.k() == 1; // the others are files, which have no visibility
        return isClass && JvmClassMappingKt.getKotlinClass(type).getVisibility() == KVisibility.INTERNAL;
    }

    private static boolean isInternal(Executable executable) {
        if (!executable.getDeclaringClass().isAnnotationPresent(Metadata.class)) {
            return false;
        }
        KFunction<?> function = executable instanceof Method method
                ? ReflectJvmMapping.getKotlinFunction(method)
                : ReflectJvmMapping.getKotlinFunction((Constructor<?>) executable);
        return function != null && function.getVisibility() == KVisibility.INTERNAL;
    }
}
