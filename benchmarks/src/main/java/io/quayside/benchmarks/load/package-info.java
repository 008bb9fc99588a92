/** What is done to servers that are compared, by the generator of module load, and what is measured meanwhile. */
@NullMarked
package io.quayside.benchmarks.load;

import org.jspecify.annotations.NullMarked;
