package org.rlvr4j.runtime.gpu.internal.gguf;

/**
 * A tensor that a model has.
 *
 * @param fileName its name in the GGUF file
 * @param modelName its name in the Hugging Face folder
 * @param shape rows first
 * @param order which of the file's rows are its rows
 */
record ModelTensor(String fileName, String modelName, long[] shape, RowOrder order) {}
