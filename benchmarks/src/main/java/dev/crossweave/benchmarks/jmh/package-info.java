/** The core's operations one by one, for JMH: {@code mvn -q -Pjmh -Djmh="Spawn -prof gc"}. */
@NullMarked
package dev.crossweave.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
