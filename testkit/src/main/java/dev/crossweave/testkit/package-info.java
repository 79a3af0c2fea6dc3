/** The laws of a task as JUnit 5 classes, and the tools to test an adapter with. */
@NullMarked
package dev.crossweave.testkit;

import org.jspecify.annotations.NullMarked;
