package dev.keizoku.usage.ingest;

/** How identities are claimed: the less is expected to be taken already, the cheaper. */
enum Claiming {

    /** Copies all in. When one is taken the statement fails ({@code 23505}) and the transaction has to be tried again. */
    HOPEFUL,

    /** Looks which are taken and copies the others in; fails likewise when somebody claims one of them in between. */
    LOOKING,

    /** Claims each that is free at that moment, and waits for whoever is about to claim one as well. */
    CAREFUL
}
