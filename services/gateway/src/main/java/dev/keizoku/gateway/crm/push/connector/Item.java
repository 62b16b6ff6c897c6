package dev.keizoku.gateway.crm.push.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A record for the CRM: what it knows the account by, and its fields; null clears one. */
public record Item(String key, ObjectNode properties) {}
