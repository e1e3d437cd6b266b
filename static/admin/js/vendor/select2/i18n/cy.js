/* The Welsh of select2, which has none: the admin asks for this file on a Welsh page. */
"use strict";

jQuery.fn.select2.amd.define("select2/i18n/cy", [], () => ({
    errorLoading: () => "Ni ellid llwytho'r canlyniadau.",
    inputTooLong: ({ input, maximum }) =>
        `Rhy hir: nodau i'w dileu: ${input.length - maximum}`,
    inputTooShort: ({ input, minimum }) =>
        `Rhy fyr: nodau i'w hychwanegu: ${minimum - input.length}`,
    loadingMore: () => "Yn llwytho rhagor o ganlyniadau…",
    maximumSelected: ({ maximum }) => `Y nifer mwyaf y gellir eu dewis: ${maximum}`,
    noResults: () => "Dim canlyniadau",
    searching: () => "Yn chwilio…",
    removeAllItems: () => "Tynnu pob eitem",
}));
