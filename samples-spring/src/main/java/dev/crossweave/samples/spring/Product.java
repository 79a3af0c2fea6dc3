package dev.crossweave.samples.spring;

/** What a tenant sells. */
public record Product(int id, String name) {
}
