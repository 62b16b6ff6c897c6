/** What the suite promises, told over the built services. */
package dev.keizoku.e2e.story;
