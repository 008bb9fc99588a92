/** The codec laws C1 to C5 as executable rules: extend {@link io.quayside.tck.codec.CodecContract}. */
@NullMarked
package io.quayside.tck.codec;

import org.jspecify.annotations.NullMarked;
