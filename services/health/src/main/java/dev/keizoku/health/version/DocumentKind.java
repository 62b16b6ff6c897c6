package dev.keizoku.health.version;

/**
 * A kind of document, of which each tenant has one sequence of versions.
 *
 * @param key what it is stored under; never changes
 * @param name what people call it, in the singular, for messages
 * @param type what its JSON is read as; must be equal to another of the same content
 * @param builtIn what every tenant starts with
 */
public record DocumentKind<T>(String key, String name, Class<T> type, T builtIn) {}
