/* What stands in a form, as [name, value] pairs, and putting such pairs back. */

"use strict";

const formFields = (() => {
    const UNKEPT = ["csrfmiddlewaretoken"];

    const of = (form) =>
        [...new FormData(form)].filter(([name]) => !UNKEPT.includes(name));

    const valuesOf = (fields, name) =>
        fields.filter(([each]) => each === name).map(([_name, value]) => value);

    /* The names whose values are not the same in both. */
    function changed(before, after) {
        const names = new Set([...before, ...after].map(([name]) => name));
        const told = (fields, name) => JSON.stringify(valuesOf(fields, name));
        return [...names].filter((name) => told(before, name) !== told(after, name));
    }

    /* Of `after` what `before` lacks: the words added to a text, the boxes ticked. */
    function added(form, before, after) {
        return after.flatMap(([name, value]) => {
            const [known] = valuesOf(before, name);
            if (form.elements[name].type === "textarea" && value.startsWith(known || "")) {
                return [[name, value.slice((known || "").length).trimStart()]];
            }
            return valuesOf(before, name).includes(value) ? [] : [[name, value]];
        });
    }

    /* All controls, or those with one of `names`; a box without its pair is unticked. */
    function fill(form, fields, names = null) {
        for (const control of form.elements) {
            const { name, type } = control;
            if (!name || UNKEPT.includes(name) || (names && !names.includes(name))) {
                continue;
            }
            const given = valuesOf(fields, name);
            if (type === "checkbox") {
                control.checked = given.includes(control.value);
            } else if (type !== "submit" && given.length) {
                control.value = given[0];
            }
        }
        form.querySelectorAll("details").forEach((part) => { part.open = true; });
    }

    return { added, changed, fill, of };
})();
