package faas.scarlet.cli.local;

import java.nio.file.Path;

/**
 * What a user may choose about a local Scarlet.
 *
 * @param home where its data is
 * @param programs where PostgreSQL is unpacked to, once
 * @param manifests folder of the functions
 * @param port of the gateway, on loopback
 * @param storePort of the object store, on loopback
 * @param registryMirror as in {@code SCARLET_REGISTRY_MIRROR}; empty for none
 * @param gatewayJar the gateway's program
 */
public record LocalSettings(
    LocalHome home,
    Path programs,
    Path manifests,
    int port,
    int storePort,
    String registryMirror,
    Path gatewayJar) {}
