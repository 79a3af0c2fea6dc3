/** Tasks and streams from and to virtual threads. */
module dev.crossweave.loom {
    requires transitive dev.crossweave;

    exports dev.crossweave.loom;
    exports dev.crossweave.loom.spi;

    uses dev.crossweave.loom.spi.StepEngine;
}
