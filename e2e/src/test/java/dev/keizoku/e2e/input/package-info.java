/** What is sent badly, oddly or slowly, to every service. */
package dev.keizoku.e2e.input;
