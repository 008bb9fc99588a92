/**
 * What a fuzzer throws at codecs, the chat and configurations. In the ordinary build each target runs the inputs that are kept
 * for it; {@code fuzz/run.sh} looks for new ones.
 */
@NullMarked
package io.quayside.fuzz;

import org.jspecify.annotations.NullMarked;
