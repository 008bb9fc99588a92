/** The code that the documents for authors show, and the tests that it does what they say. */
package io.quayside.tests.docs;
