/* select2 draws a field beside the one that has the label, and gives it no name. */
"use strict";
{
    const name = (select) => {
        const field = select.nextElementSibling.querySelector(".select2-selection");
        const [label] = select.labels;
        const shown = field.querySelector(".select2-selection__rendered");
        label.id ||= `${select.id}_label`;
        field.setAttribute("aria-labelledby", `${label.id} ${shown.id}`.trim());
        for (const part of field.querySelectorAll("[role=textbox], [role=searchbox]")) {
            part.setAttribute("aria-labelledby", label.id);
        }
    };

    const nameAll = () => {
        document.querySelectorAll("select.select2-hidden-accessible").forEach(name);
    };

    /* What opens below such a field stands at the end of the page. */
    const nameOpened = (event) => {
        const dropdown = document.querySelector(".select2-dropdown");
        dropdown.setAttribute("role", "region");
        const typed = dropdown.querySelector(".select2-search__field");
        const list = dropdown.querySelector(".select2-results__options");
        for (const part of [dropdown, typed, list]) {
            part?.setAttribute("aria-labelledby", event.target.labels[0].id);
        }
        event.target.nextElementSibling
            .querySelector(".select2-selection")
            .setAttribute("aria-controls", list.id);
    };

    /* In jQuery's turn, so that the admin's own script has drawn them by then. */
    window.django?.jQuery?.(() => {
        nameAll();
        document.addEventListener("formset:added", nameAll);
        django.jQuery(document).on("select2:open", nameOpened);
    });
}
