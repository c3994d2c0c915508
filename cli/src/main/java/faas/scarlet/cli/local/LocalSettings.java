package faas.scarlet.cli.local;

import faas.scarlet.model.storage.StoreAccess;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user may choose about a local Scarlet.
 *
 * @param home where its data is
 * @param programs where PostgreSQL is unpacked to, once
 * @param manifests folder of the functions
 * @param port of the gateway, on loopback
 * @param storePort of the object store, on loopback
 * @param externalStore used instead of an object store of our own
 * @param registryMirror as in {@code SCARLET_REGISTRY_MIRROR}; empty for none
 * @param gatewayJar the gateway's program
 */
public record LocalSettings(
    LocalHome home,
    Path programs,
    Path manifests,
    int port,
    int storePort,
    Optional<StoreAccess> externalStore,
    String registryMirror,
    Path gatewayJar) {}
