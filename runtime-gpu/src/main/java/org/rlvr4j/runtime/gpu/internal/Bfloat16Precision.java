package org.rlvr4j.runtime.gpu.internal;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Matrices in bfloat16: frozen ones are held in it, trained ones are held in float32 and rounded to it in each product, whose
 * gradient then passes to the float32 numbers (as in mixed-precision training, arXiv 1710.03740).
 *
 * <p>DJL's own API cannot make or cast bfloat16 tensors, and ends the process where it is asked to; so the few operations that
 * touch them are a TorchScript module, which {@code bfloat16_kernels.py} makes. Products are computed in float32 from the
 * rounded numbers: processors without bfloat16 units are an order of magnitude slower at products in bfloat16 proper.
 */
final class Bfloat16Precision implements MatrixPrecision {

    private static final String RESOURCE = "/org/rlvr4j/runtime/gpu/kernels/bfloat16.pt";

    /** DJL reads the method to run from the name of an input that begins like this, and passes that input to none. */
    private static final String METHOD = "module_method:";

    private final Block module;
    private final ParameterStore parameters;
    private final Map<String, NDArray> methods = new LinkedHashMap<>();

    /** Loads the module; it lives as long as the manager. */
    Bfloat16Precision(NDManager manager) throws IOException {
        Model model = Model.newInstance("bfloat16", manager.getDevice(), "PyTorch");
        manager.attachInternal("bfloat16-kernels", model);
        try (InputStream in = Objects.requireNonNull(Bfloat16Precision.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            model.load(in);
        } catch (MalformedModelException e) {
            throw new IOException(RESOURCE + " is damaged", e);
        }
        module = model.getBlock();
        parameters = new ParameterStore(manager, false);
        for (String method : new String[] {"rounded", "single", "linear", "embed"}) {
            NDArray name = manager.zeros(new Shape(1));
            name.setName(METHOD + method);
            methods.put(method, name);
        }
    }

    private NDArray call(String method, NDArray... inputs) {
        NDList list = new NDList(inputs);
        list.add(Objects.requireNonNull(methods.get(method), method));
        return module.forward(parameters, list, true).singletonOrThrow();
    }

    @Override
    public NDArray frozen(NDArray matrix) {
        NDArray held = call("rounded", matrix);
        matrix.close();
        return held;
    }

    @Override
    public NDArray seen(NDArray matrix) {
        return call("single", matrix).toType(DataType.FLOAT32, false);
    }

    @Override
    public NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        NDArray product = call("linear", x, weight);
        return bias == null ? product : product.add(bias);
    }

    @Override
    public NDArray embed(NDArray ids, NDArray weight) {
        return call("embed", ids, weight);
    }
}
