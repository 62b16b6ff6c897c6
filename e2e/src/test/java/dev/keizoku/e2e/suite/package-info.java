/** The built suite as processes, and how a story speaks to it. */
package dev.keizoku.e2e.suite;
