/**
 * The contracts of the service interfaces as tests: a test class that extends one and says where its strategy comes from
 * runs all of it.
 *
 * <p>JUnit Jupiter and jqwik call the tests by reflection, hence the module is open.
 */
open module org.rlvr4j.testkit {
    requires transitive net.jqwik.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.rlvr4j.api;
    requires static transitive org.jspecify;

    exports org.rlvr4j.testkit;
}
