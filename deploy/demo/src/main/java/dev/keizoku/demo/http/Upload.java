package dev.keizoku.demo.http;

/** A file for {@code POST /v1/imports} with the mapping that says how its columns are read. */
public record Upload(String name, String contentType, byte[] file, String mapping) {}
