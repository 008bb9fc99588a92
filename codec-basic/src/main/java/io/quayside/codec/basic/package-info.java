/** Codecs for protocols without a message format of their own: raw bytes, and lines of text. */
@NullMarked
package io.quayside.codec.basic;

import org.jspecify.annotations.NullMarked;
