package @package@;

import @Interface.qualified@;
import org.rlvr4j.api.spi.@Service@;

/** Provides {@link @Class@} as {@code @name@}. */
public final class @Class@Provider implements @Service@<@Class@Options> {

    /** For {@link java.util.ServiceLoader}. */
    public @Class@Provider() {}

    @Override
    public String id() {
        return "@name@";
    }

    @Override
    public String description() {
        return "The @kind@ @name@.";
    }

    @Override
    public Class<@Class@Options> optionsType() {
        return @Class@Options.class;
    }

    @Override
    public @Interface@ create(@Class@Options options) {
        return new @Class@(options);
    }
}
