/** The codecs that docs/write-a-codec.md shows. */
package io.quayside.tests.docs.codec;
