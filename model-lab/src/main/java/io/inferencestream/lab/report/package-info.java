/** What people look at: pages, curves, confusion matrices, plots. Nothing in them is fetched from elsewhere. */
@NullMarked
package io.inferencestream.lab.report;

import org.jspecify.annotations.NullMarked;
