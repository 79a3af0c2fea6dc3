/** Tasks and streams from and to virtual threads. */
module dev.crossweave.loom {
    requires transitive dev.crossweave;

    exports dev.crossweave.loom;
}
