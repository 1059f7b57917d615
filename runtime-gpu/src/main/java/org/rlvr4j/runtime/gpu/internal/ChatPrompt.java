package org.rlvr4j.runtime.gpu.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.runtime.gpu.internal.jinja.Strftime;
import org.rlvr4j.runtime.gpu.internal.jinja.Template;
import org.rlvr4j.runtime.gpu.internal.jinja.TemplateException;

/** Lays a problem's text out as the user's message of a conversation, as transformers' {@code apply_chat_template} does. */
final class ChatPrompt {

    private static final int MAX_BYTES = 1 << 22;

    private final String where;
    private final Template template;
    private final ChatOptions options;
    private final Map<String, String> specialTokens;

    private ChatPrompt(String where, Template template, ChatOptions options, Map<String, String> specialTokens) {
        this.where = where;
        this.template = template;
        this.options = options;
        this.specialTokens = specialTokens;
    }

    /** Reads the template and tries it. */
    static ChatPrompt open(ChatOptions options, ModelFolder folder) throws IOException {
        boolean own = options.template().equals(ChatOptions.MODEL);
        String where = own ? "the model's chat template" : "the chat template " + options.template();
        String source = own ? ofModel(folder) : ofFile(options.template());
        try {
            ChatPrompt prompt = new ChatPrompt(where, Template.parse(source), options, folder.specialTokens());
            prompt.fill("Hello");
            return prompt;
        } catch (TemplateException e) {
            throw new IOException(where + ", " + e.getMessage(), e);
        }
    }

    private static String ofModel(ModelFolder folder) throws IOException {
        Optional<String> own = folder.chatTemplate();
        return own.orElseThrow(
                () -> new IOException("the model has no chat template: neither " + ModelFolder.CHAT_TEMPLATE
                        + " nor chat_template in " + ModelFolder.TOKENIZER_CONFIG
                        + "; chat.template may name a file, or be none"));
    }

    private static String ofFile(String name) throws IOException {
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("chat.template " + name + " is not the name of a file", e);
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("chat.template " + name + " is neither none nor model, and there is no such file");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(
                    "chat.template " + name + " has " + Files.size(file) + " bytes; it can have at most " + MAX_BYTES);
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /**
     * Lays a message out.
     *
     * @param user the user's message
     * @return the text up to where the model's answer begins
     * @throws IllegalArgumentException if the template refuses it
     */
    String render(String user) {
        try {
            return fill(user);
        } catch (TemplateException e) {
            throw new IllegalArgumentException(where + ", " + e.getMessage(), e);
        }
    }

    private String fill(String user) {
        List<Object> messages = new ArrayList<>();
        if (!options.system().isEmpty()) {
            messages.add(message("system", options.system()));
        }
        messages.add(message("user", user));
        Map<String, Object> values = new LinkedHashMap<>(specialTokens);
        values.put("messages", messages);
        values.put("add_generation_prompt", true);
        if (options.thinking() != ChatOptions.Thinking.MODEL) {
            values.put("enable_thinking", options.thinking() == ChatOptions.Thinking.ON);
        }
        return template.render(values, functions());
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    private Map<String, Template.TextFunction> functions() {
        Map<String, Template.TextFunction> functions = new LinkedHashMap<>();
        functions.put("raise_exception", message -> {
            throw new TemplateException("the template refuses the conversation: " + message);
        });
        if (!options.date().isEmpty()) {
            LocalDate date = LocalDate.parse(options.date());
            functions.put("strftime_now", format -> Strftime.format(format, date));
        }
        return functions;
    }
}
