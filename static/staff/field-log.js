/* Logging findings in the field: no typed text is lost, and no mouse is needed.

   The form works without this script. With it, what is typed is kept on the device
   until the server has confirmed it, and is sent in the background, so that a lost
   connection or an ended session leaves the page and its text where they are. The
   answer to a form is a page like this one, which then takes its place. */

"use strict";

(() => {
    const ROOT = "#field-log";
    const MANY = 8;
    const PATIENCE = 30_000;
    let isSending = false;

    const root = () => document.querySelector(ROOT);
    const form = () => document.querySelector(".log-form");
    const words = () => document.querySelector(".log-kept");
    const token = () => form().elements.token.value;
    const put = (sentence, values) =>
        sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

    // What is told, with a button for each way out

    function tell(sentence, ways = []) {
        const told = document.createElement("div");
        const line = document.createElement("p");
        told.className = "log-told";
        line.textContent = sentence;
        told.append(line);
        for (const [label, act] of ways) {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = label;
            button.addEventListener("click", () => act(told));
            told.append(button, " ");
        }
        words().append(told);
        return told;
    }

    const untell = (kind) =>
        words().querySelectorAll(`[data-kind="${kind}"]`).forEach((old) => old.remove());

    function tellOnce(kind, sentence, ways) {
        untell(kind);
        tell(sentence, ways).dataset.kind = kind;
    }

    // Keeping

    function keep() {
        const fields = formFields.of(form());
        const { case: inspection, finding } = form().dataset;
        const isKept = keptText.keep({
            token: token(),
            inspection,
            finding,
            page: location.pathname,
            fields,
        });
        if (!isKept) {
            tellOnce("unkept", words().dataset.unkept);
        }
    }

    const textOf = (kept) => {
        const typed = Object.fromEntries(kept.fields);
        const text = typed.text_en || typed.text_cy || typed.item_summary || "…";
        return text.length > 60 ? `${text.slice(0, 60)}…` : text;
    };

    const whenOf = (kept) =>
        new Date(kept.at).toLocaleString(`${document.documentElement.lang}-GB`, {
            day: "numeric",
            month: "long",
            hour: "2-digit",
            minute: "2-digit",
        });

    function offer(kept) {
        const { found, elsewhere, take, throw: away, go } = words().dataset;
        const values = { when: whenOf(kept), text: textOf(kept) };
        const drop = (told) => {
            keptText.drop(kept.token);
            told.remove();
        };
        const isHere =
            kept.inspection === form().dataset.case && kept.finding === form().dataset.finding;
        tell(put(isHere ? found : elsewhere, values), [
            isHere
                ? [take, (told) => takeBack(kept, told)]
                : [go, () => location.assign(kept.page)],
            [away, drop],
        ]);
    }

    /* With its token: what the server has already is then met and not doubled. */
    function takeBack(kept, told) {
        told.remove();
        formFields.fill(form(), kept.fields);
        keep();
        tellOnce("taken", words().dataset.taken);
        form().elements.text_en.focus();
    }

    // Sending

    function body(sent, button) {
        const data = new FormData(sent, button);
        // Another tab may have signed in again, with a new token against forgery.
        const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
        if (cookie) {
            data.set("csrfmiddlewaretoken", cookie[1]);
        }
        return data;
    }

    async function send(button) {
        if (isSending) {
            return;
        }
        isSending = true;
        keep();
        words().replaceChildren();
        tellOnce("saving", words().dataset.saving);
        const sent = formFields.of(form());
        try {
            const answer = await fetch(location.href, {
                method: "POST",
                body: body(form(), button),
                signal: AbortSignal.timeout(PATIENCE),
            });
            receive(answer, await answer.text(), button, sent);
        } catch (error) {
            const { late, offline, retry } = words().dataset;
            const told = error.name === "TimeoutError" ? late : offline;
            tell(told, [[retry, () => send(button)]]);
        } finally {
            untell("saving");
            isSending = false;
        }
    }

    /* What was typed since the form was sent, and where; null for nothing. */
    function typedSince(sent, isOver) {
        const now = formFields.of(form());
        const names = formFields.changed(sent, now);
        if (!names.length) {
            return null;
        }
        // The form of the next finding does not say again what is saved.
        const fields = isOver ? formFields.added(form(), sent, now) : now;
        return { names, fields, focus: document.activeElement };
    }

    function putBack({ names, fields, focus }) {
        formFields.fill(form(), fields, names);
        keep();
        tellOnce("later", words().dataset.later);
        const control = form().elements.namedItem(focus.name || names[0]);
        const field = control instanceof RadioNodeList ? control[0] : control;
        field.focus();
        if (field.type === "textarea" && field.value === focus.value) {
            field.setSelectionRange(focus.selectionEnd, focus.selectionEnd);
        }
    }

    function receive(answer, text, button, sent) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const told = page.querySelector(ROOT);
        if (told) {
            const later = typedSince(sent, answer.redirected && button.name === "next");
            root().replaceWith(document.adoptNode(told));
            if (answer.redirected) {
                history.pushState(null, "", answer.url);
            }
            scrollTo(0, 0);
            begin(later);
            return;
        }
        const { ended, signIn, refused, retry } = words().dataset;
        if (answer.ok) {
            tell(ended, [[signIn, () => location.assign(location.pathname)]]);
        } else {
            tell(put(refused, { status: answer.status }), [[retry, () => send(button)]]);
        }
    }

    // Ways of working

    function focusFirst() {
        const error = form().querySelector(".errors select, .errors textarea, .errors input");
        const { classification, theme, text_en: text } = form().elements;
        const empty = [classification, theme, text].find((control) => !control.value);
        (error || empty || classification).focus();
    }

    function filterEvidence() {
        const box = form().querySelector(".log-filter");
        const items = [...form().querySelectorAll("#id_evidence > div")];
        if (items.length <= MANY) {
            return;
        }
        box.hidden = false;
        box.querySelector("input").addEventListener("input", (event) => {
            const typed = event.target.value.toLowerCase();
            for (const item of items) {
                const isMeant = item.textContent.toLowerCase().includes(typed);
                item.hidden = !isMeant && !item.querySelector("input").checked;
            }
        });
    }

    function begin(later = null) {
        // Without a form to go to, later words stay with the kept copy alone.
        if (form() || !later) {
            keptText.drop(root().dataset.saved);
        }
        if (!form()) {
            return;
        }
        keptText.all().filter((kept) => kept.token !== token()).forEach(offer);
        form().addEventListener("input", (event) => {
            if (event.target.name) {
                keep();
            }
        });
        form().addEventListener("submit", (event) => {
            event.preventDefault();
            send(event.submitter);
        });
        filterEvidence();
        if (later) {
            putBack(later);
        } else {
            focusFirst();
        }
    }

    document.addEventListener("keydown", (event) => {
        const name = { Enter: "next", s: "save", S: "save" }[event.key];
        if ((event.ctrlKey || event.metaKey) && name && form()) {
            event.preventDefault();
            form().requestSubmit(form().elements[name]);
        }
    });
    addEventListener("popstate", () => location.reload());
    begin();
})();
