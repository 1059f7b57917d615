/** The @kind@ {@code @name@}, for rlvr4j. */
module @package@ {
    requires transitive org.rlvr4j.api;

    exports @package@;

    provides org.rlvr4j.api.spi.@Service@ with
            @package@.@Class@Provider;
}
