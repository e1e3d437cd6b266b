"use strict";

// An example tells what a value looks like; filled in, each would narrow the answer.
function withoutExamples(description) {
  for (const path of Object.values(description.paths)) {
    for (const operation of Object.values(path)) {
      for (const parameter of operation.parameters || []) {
        if (!parameter.required) delete parameter.example;
      }
    }
  }
  return description;
}

SwaggerUIBundle({
  url: "{{ schema_url|escapejs }}",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  responseInterceptor(answer) {
    if (answer.url.endsWith("{{ schema_url|escapejs }}")) {
      answer.text = JSON.stringify(withoutExamples(JSON.parse(answer.text)));
    }
    return answer;
  },
  ...{{ settings|safe }},
});
