package faas.scarlet.supervisor.image;

/**
 * What a tar archive says of one entry.
 *
 * @param type as in the header: {@code 0} file, {@code 1} hard link, {@code 2} symbolic link,
 *     {@code 5} directory; others as in POSIX
 * @param name as it is written, without extensions left to apply
 * @param link target of a link
 * @param modified nanoseconds since 1970
 * @param size of the file, in bytes, holes included
 * @param extents where the content that follows belongs
 */
record TarEntry(
    char type, String name, String link, int mode, long modified, long size, Extents extents) {}
