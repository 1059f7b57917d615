"""What transformers makes of chat templates: the expected values of ChatTemplateOracleTest.

    python chat_template_oracle.py FOLDER OUT.json

FOLDER holds templates (*.jinja). Each is rendered by transformers' own function for a set of conversations; a template that
refuses one is noted as an error. Made with transformers 5.24.0 and jinja2 3.1.6.

The templates of src/test/resources/chat are this project's own, written to use what the templates of the model families use,
but for smollm2.jinja, which is that of SmolLM2-135M-Instruct (Apache-2.0). Those of Llama 3, Qwen2.5 and Qwen3 are not
copied here; the wheel trl 1.16.0 on PyPI has them:

    pip download --no-deps trl==1.16.0 && unzip trl-1.16.0-py3-none-any.whl 'trl/chat_templates/*'
    python chat_template_oracle.py trl/chat_templates expected.json
    mvn -pl runtime-gpu -am test -Dtest=ChatTemplateOracleTest -Dsurefire.failIfNoSpecifiedTests=false \
        -Drlvr4j.chat.templates=$PWD/trl/chat_templates -Drlvr4j.chat.expected=$PWD/expected.json
"""

import json
import pathlib
import sys

from transformers.utils import chat_template_utils

TOKENS = {"bos_token": "<|begin_of_text|>", "eos_token": "<|im_end|>"}
SYSTEM = {"role": "system", "content": "Answer briefly.\nEnd with \\boxed{}."}
USER = {"role": "user", "content": "  What is 2 + 2? {{ 7*7 }} <b>'\"é\u4e2d\u6587</b>\n"}
ASSISTANT = {"role": "assistant", "content": "<think>\neasy\n</think>\n\nIt is 4.\n"}
TOOL = {
    "type": "function",
    "function": {
        "name": "add",
        "description": "Adds <two> numbers.",
        "parameters": {"type": "object", "properties": {"a": {"type": "number"}}, "required": ["a"]},
    },
}
CALLS = {
    "role": "assistant",
    "content": "",
    "tool_calls": [{"type": "function", "function": {"name": "add", "arguments": {"a": 1.5, "b": [1, None, True]}}}],
}
ANSWER = {"role": "tool", "content": "4"}

CASES = {
    "user": {"messages": [USER], "add_generation_prompt": True},
    "system": {"messages": [SYSTEM, USER], "add_generation_prompt": True},
    "no-prompt": {"messages": [SYSTEM, USER], "add_generation_prompt": False},
    "turns": {"messages": [SYSTEM, USER, ASSISTANT, USER], "add_generation_prompt": True},
    "ends-with-assistant": {"messages": [USER, ASSISTANT], "add_generation_prompt": False},
    "thinking": {"messages": [USER], "add_generation_prompt": True, "enable_thinking": True},
    "no-thinking": {"messages": [USER], "add_generation_prompt": True, "enable_thinking": False},
    "tools": {"messages": [SYSTEM, USER], "add_generation_prompt": True, "tools": [TOOL]},
    "tool-calls": {"messages": [USER, CALLS, ANSWER], "add_generation_prompt": True, "tools": [TOOL]},
    "date": {"messages": [USER], "add_generation_prompt": True, "date_string": "26 Jul 2024"},
}


def render(template, case):
    compiled = chat_template_utils._compile_jinja_template(template)
    # the date must not depend on the day, so templates get none, or one by their variable
    compiled.environment.globals.pop("strftime_now", None)
    return compiled.render(**TOKENS, **case)


def main(folder, out):
    results = []
    for file in sorted(pathlib.Path(folder).glob("*.jinja")):
        template = file.read_text(encoding="utf-8")
        for name, case in CASES.items():
            result = {"template": file.name, "case": name, "values": TOKENS | case}
            try:
                result["expected"] = render(template, case)
            except Exception as e:
                result["error"] = f"{type(e).__name__}: {e}"
            results.append(result)
    pathlib.Path(out).write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(results), "results,", sum("error" in r for r in results), "errors")


if __name__ == "__main__":
    main(*sys.argv[1:])
