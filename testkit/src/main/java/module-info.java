/** The laws of a task as JUnit 5 classes, and the tools to test an adapter with. */
module dev.crossweave.testkit {
    requires transitive dev.crossweave;
    requires transitive org.junit.jupiter.api;
    requires jdk.management; // counts what a thread allocates (law S6)

    exports dev.crossweave.testkit;
}
