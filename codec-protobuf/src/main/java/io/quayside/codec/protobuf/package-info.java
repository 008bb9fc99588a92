/** The codec for protobuf messages, by default in protobuf's own delimited form. */
@NullMarked
package io.quayside.codec.protobuf;

import org.jspecify.annotations.NullMarked;
