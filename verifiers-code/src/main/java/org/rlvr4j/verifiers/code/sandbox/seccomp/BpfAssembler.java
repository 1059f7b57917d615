package org.rlvr4j.verifiers.code.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles a classic BPF program, with jumps forward to labels.
 *
 * <p>Knows the five instructions that a system call filter needs. Every jump that is not taken goes on with the next
 * instruction. Little-endian machines only.
 */
final class BpfAssembler {

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int LONGEST_JUMP = 255;
    private static final String NO_JUMP = "";

    private record Instruction(int code, int operand, String target) {}

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    BpfAssembler load(int offset) {
        return add(LOAD_WORD, offset, NO_JUMP);
    }

    BpfAssembler jumpIfEqual(int value, String target) {
        return add(JUMP_IF_EQUAL, value, target);
    }

    /** Compares unsigned. */
    BpfAssembler jumpIfAtLeast(int value, String target) {
        return add(JUMP_IF_AT_LEAST, value, target);
    }

    BpfAssembler jumpIfAnyBit(int mask, String target) {
        return add(JUMP_IF_ANY_BIT, mask, target);
    }

    BpfAssembler result(int value) {
        return add(RETURN, value, NO_JUMP);
    }

    BpfAssembler label(String name) {
        if (labels.put(name, instructions.size()) != null) {
            throw new IllegalStateException("label " + name + " is there twice");
        }
        return this;
    }

    private BpfAssembler add(int code, int operand, String target) {
        instructions.add(new Instruction(code, operand, target));
        return this;
    }

    /** Returns the program as the kernel's {@code struct sock_filter[]}. */
    byte[] assemble() {
        ByteBuffer bytes =
                ByteBuffer.allocate(instructions.size() * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            bytes.putShort((short) instruction.code());
            bytes.put((byte) distance(i, instruction.target()));
            bytes.put((byte) 0);
            bytes.putInt(instruction.operand());
        }
        return bytes.array();
    }

    private int distance(int from, String target) {
        if (target.equals(NO_JUMP)) {
            return 0;
        }
        Integer to = labels.get(target);
        if (to == null) {
            throw new IllegalStateException("no label " + target);
        }
        int distance = to - from - 1;
        if (distance < 0 || distance > LONGEST_JUMP) {
            throw new IllegalStateException("jump of " + distance + " instructions to " + target);
        }
        return distance;
    }
}
