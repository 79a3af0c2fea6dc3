/** Tasks and streams from and to Kotlin coroutines. */
@NullMarked
package dev.crossweave.coroutines;

import org.jspecify.annotations.NullMarked;
