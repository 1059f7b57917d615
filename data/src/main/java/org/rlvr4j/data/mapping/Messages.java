package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;
import org.rlvr4j.data.row.Shown;

/** A prompt that is written as the messages of a chat. */
final class Messages {

    private Messages() {}

    /**
     * One text of what the system and the user say, in order, with a blank line between: a chat template makes one message of
     * the user's of it. What an assistant said before cannot be kept, and is refused.
     */
    static String prompt(JsonNode node, String name) throws InvalidRowException {
        if (!node.isArray()) {
            return Columns.text(node, name);
        }
        StringJoiner prompt = new StringJoiner("\n\n");
        boolean asked = false;
        for (JsonNode message : node) {
            String role = message.path("role").asText("");
            if (!role.equals("user") && !role.equals("system")) {
                throw new InvalidRowException(name + " has a message of the role \"" + Shown.text(role)
                        + "\"; only system and user are read");
            }
            asked |= role.equals("user");
            prompt.add(Columns.text(message.path("content"), name + "[].content"));
        }
        if (!asked) {
            throw new InvalidRowException(name + " has no message of the user");
        }
        return prompt.toString();
    }
}
