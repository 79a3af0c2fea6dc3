/**
 * The pages of the project as a web site: {@link dev.crossweave.site.Site} makes it, {@link dev.crossweave.site.DeadLinks} checks
 * it. It has no page of its own; what is shown is what stands in the repository.
 */
@NullMarked
package dev.crossweave.site;

import org.jspecify.annotations.NullMarked;
