package org.rlvr4j.verifiers.code.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A mounted hierarchy of control groups.
 *
 * @param version 1 or 2
 * @param controllers the controllers of a version 1 hierarchy; empty for version 2
 * @param top where it is mounted
 * @param own the group in which this process is
 */
record CgroupMount(int version, Set<String> controllers, Path top, Path own) {

    private static final int ROOT_FIELD = 3;
    private static final int MOUNT_POINT_FIELD = 4;

    /**
     * Reads the mounted hierarchies.
     *
     * @param mounts the text of {@code /proc/self/mountinfo}
     * @param own the text of {@code /proc/self/cgroup}
     */
    static List<CgroupMount> parse(String mounts, String own) {
        Map<String, String> groups = groupsByController(own);
        List<CgroupMount> found = new ArrayList<>();
        for (String line : mounts.lines().toList()) {
            int separator = line.indexOf(" - ");
            if (separator < 0) {
                continue;
            }
            String[] mount = line.substring(0, separator).split(" ");
            String[] type = line.substring(separator + 3).split(" ");
            Set<String> options = Set.copyOf(Arrays.asList(type[type.length - 1].split(",")));
            if (type[0].equals("cgroup2")) {
                found.add(of(2, Set.of(), mount, groups.getOrDefault("", "/")));
            } else if (type[0].equals("cgroup")) {
                options.stream()
                        .filter(groups::containsKey)
                        .findFirst()
                        .ifPresent(
                                controller -> found.add(of(1, options, mount, groups.getOrDefault(controller, "/"))));
            }
        }
        return found;
    }

    private static Map<String, String> groupsByController(String own) {
        Map<String, String> groups = new HashMap<>();
        for (String line : own.lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                for (String controller : parts[1].split(",")) {
                    groups.put(controller, parts[2]);
                }
            }
        }
        return groups;
    }

    private static CgroupMount of(int version, Set<String> controllers, String[] mount, String group) {
        Path top = Path.of(mount[MOUNT_POINT_FIELD].replace("\\040", " "));
        Path root = Path.of(mount[ROOT_FIELD].replace("\\040", " "));
        Path path = Path.of(group);
        Path own = path.startsWith(root) ? top.resolve(root.relativize(path)) : top;
        return new CgroupMount(version, controllers, top, own.normalize());
    }
}
