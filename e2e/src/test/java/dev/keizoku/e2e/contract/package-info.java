/** What holds for every operation of the public contract, taken from the contract itself. */
package dev.keizoku.e2e.contract;
