/* Text that is typed and not saved yet, kept on this device for who typed it.

   Seven days at most, and never for anybody else: on every page, what another person
   left behind is thrown away. Loaded by every page of a person who is signed in. */

"use strict";

const keptText = (() => {
    const PREFIX = "inspectorate.kept.";
    const DAYS = 7;
    const user = document.currentScript.dataset.user;

    const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

    const read = (key) => {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch {
            return null;
        }
    };

    const isOver = (kept) =>
        !kept || kept.user !== user || Date.now() - kept.at > DAYS * 24 * 60 * 60 * 1000;

    const all = () => {
        try {
            return keys().map(read).sort((one, other) => other.at - one.at);
        } catch {
            return [];
        }
    };

    const drop = (token) => {
        try {
            localStorage.removeItem(PREFIX + token);
        } catch {
            /* Nothing is kept where nothing can be. */
        }
    };

    /* False where the browser keeps nothing: private windows, a full device. */
    const keep = (kept) => {
        try {
            localStorage.setItem(
                PREFIX + kept.token,
                JSON.stringify({ ...kept, user, at: Date.now() }),
            );
            return true;
        } catch {
            return false;
        }
    };

    try {
        keys().filter((key) => isOver(read(key))).forEach((key) => localStorage.removeItem(key));
    } catch {
        /* As above. */
    }
    return { all, drop, keep };
})();
